"""A mediation opened for its papers: names, what was written up for all, signatures; never a note in confidence.

Whoever calls has asked whether the paper may be made. Names are opened here, which the caller tells as a look.
"""

from dataclasses import replace
from uuid import UUID

from heyi.matters.access import numbers_of
from heyi.mediation.access.secrets import unsealed, unsealed_text
from heyi.mediation.codes import Meeting, Room, SessionState
from heyi.mediation.queries import (
    AgreementRow,
    MediationRow,
    ObligationRow,
    PartyRow,
    SessionRow,
    SignatureRow,
    find_agreement,
    notes_of,
    obligations_of,
    parties_of,
    sessions_of,
    signatures_of,
)
from heyi.mediation.queries.papers import court_of, facts_confirmed_by, visits_of
from heyi.mediation.rules.clauses import Term
from heyi.mediation.rules.papers.case import Agreed, Case, Owed, Side, Signed, Sitting, Visit
from heyi.orgs.access import directory

_JOINT = (Meeting.JOINT.value, Meeting.ONLINE.value)


def open_case(row: MediationRow, *, for_mediator: bool = False) -> Case:
    """The mediation by names; what was written up for all is opened for its mediator alone. Raises PartyErased."""
    parties = parties_of(row.county, row.id)
    found = find_agreement(row.county, row.id) if row.began_at else None
    letters = {party.side for party in parties}
    court, joined = court_of(row.county, row.id)
    return Case(
        number=numbers_of([row.matter_id]).get(row.matter_id, ""),
        regime=row.regime,
        dispute=row.dispute,
        origin=row.origin,
        committee=directory().unit(row.unit_id).name,
        mediator=row.mediator,
        gist=row.gist,
        fee=row.fee,
        opened_at=row.opened_at,
        began_at=row.began_at,
        ended_at=row.ended_at,
        ending=row.ending,
        is_public=row.is_public,
        sides=tuple(_side(party) for party in parties),
        sittings=_sittings(row) if for_mediator else (),
        facts=tuple(facts_confirmed_by(row.county, row.id, letters)),
        agreed=_agreed(row, found) if found and found.state != "DRAFT" else None,
        owed=tuple(map(_owed, obligations_of(row.county, found.id))) if found else (),
        visits=_visits(row),
        on_site=row.on_site,
        court=court,
        is_joint=bool(joined) and letters <= joined,
    )


def case_as_fixed(row: MediationRow, agreement: AgreementRow) -> Case:
    """As its papers will read it once this text stands, whether or not it does already. Raises PartyErased."""
    return replace(open_case(row), agreed=_agreed(row, agreement))


def _side(party: PartyRow) -> Side:
    told = unsealed(party)
    return Side(
        letter=party.side,
        part=party.part,
        name=told["name"],
        phone=told.get("phone", ""),
        number=told.get("number", ""),
        address="" if party.hides_address else told.get("address", ""),
        agent=told.get("agent", ""),
        capacity=party.capacity,
    )


def _sittings(row: MediationRow) -> tuple[Sitting, ...]:
    """The sessions with all that were held. What was said in a separate talk is written up too, and stays outside."""
    held = [
        each
        for each in sessions_of(row.county, row.id)
        if each.state == SessionState.HELD and each.meeting in _JOINT
    ]
    written = _written_up(row)
    return tuple(_sitting(each, written.get(each.id, ())) for each in held)


def _written_up(row: MediationRow) -> dict[UUID, tuple[str, ...]]:
    """What was written up for all, by session."""
    found: dict[UUID, tuple[str, ...]] = {}
    for note in reversed(notes_of(row.county, row.id)):
        if note.room == Room.JOINT and note.session_id is not None:
            text = unsealed_text(note.key_ref, note.sealed, context=note.id)
            found[note.session_id] = (*found.get(note.session_id, ()), text)
    return found


def _sitting(session: SessionRow, written: tuple[str, ...]) -> Sitting:
    return Sitting(
        session.id, session.place, session.starts_at, session.ends_at, tuple(session.came), written
    )


def _agreed(row: MediationRow, found: AgreementRow) -> Agreed:
    return Agreed(
        form=found.form,
        facts=found.facts,
        terms=tuple(Term.read(clause) for clause in found.clauses),
        left_open=found.left_open,
        hash=found.content_hash,
        signed=tuple(_signed(each) for each in signatures_of(row.county, found.id)),
        effective_at=found.effective_at,
    )


def _signed(row: SignatureRow) -> Signed:
    ink = unsealed_text(row.key_ref, row.stroke, context=row.id) if row.stroke and row.key_ref else ""
    return Signed(row.side, row.how, row.at, ink, row.proven)


def _owed(row: ObligationRow) -> Owed:
    return Owed(
        row.side, row.what, row.amount, row.due_on, row.state, row.done_at, row.said_by, row.proof is not None
    )


def _visits(row: MediationRow) -> tuple[Visit, ...]:
    return tuple(
        Visit(
            each.id,
            each.side,
            each.text,
            each.performed,
            each.satisfied,
            each.escalates,
            each.at,
        )
        for each in visits_of(row.county, row.id)
    )
