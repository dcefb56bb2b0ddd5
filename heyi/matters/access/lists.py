"""The work list of a unit: merged from the heads of an index of reach, due first, a page at a time by key."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from heyi.matters.codes import Basis, MatterState, TaskState
from heyi.matters.states import LIVE_MATTER, LIVE_TASK

PAGE = 50
OWN = (Basis.LEAD.value, Basis.ASSIST.value, Basis.ALARM.value)


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """What the list is narrowed to; empty means all. `below` shows what units below lead; `done` what is closed.

    `has_parts`: whether other regions lie inside the region. `due_from` (included) and `due_before` bound the next
    due time.
    """

    state: str = ""
    kind: str = ""
    region_code: str = ""
    has_parts: bool = True
    urgency: str = ""
    below: bool = False
    done: bool = False
    due_from: datetime | None = None
    due_before: datetime | None = None


class WorkRow(NamedTuple):
    """One line of the work list; an alarm's line says only where, and that it is urgent.

    `offered_to` a partner since `offered_at` and not acknowledged yet; empty and None where nobody is waited for.
    """

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
    offered_to: str = ""
    offered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WorkList:
    """A page of rows and the key of the next, empty on the last."""

    rows: tuple[WorkRow, ...]
    after: str


def work_list(unit_id: int, *, wanted: WorkFilter, after: str = "", limit: int = PAGE) -> WorkList:
    """The unit's rows in the order of what is due first (closed ones: newest first). One query."""
    conditions, values = _narrowed(wanted)
    order = _NEWEST_FIRST if wanted.done else _DUE_FIRST
    parts, sent = list[str](), list[Any](sorts_of(wanted))
    for beyond, key in _stretches(after, done=wanted.done):
        parts.append(_PART.format(where=" AND ".join((*conditions, beyond)), order=order))
        sent += [unit_id, not wanted.done, *values, *key, limit + 1]
    with connection.cursor() as cursor:
        if values:
            cursor.execute(_EACH_ITS_PLAN)
        cursor.execute(_PAGE.format(parts=" UNION ALL ".join(parts), order=order), [*sent, limit + 1])
        found = [_row(WorkRow._make(row)) for row in cursor.fetchall()]
    page = tuple(found[:limit])
    return WorkList(page, _key(page[-1], done=wanted.done) if len(found) > limit else "")


# A unit's rows lie in the index by basis and state, and only within one of each by what is due. So the first rows of
# every basis in every state are read, each from its own place, and merged: however many there are, none is read that
# is not among the first of its sort. They are chosen in reach alone; only those of the page are joined. Under a filter
# a city's list, a thousand times as long as a station's, needs a plan of its own.
_EACH_ITS_PLAN = "SET LOCAL plan_cache_mode = force_custom_plan"
_DUE_FIRST = "next_due_at ASC NULLS LAST, matter_id ASC"
_NEWEST_FIRST = (
    "next_due_at DESC NULLS FIRST, matter_id DESC"  # what is closed is due no more; the same index, backwards
)
_PART = """(SELECT county, matter_id, kind, region_code, r.state, r.basis, urgency, next_due_at
              FROM matters_reach r WHERE r.basis = sort.basis AND r.state = sort.state AND {where}
             ORDER BY {order} LIMIT %s)"""
_PAGE = """WITH sort AS MATERIALIZED (
    SELECT * FROM unnest(%s::text[]) AS of_basis(basis) CROSS JOIN unnest(%s::text[]) AS of_state(state)),
page AS MATERIALIZED (SELECT first.* FROM sort CROSS JOIN LATERAL ({parts}) AS first ORDER BY {order} LIMIT %s)
SELECT page.county, page.matter_id, m.number, m.title, page.kind, m.region_code, page.state, page.basis,
       page.urgency, m.lead_unit_id, page.next_due_at, m.received_at, coalesce(t.partner, ''), t.offered_at
  FROM page JOIN matters_matter m ON m.county = page.county AND m.id = page.matter_id
  LEFT JOIN matters_transfer t ON t.county = m.county AND t.matter_id = m.id AND page.basis <> 'ALARM'
       AND t.state IN ('OFFERED', 'ACCEPTED') AND t.state = 'OFFERED' -- the first condition is that of the index
 ORDER BY {order}"""


_OVER = tuple(sorted({*MatterState, *TaskState} - {*LIVE_MATTER, *LIVE_TASK}))


def sorts_of(wanted: WorkFilter) -> tuple[list[str], list[str]]:
    """The bases and the states of whose first rows the list is merged."""
    bases = (Basis.SUPERIOR.value,) if wanted.below else OWN
    states = _OVER if wanted.done else LIVE_TASK
    return list(bases), [wanted.state] if wanted.state else list(states)


def _narrowed(wanted: WorkFilter) -> tuple[list[str], list[Any]]:
    """Conditions that an index may answer before the policies are asked (LIKE may not: it is not leakproof)."""
    conditions, values = ["unit_id = %s", "is_live = %s"], list[Any]()
    for column in ("kind", "urgency"):
        if value := getattr(wanted, column):
            conditions.append(f"{column} = %s")
            values.append(value)
    if wanted.due_from is not None:
        conditions.append("next_due_at >= %s")
        values.append(wanted.due_from)
    if wanted.due_before is not None:
        conditions.append("next_due_at < %s")
        values.append(wanted.due_before)
    if wanted.region_code and not wanted.has_parts:
        conditions.append("region_code = %s")
        values.append(wanted.region_code)
    elif wanted.region_code:
        conditions.append("region_code >= %s AND region_code < %s")
        values += [wanted.region_code, behind(wanted.region_code)]
    return conditions, values


def behind(code: str) -> str:
    """The first code that does not lie in the region: codes of what is inside begin with its own."""
    return str(int(code) + 1).zfill(len(code)) if code.isdecimal() else code


def _stretches(after: str, *, done: bool) -> list[tuple[str, list[object]]]:
    """What lies beyond the key, in stretches of the index: those with a due instant, then those without."""
    if not after:
        return [("true", [])]
    due, matter_id = _read_key(after)
    if done:
        return [("next_due_at IS NULL AND matter_id < %s", [matter_id])]
    if due is None:
        return [("next_due_at IS NULL AND matter_id > %s", [matter_id])]
    return [("(next_due_at, matter_id) > (%s, %s)", [due, matter_id]), ("next_due_at IS NULL", [])]


def _row(row: WorkRow) -> WorkRow:
    """Who has only an alarm is not told the title."""
    return row._replace(title="") if row.basis == Basis.ALARM.value else row


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
