"""Reads of dispatch: what units of a line fell short in, at an instant; and bulletins as they were drawn up."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from heyi.dispatch.codes import BulletinState
from heyi.dispatch.models import Bulletin, BulletinRow

MOST_NUMBERS = 50  # of each sort that a bulletin names; counted are all


@dataclass
class Shortcoming:
    """How many matters of each sort a unit fell short in, with the numbers of the first."""

    counts: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, list[str]] = field(default_factory=dict)


# What is overdue is found by the reach of the unit above; the few supervisions and objections by indexes of their own.
_OVERDUE = """
SELECT m.lead_unit_id, count(*), (array_agg(m.number ORDER BY r.next_due_at, m.number))[1:%(most)s]
  FROM matters_reach r JOIN matters_matter m ON m.county = r.county AND m.id = r.matter_id
 WHERE r.unit_id = %(unit)s AND r.basis = 'SUPERIOR' AND r.is_live
   AND r.state IN ('TO_SIGN', 'IN_HAND', 'ON_HOLD', 'WITH_PARTNER', 'ANSWERED') AND r.next_due_at < %(at)s
 GROUP BY 1"""
_UNANSWERED = """
SELECT s.unit_id, count(*), (array_agg(m.number ORDER BY s.reply_by, m.number))[1:%(most)s]
  FROM dispatch_supervision s JOIN matters_matter m ON m.county = s.county AND m.id = s.matter_id
 WHERE s.unit_id = ANY (%(line)s) AND s.state = 'OPEN' AND s.reply_by < %(at)s GROUP BY 1"""
_RETURNED = """
SELECT t.unit_id, count(*), (array_agg(m.number ORDER BY m.number))[1:%(most)s]
  FROM dispatch_task t JOIN matters_matter m ON m.county = t.county AND m.id = t.matter_id
 WHERE t.unit_id = ANY (%(line)s) AND t.objection IS NOT NULL AND t.objection ->> 'state' = 'KEPT'
   AND (t.objection ->> 'decided_at')::timestamptz >= %(since)s
   AND (t.objection ->> 'decided_at')::timestamptz < %(until)s GROUP BY 1"""


def shortcomings(
    unit_id: int, line: Collection[int], *, since: datetime, until: datetime, at: datetime
) -> dict[int, Shortcoming]:
    """What each unit of the line (without the unit itself) fell short in, as far as this scope sees. Three statements.

    Overdue and unanswered as they stand at the instant; returned wrongly where it was ruled in the period.
    """
    given: Any = {
        "unit": unit_id,
        "line": list(line),
        "at": at,
        "since": since,
        "until": until,
        "most": MOST_NUMBERS,
    }
    found: dict[int, Shortcoming] = {}
    with connection.cursor() as cursor:
        for sort, sql in (("overdue", _OVERDUE), ("unanswered", _UNANSWERED), ("returned", _RETURNED)):
            cursor.execute(sql, given)
            for unit, count, numbers in cursor.fetchall():
                if unit in line:
                    each = found.setdefault(unit, Shortcoming())
                    each.counts[sort], each.numbers[sort] = count, numbers
    return found


@dataclass(frozen=True, slots=True)
class BulletinLine:
    """A unit on a bulletin; struck off with a reason, or standing."""

    id: int
    unit_id: int
    overdue: int
    unanswered: int
    returned: int
    numbers: dict[str, list[str]]
    struck_at: datetime | None
    struck_by: str
    struck_why: str


@dataclass(frozen=True, slots=True)
class BulletinSheet:
    """A bulletin with its lines."""

    id: int
    unit_id: int
    starts_on: date
    ends_on: date
    state: str
    drawn_at: datetime
    drawn_by: int
    drawer: str
    published_at: datetime | None
    approver: str
    lines: tuple[BulletinLine, ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether it may still be changed."""
        return self.state == BulletinState.DRAFT


_COLUMNS = tuple(name for name in BulletinSheet.__dataclass_fields__ if name != "lines")
_LINE = tuple(BulletinLine.__dataclass_fields__)
PAGE = 50


def bulletins_for(unit_id: int, above: Collection[int]) -> tuple[BulletinSheet, ...]:
    """A unit's own bulletins and those that units above it published, the newest first. One query."""
    published = Q(unit_id__in=list(above), state=BulletinState.PUBLISHED.value)
    rows = Bulletin.objects.filter(Q(unit_id=unit_id) | published).order_by("-drawn_at", "-id")[:PAGE]
    return tuple(BulletinSheet(*row) for row in rows.values_list(*_COLUMNS))


def find_bulletin(bulletin_id: int) -> BulletinSheet | None:
    """A bulletin with its lines, within the scope. Two queries."""
    row = Bulletin.objects.filter(id=bulletin_id).values_list(*_COLUMNS).first()
    if row is None:
        return None
    lines = BulletinRow.objects.filter(bulletin_id=bulletin_id).order_by("id").values_list(*_LINE)
    named: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    return BulletinSheet(**named, lines=tuple(BulletinLine(*line) for line in lines))
