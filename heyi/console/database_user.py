"""Who the database's processes are: PostgreSQL refuses to run as root, so root lends it an unprivileged user."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heyi.console.troubles import Trouble
from heyi.kernel.words import _

_NAMES = ("heyi", "postgres")


@dataclass(frozen=True, slots=True)
class DatabaseUser:
    """A user of this machine; `other` when it is not the one who runs this command."""

    name: str
    uid: int
    gid: int

    @property
    def other(self) -> bool:
        """Whether a process must change to this user first."""
        return self.uid != os.geteuid()

    def spawning(self) -> dict[str, Any]:
        """Arguments of subprocess with which a program runs as this user, with nothing of root's environment."""
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        switching = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {}
        return {"env": environment, "cwd": "/", **switching}

    def own(self, path: Path) -> None:
        """Give a directory to this user alone, made if missing."""
        path.mkdir(mode=0o700, exist_ok=True)
        if self.other:
            os.chown(path, self.uid, self.gid)
        path.chmod(0o700)

    def needs_way_to(self, path: Path) -> None:
        """Raise when a folder on the way is closed to this user."""
        for folder in (*reversed(path.parents), path):
            entering = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
            if folder.exists() and subprocess.run(entering, **_quiet(self)).returncode:
                raise Trouble(
                    "HOME_SHUT_TO_DATABASE",
                    _(
                        "数据库以用户 {user} 运行，它进不了 {folder}：请另选 --home（例如 /var/lib/heyi），"
                        "或运行 chmod o+x {folder}。"
                    ),
                    user=self.name,
                    folder=folder,
                )


def database_user(existing: Path) -> DatabaseUser:
    """Myself, unless I am root: then the owner of the existing database, else heyi, postgres, or a new `heyi`."""
    if os.geteuid() != 0:
        return _known(os.geteuid())
    if existing.exists() and existing.stat().st_uid != 0:
        return _known(existing.stat().st_uid)
    for name in _NAMES:
        if found := _find(name):
            return found
    return _added()


def _known(uid: int) -> DatabaseUser:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError as error:
        words = _("当前用户编号 {uid} 在系统里没有名字，PostgreSQL 无法识别：请用有名字的用户运行。")
        raise Trouble("USER_NAMELESS", words, uid=uid) from error
    return DatabaseUser(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _find(name: str) -> DatabaseUser | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return DatabaseUser(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _added() -> DatabaseUser:
    add = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/var/lib/heyi", "heyi"]
    add[1:1] = ["--shell", shutil.which("nologin") or "/bin/false"]
    try:
        subprocess.run(add, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", "") or str(error)
        words = _("需要一个普通用户来运行数据库，但没能建立（{reason}）：请先运行 useradd --system heyi。")
        raise Trouble("NO_DATABASE_USER", words, reason=reason.strip()) from error
    found = _find("heyi")
    if found is None:
        raise RuntimeError("useradd made no user")
    return found


def _quiet(user: DatabaseUser) -> dict[str, Any]:
    return {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **user.spawning()}
