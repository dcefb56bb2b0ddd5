"""What an invariant is: one question to the whole database, whose answers are what is wrong."""

from typing import NamedTuple


class Invariant(NamedTuple):
    """A query that finds the numbers of the matters (or what else is named) in which something does not hold."""

    code: str
    sentence: str
    sql: str
