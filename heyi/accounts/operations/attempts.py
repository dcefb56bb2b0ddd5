"""Counting attempts at a door, so that nobody guesses or floods without end: fixed windows, keyed hashes, no names."""

from datetime import datetime
from hashlib import blake2b, sha256

from django.conf import settings
from django.db import connection, transaction

from heyi.accounts.codes import Door
from heyi.accounts.rules import ALLOWANCES, Wait, wait_of

_COUNT = """
INSERT INTO accounts_attempt AS kept (door, who, seconds, begins_at, ends_at, count)
SELECT %s, %s, seconds, begins_at, ends_at, 1
  FROM unnest(%s::int[], %s::timestamptz[], %s::timestamptz[]) AS w (seconds, begins_at, ends_at)
 ORDER BY seconds
    ON CONFLICT (door, who, seconds, begins_at) DO UPDATE SET count = kept.count + 1
RETURNING seconds, count
"""
_COUNTED = """
SELECT seconds, count FROM accounts_attempt
 WHERE door = %s AND who = %s AND (seconds, begins_at) IN (SELECT * FROM unnest(%s::int[], %s::timestamptz[]))
"""
_FORGET = "DELETE FROM accounts_attempt WHERE ends_at <= %s"


def count_attempt(door: Door, who: str, *, at: datetime) -> Wait | None:
    """Count one attempt; None while it is within the door's allowance, else until when to wait. One statement.

    `who` is whatever the door counts by (an address, a telephone, a person's id); only its keyed hash is kept. What
    the caller's transaction takes back was not counted.
    """
    windows = ALLOWANCES[door]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _COUNT,
            [
                door.value,
                _hash(door, who),
                [window.seconds for window in windows],
                [window.begins_at(at) for window in windows],
                [window.ends_at(at) for window in windows],
            ],
        )
        counts = dict(cursor.fetchall())
    return wait_of(door, [(window, counts[window.seconds]) for window in windows], at)


def find_wait(door: Door, who: str, *, at: datetime) -> Wait | None:
    """Whether one more attempt would be too many; counts nothing. One statement.

    For doors at which only failures count: ask first, and answer the right key as little as a wrong one meanwhile.
    """
    windows = ALLOWANCES[door]
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTED,
            [
                door.value,
                _hash(door, who),
                [window.seconds for window in windows],
                [window.begins_at(at) for window in windows],
            ],
        )
        counts = dict(cursor.fetchall())
    return wait_of(door, [(window, counts.get(window.seconds, 0) + 1) for window in windows], at)


def forget_attempts(*, at: datetime) -> int:
    """Delete the windows that are over; the number deleted. For the worker, once a day."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [at])
        return int(cursor.rowcount)


def forget_sessions(*, at: datetime) -> int:
    """Delete the sessions that are over; the number deleted. For the worker, once a day."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_session WHERE expire_date <= %s", [at])
        return int(cursor.rowcount)


def _hash(door: Door, who: str) -> bytes:
    """Sixteen bytes under a key of HOME: the table tells nobody's address or telephone."""
    key = sha256(b"heyi.accounts.attempts:" + settings.SECRET_KEY.encode()).digest()
    return blake2b(f"{door.value}\x1f{who}".encode("utf-8", "replace"), digest_size=16, key=key).digest()
