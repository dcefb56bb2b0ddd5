"""Reads of dispatch: the rule book in force, and a matter's tasks and clocks."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from heyi.dispatch.models import EscalationRule, LimitRule, RoutingRule, RuleBook, Supervision
from heyi.dispatch.rules.clocks import ClockFace, pauses_from
from heyi.dispatch.rules.escalating import EscalationRow
from heyi.dispatch.rules.extending import extensions_from
from heyi.dispatch.rules.objecting import Objection, objection_from
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
    "objection",
    "urged_at",
    "supervised",
)
_CLOCK_COLUMNS = (
    "id", "task_id", "name", "limit", "why", "state", "started_at", "pauses", "due_at", "provisional",
    "calendar_version", "stopped_at", "hours", "extensions", "stage", "warn_at",
)  # fmt: skip


# Django reads jsonb as text, so that each reader decides what it becomes.
_TASKS = (
    f"SELECT {', '.join(_TASK_COLUMNS)} FROM dispatch_task"  # noqa: S608
    " WHERE county = %s AND matter_id = %s ORDER BY given_at, id"
)
_MANY_TASKS = (
    f"SELECT t.county, t.matter_id, {', '.join(f't.{column}' for column in _TASK_COLUMNS)}"  # noqa: S608
    " FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)"
    " JOIN dispatch_task t ON t.county = wanted.county AND t.matter_id = wanted.id ORDER BY t.given_at, t.id"
)
_TASKS_AND_CLOCKS = (
    f"SELECT {', '.join(f't.{column}' for column in _TASK_COLUMNS)}, "  # noqa: S608
    + ", ".join(f'c."{column}"' for column in _CLOCK_COLUMNS)
    + " FROM dispatch_task t"
    " LEFT JOIN dispatch_clock c ON c.county = t.county AND c.matter_id = t.matter_id AND c.task_id = t.id"
    " WHERE t.county = %s AND t.matter_id = %s ORDER BY t.given_at, t.id"
)

_HANDS = """SELECT t.county, t.matter_id, t.unit_id, t.handler
              FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)
              JOIN dispatch_task t ON t.county = wanted.county AND t.matter_id = wanted.id
             WHERE t.state NOT IN ('REFERRED', 'WITHDRAWN') AND t.role <> 'ALARM' ORDER BY t.given_at, t.id"""


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
    objection: Objection | None = None
    urged_at: datetime | None = None
    supervised: int = 0


def tasks_of(county: str, matter_id: UUID) -> list[TaskRow]:
    """All tasks of a matter, the oldest first. On the hot path of every step: plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(_TASKS, [county, matter_id])
        rows = cursor.fetchall()
    return [_task(*row) for row in rows]


def tasks_of_many(keys: Collection[tuple[str, UUID]]) -> dict[tuple[str, UUID], list[TaskRow]]:
    """All tasks of these matters, the oldest first. One query."""
    found: dict[tuple[str, UUID], list[TaskRow]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_MANY_TASKS, [[key[0] for key in keys], [key[1] for key in keys]])
        for county, matter_id, *columns in cursor.fetchall():
            found.setdefault((county, matter_id), []).append(_task(*columns))
    return found


