"""Whom a happening of a mediation is told to by text, and what is due to be said without anybody's asking."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from heyi.mediation.access.secrets import code_of, unsealed
from heyi.mediation.models import Party
from heyi.mediation.queries import find_mediation, parties_of, sessions_of

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Addressee:
    """A party that has a mobile number."""

    party_id: UUID
    side: str


@dataclass(frozen=True, slots=True)
class PartyText:
    """What is needed to text a party: its number, the address of its page, and what the words may say."""

    phone: str
    address: str
    regime: str
    unit_id: int
    session_at: datetime | None
    session_place: str


def addressees(county: str, mediation_id: UUID, sides: Collection[str] | None = None) -> list[Addressee]:
    """The parties of these letters, all if None, that can be texted. One query."""
    found = Party.objects.filter(county=county, mediation_id=mediation_id, has_mobile=True, erased_at=None)
    if sides is not None:
        found = found.filter(side__in=list(sides))
    return [Addressee(*row) for row in found.order_by("side").values_list("id", "side")]


def party_text(
    county: str, matter_id: UUID, mediation_id: UUID, party_id: UUID, session_id: UUID | None = None
) -> PartyText | None:
    """Opened as the message leaves, and kept nowhere; None where the party is gone. In the scope of the worker."""
    mediation = find_mediation(county, matter_id, mediation_id)
    party = next((each for each in parties_of(county, mediation_id) if each.id == party_id), None)
    if mediation is None or party is None or party.erased_at is not None:
        return None
    sessions = sessions_of(county, mediation_id) if session_id else []
    session = next((each for each in sessions if each.id == session_id), None)
    return PartyText(
        phone=unsealed(party)["phone"],
        address=f"{mediation.address}{code_of(county, party)}" if mediation.address else "",
        regime=mediation.regime,
        unit_id=mediation.unit_id,
        session_at=session.starts_at if session else None,
        session_place=session.place if session else "",
    )


@dataclass(frozen=True, slots=True)
class Silent:
    """A party that was asked by link and has not answered."""

    county: str
    matter_id: UUID
    mediation_id: UUID
    side: str


_SILENT = """
SELECT p.county, p.matter_id, p.mediation_id, p.side
  FROM mediation_party p JOIN mediation_mediation d ON d.county = p.county AND d.id = p.mediation_id
 WHERE d.state = 'INVITING' AND p.consent = 'ASKED' AND p.invited_by = 'LINK' AND p.reminders < %s
   AND coalesce(p.reminded_at, p.invited_at) <= %s
 ORDER BY p.invited_at LIMIT 500
"""


def silent_parties(*, since: datetime, most: int) -> list[Silent]:
    """Who was asked or reminded before an instant and has not answered, unless reminded `most` times. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_SILENT, [most, since])
        return [Silent(*row) for row in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Owing:
    """What is owed soon, or is late, and was not reminded of lately."""

    county: str
    matter_id: UUID
    mediation_id: UUID
    obligation_id: UUID


_OWING = """
SELECT o.county, o.matter_id, o.mediation_id, o.id
  FROM mediation_obligation o JOIN mediation_agreement a ON a.county = o.county AND a.id = o.agreement_id
 WHERE a.state IN ('EFFECTIVE', 'BROKEN') AND o.state IN ('OPEN', 'LATE') AND (
           o.due_on BETWEEN %(today)s AND %(soon)s AND (o.reminded_at IS NULL
               OR (o.reminded_at AT TIME ZONE 'Asia/Shanghai')::date < o.due_on - (%(soon)s::date - %(today)s::date))
        OR o.due_on < %(today)s AND (o.state = 'OPEN' OR o.reminded_at <= %(week)s))
 ORDER BY o.due_on LIMIT 500
"""


def owing(*, today: date, soon: date, week: datetime) -> list[Owing]:
    """What is due by a day and was not reminded of since so many days before; what is late: at once, then each week."""
    with connection.cursor() as cursor:
        cursor.execute(_OWING, {"today": today, "soon": soon, "week": week})
        return [Owing(*row) for row in cursor.fetchall()]
