"""What every receipt must know first, in one statement: its serial, and the editions of units and rules in force."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection

_FRAME = """SELECT nextval('matters_number'),
                   (SELECT number FROM orgs_edition ORDER BY number DESC LIMIT 1),
                   (SELECT max(version) FROM dispatch_rulebook WHERE effective_at <= %s)"""


class Frame(NamedTuple):
    """A serial number for the matter, the edition of the directory, the version of the rule book."""

    serial: int
    edition: int
    book: int


class NotReady(Exception):
    """Units or rules were never loaded: nothing can be routed."""


def frame(*, at: datetime) -> Frame:
    """The frame of one receipt; raises NotReady on an empty installation."""
    with connection.cursor() as cursor:
        cursor.execute(_FRAME, [at])
        serial, edition, book = cursor.fetchone()
    if edition is None or book is None:
        raise NotReady
    return Frame(serial, edition, book)
