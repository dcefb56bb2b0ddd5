"""What was settled on site: one's own list with how far each party has come, and what the house looks after."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from heyi.mediation.queries import find_agreement, find_mediation, parties_of, signatures_of

Key = tuple[str, UUID]
PAGE = 50


@dataclass(frozen=True, slots=True)
class SiteParty:
    """A party of a settlement on site: its letter, masked name, what it has said and how."""

    side: str
    name: str
    consent: str
    way: str
    asked_by: str


@dataclass(frozen=True, slots=True)
class OnSite:
    """A settlement on site in one line. `captured_at` is when it happened as the phone's clock says."""

    county: str
    matter_id: UUID
    number: str
    unit_id: int
    state: str
    ending: str
    dispute: str
    captured_at: datetime | None
    opened_at: datetime
    settles_itself: bool
    content_hash: str
    parties: tuple[SiteParty, ...]

    @property
    def key(self) -> Key:
        """The matter's key."""
        return self.county, self.matter_id

    @property
    def waiting(self) -> tuple[SiteParty, ...]:
        """Those who have not confirmed."""
        return tuple(each for each in self.parties if each.consent == "ASKED") if self.is_live else ()

    @property
    def is_live(self) -> bool:
        """Whether something is still to be confirmed or concluded."""
        return self.state == "INVITING"


_MINE = """
SELECT d.county, d.matter_id, m.number, d.unit_id, d.state, d.ending, d.dispute, d.captured_at, d.opened_at,
       d.settles_itself,
       coalesce((SELECT a.content_hash FROM mediation_agreement a
                  WHERE a.county = d.county AND a.mediation_id = d.id AND a.state <> 'VOID'), ''),
       (SELECT json_agg(json_build_array(p.side, p.masked_name, p.consent, p.consent_way, p.invited_by)
                        ORDER BY length(p.side), p.side)
          FROM mediation_party p WHERE p.county = d.county AND p.mediation_id = d.id)
  FROM mediation_mediation d JOIN matters_matter m ON m.county = d.county AND m.id = d.matter_id
 WHERE d.on_site AND d.unit_id = ANY (%s) AND d.mediator_id = %s
 ORDER BY d.opened_at DESC, d.id DESC LIMIT %s
"""


def settled_on_site(units: Collection[int], *, mediator_id: int) -> tuple[OnSite, ...]:
    """What this person settled on site for these units, the newest first. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_MINE, [list(units), mediator_id, PAGE])
        return tuple(_line(row) for row in cursor.fetchall())


def _line(row: tuple[Any, ...]) -> OnSite:
    *columns, parties = row
    read = tuple(SiteParty(*each) for each in parties or ())
    return OnSite(**dict(zip(_COLUMNS, columns, strict=True)), parties=read)


_COLUMNS = tuple(column.name for column in fields(OnSite))[:-1]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A settlement on site that has not taken effect."""

    settles_itself: bool
    is_confirmed: bool
    unit_id: int


def find_waiting(matter: Key) -> Waiting | None:
    """The settlement on site of a matter that waits, and whether every party has confirmed."""
    mediation = find_mediation(*matter)
    if mediation is None or not mediation.on_site or mediation.state != "INVITING":
        return None
    agreement = find_agreement(matter[0], mediation.id)
    signed = {each.side for each in signatures_of(matter[0], agreement.id)} if agreement else set()
    sides = {party.side for party in parties_of(matter[0], mediation.id)}
    return Waiting(mediation.settles_itself, agreement is not None and sides <= signed, mediation.unit_id)


def site_agreement(matter: Key) -> str:
    """The hash of what was read back; "" where nothing was."""
    mediation = find_mediation(*matter)
    agreement = find_agreement(matter[0], mediation.id) if mediation else None
    return agreement.content_hash if agreement else ""


_LAPSING = """
SELECT d.county, d.matter_id FROM mediation_mediation d
 WHERE d.state = 'INVITING' AND d.on_site AND d.site_key <> '' AND d.opened_at <= %s
   AND EXISTS (SELECT FROM mediation_party p WHERE p.county = d.county AND p.mediation_id = d.id
                  AND p.consent = 'ASKED')
 ORDER BY d.opened_at LIMIT 500
"""


def lapsing(*, before: datetime) -> list[Key]:
    """Those that were read back before an instant, and that a party has not confirmed. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_LAPSING, [before])
        return [(county, matter_id) for county, matter_id in cursor.fetchall()]
