"""Rows of mediation as values: what operations and access read."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models as django

from heyi.mediation import models


@dataclass(frozen=True, slots=True)
class MediationRow:
    """A mediation."""

    county: str
    id: UUID
    matter_id: UUID
    regime: str
    dispute: str
    origin: str
    unit_id: int
    mediator_id: int
    mediator: str
    state: str
    gist: str
    safety: str
    is_public: bool
    on_site: bool
    fee: Decimal
    address: str
    opened_at: datetime
    opened_by: int
    declared_at: datetime | None
    began_at: datetime | None
    due_at: datetime | None
    extended: int
    recusal_asked_at: datetime | None
    ended_at: datetime | None
    ending: str
    told_remedies_at: datetime | None
    site_key: str
    captured_at: datetime | None
    settles_itself: bool

    @property
    def may_have_agreement(self) -> bool:
        """One is written once it has begun; on site before, for it is what the parties confirm."""
        return self.began_at is not None or self.on_site


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party, with its name sealed."""

    id: UUID
    side: str
    part: str
    capacity: str
    masked_name: str
    masked_phone: str
    has_mobile: bool
    phone_mark: str
    hides_address: bool
    key_ref: str
    sealed: bytes
    erased_at: datetime | None
    link: int
    invited_at: datetime | None
    invited_by: str
    reminded_at: datetime | None
    reminders: int
    reached_at: datetime | None
    consent: str
    consent_way: str
    consent_at: datetime | None
    consent_file: UUID | None
    heard_by: int | None
    device: str


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session."""

    id: UUID
    meeting: str
    room_id: int | None
    place: str
    starts_at: datetime
    ends_at: datetime
    sides: list[str]
    came: list[str]
    mediator_id: int
    state: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A sealed note."""

    id: UUID
    session_id: UUID | None
    room: str
    side: str
    mediator_id: int
    key_ref: str
    sealed: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal."""

    id: UUID
    by_side: str
    to_sides: list[str]
    text: str
    amount: Decimal | None
    state: str
    accepted: list[str]
    at: datetime


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact that sides confirm; `struck_at` where it turned out to be disputed."""

    id: UUID
    text: str
    confirmed: list[str]
    at: datetime
    struck_at: datetime | None


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """A call-back."""

    id: UUID
    performed: str
    satisfied: bool | None
    escalates: bool
    side: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """What a party asks of the mediator's unit: another mediator, or that a complaint be looked at."""

    id: UUID
    about: str
    side: str
    text: str
    at: datetime
    answer: str
    mediator_id: int | None
    outcome: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement."""

    id: UUID
    form: str
    state: str
    facts: str
    clauses: list[dict[str, Any]]
    left_open: str
    is_about_status: bool
    drafted_at: datetime
    fixed_at: datetime | None
    content_hash: str
    reviewed_at: datetime | None
    reviewed_by: int | None
    effective_at: datetime | None
    paper: UUID | None


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """A signature."""

    id: UUID
    agreement_id: UUID
    side: str
    person_id: int | None
    how: str
    content_hash: str
    key_ref: str
    stroke: bytes | None
    device: str
    proven: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """What is owed by a day."""

    id: UUID
    agreement_id: UUID
    clause: int
    number: int
    side: str
    to_side: str
    what: str
    amount: Decimal | None
    due_on: date | None
    state: str
    reminded_at: datetime | None
    said_at: datetime | None
    denied_at: datetime | None
    broken_at: datetime | None
    done_at: datetime | None
    said_by: str
    proof: UUID | None

    @property
    def is_said(self) -> bool:
        """Whether who owes says that it is done, and who receives has not denied it since."""
        return self.said_at is not None and (self.denied_at is None or self.denied_at < self.said_at)

    @property
    def is_denied(self) -> bool:
        """Whether who receives says that it is not done, though it was said to be."""
        return self.said_at is not None and not self.is_said


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """An application for confirmation."""

    id: UUID
    agreement_id: UUID
    state: str
    court: str
    until_at: datetime
    joined: list[str]
    on_paper: list[str]
    declined: list[str]
    opened_at: datetime
    applied_at: datetime | None
    number: str
    answered_at: datetime | None


_Found = django.QuerySet[Any]


def _read(row: type[Any], found: _Found) -> list[Any]:
    """Values of these rows, octets as bytes."""
    names = [field.name for field in fields(row)]
    return [
        row(
            **{name: bytes(value) if isinstance(value, memoryview) else value for name, value in each.items()}
        )
        for each in found.values(*names)
    ]


def find_mediation(county: str, matter_id: UUID, mediation_id: UUID | None = None) -> MediationRow | None:
    """The mediation of this key, or else the newest of the matter; None outside this scope."""
    found = models.Mediation.objects.filter(county=county, matter_id=matter_id)
    if mediation_id is not None:
        found = found.filter(id=mediation_id)
    return next(iter(_read(MediationRow, found.order_by("-opened_at", "-id")[:1])), None)


def mediations_of(county: str, matter_id: UUID) -> list[MediationRow]:
    """All of a matter, the newest first."""
    found = models.Mediation.objects.filter(county=county, matter_id=matter_id)
    return _read(MediationRow, found.order_by("-opened_at", "-id"))


def parties_of(county: str, mediation_id: UUID) -> list[PartyRow]:
    """The parties by their letters."""
    found = models.Party.objects.filter(county=county, mediation_id=mediation_id)
    return sorted(_read(PartyRow, found), key=lambda party: (len(party.side), party.side))


def sessions_of(county: str, mediation_id: UUID) -> list[SessionRow]:
    """The sessions in their order."""
    found = models.Session.objects.filter(county=county, mediation_id=mediation_id)
    return _read(SessionRow, found.order_by("starts_at", "id"))


def bookings_of(county: str, session_id: UUID) -> list[UUID]:
    """The keys of what a session takes."""
    found = models.Booking.objects.filter(county=county, session_id=session_id, released_at=None)
    return list(found.values_list("id", flat=True))


def notes_of(county: str, mediation_id: UUID) -> list[NoteRow]:
    """The sealed notes, the newest first."""
    found = models.ConfidentialNote.objects.filter(county=county, mediation_id=mediation_id)
    return _read(NoteRow, found.order_by("-at", "-id"))


def proposals_of(county: str, mediation_id: UUID) -> list[ProposalRow]:
    """The proposals, the newest first."""
    found = models.Proposal.objects.filter(county=county, mediation_id=mediation_id)
    return _read(ProposalRow, found.order_by("-at", "-id"))


def find_agreement(county: str, mediation_id: UUID) -> AgreementRow | None:
    """The agreement that is not void."""
    found = models.Agreement.objects.filter(county=county, mediation_id=mediation_id).exclude(state="VOID")
    return next(iter(_read(AgreementRow, found)), None)


def signatures_of(county: str, agreement_id: UUID) -> list[SignatureRow]:
    """The signatures in their order."""
    found = models.Signature.objects.filter(county=county, agreement_id=agreement_id)
    return _read(SignatureRow, found.order_by("at", "id"))


def obligations_of(county: str, agreement_id: UUID) -> list[ObligationRow]:
    """What is owed, clause by clause."""
    found = models.Obligation.objects.filter(county=county, agreement_id=agreement_id)
    return _read(ObligationRow, found.order_by("clause", "number"))


def facts_of(county: str, mediation_id: UUID) -> list[FactRow]:
    """The facts that were stated, in their order."""
    found = models.AgreedFact.objects.filter(county=county, mediation_id=mediation_id)
    return _read(FactRow, found.order_by("at", "id"))


def followups_of(county: str, mediation_id: UUID) -> list[FollowUpRow]:
    """The call-backs, the newest first."""
    found = models.FollowUp.objects.filter(county=county, mediation_id=mediation_id)
    return _read(FollowUpRow, found.order_by("-at", "-id"))


def complaints_of(county: str, mediation_id: UUID) -> list[ComplaintRow]:
    """What parties complained of, the newest first."""
    found = models.Complaint.objects.filter(county=county, mediation_id=mediation_id)
    return _read(ComplaintRow, found.order_by("-at", "-id"))


def find_confirmation(county: str, agreement_id: UUID) -> ConfirmationRow | None:
    """The application that was not dropped."""
    found = models.Confirmation.objects.filter(county=county, agreement_id=agreement_id)
    return next(iter(_read(ConfirmationRow, found.exclude(state="DROPPED"))), None)
