"""Reads of dispatch: the rule book in force, and a matter's tasks and clocks."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from heyi.dispatch.models import LimitRule, RoutingRule, RuleBook
from heyi.dispatch.rules.clocks import ClockFace, pauses_from
from heyi.dispatch.rules.extending import extensions_from
from heyi.dispatch.rules.routing import Book, LimitRow, Routing

_TASK_COLUMNS = (
    "id",
    "role",
    "unit_id",
    "handler_id",
    "handler",
    "state",
    "given_at",
    "signed_at",
    "ended_at",
    "why",
)
_CLOCK_COLUMNS = (
    "id", "task_id", "name", "limit", "why", "state", "started_at", "pauses", "due_at", "provisional",
    "calendar_version", "stopped_at", "hours", "extensions",
)  # fmt: skip


# Django reads jsonb as text, so that each reader decides what it becomes.
_TASKS = (
    f"SELECT {', '.join(_TASK_COLUMNS)} FROM dispatch_task"  # noqa: S608
    " WHERE county = %s AND matter_id = %s ORDER BY given_at, id"
)
_MANY_TASKS = (
    f"SELECT t.county, t.matter_id, {', '.join(f't.{column}' for column in _TASK_COLUMNS)}"  # noqa: S608
    " FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)"
    " JOIN dispatch_task t ON t.county = wanted.county AND t.matter_id = wanted.id ORDER BY t.given_at, t.id"
)
_TASKS_AND_CLOCKS = (
    f"SELECT {', '.join(f't.{column}' for column in _TASK_COLUMNS)}, "  # noqa: S608
    + ", ".join(f'c."{column}"' for column in _CLOCK_COLUMNS)
    + " FROM dispatch_task t"
    " LEFT JOIN dispatch_clock c ON c.county = t.county AND c.matter_id = t.matter_id AND c.task_id = t.id"
    " WHERE t.county = %s AND t.matter_id = %s ORDER BY t.given_at, t.id"
)

_HANDS = """SELECT t.county, t.matter_id, t.unit_id, t.handler
              FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)
              JOIN dispatch_task t ON t.county = wanted.county AND t.matter_id = wanted.id
             WHERE t.state NOT IN ('REFERRED', 'WITHDRAWN') AND t.role <> 'ALARM' ORDER BY t.given_at, t.id"""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A unit's task as it stands."""

    id: UUID
    role: str
    unit_id: int
    handler_id: int | None
    handler: str
    state: str
    given_at: datetime
    signed_at: datetime | None
    ended_at: datetime | None
    why: dict[str, object]


