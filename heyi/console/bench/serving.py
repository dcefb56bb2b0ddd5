"""A web server of its own on a free port, run as `heyi up` runs it, and the processor time that it uses."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from heyi.console.bench.ground import Ground
from heyi.console.processes import end, find_process, of_session
from heyi.console.supervisor import Child
from heyi.console.up import live, web, worker

_LISTENS_WITHIN = 60.0
_USER, _SYSTEM = 11, 12  # places in /proc/PID/stat after the command's name
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A running web server."""

    port: int
    session: int

    def cpu_seconds(self) -> float:
        """User and system time of its processes so far."""
        return sum(_cpu(process.pid) for process in of_session(self.session))

    def memory_mb(self) -> int:
        """What its processes hold in memory, each its share of what several hold together."""
        return sum(_memory(process.pid) for process in of_session(self.session)) >> 10


def served(ground: Ground) -> AbstractContextManager[Server]:
    """The web of `heyi up` on this ground, until it is left."""
    port = _free_port()
    return _running(ground, web(ground.home, "127.0.0.1", port), port)


def served_live(ground: Ground) -> AbstractContextManager[Server]:
    """The live process of `heyi up`."""
    port = _free_port()
    return _running(ground, live(ground.home, "127.0.0.1", port), port)


def working(ground: Ground) -> AbstractContextManager[Server]:
    """The worker of `heyi up`; it listens on no port."""
    return _running(ground, worker(), 0)


@contextmanager
def _running(ground: Ground, child: Child, port: int) -> Iterator[Server]:
    with (ground.home.log / f"bench-{child.name}.log").open("wb") as log:
        started = subprocess.Popen(
            child.words, env=dict(child.environment), stdout=log, stderr=log, start_new_session=True
        )
        try:
            if port:
                _wait_for(port, started)
            yield Server(port, started.pid)
        finally:
            if process := find_process(started.pid):
                end([process], within=10)
            end(list(of_session(started.pid)), within=0)
            started.wait()


def _cpu(pid: int) -> float:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    fields = stat.rpartition(")")[2].split()
    return (int(fields[_USER]) + int(fields[_SYSTEM])) / _TICKS


def _memory(pid: int) -> int:
    """Kilobytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, started: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _LISTENS_WITHIN
    while time.monotonic() < until and started.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the web server of the bench does not listen: see bench-web.log and bench-live.log")
