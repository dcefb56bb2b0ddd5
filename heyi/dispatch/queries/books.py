"""Reads of dispatch: the rule book in force, and every book that was published."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from django.db import connection

from heyi.dispatch.models import EscalationRule, LimitRule, RoutingRule, RuleBook
from heyi.dispatch.rules.escalating import EscalationRow
from heyi.dispatch.rules.routing import Book, LimitRow, Routing


def book_version(*, at: datetime) -> int:
    """The version of the rule book in force; raises LookupError when none was ever published."""
    with connection.cursor() as cursor:
        cursor.execute(_BOOK_VERSION, [at])
        row = cursor.fetchone()
    if row is None:
        raise LookupError("no rule book is in force")
    return int(row[0])


_BOOK_VERSION = (
    "SELECT max(version) FROM dispatch_rulebook WHERE effective_at <= %s AND withdrawn_at IS NULL"
    " HAVING max(version) IS NOT NULL"
)


def newest_book(*, lock: bool = False) -> RuleBook:
    """The last book that was published and not withdrawn: what the next one follows. Raises LookupError."""
    books = RuleBook.objects.select_for_update() if lock else RuleBook.objects
    found = books.filter(withdrawn_at=None).order_by("-version").first()
    if found is None:
        raise LookupError("no rule book was ever published")
    return found


def books_before(version: int | None, *, limit: int) -> Sequence[RuleBook]:
    """Published books, the newest first, of those before a version. One query."""
    books = RuleBook.objects.order_by("-version")
    return list(books.filter(version__lt=version)[:limit] if version else books[:limit])


def book_followed_by(version: int) -> RuleBook | None:
    """The last book before this one that was not withdrawn."""
    return RuleBook.objects.filter(version__lt=version, withdrawn_at=None).order_by("-version").first()


def find_book(version: int) -> RuleBook | None:
    """The published book of a version, if there is one."""
    return RuleBook.objects.filter(version=version).first()


@lru_cache(maxsize=8)
def book(version: int) -> Book:
    """A published book; it never changes, so each process reads it once."""
    return read_book(version)


def read_book(version: int, *, using: str = "default") -> Book:
    """A published book as its rows stand now. Raises LookupError."""
    routing = RoutingRule.objects.using(using).filter(book__version=version).order_by("-priority", "id")
    escalations = (
        EscalationRule.objects.using(using).filter(book__version=version).order_by("-priority", "id")
    )
    limits = LimitRule.objects.using(using).filter(book__version=version).order_by("-priority", "id")
    if not RuleBook.objects.using(using).filter(version=version).exists():
        raise LookupError(f"rule book {version}")
    return Book(
        version,
        tuple(
            Routing(
                r.code,
                r.priority,
                r.nature,
                r.field,
                r.channel,
                r.region_code,
                r.unit_kind,
                r.specialty,
                r.level,
                r.why,
            )
            for r in routing
        ),
        tuple(
            LimitRow(
                r.clock,
                r.priority,
                r.nature,
                r.channel,
                r.urgency,
                r.role,
                r.limit,
                r.why,
                r.extension,
                r.approver,
                r.warn_at,
            )
            for r in limits
        ),
        tuple(
            EscalationRow(r.clock, r.priority, r.urgency, r.stage, r.level, r.does, r.why)
            for r in escalations
        ),
    )
