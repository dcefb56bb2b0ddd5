"""Reads of dispatch: what nobody handles yet, and how much each of a unit's people has."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection


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


@dataclass(frozen=True, slots=True)
class LoadRow:
    """How many live tasks of a unit somebody has in a state (nobody: `handler_id` None), overdue, due by tonight."""

    handler_id: int | None
    state: str
    count: int
    late: int
    today: int


def loads_by_state(unit_id: int, *, at: datetime, tonight: datetime) -> tuple[LoadRow, ...]:
    """The live tasks of a unit by handler and state. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM heyi_loads_by_state(%s, %s, %s)", [unit_id, at, tonight])
        return tuple(LoadRow(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class HandedRow:
    """A live task of a unit that somebody handles, or nobody yet: what is asked before it is given to another."""

    task_id: UUID
    number: str
    title: str
    kind: str
    urgency: str
    role: str
    state: str
    handler: str
    due_at: datetime | None
    contested_at: datetime | None
    seq: int


_HANDED = """
WITH handed AS MATERIALIZED (
     SELECT t.county, t.matter_id, t.id, t.role, t.state, t.handler, r.kind, r.urgency, r.next_due_at
       FROM dispatch_task t JOIN matters_reach r
         ON r.county = t.county AND r.matter_id = t.matter_id AND r.unit_id = %(unit)s
      WHERE t.unit_id = %(unit)s AND {who} AND t.state IN ('TO_SIGN', 'IN_HAND', 'ON_HOLD', 'WITH_PARTNER')
      ORDER BY r.next_due_at NULLS LAST, t.id LIMIT %(limit)s)
SELECT h.id, m.number, CASE WHEN h.role = 'ALARM' THEN '' ELSE m.title END, h.kind, h.urgency, h.role, h.state,
       h.handler, h.next_due_at, m.contested_at, m.head_seq
  FROM handed h JOIN matters_matter m ON m.county = h.county AND m.id = h.matter_id
 ORDER BY h.next_due_at NULLS LAST, h.id"""


def handed_to(unit_id: int, handler_id: int | None, *, limit: int) -> tuple[HandedRow, ...]:
    """What a person of the unit handles, or nobody does, due first; what may be given on. One query."""
    who = "t.handler_id IS NULL" if handler_id is None else "t.handler_id = %(handler)s"
    given: Any = {"unit": unit_id, "handler": handler_id, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_HANDED.format(who=who), given)
        return tuple(HandedRow(*row) for row in cursor.fetchall())
