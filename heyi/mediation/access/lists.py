"""Lists: the mediations of units, sessions to come, and what is owed soon."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

PAGE = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A mediation in one line, with how far consent and signatures have come."""

    county: str
    matter_id: UUID
    number: str
    title: str
    regime: str
    dispute: str
    state: str
    unit_id: int
    mediator_id: int
    mediator: str
    due_at: datetime | None
    opened_at: datetime
    recusal_asked_at: datetime | None
    ended_at: datetime | None
    ending: str
    parties: int
    consented: int
    next_session: datetime | None


_LISTED = """
SELECT d.county, d.matter_id, m.number, m.title, d.regime, d.dispute, d.state, d.unit_id, d.mediator_id, d.mediator,
       d.due_at, d.opened_at, d.recusal_asked_at, d.ended_at, d.ending,
       (SELECT count(*) FROM mediation_party p WHERE p.county = d.county AND p.mediation_id = d.id),
       (SELECT count(*) FROM mediation_party p
         WHERE p.county = d.county AND p.mediation_id = d.id AND p.consent = 'GIVEN'),
       (SELECT min(s.starts_at) FROM mediation_session s
         WHERE s.county = d.county AND s.mediation_id = d.id AND s.state = 'PLANNED')
  FROM mediation_mediation d JOIN matters_matter m ON m.county = d.county AND m.id = d.matter_id
 WHERE d.unit_id = ANY (%s) AND d.state = ANY (%s) AND (%s::bigint IS NULL OR d.mediator_id = %s)
   AND (%s::timestamptz IS NULL OR d.ended_at >= %s AND d.ending = 'UNWILLING')
 ORDER BY d.due_at NULLS LAST, d.opened_at LIMIT %s
"""


def mediations_of_units(
    units: Collection[int], states: Collection[str], *, mediator_id: int | None = None
) -> tuple[Listed, ...]:
    """The mediations of these units, or of one mediator, in these states; the most urgent first. One statement."""
    return _listed(units, states, mediator_id, None)


def refused_since(
    units: Collection[int], since: datetime, *, mediator_id: int | None = None
) -> tuple[Listed, ...]:
    """The mediations of these units that a party refused or stopped since then. One statement."""
    return _listed(units, ["ENDED"], mediator_id, since)


def _listed(
    units: Collection[int], states: Collection[str], mediator_id: int | None, since: datetime | None
) -> tuple[Listed, ...]:
    given: list[Any] = [list(units), list(states), mediator_id, mediator_id, since, since, PAGE]
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, given)
        return tuple(Listed(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A session to come, in one line."""

    number: str
    title: str
    meeting: str
    place: str
    starts_at: datetime
    ends_at: datetime
    mediator_id: int
    mediator: str
    session_id: UUID


_UPCOMING = """
SELECT m.number, m.title, s.meeting, s.place, s.starts_at, s.ends_at, s.mediator_id, d.mediator, s.id
  FROM mediation_session s
  JOIN mediation_mediation d ON d.county = s.county AND d.id = s.mediation_id
  JOIN matters_matter m ON m.county = s.county AND m.id = s.matter_id
 WHERE d.unit_id = ANY (%s) AND s.state = 'PLANNED' AND s.starts_at < %s
   AND (%s::bigint IS NULL OR d.mediator_id = %s)
 ORDER BY s.starts_at, s.id LIMIT %s
"""


def sessions_to_come(
    units: Collection[int], *, until: datetime, mediator_id: int | None = None
) -> tuple[Upcoming, ...]:
    """The planned sessions of these units up to an instant, those to be written up first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_UPCOMING, [list(units), until, mediator_id, mediator_id, PAGE])
        return tuple(Upcoming(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class OwedSoon:
    """What is owed by a day, in one line."""

    number: str
    title: str
    side: str
    what: str
    amount: Decimal | None
    due_on: date
    state: str
    obligation_id: UUID


_OWED = """
SELECT m.number, m.title, o.side, o.what, o.amount, o.due_on, o.state, o.id
  FROM mediation_obligation o
  JOIN mediation_mediation d ON d.county = o.county AND d.id = o.mediation_id
  JOIN matters_matter m ON m.county = o.county AND m.id = o.matter_id
 WHERE d.unit_id = ANY (%s) AND o.state IN ('OPEN', 'LATE') AND o.due_on <= %s
   AND (%s::bigint IS NULL OR d.mediator_id = %s)
 ORDER BY o.due_on, o.id LIMIT %s
"""


def obligations_to_come(
    units: Collection[int], *, until: date, mediator_id: int | None = None
) -> tuple[OwedSoon, ...]:
    """What is owed under agreements of these units by a day, and not done. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_OWED, [list(units), until, mediator_id, mediator_id, PAGE])
        return tuple(OwedSoon(*row) for row in cursor.fetchall())
