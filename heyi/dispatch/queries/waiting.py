"""Reads of dispatch: what waits for a decision, what is supervised, and what is late."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from heyi.dispatch.models import Supervision
from heyi.dispatch.queries.conferring import CONCERNS, concerned
from heyi.dispatch.rules.objecting import Objection, objection_from


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
     SELECT county, matter_id, task_id, asked_at, due_at FROM dispatch_clock
      WHERE asked_at IS NOT NULL AND %s ORDER BY asked_at LIMIT %s)
SELECT m.number, m.title, t.unit_id, c.asked_at, c.due_at
  FROM waiting c JOIN matters_matter m ON m.county = c.county AND m.id = c.matter_id
  JOIN dispatch_task t ON t.county = c.county AND t.id = c.task_id
  JOIN LATERAL (SELECT FROM matters_reach r WHERE r.county = c.county AND r.matter_id = c.matter_id
          AND ((r.unit_id = ANY (%s) AND r.basis = 'SUPERIOR')
            OR (r.unit_id = ANY (CASE t.role WHEN 'ASSIST' THEN %s::bigint[] ELSE %s::bigint[] END)
                AND r.basis = 'LEAD'))
        LIMIT 1) AS decides ON true
 ORDER BY c.due_at NULLS LAST, c.asked_at"""
MOST_WAITING = 500


def waiting_extensions(units: Collection[int], leads: Collection[int]) -> tuple[WaitingExtension, ...]:
    """Requests for longer of units below these, of those that are led, and of those that help these: due first on top.

    Of all that the scope reaches, those are asked of that have waited longest, up to MOST_WAITING. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [True, MOST_WAITING, list(units), list(units), list(leads)])
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
    " (SELECT count(*) FROM dispatch_task WHERE decide_by IS NOT NULL AND decider_id = ANY (%s)),"
    f" (SELECT count(*) FROM dispatch_conferral WHERE {CONCERNS})"
)


def count_waiting(
    units: Collection[int], *, above: Collection[int], leads: Collection[int]
) -> tuple[int, int, int]:
    """How many requests for longer and how many objections wait for these units' decision, and how many conferrals
    for their coming or their record. One statement.

    Requests: of units below those of `above` and of those that help them, and of the units that are led.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTS,
            [
                bool(above or leads),
                MOST_WAITING,
                *(list(some) for some in (above, above, leads, units)),
                *concerned(units),
            ],
        )
        requests, objections, conferrals = cursor.fetchone()
    return requests, objections, conferrals


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
