"""Events as they happened: a matter's timeline, and the order in which consumers read."""

import json
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from heyi.journal.events import Actor, RecordedEvent
from heyi.journal.rules import Place

# ruff: noqa: S608 (the statements are put together from constants)
_COLUMNS = "county, matter_id, seq, at, body, algo, hash, xact::text::bigint AS number, position"
_TIMELINE = f"SELECT {_COLUMNS} FROM journal_event WHERE county = %s AND matter_id = %s ORDER BY seq"
_BEFORE = f"""
SELECT {_COLUMNS} FROM journal_event
WHERE county = %s AND matter_id = %s AND seq < %s ORDER BY seq DESC LIMIT %s
"""
_ONE = f"SELECT {_COLUMNS} FROM journal_event WHERE county = %s AND matter_id = %s AND seq = %s"

# Order of commit is not order of numbers. Below the oldest transaction that still runs, nothing can appear any more.
_SETTLED = f"""
SELECT {_COLUMNS} FROM journal_event
WHERE (xact, position) > (%s::text::xid8, %s) AND position > %s AND xact < pg_snapshot_xmin(pg_current_snapshot())
ORDER BY journal_event.xact, position LIMIT %s
"""
# A former cluster's transactions are all over, whatever their numbers.
_FORMER = f"""
SELECT {_COLUMNS} FROM journal_event
WHERE (xact, position) > (%s::text::xid8, %s) AND position > %s AND position <= %s
ORDER BY journal_event.xact, position LIMIT %s
"""


_LATEST = f"""
SELECT {_COLUMNS} FROM journal_event WHERE county = %s AND matter_id = %s AND verb = %s ORDER BY seq DESC LIMIT 1
"""
_LAST_SEQ = 2**31 - 1


class EpochSpan(NamedTuple):
    """The positions (floor, ceiling] that one cluster gave; no ceiling for the present one."""

    epoch: int
    floor: int
    ceiling: int | None


def timeline_of(county: str, matter_id: UUID) -> tuple[RecordedEvent, ...]:
    """All events of a matter, first to last."""
    return _read(_TIMELINE, (county, matter_id))


def find_event(county: str, matter_id: UUID, seq: int) -> RecordedEvent | None:
    """One event, or None."""
    return next(iter(_read(_ONE, (county, matter_id, seq))), None)


def latest_event(county: str, matter_id: UUID, verb: str) -> RecordedEvent | None:
    """The last event of this name, or None."""
    return next(iter(_read(_LATEST, (county, matter_id, verb))), None)


def events_before(
    county: str, matter_id: UUID, *, before: int | None, limit: int
) -> tuple[RecordedEvent, ...]:
    """The last events of a stream, or those before a number, newest first."""
    return _read(_BEFORE, (county, matter_id, _LAST_SEQ if before is None else before, limit))


def epoch_span(epoch: int) -> EpochSpan:
    """The span of the first epoch at or after this number; every event has one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT epoch, floor, (SELECT min(floor) FROM journal_epoch AS next WHERE next.epoch > mine.epoch)"
            " FROM journal_epoch AS mine WHERE epoch >= %s ORDER BY epoch LIMIT 1",
            [epoch],
        )
        return EpochSpan(*cursor.fetchone())


def events_after(place: Place, span: EpochSpan, limit: int) -> tuple[RecordedEvent, ...]:
    """The next events of an epoch that no running transaction can still come before, in the consumers' order."""
    if span.ceiling is None:
        return _read(_SETTLED, (str(place.xact), place.position, span.floor, limit))
    return _read(_FORMER, (str(place.xact), place.position, span.floor, span.ceiling, limit))


def _read(sql: str, params: tuple[Any, ...]) -> tuple[RecordedEvent, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return tuple(read_event(row) for row in cursor.fetchall())


def read_event(row: tuple[Any, ...]) -> RecordedEvent:
    """An event from a row of `_COLUMNS`."""
    county, matter_id, seq, at, body, algo, hashed, xact, position = row
    told = json.loads(body)
    by = told["actor"]
    actor = Actor(by["kind"], by["id"], by["name"], by["unit"])
    return RecordedEvent(
        county, matter_id, seq, told["verb"], at, actor, told["facts"], algo, bytes(hashed), xact, position
    )
