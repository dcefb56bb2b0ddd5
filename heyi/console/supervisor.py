"""Child processes kept alive: started again when they die, ended in order when told, never left behind.

The kernel ends a child whose supervisor was killed. What still runs at the next start is known by its number and
start time, written down when it was started, and is ended first.
"""

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from heyi.console.processes import Process, die_with_parent, end, find_process, of_session

STOP = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
_ENDS_WITHIN = 15.0  # seconds for requests and jobs under way
_STEADY = 10.0  # a child that lived so long starts again at once
_LONGEST_PAUSE = 10.0


@dataclass
class Child:
    """A program to keep running."""

    name: str
    words: Sequence[str]
    environment: Mapping[str, str]
    process: "subprocess.Popen[bytes] | None" = None
    _began: float = 0.0
    _pause: float = 0.0
    _not_before: float = 0.0

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C reaches the supervisor alone."""
        self._began = time.monotonic()
        self.process = subprocess.Popen(
            self.words,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(_prepare_child, os.getpid()),
        )

    def look_after(self) -> None:
        """Start it again when it has ended; at growing intervals while it ends soon after every start."""
        if self.process is not None and self.process.poll() is None:
            return
        now = time.monotonic()
        if self.process is not None:
            _end_session(self.process.pid)
            soon = now - self._began < _STEADY
            self._pause = min(max(self._pause * 2, 0.5), _LONGEST_PAUSE) if soon else 0.0
            self._not_before = now + self._pause
            self.process = None
        if now >= self._not_before:
            self.start()


@dataclass
class Supervisor:
    """Keeps children running until a signal says stop."""

    children: Sequence[Child]
    book: Path  # where running children are written down
    heal: Callable[[], object]  # called about once a second

    def run(self, announce: Callable[[], None]) -> None:
        """Start everything, announce it once, and stay until told to stop."""
        watched = STOP | {signal.SIGCHLD}
        signal.pthread_sigmask(signal.SIG_BLOCK, watched)
        try:
            self._look_after()
            announce()
            while True:
                told = signal.sigtimedwait(watched, 1.0)
                if told is not None and told.si_signo in STOP:
                    break
                self.heal()
                self._look_after()
        finally:
            self._end_all()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, watched)

    def _look_after(self) -> None:
        before = [child.process for child in self.children]
        for child in self.children:
            child.look_after()
        if [child.process for child in self.children] != before:
            self._write_down()

    def _write_down(self) -> None:
        alive = [find_process(child.process.pid) for child in self.children if child.process]
        written = json.dumps([[process.pid, process.started] for process in alive if process])
        draft = self.book.with_suffix(".new")
        draft.write_text(written, encoding="ascii")
        draft.replace(self.book)

    def _end_all(self) -> None:
        running = [child.process for child in self.children if child.process]
        end([found for process in running if (found := find_process(process.pid))], within=_ENDS_WITHIN)
        for process in running:
            _end_session(process.pid)
            process.wait()
        self.book.unlink(missing_ok=True)


def end_leftovers(book: Path) -> int:
    """End what an earlier supervisor wrote down and left running; how many processes that were."""
    try:
        written = json.loads(book.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return 0
    left: list[Process] = []
    for pid, started in written:
        leader = find_process(pid)
        if leader is None or leader.started == started:
            left += [found for found in of_session(pid) if found.started >= started]
    end(left, within=_ENDS_WITHIN)
    book.unlink(missing_ok=True)
    return len(left)


def _end_session(session: int) -> None:
    """What a dead child had started itself."""
    end(list(of_session(session)), within=1.0)


def _prepare_child(supervisor: int) -> None:
    """Between fork and exec: no signal stays blocked, and the child goes when its supervisor goes."""
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    die_with_parent(supervisor)
