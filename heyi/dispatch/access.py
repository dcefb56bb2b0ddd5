"""What others may read of dispatch."""

from heyi.dispatch.queries import book
from heyi.dispatch.rules.routing import Book


def rule_book(version: int) -> Book:
    """A published rule book; raises LookupError when there is none of that version."""
    return book(version)
