"""HOME: the one directory of an installation, with its database, keys, logs and what runs now."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from heyi.console.troubles import Trouble
from heyi.kernel.words import _

CHECKOUT = Path(__file__).resolve().parent.parent.parent
FOR_ROOT = Path("/var/lib/heyi")
_NOT_OURS = _("目录 {path} 不能写入（{error}）：请换一个 --home，或由它的主人运行。")


@dataclass(frozen=True, slots=True)
class Home:
    """Paths of one installation; nothing is made before `make`."""

    path: Path

    @classmethod
    def at(cls, given: str | None) -> "Home":
        """The directory that was given, else HEYI_HOME, else /var/lib/heyi as root, else `var` of the checkout."""
        named = given or os.environ.get("HEYI_HOME")
        if named:
            return cls(Path(named).expanduser().absolute())
        if os.geteuid() == 0:
            return cls(FOR_ROOT)
        checkout = CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.home() / ".local/share/heyi"
        return cls(checkout / "var")

    @property
    def keys(self) -> Path:
        """Secrets, 0700; backed up apart from the database."""
        return self.path / "keys"

    @property
    def files(self) -> Path:
        """What people sent, sealed, 0700; backed up with the database."""
        return self.path / "files"

    @property
    def trial_tsa(self) -> Path:
        """Keys of the time-stamping authority in small, made when it first starts."""
        return self.keys / "trial-tsa"

    @property
    def run(self) -> Path:
        """Locks and what is known of running processes."""
        return self.path / "run"

    @property
    def log(self) -> Path:
        """Logs of the database."""
        return self.path / "log"

    @property
    def postgres(self) -> Path:
        """The database's own directory, of the database's user."""
        return self.path / "postgres"

    def make(self) -> None:
        """Make the directories that are missing; the database's user may pass through but not look around."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for folder, mode in (
                (self.keys, 0o700),
                (self.files, 0o700),
                (self.run, 0o700),
                (self.log, 0o711),
                (self.postgres, 0o711),
            ):
                if not folder.exists():
                    folder.mkdir(exist_ok=True)
                    folder.chmod(mode)
        except (PermissionError, NotADirectoryError, FileExistsError) as error:
            raise Trouble("HOME_CLOSED", _NOT_OURS, path=self.path, error=error.strerror) from error

    def secret(self, name: str) -> str:
        """A secret of this installation, made at its first use; safe when two processes ask at once."""
        path = self.keys / name
        try:
            if not path.exists():
                _write_once(path, secrets.token_urlsafe(48))
            return path.read_text(encoding="ascii").strip()
        except PermissionError as error:
            raise Trouble("HOME_CLOSED", _NOT_OURS, path=path, error=error.strerror) from error

    @contextmanager
    def locked(self, name: str, *, wait: bool = True) -> Iterator[None]:
        """Alone under this name among all processes of this HOME; a killed process lets go by itself.

        Without `wait`: raises BlockingIOError when another has it.
        """
        try:
            descriptor = os.open(self.run / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError as error:
            raise Trouble("HOME_CLOSED", _NOT_OURS, path=self.run, error=error.strerror) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        finally:
            os.close(descriptor)


def _write_once(path: Path, secret: str) -> None:
    """Whole or not at all, and never over one that another process made a moment ago."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii"
    ) as file:
        file.write(secret + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
