"""What the house does for mediations by itself: it reminds who was asked and is silent, and who owes."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from heyi.dispatch.operations import Hand
from heyi.journal.events import SYSTEM
from heyi.kernel.clock import CHINA
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering
from heyi.mediation.access import owing, silent_parties
from heyi.mediation.codes import Way
from heyi.mediation.operations import Taking, invite, remind

SILENCE = timedelta(
    days=2
)  # fast answers matter more than many reminders: a party that is silent is asked twice more
MOST_REMINDERS = 2
AHEAD = timedelta(days=3)
EACH = timedelta(days=7)  # what is late is said at once, and then weekly
FROM, UNTIL = 8, 20  # o'clock: a text about a debt does not come at night
_log = structlog.get_logger()


def remind_parties(*, now: Callable[[], datetime]) -> int:
    """Remind who is silent and who owes, each in a transaction of its own; by day alone. Answers how many were."""
    at = now()
    if not FROM <= at.astimezone(CHINA).hour < UNTIL:
        return 0
    with entering("worker"):
        silent = silent_parties(since=at - SILENCE, most=MOST_REMINDERS)
        today = at.astimezone(CHINA).date()
        owed = owing(today=today, soon=today + AHEAD, week=at - EACH)
    hand = Hand(SYSTEM, frozenset())
    count = 0
    for party in silent:
        taking = Taking(hand, at, party.side)
        count += _one(
            lambda party=party, taking=taking: invite(  # type: ignore[misc]
                (party.county, party.matter_id), taking=taking, way=Way.LINK
            )
        )
    for each in owed:
        count += _one(
            lambda each=each: remind(  # type: ignore[misc]
                (each.county, each.matter_id), taking=Taking(hand, at), obligation_id=each.obligation_id
            )
        )
    return count


def _one(do: Callable[[], object]) -> int:
    """One reminder; what was answered or done just before needs none."""
    try:
        with entering("worker"):
            do()
    except NotAllowed:
        return 0
    except Exception:  # noqa: BLE001  # logged with its trace; one mediation stops no other
        _log.exception("reminding failed")
        return 0
    return 1
