"""Our own PostgreSQL: made once, reached by unix socket only, shared by every command of one HOME.

It belongs to no command: whoever needs it holds a shared lock, starts it when it is not running, and the last one to
let go stops it. A command that was killed lets go by itself, and what it left running is taken over.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import psycopg

from heyi.console import cluster_files
from heyi.console.binaries import Binaries, binaries_for
from heyi.console.database_user import DatabaseUser, database_user
from heyi.console.home import Home
from heyi.console.processes import Process, end, find_process
from heyi.console.troubles import Trouble
from heyi.kernel.words import _

ADMIN = "postgres"
_LONGEST_SOCKET_FOLDER = 90  # an address of a unix socket has 107 bytes
_READY_WITHIN = 60.0  # seconds; after a crash the log is replayed first
_STOP_WITHIN = 30.0
_ROOM_TO_MAKE = 300 * 1024 * 1024  # bytes: a new cluster, its log and the programs' copy
_ROOM_TO_START = 32 * 1024 * 1024
_STILL_LEAVING = "still in use"  # processes of a killed server that have not noticed yet


@dataclass
class Cluster:
    """The database cluster of one HOME."""

    home: Home
    settings: Mapping[str, str] = field(default_factory=dict)
    _held: int | None = None

    @property
    def data(self) -> Path:
        """PostgreSQL's data directory."""
        return self.home.postgres / "data"

    @cached_property
    def user(self) -> DatabaseUser:
        """Who runs it."""
        return database_user(self.data)

    @cached_property
    def binaries(self) -> Binaries:
        """Its programs."""
        return binaries_for(self.user, self.home.postgres)

    @cached_property
    def socket(self) -> Path:
        """The directory of its socket: below HOME, unless that path is too long for one."""
        inside = self.home.postgres / "socket"
        if len(os.fsencode(inside)) <= _LONGEST_SOCKET_FOLDER:
            return inside
        name = hashlib.sha256(os.fsencode(self.home.path)).hexdigest()[:12]
        return Path(f"/tmp/heyi-{self.user.uid}-{name}")  # noqa: S108  # 0700, and its owner is looked at

    def hold(self) -> None:
        """Have it running until `release`."""
        with self.home.locked("postgres"):
            self._held = os.open(self.home.run / "postgres.users", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._held, fcntl.LOCK_SH)
            if not self._running():
                self._make()
                self._start()
            self._wait_until_ready()

    def heal(self) -> bool:
        """Start it again if it has died while it was held; whether it had."""
        if self._running():
            return False
        with self.home.locked("postgres"):
            if not self._running():
                self._start()
                self._wait_until_ready()
        return True

    def release(self) -> None:
        """Let go; stops it when nobody else holds it."""
        if self._held is None:
            return
        with self.home.locked("postgres"):
            with suppress(BlockingIOError):
                fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if postmaster := self._running():
                    end([postmaster], within=_STOP_WITHIN, first=signal.SIGINT)
            os.close(self._held)
            self._held = None

    def connect(self, name: str = ADMIN, user: str = ADMIN) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection of the cluster's administrator or another role that this machine's user may take."""
        return psycopg.connect(host=str(self.socket), dbname=name, user=user, autocommit=True)

    def _running(self) -> Process | None:
        """The postmaster of this data directory; a number that another program has by now is not one."""
        try:
            words = (self.data / "postmaster.pid").read_text(encoding="utf-8").split("\n")
            found = find_process(int(words[0]))
            same = found and Path(f"/proc/{found.pid}/cwd").resolve() == self.data.resolve()
        except (FileNotFoundError, ProcessLookupError, ValueError, PermissionError):
            return None
        return found if same else None

    def _make(self) -> None:
        """Make the cluster if there is none: beside its place, so that a killed attempt leaves nothing half made."""
        self._needs_room()
        self.user.needs_way_to(self.home.postgres)
        if (self.data / "PG_VERSION").exists():
            self._needs_same_major()
            return
        draft = self.home.postgres / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        self.user.own(draft)
        words = cluster_files.initdb_arguments(self.binaries, draft, ADMIN)
        made = subprocess.run(words, capture_output=True, text=True, **self.user.spawning())
        if made.returncode:
            raise _database_trouble(made.stderr or made.stdout)
        draft.rename(self.data)

    def _start(self) -> None:
        self.user.own(self.socket)
        if self.socket.stat().st_uid != self.user.uid or self.socket.is_symlink():
            raise Trouble("SOCKET_TAKEN", _("{path} 属于别的用户：请删除它或另选 --home。"), path=self.socket)
        log = self.home.log / "postgres"
        self.user.own(log)
        cluster_files.write(
            self.data, self.user, cluster_files.configuration(self.socket, log, self.settings)
        )
        said: str | None = ""
        for _attempt in range(100):
            (self.data / "postmaster.pid").unlink(missing_ok=True)  # nobody of ours: _running has looked
            said = self._try_to_start(log / "start.log")
            if said is None:
                return
            if _STILL_LEAVING not in said:
                raise _database_trouble(said)
            time.sleep(0.1)
        raise _database_trouble(said or "")

    def _try_to_start(self, log: Path) -> str | None:
        """None once it listens; else what it said before it gave up."""
        address = self.socket / ".s.PGSQL.5432"
        for left in (address, self.socket / f"{address.name}.lock"):
            left.unlink(missing_ok=True)  # by a killed server, whose number a zombie may still hold
        with log.open("wb") as output:
            started = subprocess.Popen(
                [self.binaries.program("postgres"), "-D", str(self.data)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                **self.user.spawning(),
            )
        while started.poll() is None:
            if address.exists() and self._running():
                started.returncode = 0  # it may outlive us: nobody waits for it, and that is meant
                return None
            time.sleep(0.01)
        return log.read_text(encoding="utf-8", errors="replace")

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + _READY_WITHIN
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError as error:
                if time.monotonic() > until or not self._running():
                    raise _database_trouble(str(error)) from error
                time.sleep(0.02)
            else:
                return

    def _needs_room(self) -> None:
        free = shutil.disk_usage(self.home.path).free
        needed = _ROOM_TO_START if self.data.exists() else _ROOM_TO_MAKE
        if free < needed:
            words = _("{path} 所在磁盘只剩 {free} MB，至少需要 {needed} MB：请腾出空间或另选 --home。")
            raise Trouble("DISK_FULL", words, path=self.home.path, free=free >> 20, needed=needed >> 20)

    def _needs_same_major(self) -> None:
        made_by = int((self.data / "PG_VERSION").read_text(encoding="ascii"))
        if made_by != self.binaries.major:
            words = _(
                "数据由 PostgreSQL {old} 建立，现在的程序是 {new}：请用 {old} 的 pg_dump 导出，再导入新的安装。"
            )
            raise Trouble("OTHER_POSTGRES", words, old=made_by, new=self.binaries.major)


def _database_trouble(said: str) -> Trouble:
    """What PostgreSQL said, as a sentence."""
    if "No space left" in said or "Disk quota" in said:
        return Trouble(
            "DISK_FULL", _("磁盘已满，数据库无法启动：请腾出空间后再试。\n{said}"), said=said.strip()
        )
    return Trouble("DATABASE_FAILED", _("数据库没有启动：\n{said}"), said=said.strip())
