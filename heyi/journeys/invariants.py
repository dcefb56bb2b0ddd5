"""What an invariant is: one question to the whole database, whose answers are what is wrong."""

from typing import NamedTuple


class Invariant(NamedTuple):
    """A query that finds the numbers of the matters (or what else is named) in which something does not hold."""

    code: str
    sentence: str
    sql: str


def has_read(consumer: str, event: str) -> str:
    """SQL that holds where a consumer has read every event of `journal_event e` that the condition picks.

    What follows by reaction is not wrong before it could follow; that a consumer lags is told elsewhere.
    """
    return f"""NOT EXISTS (SELECT FROM journal_event e LEFT JOIN journal_cursor c ON c.name = '{consumer}'
         WHERE {event} AND (c.name IS NULL OR (e.xact, e.position) > (c.xact, c.position)))"""
