"""期限提醒: a mediation's term is nearly over, and its mediator is told once; an extension makes it be told anew."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from heyi.dispatch.operations import Hand
from heyi.journal.events import SYSTEM
from heyi.kernel.flow import NotAllowed
from heyi.mediation.models import Mediation
from heyi.mediation.operations.turning import Taking, begin_turn

BEFORE = timedelta(days=3)
AT_ONCE = 100
Key = tuple[str, UUID]


def due_warnings(*, at: datetime, but: Collection[Key] = ()) -> list[Key]:
    """Matters whose mediation is due within three days, and of which nobody was told. One query."""
    found = Mediation.objects.filter(
        state__in=("MEDIATING", "SIGNING"), warned_at=None, due_at__lte=at + BEFORE
    ).order_by("due_at")
    keys = found.values_list("county", "matter_id")[: AT_ONCE + len(but)]
    return [key for key in keys if key not in but][:AT_ONCE]


def warn(county: str, matter_id: UUID, *, at: datetime) -> int:
    """Say that the term is nearly over: 1, or 0 where that was said, or it ended just before."""
    try:
        turn = begin_turn("warn", (county, matter_id), taking=Taking(Hand(SYSTEM, frozenset()), at))
    except NotAllowed:
        return 0
    if (county, matter_id) not in due_warnings_of(county, matter_id, at):
        return 0
    turn.changes["warned_at"] = at
    turn.facts["due"] = turn.mediation.due_at.isoformat() if turn.mediation.due_at else ""
    turn.write()
    return 1


def due_warnings_of(county: str, matter_id: UUID, at: datetime) -> list[Key]:
    """Whether it still waits to be told, asked with the matter locked."""
    waiting = Mediation.objects.filter(
        county=county, matter_id=matter_id, state__in=("MEDIATING", "SIGNING"), warned_at=None
    )
    return list(waiting.filter(due_at__lte=at + BEFORE).values_list("county", "matter_id"))
