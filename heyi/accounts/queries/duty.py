"""Reads of duty: who is there now in one statement, and a unit's rota over some days."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from heyi.accounts.models import Handover, Leave, Rota, Shift, Swap, Turn
from heyi.accounts.rules.duty import LeaveFact, ShiftFact, Span, TurnFact


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person appointed to a unit, with what decides whether he or she is there."""

    person_id: int
    name: str
    roles: tuple[str, ...]
    skills: tuple[str, ...]
    capacity: int | None
    by_rota: bool
    has_turn: bool
    is_away: bool
    keeps_rota: bool
    usual_capacity: int | None


_ROSTER = """
SELECT person.id, person.name, array_agg(held.role ORDER BY held.id), coalesce(post.skills, '[]'), post.capacity,
       coalesce(post.by_rota, true),
       EXISTS (SELECT FROM accounts_turn t WHERE t.unit_id = %(unit)s AND t.person_id = person.id
                  AND t.starts_at <= %(at)s AND t.ends_at > %(at)s),
       EXISTS (SELECT FROM accounts_leave l WHERE l.person_id = person.id AND l.withdrawn_at IS NULL
                  AND l.starts_at <= %(at)s AND l.ends_at > %(at)s),
       EXISTS (SELECT FROM accounts_shift s WHERE s.unit_id = %(unit)s
                  AND s.starts_at <= %(at)s AND (s.ends_at IS NULL OR s.ends_at > %(at)s)),
       (SELECT rota.capacity FROM accounts_rota rota WHERE rota.unit_id = %(unit)s)
  FROM accounts_appointment held
  JOIN accounts_person person ON person.id = held.person_id AND person.is_active
  JOIN orgs_unit unit ON unit.id = held.unit_id AND unit.ends_at IS NULL
  LEFT JOIN accounts_post post ON post.unit_id = held.unit_id AND post.person_id = person.id
 WHERE held.unit_id = %(unit)s AND held.released_at IS NOT NULL AND held.revoked_at IS NULL
   AND held.starts_at <= %(at)s AND (held.ends_at IS NULL OR held.ends_at > %(at)s)
 GROUP BY person.id, person.name, post.skills, post.capacity, post.by_rota
 ORDER BY person.name, person.id
"""


def roster_of(unit_id: int, at: datetime) -> tuple[RosterRow, ...]:
    """Everybody appointed to a unit now, by name, with what decides whether he or she is there. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ROSTER, {"unit": unit_id, "at": at})
        return tuple(_row(*columns) for columns in cursor.fetchall())


def _row(person_id: int, name: str, roles: Sequence[str], skills: str, *rest: Any) -> RosterRow:
    return RosterRow(person_id, name, tuple(dict.fromkeys(roles)), tuple(json.loads(skills)), *rest)


_NOW = """
SELECT turn.unit_id, person.name
  FROM accounts_turn turn JOIN accounts_person person ON person.id = turn.person_id AND person.is_active
 WHERE turn.unit_id = ANY (%(units)s) AND turn.starts_at <= %(at)s AND turn.ends_at > %(at)s
   AND NOT EXISTS (SELECT FROM accounts_leave l WHERE l.person_id = turn.person_id AND l.withdrawn_at IS NULL
                      AND l.starts_at <= %(at)s AND l.ends_at > %(at)s)
   AND EXISTS (SELECT FROM accounts_appointment held WHERE held.person_id = turn.person_id
                  AND held.unit_id = turn.unit_id AND held.released_at IS NOT NULL AND held.revoked_at IS NULL
                  AND held.starts_at <= %(at)s AND (held.ends_at IS NULL OR held.ends_at > %(at)s))
 ORDER BY turn.starts_at, person.name, person.id
"""


def names_on_duty(units: Collection[int], at: datetime) -> list[tuple[int, str]]:
    """(unit, name) of everybody who has a turn in these units now, is appointed there and not away. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_NOW, {"units": list(units), "at": at})
        return [(unit, name) for unit, name in cursor.fetchall()]


