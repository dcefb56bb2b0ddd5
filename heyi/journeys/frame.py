"""What every receipt must know first, in one statement: whether its key was free, its serial, the editions in force."""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from django.db import connection

from heyi.intake.operations import taking

_FRAME = """WITH taken AS ({take})
SELECT EXISTS (SELECT FROM taken),
       CASE WHEN EXISTS (SELECT FROM taken) THEN nextval('matters_number') END,
       (SELECT number FROM orgs_edition ORDER BY number DESC LIMIT 1),
       (SELECT max(version) FROM dispatch_rulebook WHERE effective_at <= %s AND withdrawn_at IS NULL)"""


class Frame(NamedTuple):
    """A serial number for the matter, the edition of the directory, the version of the rule book."""

    serial: int
    edition: int
    book: int


class NotReady(Exception):
    """Units or rules were never loaded: nothing can be routed."""


def frame(source: str, key: str, *, body_hash: bytes, at: datetime) -> Frame | None:
    """The frame of one receipt under a key that was free until now; None where the key was taken before.

    A second request with the same key waits here until the first has committed or gone. Raises NotReady on an empty
    installation.
    """
    part, values = taking(source, key, body_hash=body_hash, at=at)
    with connection.cursor() as cursor:
        cursor.execute(_with(part), [*values, at])
        was_free, serial, edition, book = cursor.fetchone()
    if not was_free:
        return None
    if edition is None or book is None:
        raise NotReady
    return Frame(serial, edition, book)


def next_serial() -> int:
    """A serial number for a matter that is opened without a receipt: a part of another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('matters_number')")
        return int(cursor.fetchone()[0])


@cache
def _with(part: str) -> str:
    return _FRAME.format(take=part)
