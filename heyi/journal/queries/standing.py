"""How the journal's own machinery stands: consumers that fail or lag, deliveries that are stuck."""

from datetime import datetime
from typing import NamedTuple

from django.db import connections

from heyi.journal.models import Delivery

_CONSUMERS = """
SELECT name, failures, last_error, failed_at, (
    SELECT event.at FROM journal_event AS event
    WHERE (event.xact, event.position) > (mine.xact, mine.position) AND event.position > coalesce(epoch.floor, 0)
      AND event.xact < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY event.xact, event.position LIMIT 1)
FROM journal_cursor AS mine LEFT JOIN journal_epoch AS epoch ON epoch.epoch = mine.epoch ORDER BY name
"""


class ConsumerStanding(NamedTuple):
    """A consumer: how often it has failed in a row and why; the instant of the event it has yet to read, if any."""

    name: str
    failures: int
    last_error: str
    failed_at: datetime | None
    next_event_at: datetime | None


def consumers(using: str) -> tuple[ConsumerStanding, ...]:
    """All consumers by name."""
    with connections[using].cursor() as cursor:
        cursor.execute(_CONSUMERS)
        return tuple(ConsumerStanding(*row) for row in cursor.fetchall())


class Stuck(NamedTuple):
    """Deliveries that nobody carries: given up, or due for long without an attempt."""

    gave_up: int
    overdue: int


def stuck_deliveries(using: str, *, due_before: datetime) -> Stuck:
    """How many were given up, and how many are due since before that instant."""
    found = Delivery.objects.using(using).filter(delivered_at__isnull=True)
    return Stuck(
        found.filter(gave_up_at__isnull=False, dismissed_at__isnull=True).count(),
        found.filter(gave_up_at__isnull=True, next_try_at__lt=due_before).count(),
    )
