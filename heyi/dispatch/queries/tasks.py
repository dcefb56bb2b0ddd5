"""Reads of dispatch: a matter's tasks and clocks."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from heyi.dispatch.rules.clocks import ClockFace, pauses_from
from heyi.dispatch.rules.extending import extensions_from
from heyi.dispatch.rules.objecting import Objection, objection_from

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
    "outcome",
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
    outcome: str = ""


def tasks_of(county: str, matter_id: UUID) -> list[TaskRow]:
    """All tasks of a matter, the oldest first. On the hot path of every step: plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(_TASKS, [county, matter_id])
        rows = cursor.fetchall()
    return [_task(*row) for row in rows]


_NUMBERED = (
    f"SELECT m.county, m.id, {', '.join(f't.{column}' for column in _TASK_COLUMNS)}"  # noqa: S608
    " FROM matters_matter m JOIN dispatch_task t ON t.county = m.county AND t.matter_id = m.id"
    " WHERE m.county = %s AND m.number = %s ORDER BY t.given_at, t.id"
)


def tasks_numbered(number: str) -> tuple[tuple[str, UUID], list[TaskRow]] | None:
    """The key and all tasks of a matter by its number, within the scope; None where it is not there. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERED, [number[:6], number])
        rows = cursor.fetchall()
    return ((rows[0][0], rows[0][1]), [_task(*row[2:]) for row in rows]) if rows else None


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
