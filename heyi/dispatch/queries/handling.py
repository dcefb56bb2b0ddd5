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
