"""When X, do Y: every consumer of the journal on one page, and the house's regular chores."""

from collections.abc import Callable
from datetime import datetime

from heyi.dispatch.operations import outdated_matters, reckon_again
from heyi.intake.operations import forget_expired_marks
from heyi.journal.operations import Consumed, fold_ledger
from heyi.matters.access import entering

Reaction = Callable[..., Consumed]

REACTIONS: tuple[Reaction, ...] = (
    fold_ledger,  # any event -> its hash goes into the root of the day
)


def react(*, now: Callable[[], datetime]) -> int:
    """Let every consumer read until nothing is left; answers how many events took effect."""
    return sum(_until_quiet(reaction, now) for reaction in REACTIONS)


def _until_quiet(reaction: Reaction, now: Callable[[], datetime]) -> int:
    total = 0
    while True:
        with entering("worker"):
            consumed = reaction(at=now())
        total += consumed.events
        if consumed.failed or not consumed.events:
            return total


def reckon_outdated_clocks(*, now: Callable[[], datetime]) -> int:
    """A new calendar was published: reckon provisional clocks again, one matter a transaction."""
    count = 0
    while True:
        with entering("worker"):
            keys = outdated_matters()
        for county, matter_id in keys:
            with entering("worker"):
                count += reckon_again(county, matter_id, at=now())
        if not keys:
            return count


def forget_marks(*, now: Callable[[], datetime]) -> int:
    """Marks of likeness are kept for a while only."""
    with entering("worker"):
        return forget_expired_marks(at=now())
