"""Exhibits across modules: their stamps are asked for, and what must hold of them is asked."""

from collections.abc import Callable
from datetime import datetime

from heyi.evidence.operations import next_unstamped, stamp_exhibit


def stamp_waiting(*, now: Callable[[], datetime]) -> int:
    """Ask for the stamps that are due, until none is left or the authority does not answer; answers how many came."""
    count = 0
    while waiting := next_unstamped(at=now()):
        for exhibit_id in waiting:
            if not stamp_exhibit(exhibit_id, at=now()):
                return count
            count += 1
    return count
