"""Writing what people are told, in one statement each, however many; a second time does nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from heyi.kernel.codes import uuid7

KEPT = timedelta(days=90)


class NewNotice(NamedTuple):
    """One person is told of one event."""

    county: str
    matter_id: UUID
    seq: int
    kind: str
    person_id: int
    unit_id: int
    number: str
    due_at: datetime | None
    is_urgent: bool


class NewTold(NamedTuple):
    """That an event was told to so many, or a code of Untold."""

    county: str
    matter_id: UUID
    seq: int
    kind: str
    people: int
    untold: str


class Waiting(NamedTuple):
    """What is to leave for an address when its quiet hours are over."""

    county: str
    matter_id: UUID
    seq: int
    kind: str
    address_id: int
    unit_id: int
    number: str
    due_at: datetime | None
    until: datetime


_TELL = """
INSERT INTO notices_notice (county, matter_id, seq, kind, person_id, unit_id, number, due_at, is_urgent, id, at)
SELECT new.*, %s::timestamptz FROM unnest(%s::text[], %s::uuid[], %s::int[], %s::text[], %s::bigint[], %s::bigint[],
       %s::text[], %s::timestamptz[], %s::bool[], %s::uuid[]) AS new
ON CONFLICT DO NOTHING"""
_TOLD = """
INSERT INTO notices_told (county, matter_id, seq, kind, people, untold, at)
SELECT new.*, %s::timestamptz FROM unnest(%s::text[], %s::uuid[], %s::int[], %s::text[], %s::int[], %s::text[]) AS new
ON CONFLICT DO NOTHING"""
_HOLD = """
INSERT INTO notices_held (county, matter_id, seq, kind, address_id, unit_id, number, due_at, until, id)
SELECT * FROM unnest(%s::text[], %s::uuid[], %s::int[], %s::text[], %s::bigint[], %s::bigint[], %s::text[],
       %s::timestamptz[], %s::timestamptz[], %s::uuid[])
ON CONFLICT DO NOTHING"""
_TAKE = """
DELETE FROM notices_held WHERE (county, id) IN (
    SELECT county, id FROM notices_held WHERE address_id = (
        SELECT address_id FROM notices_held WHERE until <= %s ORDER BY until, id LIMIT 1)
       AND until <= %s ORDER BY id FOR UPDATE SKIP LOCKED)
RETURNING county, matter_id, seq, kind, address_id, unit_id, number, due_at, until"""


def tell(new: Sequence[NewNotice], *, at: datetime) -> int:
    """Write notices; answers how many are new."""
    if not new:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_TELL, [at, *_columns(new), [uuid7(at) for _row in new]])
        return int(cursor.rowcount)


def write_told(new: Sequence[NewTold], *, at: datetime) -> None:
    """Write that events were told, or why not."""
    if new:
        with connection.cursor() as cursor:
            cursor.execute(_TOLD, [at, *_columns(new)])


def hold(new: Sequence[Waiting], *, at: datetime) -> None:
    """Keep what is to leave later."""
    if new:
        with connection.cursor() as cursor:
            cursor.execute(_HOLD, [*_columns(new), [uuid7(at) for _row in new]])


def take_held(*, at: datetime) -> tuple[Waiting, ...]:
    """Everything that one address waits no longer for, taken out; nothing where no quiet hours are over."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [at, at])
        return tuple(Waiting(*row) for row in cursor.fetchall())


def forget_old(*, at: datetime) -> int:
    """Notices are kept for KEPT, read or not: what was done stands in the journal."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM notices_notice WHERE at < %s", [at - KEPT])
        count = int(cursor.rowcount)
        cursor.execute("DELETE FROM notices_told WHERE at < %s", [at - KEPT])
        cursor.execute("DELETE FROM notices_drill WHERE at < %s", [at - KEPT])
    return count


def _columns(new: Sequence[tuple[object, ...]]) -> list[list[object]]:
    return [list(column) for column in zip(*new, strict=True)]