_WATCH = _NOW.replace(
    "SELECT turn.unit_id, person.name",
    """SELECT turn.unit_id, person.name, turn.ends_at, EXISTS (SELECT FROM accounts_appointment held
         WHERE held.person_id = turn.person_id AND held.unit_id = turn.unit_id AND held.role = 'LEADER'
           AND held.released_at IS NOT NULL AND held.revoked_at IS NULL
           AND held.starts_at <= %(at)s AND (held.ends_at IS NULL OR held.ends_at > %(at)s))""",
)


def watches_on(units: Collection[int], at: datetime) -> list[tuple[int, str, datetime, bool]]:
    """As `names_on_duty`, with until when and whether as a leader of the unit. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_WATCH, {"units": list(units), "at": at})
        return list(cursor.fetchall())


def units_with_rota(units: Collection[int]) -> set[int]:
    """Those of these units that keep a rota. One statement."""
    return set(Shift.objects.filter(unit_id__in=units, ends_at=None).values_list("unit_id", flat=True))


def shifts_of(unit_id: int) -> list[Shift]:
    """The open shifts of a unit, in the order of the day."""
    return list(Shift.objects.filter(unit_id=unit_id, ends_at=None).order_by("begins", "id"))


def fact_of_shift(shift: Shift) -> ShiftFact:
    """A shift as rules see it."""
    return ShiftFact(shift.pk, shift.name, shift.begins, shift.ends, frozenset(map(int, shift.days)))


def turns_between(unit_id: int, span: Span) -> list[Turn]:
    """Turns of a unit that meet a span, with their people and shifts, in order."""
    rows = Turn.objects.filter(unit_id=unit_id, ends_at__gt=span.starts_at, starts_at__lt=span.ends_at)
    return list(rows.select_related("person", "shift").order_by("starts_at", "person__name", "id"))


def find_turn(turn_id: int) -> Turn | None:
    """A turn with its person and shift."""
    return Turn.objects.select_related("person", "shift").filter(pk=turn_id).first()


def turns_of_people(people: Collection[int], span: Span) -> list[TurnFact]:
    """Turns of these people that meet a span, in any unit."""
    rows = Turn.objects.filter(person_id__in=people, ends_at__gt=span.starts_at, starts_at__lt=span.ends_at)
    return [fact_of_turn(row) for row in rows.order_by("id")]


def fact_of_turn(turn: Turn) -> TurnFact:
    """A turn as rules see it."""
    return TurnFact(turn.pk, turn.person_id, Span(turn.starts_at, turn.ends_at))


def leaves_of(people: Collection[int], span: Span) -> list[Leave]:
    """Leaves of these people that meet a span and were not withdrawn."""
    rows = Leave.objects.filter(
        person_id__in=people, withdrawn_at=None, ends_at__gt=span.starts_at, starts_at__lt=span.ends_at
    )
    return list(rows.select_related("person").order_by("starts_at", "id"))


def fact_of_leave(leave: Leave) -> LeaveFact:
    """A leave as rules see it."""
    return LeaveFact(leave.person_id, Span(leave.starts_at, leave.ends_at))


def swaps_waiting(unit_id: int, at: datetime) -> list[Swap]:
    """Swaps of a unit that wait for an answer and whose turn has not begun."""
    rows = Swap.objects.filter(unit_id=unit_id, state="ASKED", turn__starts_at__gt=at)
    return list(
        rows.select_related("turn__shift", "in_return__shift", "asked_by", "to").order_by("asked_at", "id")
    )


def handovers_of(unit_id: int, limit: int) -> QuerySet[Handover]:
    """The newest notes of a unit, with who wrote and who read them."""
    rows = Handover.objects.filter(unit_id=unit_id)
    return rows.select_related("turn__shift", "written_by", "read_by").order_by("-written_at", "id")[:limit]


def turn_to_hand_over(unit_id: int, person_id: int, span: Span) -> Turn | None:
    """The person's latest turn in the unit that meets a span."""
    rows = Turn.objects.filter(
        Q(unit_id=unit_id, person_id=person_id), starts_at__lte=span.ends_at, ends_at__gt=span.starts_at
    )
    return rows.select_related("shift", "person").order_by("-starts_at", "-id").first()


def usual_capacity(unit_id: int) -> int | None:
    """How many live matters a person of the unit should have at a time, if the unit has said so."""
    found: int | None = Rota.objects.filter(unit_id=unit_id).values_list("capacity", flat=True).first()
    return found