def tasks_of(county: str, matter_id: UUID) -> list[TaskRow]:
    """All tasks of a matter, the oldest first. On the hot path of every step: plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(_TASKS, [county, matter_id])
        rows = cursor.fetchall()
    return [_task(*row) for row in rows]


def tasks_of_many(keys: Collection[tuple[str, UUID]]) -> dict[tuple[str, UUID], list[TaskRow]]:
    """All tasks of these matters, the oldest first. One query."""
    found: dict[tuple[str, UUID], list[TaskRow]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_MANY_TASKS, [[key[0] for key in keys], [key[1] for key in keys]])
        for county, matter_id, *columns in cursor.fetchall():
            found.setdefault((county, matter_id), []).append(_task(*columns))
    return found


def hands_of(keys: Collection[tuple[str, UUID]]) -> dict[tuple[str, UUID], list[tuple[int, str]]]:
    """(unit, handler's name) of the tasks of these matters that are not past; alarms aside. One query."""
    found: dict[tuple[str, UUID], list[tuple[int, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_HANDS, [[key[0] for key in keys], [key[1] for key in keys]])
        for county, matter_id, unit, handler in cursor.fetchall():
            found.setdefault((county, matter_id), []).append((unit, handler))
    return found


def _task(*columns: Any) -> TaskRow:
    named: dict[str, Any] = dict(zip(_TASK_COLUMNS, columns, strict=True))
    return TaskRow(**{**named, "why": json.loads(named["why"])})


def tasks_and_clocks(county: str, matter_id: UUID) -> tuple[list[TaskRow], list[ClockFace]]:
    """All tasks of a matter and all their clocks, the oldest first. On the hot path of every step: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_TASKS_AND_CLOCKS, [county, matter_id])
        rows = cursor.fetchall()
    tasks = {row[0]: row[:_WIDTH] for row in rows}
    faces = [_face(*row[_WIDTH:]) for row in rows if row[_WIDTH] is not None]
    return [_task(*row) for row in tasks.values()], sorted(faces, key=lambda face: (face.started_at, face.id))


_WIDTH = len(_TASK_COLUMNS)


def _face(*columns: Any) -> ClockFace:
    named: dict[str, Any] = dict(zip(_CLOCK_COLUMNS, columns, strict=True))
    named["pauses"] = pauses_from(json.loads(named["pauses"]))
    named["extensions"] = extensions_from(json.loads(named["extensions"]))
    return ClockFace(**named)


@dataclass(frozen=True, slots=True)
class WaitingExtension:
    """A request for longer that waits: on which matter, of which unit, since when, and when it is due as it stands."""

    number: str
    title: str
    unit_id: int
    asked_at: datetime
    due_at: datetime | None


# Those that wait are few and have an index of their own. They are fetched by it first: left to choose, the planner
# began with what the unit may see, which took minutes for a city.
_WAITING = """
WITH waiting AS MATERIALIZED (
     SELECT county, matter_id, asked_at, due_at FROM dispatch_clock
      WHERE asked_at IS NOT NULL ORDER BY asked_at LIMIT %s)
SELECT m.number, m.title, m.lead_unit_id, c.asked_at, c.due_at
  FROM waiting c JOIN matters_matter m ON m.county = c.county AND m.id = c.matter_id
  JOIN LATERAL (SELECT FROM matters_reach r WHERE r.county = c.county AND r.matter_id = c.matter_id
          AND ((r.unit_id = ANY (%s) AND r.basis = 'SUPERIOR') OR (r.unit_id = ANY (%s) AND r.basis = 'LEAD'))
        LIMIT 1) AS decides ON true
 ORDER BY c.due_at NULLS LAST, c.asked_at"""
MOST_WAITING = 500


def waiting_extensions(units: Collection[int], leads: Collection[int]) -> tuple[WaitingExtension, ...]:
    """Requests for longer of units below these, and of the units that are led; what is due first on top. One query.

    Of all that the scope reaches, those are asked of that have waited longest, up to MOST_WAITING.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [MOST_WAITING, list(units), list(leads)])
        return tuple(WaitingExtension(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A task of a unit that nobody handles yet; an alarm's says only where, and that it is urgent."""

    task_id: UUID
    number: str
    title: str
    kind: str
    region_code: str
    urgency: str
    role: str
    state: str
    given_at: datetime
    due_at: datetime | None
    seq: int


# Those without a handler have an index of their own, in the order of waiting; only those of the page are joined.
_POOL = """
WITH pool AS MATERIALIZED (
     SELECT county, matter_id, id, role, state, given_at FROM dispatch_task
      WHERE unit_id = %(unit)s AND handler_id IS NULL AND state IN ('TO_SIGN', 'IN_HAND', 'ON_HOLD', 'WITH_PARTNER')
        AND (given_at, id) > (%(after_at)s, %(after_id)s)
      ORDER BY given_at, id LIMIT %(limit)s)
SELECT pool.id, m.number, CASE WHEN pool.role = 'ALARM' THEN '' ELSE m.title END, r.kind, r.region_code, r.urgency,
       pool.role, pool.state, pool.given_at, r.next_due_at, m.head_seq
  FROM pool JOIN matters_matter m ON m.county = pool.county AND m.id = pool.matter_id
  JOIN matters_reach r ON r.county = pool.county AND r.matter_id = pool.matter_id AND r.unit_id = %(unit)s
 ORDER BY pool.given_at, pool.id"""
_FIRST = (datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0))


def pool_of(unit_id: int, *, after: tuple[datetime, UUID] | None = None, limit: int) -> tuple[PoolRow, ...]:
    """What waits in a unit for somebody to take it, the longest first; `after` is the last of the page before."""
    after_at, after_id = after or _FIRST
    given: Any = {"unit": unit_id, "after_at": after_at, "after_id": after_id, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_POOL, given)
        return tuple(PoolRow(*row) for row in cursor.fetchall())


def loads_of(unit_id: int) -> dict[int, int]:
    """How many live tasks of the unit each of its people has. For a suggestion alone: it is shown nowhere in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT handler_id, count FROM heyi_loads(%s)", [unit_id])
        return dict(cursor.fetchall())


def book_version(*, at: datetime) -> int:
    """The version of the rule book in force; raises LookupError when none was ever published."""
    with connection.cursor() as cursor:
        cursor.execute(_BOOK_VERSION, [at])
        row = cursor.fetchone()
    if row is None:
        raise LookupError("no rule book is in force")
    return int(row[0])


_BOOK_VERSION = (
    "SELECT max(version) FROM dispatch_rulebook WHERE effective_at <= %s HAVING max(version) IS NOT NULL"
)


@lru_cache(maxsize=8)
def book(version: int) -> Book:
    """A published book; it never changes, so each process reads it once."""
    routing = RoutingRule.objects.filter(book__version=version).order_by("-priority", "id")
    limits = LimitRule.objects.filter(book__version=version).order_by("-priority", "id")
    if not RuleBook.objects.filter(version=version).exists():
        raise LookupError(f"rule book {version}")
    return Book(
        version,
        tuple(
            Routing(
                r.code,
                r.priority,
                r.nature,
                r.field,
                r.channel,
                r.region_code,
                r.unit_kind,
                r.specialty,
                r.level,
                r.why,
            )
            for r in routing
        ),
        tuple(
            LimitRow(
                r.clock,
                r.priority,
                r.nature,
                r.channel,
                r.urgency,
                r.role,
                r.limit,
                r.why,
                r.extension,
                r.approver,
            )
            for r in limits
        ),
    )
