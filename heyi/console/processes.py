"""Processes told apart by more than a number: a pid is used again, a pid with its start time is not."""

import ctypes
import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from heyi.kernel.typed import whole_number

_SESSION = 3  # places in /proc/PID/stat after the command's name
_START = 19
_STATE = 0
_SET_DEATH_SIGNAL = 1  # prctl(2): PR_SET_PDEATHSIG
_C = ctypes.CDLL(None)


@dataclass(frozen=True, slots=True)
class Process:
    """A process of this machine since its last boot."""

    pid: int
    started: int  # clock ticks since boot
    session: int

    def is_alive(self) -> bool:
        """Whether this very process still runs (a zombie does not)."""
        return find_process(self.pid) == self

    def send(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.is_alive():
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


def find_process(pid: int) -> Process | None:
    """The running process with this number, or None."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    fields = stat.rpartition(")")[2].split()
    if fields[_STATE] in ("Z", "X"):
        return None
    return Process(pid, int(fields[_START]), int(fields[_SESSION]))


def of_session(session: int) -> Iterator[Process]:
    """Every running process of a session."""
    for entry in Path("/proc").iterdir():
        number = whole_number(entry.name)
        if number and (found := find_process(number)) and found.session == session:
            yield found


def end(processes: list[Process], *, within: float, first: int = signal.SIGTERM) -> None:
    """Ask them to end, wait so many seconds, then kill what is left."""
    for process in processes:
        process.send(first)
    until = time.monotonic() + within
    while any(process.is_alive() for process in processes):
        if time.monotonic() > until:
            for process in processes:
                process.send(signal.SIGKILL)
        time.sleep(0.02)


def die_with_parent(parent: int, number: int = signal.SIGKILL) -> None:
    """Have the kernel send this process a signal when its parent has died, however it died."""
    _C.prctl(_SET_DEATH_SIGNAL, int(number), 0, 0, 0)
    if os.getppid() != parent:  # it died before the kernel was asked
        os.kill(os.getpid(), number)
