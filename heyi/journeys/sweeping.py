"""The sweep of due clocks: who finds what is due, and lets each matter's clocks speak in a transaction of its own."""

from collections.abc import Callable
from datetime import datetime

from heyi.dispatch.operations import due_alerts, speak
from heyi.matters.access import entering


def sweep(*, now: Callable[[], datetime]) -> int:
    """Let every clock speak that has something to say; answers how many did.

    Clerks wait for the one matter that speaks just then, no longer than for one another. What two workers find at once,
    the second finds said.
    """
    count, at = 0, now()
    while True:
        with entering("worker"):
            keys = due_alerts(at=at)
        for county, matter_id in keys:
            with entering("worker"):
                count += speak(county, matter_id, at=at)
        if not keys:
            return count
