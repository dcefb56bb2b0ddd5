"""The one door of mediation: a step locks the matter, checks the table, changes, journals, and returns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from heyi.dispatch.operations import Hand
from heyi.journal.codes import ActorKind
from heyi.journal.operations import Recorder
from heyi.kernel.clock import CHINA
from heyi.kernel.codes import uuid7
from heyi.kernel.flow import SAME, Step
from heyi.matters.access.scope import MatterNotFound
from heyi.matters.codes import Zone
from heyi.matters.operations import Held, hold_matter, save
from heyi.mediation.codes import AgreementState, Due
from heyi.mediation.events import BETWEEN_THEM, EVENT_OF, TABLE_OF
from heyi.mediation.queries import (
    AgreementRow,
    ConfirmationRow,
    MediationRow,
    ObligationRow,
    PartyRow,
    SignatureRow,
    bookings_of,
    find_agreement,
    find_confirmation,
    find_mediation,
    obligations_of,
    parties_of,
    sessions_of,
    signatures_of,
)
from heyi.mediation.rules.clauses import Term, unclear
from heyi.mediation.states import LIVE, MEDIATION
from heyi.orgs.access import directory

Matter = tuple[str, UUID]
BINDING = frozenset({AgreementState.EFFECTIVE.value, AgreementState.BROKEN.value})
"""In which states there is still something to be performed: what was not kept binds all the same."""


@dataclass(frozen=True, slots=True)
class Taking:
    """Whose hand takes a step, when; for a party, by which letter."""

    by: Hand
    at: datetime
    side: str = ""


@dataclass
class Turn:
    """One step of a mediation, from lock to journal."""

    held: Held
    mediation: MediationRow
    parties: list[PartyRow]
    taking: Taking
    step: Step
    verb: str
    recorder: Recorder
    agreement: AgreementRow | None = None
    signatures: tuple[SignatureRow, ...] = ()
    confirmation: ConfirmationRow | None = None
    owed: ObligationRow | None = None
    images: dict[str, Mapping[str, object]] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)
    changes: dict[str, object] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        """When it is taken."""
        return self.taking.at

    @property
    def person_id(self) -> int:
        """Whose hand it is, among the people of the house."""
        assert self.taking.by.actor.id is not None  # noqa: S101 - parties take other steps
        return self.taking.by.actor.id

    def party(self, side: str) -> PartyRow:
        """The party of a letter; raises LookupError."""
        found = next((party for party in self.parties if party.side == side), None)
        if found is None:
            raise LookupError(side)
        return found

    def add(self, name: str, row: Mapping[str, object]) -> UUID:
        """Have a row written with the step; answers its key."""
        key = uuid7(self.at)
        of = {"mediation_id": self.mediation.id, **row}
        whole = {"county": self.held.county, "id": key, "matter_id": self.held.id, **of}
        self.recorder.rows.insert(TABLE_OF[name], [whole])
        self.images[f"{name}/{key}"] = of
        return key

    def change(self, name: str, key: UUID, changes: Mapping[str, object]) -> None:
        """Have a row changed with the step."""
        self.recorder.rows.update(TABLE_OF[name], [{"county": self.held.county, "id": key, **changes}])
        image = self.images.get(f"{name}/{key}", {})
        self.images[f"{name}/{key}"] = {**image, **changes}

    def end(self, ending: str) -> None:
        """The mediation is over for a reason of the closed list; where it failed, remedies are told with it (§26)."""
        self.changes |= {"ending": ending, "ended_at": self.at}
        self.facts["ending"] = ending
        if ending != "AGREED":
            self.changes["told_remedies_at"] = self.at
        for session in sessions_of(self.held.county, self.mediation.id):
            if session.state == "PLANNED" and session.starts_at > self.at:
                self.change("medsession", session.id, {"state": "CALLED_OFF", "ended_at": self.at})
                self.free(session.id)

    def free(self, session_id: UUID) -> None:
        """What a session took is free again."""
        for booking in bookings_of(self.held.county, session_id):
            self.change("booking", booking, {"released_at": self.at})

    def write(self) -> Held:
        """Change the rows, journal them, and answer the matter as it stands now."""
        if self.step.to != SAME:
            self.changes["state"] = self.step.to
        if self.changes:
            self.change("mediation", self.mediation.id, self.changes)
        self.recorder.record(
            EVENT_OF[self.verb],
            mediation=str(self.mediation.id),
            unit=self.mediation.unit_id,
            mediator_id=self.changes.get("mediator_id", self.mediation.mediator_id),
            **({"zone": Zone.CONFIDENTIAL.value} if EVENT_OF[self.verb] in BETWEEN_THEM else {}),
            **({"side": self.taking.side} if self.taking.side else {}),
            **self.facts,
            set={
                row: self.held.image(row.split("/")[0], columns, self.recorder.algo)
                for row, columns in self.images.items()
            },
        )
        return save(self.held, {}, recorder=self.recorder)


def begin_turn(
    verb: str,
    matter: Matter,
    *,
    taking: Taking,
    mediation_id: UUID | None = None,
    obligation_id: UUID | None = None,
    **facts: Any,
) -> Turn:
    """Lock and check; raises MatterNotFound outside the scope, NotAllowed with the reason.

    `obligation_id`: of which thing that is owed the step is.
    """
    held = hold_matter(*matter)
    mediation = find_mediation(held.county, held.id, mediation_id)
    if mediation is None:
        raise MatterNotFound(str(held.id))
    parties = parties_of(held.county, mediation.id)
    agreement = find_agreement(held.county, mediation.id) if mediation.may_have_agreement else None
    signatures = tuple(signatures_of(held.county, agreement.id)) if agreement else ()
    binds = agreement is not None and agreement.effective_at is not None
    confirmation = find_confirmation(held.county, agreement.id) if agreement and binds else None
    owed = find_owed(held.county, agreement, obligation_id) if agreement and obligation_id else None
    known = {
        **standing_facts(mediation, parties, taking),
        **agreement_facts(agreement, signatures, parties, taking),
        **confirmation_facts(confirmation, parties, taking),
        **(owed_facts(owed, taking) if obligation_id else {}),
        **facts,
    }
    step = MEDIATION.check(verb, mediation.state, by=roles_of(mediation, taking.by), facts=known)
    recorder = Recorder(held.county, held.id, head=held.head, actor=taking.by.actor, at=taking.at)
    return Turn(
        held, mediation, parties, taking, step, verb, recorder, agreement, signatures, confirmation, owed
    )


def roles_of(mediation: MediationRow, hand: Hand) -> frozenset[str]:
    """What a hand is here: a party, the house, a colleague of the unit, its mediator, its leader, one above."""
    if hand.actor.kind in (ActorKind.PARTY, ActorKind.SYSTEM):
        return frozenset({hand.actor.kind})
    if hand.actor.kind != ActorKind.PERSON:
        return frozenset()
    if mediation.unit_id not in hand.units:
        above = set(directory().ancestors(mediation.unit_id)) if hand.leads else set()
        return frozenset({"SUPERIOR"} if above & hand.leads else ())
    leads = {"LEADER"} if mediation.unit_id in hand.leads else set()
    return frozenset({"UNIT", *leads, *({"MEDIATOR"} if hand.actor.id == mediation.mediator_id else ())})


def standing_facts(mediation: MediationRow, parties: list[PartyRow], taking: Taking) -> dict[str, object]:
    """What guards ask of a mediation as it stands, and of the party whose turn it is."""
    party = next((each for each in parties if each.side == taking.side), None)
    return {
        "regime": mediation.regime,
        "on_site": mediation.on_site,
        "safety": mediation.safety,
        "fee": mediation.fee,
        "is_declared": mediation.declared_at is not None,
        "is_mediator": taking.by.actor.id == mediation.mediator_id,
        "consents": [each.consent for each in parties],
        "parts": [each.part for each in parties],
        "capacities": [each.capacity for each in parties],
        "is_party": party is not None,
        "was_reached": party is not None and party.reached_at is not None,
        "consent": party and party.consent,
        "has_mobile": party is not None and party.has_mobile,
        "is_erased": party is not None and party.erased_at is not None,
        "link": party.link if party else 0,
        "recusal_asked": mediation.recusal_asked_at is not None,
        "is_live": mediation.state in LIVE,
    }


def agreement_facts(
    agreement: AgreementRow | None,
    signatures: tuple[SignatureRow, ...],
    parties: list[PartyRow],
    taking: Taking,
) -> dict[str, object]:
    """What guards ask of the agreement: whether it is clear, who has signed it, and whether it binds."""
    if agreement is None:
        return {"clauses": 0, "unsigned": [party.side for party in parties], "signatures": 0}
    signed = {each.side for each in signatures}
    terms = [Term.read(clause) for clause in agreement.clauses]
    sides = [party.side for party in parties]
    return {
        "clauses": len(terms),
        "unclear": len(unclear(terms, sides=sides, on=taking.at.astimezone(CHINA).date())),
        "signatures": len(signatures),
        "has_signed": taking.side in signed,
        "mediator_signed": "" in signed,
        "unsigned": [side for side in sides if side not in signed],
        "is_reviewed": agreement.reviewed_at is not None,
        "is_paper_only": agreement.is_about_status,
        "content_hash": agreement.content_hash,
        "is_effective": agreement.state in BINDING,
    }


def confirmation_facts(
    confirmation: ConfirmationRow | None, parties: list[PartyRow], taking: Taking
) -> dict[str, object]:
    """What guards ask of an application for confirmation: who has joined, and whether there is still time."""
    if confirmation is None:
        return {"has_confirmation": False}
    return {
        "has_confirmation": True,
        "confirmation": confirmation.state,
        "has_joined": taking.side in confirmation.joined,
        "has_declined": taking.side in confirmation.declined,
        "not_joined": [party.side for party in parties if party.side not in confirmation.joined],
        "is_in_time": taking.at <= confirmation.until_at,
    }


def find_owed(county: str, agreement: AgreementRow, obligation_id: UUID) -> ObligationRow | None:
    """One thing that an agreement wants done."""
    found = obligations_of(county, agreement.id)
    return next((each for each in found if each.id == obligation_id), None)


def owed_facts(owed: ObligationRow | None, taking: Taking) -> dict[str, object]:
    """What guards ask of a thing that is owed: whether it is done, broken, past its day, said and reminded of."""
    if owed is None:
        return {"is_open": False}
    today = taking.at.astimezone(CHINA).date()
    return {
        "is_open": owed.state != Due.DONE,
        "is_broken": owed.state == Due.BROKEN,
        "is_past_due": owed.due_on is None or owed.due_on < today,
        "is_said": owed.is_said,
        "is_reminded_today": owed.reminded_at is not None
        and owed.reminded_at.astimezone(CHINA).date() == today,
    }
