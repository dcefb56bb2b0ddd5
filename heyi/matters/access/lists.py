"""The work list of a unit: one index of reach, due first, a page at a time by key."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from heyi.matters.codes import Basis
from heyi.matters.models import Reach

PAGE = 50
OWN = (Basis.LEAD.value, Basis.ASSIST.value, Basis.ALARM.value)


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """What the list is narrowed to; empty means all. `below` shows what units below lead; `done` what is closed."""

    state: str = ""
    kind: str = ""
    region_code: str = ""
    urgency: str = ""
    below: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of the work list; an alarm's line says only where, and that it is urgent."""

    county: str
    matter_id: UUID
    number: str
    title: str
    kind: str
    region_code: str
    state: str
    basis: str
    urgency: str
    lead_unit_id: int
    next_due_at: datetime | None
    received_at: datetime


@dataclass(frozen=True, slots=True)
class WorkList:
    """A page of rows and the key of the next, empty on the last."""

    rows: tuple[WorkRow, ...]
    after: str


def work_list(unit_id: int, *, wanted: WorkFilter, after: str = "", limit: int = PAGE) -> WorkList:
    """The unit's rows in the order of what is due first (closed ones: newest first). One query."""
    rows = _narrowed(Reach.objects.filter(unit_id=unit_id, is_live=not wanted.done), wanted)
    if after:
        rows = rows.filter(_beyond(after, done=wanted.done))
    due_first = rows.order_by(F("next_due_at").asc(nulls_last=True), "matter_id")
    ordered = rows.order_by("-matter_id") if wanted.done else due_first
    found = list(ordered.select_related("matter")[: limit + 1])
    page = tuple(_row(reach) for reach in found[:limit])
    return WorkList(page, _key(page[-1], done=wanted.done) if len(found) > limit else "")


def _narrowed(rows: QuerySet[Reach], wanted: WorkFilter) -> QuerySet[Reach]:
    bases = (Basis.SUPERIOR.value,) if wanted.below else OWN
    rows = rows.filter(basis__in=bases)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.region_code:
        rows = rows.filter(region_code__startswith=wanted.region_code)
    if wanted.urgency:
        rows = rows.filter(urgency=wanted.urgency)
    return rows


def _beyond(after: str, *, done: bool) -> Q:
    due, matter_id = _read_key(after)
    if done:
        return Q(matter_id__lt=matter_id)
    if due is None:
        return Q(next_due_at__isnull=True, matter_id__gt=matter_id)
    return Q(next_due_at__gt=due) | Q(next_due_at=due, matter_id__gt=matter_id) | Q(next_due_at__isnull=True)


def _row(reach: Reach) -> WorkRow:
    matter = reach.matter
    alarm = reach.basis == Basis.ALARM.value
    return WorkRow(
        county=matter.county,
        matter_id=matter.id,
        number=matter.number,
        title="" if alarm else matter.title,
        kind=reach.kind,
        region_code=reach.region_code,
        state=reach.state,
        basis=reach.basis,
        urgency=reach.urgency,
        lead_unit_id=matter.lead_unit_id,
        next_due_at=reach.next_due_at,
        received_at=matter.received_at,
    )


class BadKey(ValueError):
    """A page's key that no list has given."""


def _key(row: WorkRow, *, done: bool) -> str:
    due = "" if done or row.next_due_at is None else row.next_due_at.isoformat()
    return base64.urlsafe_b64encode(f"{due}|{row.matter_id}".encode()).decode()


def _read_key(after: str) -> tuple[datetime | None, UUID]:
    try:
        due, _, matter_id = base64.urlsafe_b64decode(after.encode()).decode().partition("|")
        return (datetime.fromisoformat(due) if due else None), UUID(matter_id)
    except (ValueError, binascii.Error, UnicodeError) as error:
        raise BadKey(after) from error
