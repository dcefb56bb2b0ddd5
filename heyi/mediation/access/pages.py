"""The mediation of a matter as people of the house see it: what is confidential only for its mediator."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from heyi.kernel.clock import CHINA
from heyi.kernel.flow import Step
from heyi.mediation.access.secrets import unsealed_text
from heyi.mediation.codes import Grievance, Room
from heyi.mediation.models import Mediation
from heyi.mediation.queries import (
    AgreementRow,
    ComplaintRow,
    ConfirmationRow,
    FactRow,
    FollowUpRow,
    MediationRow,
    NoteRow,
    ObligationRow,
    PartyRow,
    ProposalRow,
    SessionRow,
    SignatureRow,
    complaints_of,
    facts_of,
    find_agreement,
    find_confirmation,
    find_mediation,
    followups_of,
    notes_of,
    obligations_of,
    parties_of,
    proposals_of,
    sessions_of,
    signatures_of,
)
from heyi.mediation.rules.clauses import Term, Unclear, unclear
from heyi.mediation.states import LIVE, MEDIATION


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note, opened."""

    room: str
    side: str
    text: str
    at: datetime


PartyView: TypeAlias = PartyRow
SignatureView: TypeAlias = SignatureRow
OwedView: TypeAlias = ObligationRow


@dataclass(frozen=True, slots=True)
class AgreementView:
    """An agreement with its terms, what is unclear of them, who signed, and what is owed."""

    row: AgreementRow
    terms: tuple[Term, ...]
    unclear: tuple[Unclear, ...]
    signatures: tuple[SignatureRow, ...]
    owed: tuple[ObligationRow, ...]
    unsigned: tuple[str, ...]
    confirmation: ConfirmationRow | None = None  # by a court, once it binds and somebody asked for it

    @property
    def signed_by_mediator(self) -> bool:
        """Whether the mediator has issued it."""
        return any(each.person_id is not None for each in self.signatures)


@dataclass(frozen=True, slots=True)
class MediationView:
    """A mediation and what may be done with it now. `notes` and `proposals` are the mediating unit's alone."""

    row: MediationRow
    roles: frozenset[str]
    parties: tuple[PartyRow, ...]
    sessions: tuple[SessionRow, ...]
    proposals: tuple[ProposalRow, ...]
    notes: tuple[NoteView, ...]
    agreement: AgreementView | None
    steps: tuple[Step, ...]
    facts: tuple[FactRow, ...] = ()
    followups: tuple[FollowUpRow, ...] = ()
    complaints: tuple[ComplaintRow, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether it has not ended."""
        return self.row.state in LIVE

    @property
    def is_mediator(self) -> bool:
        """Whether the person who looks mediates."""
        return "MEDIATOR" in self.roles

    def may(self, verb: str) -> bool:
        """Whether table and role allow a step; guards are asked when the form is sent."""
        return any(step.verb == verb for step in self.steps)

    def party(self, side: str) -> PartyRow | None:
        """The party of a letter."""
        return next((party for party in self.parties if party.side == side), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the newest mediation of a matter stands, in one line of the matter's page."""

    state: str
    unit_id: int
    mediator: str
    due_at: datetime | None

    @property
    def is_live(self) -> bool:
        """Whether it has not ended."""
        return self.state in LIVE


def mediation_standing(county: str, matter_id: UUID) -> Standing | None:
    """The newest mediation of a matter, if there is one in this scope. One query."""
    row = find_mediation(county, matter_id)
    return None if row is None else Standing(row.state, row.unit_id, row.mediator, row.due_at)


def has_mediation(county: str, matter_id: UUID) -> bool:
    """Whether a matter has, or had, a mediation."""
    return Mediation.objects.filter(county=county, matter_id=matter_id).exists()


def find_mediation_view(
    county: str,
    matter_id: UUID,
    *,
    person_id: int,
    units: frozenset[int],
    at: datetime,
    leads: frozenset[int] = frozenset(),
) -> MediationView | None:
    """The newest mediation of a matter; None where there is none in this scope. Twelve queries at most.

    What parties complain of goes to who leads the unit, never to the mediator complained of (人民调解法 §15).
    """
    row = find_mediation(county, matter_id)
    if row is None:
        return None
    roles = _roles(row, person_id, units, leads)
    parties = tuple(parties_of(county, row.id))
    return MediationView(
        row=row,
        roles=roles,
        parties=parties,
        sessions=tuple(sessions_of(county, row.id)),
        proposals=tuple(proposals_of(county, row.id)) if "UNIT" in roles else (),
        notes=tuple(_opened(note) for note in notes_of(county, row.id)) if "MEDIATOR" in roles else (),
        agreement=agreement_view(row, parties, at=at),
        steps=tuple(MEDIATION.open_steps(row.state, by=roles)),
        facts=tuple(facts_of(county, row.id)) if "UNIT" in roles else (),
        followups=tuple(followups_of(county, row.id)) if "UNIT" in roles and row.ended_at else (),
        complaints=_complaints(row, roles, person_id),
    )


def agreement_view(row: MediationRow, parties: tuple[PartyRow, ...], *, at: datetime) -> AgreementView | None:
    """The agreement of a mediation as it stands."""
    found = find_agreement(row.county, row.id) if row.may_have_agreement else None
    if found is None:
        return None
    terms = tuple(Term.read(clause) for clause in found.clauses)
    signatures = tuple(signatures_of(row.county, found.id))
    sides = [party.side for party in parties]
    signed = {each.side for each in signatures}
    is_draft = found.state == "DRAFT"
    return AgreementView(
        row=found,
        terms=terms,
        unclear=unclear(terms, sides=sides, on=at.astimezone(CHINA).date()) if is_draft else (),
        signatures=signatures,
        owed=tuple(obligations_of(row.county, found.id)),
        unsigned=tuple(side for side in sides if side not in signed),
        confirmation=find_confirmation(row.county, found.id) if found.effective_at else None,
    )


def _roles(row: MediationRow, person_id: int, units: frozenset[int], leads: frozenset[int]) -> frozenset[str]:
    if row.unit_id not in units:
        return frozenset()
    leading = {"LEADER"} if row.unit_id in leads else set()
    return frozenset({"UNIT", *leading, *({"MEDIATOR"} if row.mediator_id == person_id else ())})


def _complaints(row: MediationRow, roles: frozenset[str], person_id: int) -> tuple[ComplaintRow, ...]:
    """Why another mediator is asked for is read by colleagues, who may take over; the rest by the leader alone.

    Who was complained of reads it at no time, mediating or replaced.
    """
    if "UNIT" not in roles or "MEDIATOR" in roles:
        return ()
    found = complaints_of(row.county, row.id)
    read = [each for each in found if each.mediator_id != person_id]
    return tuple(each for each in read if "LEADER" in roles or each.about == Grievance.RECUSAL)


def _opened(note: NoteRow) -> NoteView:
    text = unsealed_text(note.key_ref, note.sealed, context=note.id)
    return NoteView(Room(note.room).value, note.side, text, note.at)
