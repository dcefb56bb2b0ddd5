"""A process of the press: asked by one pipe, answering by another, ended in time, believed no further than agreed."""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO


def ask(module: str, *words: str, work: bytes, seconds: float, most: int) -> tuple[int, bytes]:
    """How the process ended (below 0: by a signal), and what it said, at most one byte more than `most`.

    It has no environment and no open file but its two pipes.
    """
    with subprocess.Popen(  # noqa: S603 - our own programs
        [sys.executable, "-I", "-m", module, str(os.getpid()), *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
    ) as room:
        assert room.stdin and room.stdout  # noqa: S101, PT018 - both are pipes
        ending = threading.Timer(seconds, room.kill)
        feeding = threading.Thread(target=_feed, args=(room.stdin, work))
        for thread in (ending, feeding):
            thread.start()
        try:
            answer = room.stdout.read(most + 1)
            if len(answer) > most:
                room.kill()
                return 0, answer
            return room.wait(), answer
        finally:
            room.kill()
            ending.cancel()
            feeding.join()


def _feed(pipe: IO[bytes], work: bytes) -> None:
    """Hand the work over; a process that has ended hears no more of it."""
    with suppress(BrokenPipeError), pipe:
        pipe.write(work)
