"""Reads of dispatch: the rule book in force, and a matter's tasks and clocks."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from heyi.dispatch.models import Clock, LimitRule, RoutingRule, RuleBook, Task
from heyi.dispatch.rules.clocks import ClockFace, pauses_from
from heyi.dispatch.rules.routing import Book, LimitRow, Routing

_TASK_COLUMNS = (
    "id",
    "role",
    "unit_id",
    "handler_id",
    "handler",
    "state",
    "given_at",
    "signed_at",
    "ended_at",
    "why",
)
_CLOCK_COLUMNS = (
    "id", "task_id", "name", "limit", "why", "state", "started_at", "pauses", "due_at", "provisional",
    "calendar_version", "stopped_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A unit's task as it stands."""

    id: UUID
    role: str
    unit_id: int
    handler_id: int | None
    handler: str
    state: str
    given_at: datetime
    signed_at: datetime | None
    ended_at: datetime | None
    why: dict[str, object]


def tasks_of(county: str, matter_id: UUID) -> list[TaskRow]:
    """All tasks of a matter, the oldest first."""
    rows = Task.objects.filter(county=county, matter_id=matter_id).order_by("given_at", "id")
    return [TaskRow(*row) for row in rows.values_list(*_TASK_COLUMNS)]


def clocks_of(county: str, matter_id: UUID) -> list[ClockFace]:
    """All clocks of a matter, the oldest first."""
    rows = Clock.objects.filter(county=county, matter_id=matter_id).order_by("started_at", "id")
    found: list[tuple[Any, ...]] = list(rows.values_list(*_CLOCK_COLUMNS))
    return [_face(*row) for row in found]


def _face(*columns: Any) -> ClockFace:
    named: dict[str, Any] = dict(zip(_CLOCK_COLUMNS, columns, strict=True))
    return ClockFace(**{**named, "pauses": pauses_from(named["pauses"])})


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
            LimitRow(r.clock, r.priority, r.nature, r.channel, r.urgency, r.role, r.limit, r.why)
            for r in limits
        ),
    )
