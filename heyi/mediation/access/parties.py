"""What a party reads on its page: its own mediation, and of the others no more than a name and what they have said."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from heyi.mediation.access.pages import AgreementView, agreement_view
from heyi.mediation.access.secrets import PartyErased, link_of, unsealed
from heyi.mediation.codes import NEEDS_REVIEW
from heyi.mediation.models import Party
from heyi.mediation.queries import (
    ComplaintRow,
    FactRow,
    MediationRow,
    PartyRow,
    ProposalRow,
    SessionRow,
    complaints_of,
    facts_of,
    find_mediation,
    parties_of,
    proposals_of,
    sessions_of,
)


class PartyGone(LookupError):
    """The party, its key or its mediation is not there any more: the link leads nowhere."""


@dataclass(frozen=True, slots=True)
class PartyDoor:
    """Where a party's link leads."""

    county: str
    matter_id: UUID
    party_id: UUID


@dataclass(frozen=True, slots=True)
class PartyPage:
    """A mediation as one party sees it: `name` is its own; proposals are those that were made to or by it."""

    mediation: MediationRow
    party: PartyRow
    name: str
    others: tuple[PartyRow, ...]
    sessions: tuple[SessionRow, ...]
    proposals: tuple[ProposalRow, ...]
    agreement: AgreementView | None
    names: dict[str, str]
    facts: tuple[FactRow, ...] = ()
    complaints: tuple[ComplaintRow, ...] = ()
    guardian: str = ""  # who signs for a minor or an incapable adult

    @property
    def signer(self) -> str:
        """Whose name stands under the text."""
        return self.guardian or self.name

    @property
    def has_signed(self) -> bool:
        """Whether this party has signed."""
        return self.agreement is not None and self.party.side not in self.agreement.unsigned


def find_door(code: str) -> PartyDoor | None:
    """Where a link leads; None for one that this house did not make, or that a newer one has replaced."""
    link = link_of(code)
    if link is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT matter_id, link FROM heyi_matter_of_party(%s, %s)", [link.county, link.party])
        row = cursor.fetchone()
    if row is None or row[1] != link.turn:
        return None
    return PartyDoor(link.county, row[0], link.party)


def party_page(door: PartyDoor, *, at: datetime) -> PartyPage:
    """The page, within the scope `party` of the matter; raises PartyGone.

    Names in full stand only in an agreement that is fixed, for it is signed by name; before, others are masked.
    """
    mediation = _mediation_of(door)
    parties = tuple(parties_of(door.county, mediation.id))
    mine = next((party for party in parties if party.id == door.party_id), None)
    if mine is None:
        raise PartyGone(str(door.party_id))
    agreement = agreement_view(mediation, parties, at=at)
    is_fixed = agreement is not None and agreement.row.state != "DRAFT"
    names = {party.side: _name(party) if is_fixed else party.masked_name for party in parties}
    return PartyPage(
        mediation=mediation,
        party=mine,
        name=_own(mine)["name"],
        others=tuple(party for party in parties if party.id != mine.id),
        sessions=tuple(each for each in sessions_of(door.county, mediation.id) if mine.side in each.sides),
        proposals=tuple(
            each
            for each in proposals_of(door.county, mediation.id)
            if mine.side in each.to_sides or mine.side == each.by_side
        ),
        agreement=agreement if is_fixed else None,
        names=names,
        facts=tuple(each for each in facts_of(door.county, mediation.id) if each.struck_at is None),
        complaints=tuple(each for each in complaints_of(door.county, mediation.id) if each.side == mine.side),
        guardian=_own(mine).get("agent", "") if mine.capacity in NEEDS_REVIEW else "",
    )


def own_mobile(page: PartyPage) -> str:
    """The party's own mobile number, for a code to its own telephone; "" where it has none."""
    return _own(page.party)["phone"] if page.party.has_mobile else ""


def _mediation_of(door: PartyDoor) -> MediationRow:
    """The mediation to which the party belongs: an older link leads to an older mediation of the same matter."""
    from_party = mediation_of_party(door.county, door.party_id)
    found = find_mediation(door.county, door.matter_id, from_party) if from_party else None
    if found is None:
        raise PartyGone(str(door.matter_id))
    return found


def _own(party: PartyRow) -> dict[str, str]:
    try:
        return unsealed(party)
    except PartyErased as erased:
        raise PartyGone(str(party.id)) from erased


def _name(party: PartyRow) -> str:
    """In full; of a party that was erased what is left of it, so that the others keep their agreement."""
    try:
        return unsealed(party)["name"]
    except PartyErased:
        return party.masked_name


def mediation_of_party(county: str, party_id: UUID) -> UUID | None:
    """Which mediation a party belongs to."""
    return Party.objects.filter(county=county, id=party_id).values_list("mediation_id", flat=True).first()
