"""Reads of dispatch: conferrals of a matter, and those that wait."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from heyi.dispatch.models import Conferral

MOST_CONFERRALS = 200


@dataclass(frozen=True, slots=True)
class ConferralRow:
    """A conferral as it stands."""

    id: UUID
    by_unit_id: int
    units: list[int]
    starts_at: datetime
    state: str
    came: list[int]
    ended_at: datetime | None


_COLUMNS = tuple(ConferralRow.__dataclass_fields__)


def conferrals_of(county: str, matter_id: UUID) -> tuple[ConferralRow, ...]:
    """The conferrals of a matter, the newest first. One query."""
    rows = Conferral.objects.filter(county=county, matter_id=matter_id).order_by("-starts_at", "-id")
    return tuple(ConferralRow(*row) for row in rows.values_list(*_COLUMNS))


def find_waiting_conferral(county: str, matter_id: UUID) -> ConferralRow | None:
    """The one that is to come or to be written down. One query."""
    rows = Conferral.objects.filter(county=county, matter_id=matter_id, state="PLANNED")
    return next((ConferralRow(*row) for row in rows.values_list(*_COLUMNS)), None)


@dataclass(frozen=True, slots=True)
class WaitingConferral:
    """A conferral to which one's own unit is called, or which it called: on which matter, by whom, of whom, when."""

    number: str
    title: str
    by_unit_id: int
    units: list[int]
    starts_at: datetime


CONCERNS = "state = 'PLANNED' AND (by_unit_id = ANY (%s) OR units @> ANY (%s::jsonb[]))"
"""What is not written down yet of conferrals that units called or are called to; parameters as `concerned` has them."""

_WAITING = f"""
WITH waiting AS MATERIALIZED (
     SELECT county, matter_id, by_unit_id, units, starts_at FROM dispatch_conferral
      WHERE {CONCERNS} ORDER BY starts_at LIMIT %s)
SELECT m.number, m.title, c.by_unit_id, c.units, c.starts_at
  FROM waiting c JOIN matters_matter m ON m.county = c.county AND m.id = c.matter_id ORDER BY c.starts_at, m.number
"""  # noqa: S608


def concerned(units: Collection[int]) -> tuple[list[int], list[str]]:
    """The parameters of CONCERNS."""
    return list(units), [json.dumps(unit) for unit in units]


def waiting_conferrals(units: Collection[int]) -> tuple[WaitingConferral, ...]:
    """What these units called or are called to and is not written down yet, the earliest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [*concerned(units), MOST_CONFERRALS])
        return tuple(
            WaitingConferral(number, title, by_unit, json.loads(called), starts_at)
            for number, title, by_unit, called, starts_at in cursor.fetchall()
        )
