"""Lists for administrators, newest first, a page at a time by key: every page costs the same, however deep."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from heyi.journal.codes import ADMINISTRATION, ADMINISTRATION_COUNTY, DeliveryState
from heyi.journal.events import RecordedEvent
from heyi.journal.models import AccessLog, Delivery
from heyi.journal.queries.reading import events_before
from heyi.kernel.typed import whole_number

Row = TypeVar("Row")


class Page(NamedTuple, Generic[Row]):
    """Rows, and the key that asks for those after them; empty on the last page."""

    rows: tuple[Row, ...]
    next: str = ""


class Look(NamedTuple):
    """One line of the access log."""

    county: str
    id: UUID
    matter_id: UUID
    at: datetime
    actor_kind: str
    actor_id: int | None
    actor_name: str
    unit_id: int | None
    what: str
    purpose: str


class DeliveryRow(NamedTuple):
    """One line of the delivery ledger, without its body."""

    county: str
    id: UUID
    matter_id: UUID
    seq: int
    destination: str
    what: str
    queued_at: datetime
    attempts: int
    next_try_at: datetime
    last_error: str
    delivered_at: datetime | None
    gave_up_at: datetime | None
    dismissed_at: datetime | None
    is_behind: bool  # one before it of the same matter has not arrived, and it keeps the order

    @property
    def state(self) -> DeliveryState:
        """How it stands."""
        if self.delivered_at:
            return DeliveryState.DELIVERED
        if self.dismissed_at:
            return DeliveryState.DISMISSED
        return DeliveryState.GAVE_UP if self.gave_up_at else DeliveryState.WAITING


class DeliveryCount(NamedTuple):
    """How many deliveries to a destination stand so."""

    destination: str
    state: str
    number: int


_COUNTS = """
SELECT destination, CASE WHEN delivered_at IS NOT NULL THEN 'DELIVERED' WHEN dismissed_at IS NOT NULL THEN 'DISMISSED'
                         WHEN gave_up_at IS NOT NULL THEN 'GAVE_UP' ELSE 'WAITING' END AS state, count(*)
FROM journal_delivery WHERE queued_at >= %s GROUP BY 1, 2 ORDER BY 1, 2
"""
_IN_STATE: dict[str, dict[str, bool]] = {
    "": {},
    DeliveryState.WAITING: {"delivered_at__isnull": True, "gave_up_at__isnull": True},
    DeliveryState.DELIVERED: {"delivered_at__isnull": False},
    DeliveryState.GAVE_UP: {"gave_up_at__isnull": False, "dismissed_at__isnull": True},
    DeliveryState.DISMISSED: {"dismissed_at__isnull": False},
}


def administrative_events(*, before: str, limit: int) -> Page[RecordedEvent]:
    """What administrators changed, newest first."""
    rows = events_before(ADMINISTRATION_COUNTY, ADMINISTRATION, before=_number(before), limit=limit + 1)
    return _page(rows, limit, lambda event: str(event.seq))


def looks(*, before: str, limit: int, actor_id: int | None) -> Page[Look]:
    """Who looked at matters, newest first; of one person, if asked."""
    found = AccessLog.objects.all() if actor_id is None else AccessLog.objects.filter(actor_id=actor_id)
    rows = _keyed(found, before, limit).values_list(*Look._fields)
    return _page([Look(*row) for row in rows], limit, lambda look: str(look.id))


def looks_at(county: str, matter_id: UUID) -> tuple[Look, ...]:
    """Who looked at one matter, first to last."""
    found = AccessLog.objects.filter(county=county, matter_id=matter_id).order_by("id")
    return tuple(Look(*row) for row in found.values_list(*Look._fields))


def deliveries(
    *,
    state: str,
    before: str,
    limit: int,
    destination: str = "",
    only: str = "",
    but: str = "",
    since: datetime | None = None,
) -> Page[DeliveryRow]:
    """The delivery ledger, newest first; in one state and to one destination, if asked. Unknown states have no rows.

    `only` and `but` are letters with which what is delivered begins, or does not.
    """
    found = Delivery.objects.filter(**_IN_STATE[state]) if state in _IN_STATE else Delivery.objects.none()
    if destination:
        found = found.filter(destination=destination)
    if only:
        found = found.filter(what__startswith=only)
    if but:
        found = found.exclude(what__startswith=but)
    if since is not None:
        found = found.filter(queued_at__gte=since)
    return _page(_rows(_keyed(found, before, limit)), limit, lambda row: str(row.id))


def deliveries_of(county: str, matter_id: UUID) -> tuple[DeliveryRow, ...]:
    """What was and is to be delivered of one matter, first to last."""
    found = Delivery.objects.filter(county=county, matter_id=matter_id).order_by("seq", "id")
    return tuple(_rows(found))


def delivery_counts(*, since: datetime) -> tuple[DeliveryCount, ...]:
    """How many stand how, for each destination, of those queued since; within the scope."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [since])
        return tuple(DeliveryCount(*row) for row in cursor.fetchall())


def _rows(found: QuerySet[Any]) -> list[DeliveryRow]:
    earlier = Delivery.objects.filter(
        county=OuterRef("county"),
        matter_id=OuterRef("matter_id"),
        destination=OuterRef("destination"),
        seq__lt=OuterRef("seq"),
        delivered_at__isnull=True,
        dismissed_at__isnull=True,
    )
    behind = found.annotate(is_behind=Q(in_order=True, delivered_at__isnull=True) & Exists(earlier))
    return [DeliveryRow(*row) for row in behind.values_list(*DeliveryRow._fields)]


def _keyed(found: QuerySet[Any], before: str, limit: int) -> QuerySet[Any]:
    """One row more than a page, to know whether there is a next one. UUIDv7 keys are in order of time."""
    key = _key(before)
    return (found.filter(id__lt=key) if key else found).order_by("-id")[: limit + 1]


def _page(rows: Sequence[Row], limit: int, key: Callable[[Row], str]) -> Page[Row]:
    return Page(tuple(rows[:limit]), key(rows[limit - 1]) if len(rows) > limit else "")


def _key(typed: str) -> UUID | None:
    """A page's key from an address that anybody may have typed; a wrong one is the first page."""
    try:
        return UUID(typed)
    except ValueError:
        return None


def _number(typed: str) -> int | None:
    return whole_number(typed, digits=9)
