"""When a running clock speaks: before it is due, when it is, and when it has taken three times its span. Pure."""

from datetime import datetime, timedelta
from itertools import pairwise

from heyi.dispatch.codes import Alert

WARN_AT = 80  # per cent of the span after which it warns, where no rule says otherwise
QUIET, WARNED, OVERDUE, TRIPLE = "", Alert.WARNED.value, Alert.OVERDUE.value, Alert.TRIPLE.value
_ORDER = (QUIET, WARNED, OVERDUE, TRIPLE)
_NEXT = dict(pairwise(_ORDER))


def alert_at(*, stage: str, started_at: datetime, due_at: datetime | None, warn_at: int) -> datetime | None:
    """The instant at which a clock in this stage speaks next; None when it has said all, or stands still.

    The span runs from start to due, pauses and extensions included; `warn_at` is per cent of it. It is overdue once
    its due instant is over, not at it.
    """
    if due_at is None or stage == TRIPLE:
        return None
    span = due_at - started_at
    if stage == QUIET:
        return started_at + span * warn_at / 100
    return due_at + _AFTER if stage == WARNED else due_at + 2 * span


_AFTER = timedelta(microseconds=1)


def stage_at(at: datetime, *, stage: str, started_at: datetime, due_at: datetime | None, warn_at: int) -> str:
    """The stage that a clock in `stage` has reached at an instant; what it slept through it does not say one by one."""
    while True:
        speaks = alert_at(stage=stage, started_at=started_at, due_at=due_at, warn_at=warn_at)
        if speaks is None or speaks > at:
            return stage
        stage = _NEXT[stage]
