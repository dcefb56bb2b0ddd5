"""Reads of dispatch: the rule book in force."""

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
    "SELECT max(version) FROM dispatch_rulebook WHERE effective_at <= %s HAVING max(version) IS NOT NULL"
)


@lru_cache(maxsize=8)
def book(version: int) -> Book:
    """A published book; it never changes, so each process reads it once."""
    routing = RoutingRule.objects.filter(book__version=version).order_by("-priority", "id")
    escalations = EscalationRule.objects.filter(book__version=version).order_by("-priority", "id")
    limits = LimitRule.objects.filter(book__version=version).order_by("-priority", "id")
    if not RuleBook.objects.filter(version=version).exists():
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