def hands_of(keys: Collection[tuple[str, UUID]]) -> dict[tuple[str, UUID], list[tuple[int, str]]]:
    """(unit, handler's name) of the tasks of these matters that are not past; alarms aside. One query."""
    found: dict[tuple[str, UUID], list[tuple[int, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_HANDS, [[key[0] for key in keys], [key[1] for key in keys]])
        for county, matter_id, unit, handler in cursor.fetchall():
            found.setdefault((county, matter_id), []).append((unit, handler))
    return found


def _task(*columns: Any) -> TaskRow:
    named: dict[str, Any] = dict(zip(_TASK_COLUMNS, columns, strict=True))
    kept = named["objection"]
    return TaskRow(
        **{**named, "why": json.loads(named["why"]), "objection": objection_from(kept and json.loads(kept))}
    )


def tasks_and_clocks(county: str, matter_id: UUID) -> tuple[list[TaskRow], list[ClockFace]]:
    """All tasks of a matter and all their clocks, the oldest first. On the hot path of every step: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_TASKS_AND_CLOCKS, [county, matter_id])
        rows = cursor.fetchall()
    tasks = {row[0]: row[:_WIDTH] for row in rows}
    faces = [_face(*row[_WIDTH:]) for row in rows if row[_WIDTH] is not None]
    return [_task(*row) for row in tasks.values()], sorted(faces, key=lambda face: (face.started_at, face.id))


_WIDTH = len(_TASK_COLUMNS)


def _face(*columns: Any) -> ClockFace:
    named: dict[str, Any] = dict(zip(_CLOCK_COLUMNS, columns, strict=True))
    named["pauses"] = pauses_from(json.loads(named["pauses"]))
    named["extensions"] = extensions_from(json.loads(named["extensions"]))
    return ClockFace(**named)


@dataclass(frozen=True, slots=True)
class WaitingExtension:
    """A request for longer that waits: on which matter, of which unit, since when, and when it is due as it stands."""

    number: str
    title: str
    unit_id: int
    asked_at: datetime
    due_at: datetime | None


# Those that wait are few and have an index of their own. They are fetched by it first: left to choose, the planner
# began with what the unit may see, which took minutes for a city.
_WAITING = """
WITH waiting AS MATERIALIZED (
     SELECT county, matter_id, asked_at, due_at FROM dispatch_clock
      WHERE asked_at IS NOT NULL AND %s ORDER BY asked_at LIMIT %s)
SELECT m.number, m.title, m.lead_unit_id, c.asked_at, c.due_at
  FROM waiting c JOIN matters_matter m ON m.county = c.county AND m.id = c.matter_id
  JOIN LATERAL (SELECT FROM matters_reach r WHERE r.county = c.county AND r.matter_id = c.matter_id
          AND ((r.unit_id = ANY (%s) AND r.basis = 'SUPERIOR') OR (r.unit_id = ANY (%s) AND r.basis = 'LEAD'))
        LIMIT 1) AS decides ON true
 ORDER BY c.due_at NULLS LAST, c.asked_at"""
MOST_WAITING = 500


def waiting_extensions(units: Collection[int], leads: Collection[int]) -> tuple[WaitingExtension, ...]:
    """Requests for longer of units below these, and of the units that are led; what is due first on top. One query.

    Of all that the scope reaches, those are asked of that have waited longest, up to MOST_WAITING.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [True, MOST_WAITING, list(units), list(leads)])
        return tuple(WaitingExtension(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class WaitingObjection:
    """An objection that waits: on which matter, of which unit, on which ground, whose it should be, until when."""

    number: str
    title: str
    unit_id: int
    objection: Objection


# As with extensions: the few that wait are fetched by their own index first.
_DISPUTED = """
WITH waiting AS MATERIALIZED (
     SELECT county, matter_id, unit_id, objection, decide_by FROM dispatch_task
      WHERE decide_by IS NOT NULL AND decider_id = ANY (%s) ORDER BY decide_by LIMIT %s)
SELECT m.number, m.title, t.unit_id, t.objection
  FROM waiting t JOIN matters_matter m ON m.county = t.county AND m.id = t.matter_id
 ORDER BY t.decide_by"""


def waiting_objections(units: Collection[int]) -> tuple[WaitingObjection, ...]:
    """Objections that these units are to decide, what is due first on top, up to MOST_WAITING. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_DISPUTED, [list(units), MOST_WAITING])
        rows = cursor.fetchall()
    return tuple(
        WaitingObjection(number, title, unit, found)
        for number, title, unit, kept in rows
        if (found := objection_from(json.loads(kept)))
    )


_COUNTS = (
    f"WITH decides AS ({_WAITING})"  # noqa: S608
    " SELECT (SELECT count(*) FROM decides),"
    " (SELECT count(*) FROM dispatch_task WHERE decide_by IS NOT NULL AND decider_id = ANY (%s))"
)


def count_waiting(
    units: Collection[int], *, above: Collection[int], leads: Collection[int]
) -> tuple[int, int]:
    """How many requests for longer and how many objections wait for these units' decision. One statement.

    Requests: of units below those of `above`, and of the units that are led.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, [bool(above or leads), MOST_WAITING, list(above), list(leads), list(units)])
        requests, objections = cursor.fetchone()
    return requests, objections


@dataclass(frozen=True, slots=True)
class SupervisionRow:
    """A supervision as it stands."""

    id: UUID
    task_id: UUID
    unit_id: int
    by_unit_id: int
    ground: str
    state: str
    asked_at: datetime
    rule: str
    reply_by: datetime
    replied_at: datetime | None


def supervisions_of(county: str, matter_id: UUID) -> tuple[SupervisionRow, ...]:
    """The supervisions of a matter that are not over, the oldest first. One query."""
    rows = Supervision.objects.filter(county=county, matter_id=matter_id, ended_at=None).order_by("asked_at")
    return tuple(SupervisionRow(*row) for row in rows.values_list(*_SUPERVISION_COLUMNS))


@dataclass(frozen=True, slots=True)
class Supervised:
    """A supervision of one's own unit: on which matter, of whom, why, until when it answers, and how it stands."""

    number: str
    title: str
    unit_id: int
    ground: str
    state: str
    asked_at: datetime
    reply_by: datetime


_SUPERVISED = """
SELECT m.number, m.title, s.unit_id, s.ground, s.state, s.asked_at, s.reply_by
  FROM dispatch_supervision s JOIN matters_matter m ON m.county = s.county AND m.id = s.matter_id
 WHERE s.by_unit_id = ANY (%s) AND s.ended_at IS NULL ORDER BY s.reply_by LIMIT %s"""


def supervised_by(units: Collection[int]) -> tuple[Supervised, ...]:
    """What these units supervise, what is to be answered first on top, up to MOST_WAITING. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_SUPERVISED, [list(units), MOST_WAITING])
        return tuple(Supervised(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Lateness:
    """Which clock of the lead is the latest, since when, in which stage; who handles it, when it was urged, how often
    it is supervised."""

    clock: str
    due_at: datetime
    stage: str
    handler: str
    urged_at: datetime | None
    supervised: int


_LATENESS = """
SELECT DISTINCT ON (t.county, t.matter_id) t.county, t.matter_id, c.name, c.due_at, c.stage, t.handler, t.urged_at,
       t.supervised
  FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)
  JOIN dispatch_task t ON t.county = wanted.county AND t.matter_id = wanted.id AND t.role = 'LEAD'
   AND t.state <> 'REFERRED'
  JOIN dispatch_clock c ON c.county = t.county AND c.matter_id = t.matter_id AND c.task_id = t.id
   AND c.state = 'RUNNING' AND c.due_at < %s
 ORDER BY t.county, t.matter_id, c.due_at"""


def lateness_of(keys: Collection[tuple[str, UUID]], *, at: datetime) -> dict[tuple[str, UUID], Lateness]:
    """How late these matters are by now. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LATENESS, [[key[0] for key in keys], [key[1] for key in keys], at])
        return {(county, matter): Lateness(*rest) for county, matter, *rest in cursor.fetchall()}


_SUPERVISION_COLUMNS = tuple(SupervisionRow.__dataclass_fields__)


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
