"""Homes and running houses of their own, where the database's user can go."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from heyi.console.home import Home
from heyi.console.processes import Process, find_process

WITHIN = 60.0


@dataclass
class Up:
    """A `heyi up` of the tests."""

    home: Path
    words: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    live_port: int = 0
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def log(self) -> Path:
        return self.home / "up.log"

    def start(self) -> "Up":
        """Start it and wait until it has said where it is."""
        self.port, self.live_port = self.port or free_port(), self.live_port or free_port()
        words = [
            "up",
            "--port",
            str(self.port),
            "--live-port",
            str(self.live_port),
            "--home",
            str(self.home),
            *self.words,
        ]
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "heyi.console", *words],
                env=plain_environment() | self.environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        until(lambda: "Ctrl-C" in self.said() or self.process.poll() is not None, self.said)
        assert self.process.poll() is None, self.said()
        until(lambda: self.get("/readyz")[0] == 200, self.said)
        return self

    def worked(self) -> float:
        """The processor time of the family so far, in seconds: on a busy machine the clock on the wall says nothing."""
        return sum(processor_seconds(process.pid) for process in self.family())

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def get(self, path: str, port: int = 0) -> tuple[int, str]:
        """Status and body; 0 when nobody answers."""
        try:
            with urlopen(f"http://127.0.0.1:{port or self.port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except (URLError, OSError):
            return 0, ""

    def family(self) -> list[Process]:
        """The supervisor and everything below it, the database apart."""
        found = [find_process(self.process.pid)]
        children: dict[int, list[int]] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and (parent := parent_of(int(entry.name))):
                children.setdefault(parent, []).append(int(entry.name))
        for process in found:
            found += [find_process(pid) for pid in children.get(process.pid, ())] if process else []
        return [process for process in found if process and not is_database(process.pid)]

    def child(self, *words: str) -> Process | None:
        """The first process of the family whose command line has these words."""
        for process in self.family()[1:]:
            if all(word in command_line(process.pid) for word in words):
                return process
        return None

    def postmaster(self) -> Process | None:
        try:
            return find_process(int((self.home / "postgres/data/postmaster.pid").read_text().split()[0]))
        except (FileNotFoundError, IndexError):
            return None

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(WITHIN)


@pytest.fixture
def scratch() -> Iterator[Path]:
    """A directory that the database's user can enter; whatever still runs in it afterwards is ended."""
    made = Path(tempfile.mkdtemp(prefix="heyi-console-", dir="/var/tmp"))
    made.chmod(0o711)
    yield made
    for path in made.rglob("postmaster.pid"):
        kill(path.read_text().split()[0], signal.SIGQUIT)
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def home(scratch: Path) -> Home:
    """An empty home with its directories."""
    made = Home(scratch / "home")
    made.make()
    return made


@pytest.fixture
def up(home: Home) -> Iterator[Up]:
    """A house not started yet; stopped afterwards, whatever happened to it."""
    house = Up(home.path)
    yield house
    if house.process and house.process.poll() is None:
        for process in house.family():
            process.send(signal.SIGTERM)
        house.process.wait(WITHIN)


def heyi(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "heyi.console", *words],
        env=plain_environment() | environment,
        capture_output=True,
        text=True,
        timeout=WITHIN,
    )


def plain_environment() -> dict[str, str]:
    """The environment without what the suite itself has set."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("HEYI_", "DJANGO_", "PYTEST"))
    }


def until(holds: Callable[[], object], said: Callable[[], str] = str) -> None:
    """Wait for something that other processes do; fails after WITHIN seconds with what they said."""
    end = time.monotonic() + WITHIN
    while not holds():
        assert time.monotonic() < end, said()
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def processor_seconds(pid: int) -> float:
    """Its own and that of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def command_line(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return []


def is_database(pid: int) -> bool:
    program = command_line(pid)[:1]
    return bool(program) and (program[0].endswith("/postgres") or program[0].startswith("postgres:"))


def kill(pid: str, number: int) -> None:
    try:
        os.kill(int(pid), number)
    except (ProcessLookupError, ValueError):
        return
