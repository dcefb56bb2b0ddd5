"""Sessions as a calendar holds them: of units over a week, and of one mediator; never who the parties are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from heyi.mediation.models import CalendarFeed
from heyi.mediation.rules.sealing import digest_of

MOST = 500


@dataclass(frozen=True, slots=True)
class Booked:
    """A session: when, where, of which matter, by whom."""

    session_id: UUID
    number: str
    title: str
    meeting: str
    place: str
    room_id: int | None
    starts_at: datetime
    ends_at: datetime
    mediator_id: int
    mediator: str
    unit_id: int
    state: str


_BOOKED = """
SELECT s.id, m.number, m.title, s.meeting, s.place, s.room_id, s.starts_at, s.ends_at, s.mediator_id, d.mediator,
       d.unit_id, s.state
  FROM mediation_session s
  JOIN mediation_mediation d ON d.county = s.county AND d.id = s.mediation_id
  JOIN matters_matter m ON m.county = s.county AND m.id = s.matter_id
 WHERE s.starts_at < %s AND s.ends_at > %s AND {whose}
 ORDER BY s.starts_at, s.id LIMIT %s
"""


def sessions_between(units: Collection[int], *, start: datetime, end: datetime) -> tuple[Booked, ...]:
    """What is planned and was held in a period by these units. One statement."""
    whose = "d.unit_id = ANY (%s) AND s.state <> 'CALLED_OFF'"
    return _booked(whose, [end, start, list(units), MOST])


def sessions_of_mediator(person_id: int, *, start: datetime, end: datetime) -> tuple[Booked, ...]:
    """One mediator's own, those that were called off too. One statement."""
    return _booked("s.mediator_id = %s", [end, start, person_id, MOST])


def _booked(whose: str, given: list[Any]) -> tuple[Booked, ...]:
    with connection.cursor() as cursor:
        cursor.execute(_BOOKED.format(whose=whose), given)
        return tuple(Booked(*row) for row in cursor.fetchall())


def person_of_feed(secret: str) -> int | None:
    """Whose calendar a secret opens. One query."""
    found = CalendarFeed.objects.filter(digest=digest_of(secret)).values_list("person_id", flat=True)
    return found.first()


def feed_since(person_id: int) -> datetime | None:
    """Since when a person's calendar has its present address; None where it has none."""
    return CalendarFeed.objects.filter(person_id=person_id).values_list("made_at", flat=True).first()
