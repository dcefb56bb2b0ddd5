"""The log of three-way calls: who was on each, who took the matter, and how it stands now. Within the scope alone."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from heyi.matters.access.lists import BadKey

PAGE = 50


@dataclass(frozen=True, slots=True)
class CallFilter:
    """What the log is narrowed to: calls held from `since` on and before `until`; an empty code means all."""

    since: datetime
    until: datetime
    partner_kind: str = ""
    taker: str = ""
    ground: str = ""
    kind: str = ""


class CallRow(NamedTuple):
    """A call, and how its matter stands now; `is_former` where the reader has only been told that it was referred on.

    `partner` is who has the matter in place of the lead; `came_back` how often since the call a partner to whom it was
    transferred refused it or gave it back.
    """

    id: UUID
    spoke_at: datetime
    recorded_at: datetime
    partner_kind: str
    who: str
    taker: str
    ground: str
    why: str
    is_former: bool
    county: str
    matter_id: UUID
    number: str
    title: str
    kind: str
    state: str
    lead_unit_id: int
    partner: str
    came_back: int


@dataclass(frozen=True, slots=True)
class CallList:
    """A page of calls and the key of the next, empty on the last."""

    rows: tuple[CallRow, ...]
    next: str


_PAGE = """
SELECT c.id, c.spoke_at, c.recorded_at, c.partner_kind, c.who, c.taker, c.ground, c.why, seen.is_former,
       m.county, m.id, m.number, m.title, m.kind, m.state, m.lead_unit_id, m.partner,
       (SELECT count(*) FROM matters_transfer t WHERE t.county = m.county AND t.matter_id = m.id
           AND t.offered_at > c.spoke_at AND t.state IN ('REFUSED', 'RETURNED'))
  FROM heyi_calls(%s, %s, %s, %s, %s, %s, %s, %s) AS seen
  JOIN matters_call c ON c.county = seen.county AND c.id = seen.id
  JOIN matters_matter m ON m.county = c.county AND m.id = c.matter_id
 ORDER BY c.spoke_at DESC, c.id DESC"""
_COUNTS = "SELECT kind, taker, ground, count FROM heyi_calls_counted(%s, %s, %s)"
_FIRST = UUID(int=0)  # no call of the instant itself


def calls(wanted: CallFilter, *, before: str = "", limit: int = PAGE) -> CallList:
    """The calls of this scope, the latest first. One query; raises BadKey for a key that no page has given."""
    before_at, before_id = _read_key(before) if before else (wanted.until, _FIRST)
    narrowed = [wanted.partner_kind, wanted.taker, wanted.ground, wanted.kind]
    with connection.cursor() as cursor:
        cursor.execute(_PAGE, [wanted.since, before_at, before_id, *narrowed, limit + 1])
        found = [CallRow._make(row) for row in cursor.fetchall()]
    page = tuple(found[:limit])
    return CallList(page, _key(page[-1]) if len(found) > limit else "")


class CallCount(NamedTuple):
    """How many calls of one kind of matter one taker took by one ground."""

    kind: str
    taker: str
    ground: str
    number: int


def call_counts(wanted: CallFilter) -> tuple[CallCount, ...]:
    """What the calls of the span and partner come to in this scope, whatever else is chosen. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [wanted.since, wanted.until, wanted.partner_kind])
        return tuple(CallCount._make(row) for row in cursor.fetchall())


def _key(row: CallRow) -> str:
    return base64.urlsafe_b64encode(f"{row.spoke_at.isoformat()}|{row.id}".encode()).decode()


def _read_key(before: str) -> tuple[datetime, UUID]:
    try:
        spoke_at, _, call_id = base64.urlsafe_b64decode(before.encode()).decode().partition("|")
        at = datetime.fromisoformat(spoke_at)
        if at.tzinfo is None:
            raise BadKey(before)
        return at, UUID(call_id)
    except (ValueError, binascii.Error, UnicodeError) as error:
        raise BadKey(before) from error
