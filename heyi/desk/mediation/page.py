"""The page of a mediation: what it waits for, who is in it, sessions, notes, proposals, agreement, and what is owed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.matters.views import listening
from heyi.desk.mediation.door import Door, door_to
from heyi.desk.mediation.filing import filing
from heyi.desk.mediation.meeting_forms import NOTE_READERS, planned_between
from heyi.desk.mediation.next_step import hours, is_open, is_reminded_today, next_step
from heyi.desk.mediation.proofs import proofs
from heyi.journal.operations import log_look
from heyi.journeys.own_matters import can_send
from heyi.kernel.calendar import mainland
from heyi.kernel.clock import CHINA, now
from heyi.matters.access import attachments_of
from heyi.mediation.access import NoteView, PartyView, RoomView, taken_between
from heyi.mediation.access.confirming import obstacles_of
from heyi.mediation.codes import Consent, Room
from heyi.mediation.rules.confirming import last_instant
from heyi.mediation.rules.money import in_figures, in_words
from heyi.mediation.rules.regimes import REGIMES
from heyi.web.instalments import part_words
from heyi.web.seen import seen_mark

_UNANSWERED = ("TO_SIGN", "IN_HAND", "ON_HOLD")


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party, and what may be done about it now."""

    party: PartyView
    may_ask: bool
    has_signed: bool


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in words."""

    session: Any
    words: str
    is_over: bool
    came: str


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note, and who may read it."""

    note: NoteView
    readers: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact, who has confirmed it, and whether all have."""

    fact: Any
    confirmed: str
    is_agreed: bool


@dataclass(frozen=True, slots=True)
class OwedLine:
    """What is owed, with the amount in words; of a payment in parts which it is, and the proof on the matter."""

    owed: Any
    figures: str
    said: str
    is_late: bool
    part: str
    proof: UUID | None
    may_remind: bool
    may_break: bool


@dataclass(frozen=True, slots=True)
class Joiner:
    """A party, and what it said of asking a court together: JOINED, DECLINED, or "" for nothing yet."""

    party: PartyView
    said: str
    on_paper: bool


@dataclass(frozen=True, slots=True)
class TakenLine:
    """When something is taken, and what."""

    words: str
    what: str


@require_safe
@works_on_matters
def mediation(request: DeskRequest, number: str) -> HttpResponse:
    """The mediation of a matter. Opening it stands in the access log."""
    door = door_to(request, number, now())
    actor = actor_of(door.standing, door.view.row.unit_id)
    log_look(*door.key, by=actor, what="MATTER", purpose=door.matter.basis, at=door.at)
    return show(request, door)


def show(request: DeskRequest, door: Door, /, *, status: int = 200, **extra: Any) -> HttpResponse:
    """The page; `extra` may open a form."""
    view, at = door.view, door.at
    context = {
        "door": door,
        "matter": door.matter,
        "view": view,
        "row": view.row,
        "rule": REGIMES[view.row.regime],
        "unit": door.unit,
        "next": next_step(view, at, can_text=can_send()),
        "may": {step.verb for step in view.steps},
        "parties": [_party(door, party) for party in view.parties],
        "sessions": [_session(door, each) for each in reversed(view.sessions)],
        "notes": [NoteLine(note, str(NOTE_READERS[Room(note.room)])) for note in view.notes],
        "proposals": [
            (each, _sides(door, each.to_sides), _sides(door, each.accepted)) for each in view.proposals
        ],
        "facts": [_fact(door, each) for each in view.facts if each.struck_at is None],
        "owed": tuple(_owed(door)),
        "can_text": can_send(),
        "confirm_is_late": _is_late_for_court(door),
        "cannot_confirm": obstacles_of(view.agreement.row, at=at) if view.agreement else (),
        "joiners": (joiners := _joiners(door)),
        "all_joined": bool(joiners) and all(each.said == "JOINED" for each in joiners),
        "waits_for_answer": not view.is_live
        and door.matter.basis == "LEAD"
        and door.matter.state in _UNANSWERED,
        **filing(door),
        **proofs(door),
        "seen": seen_mark(door.matter.seq, door.number),
        **listening(request),
        **extra,
    }
    return render(request, "desk/mediation/page.html", context, status=status)


def _sides(door: Door, sides: Sequence[str]) -> str:
    return "、".join(
        f"{party.side} {party.masked_name}" for party in door.view.parties if party.side in sides
    )


def _party(door: Door, party: PartyView) -> PartyLine:
    agreement = door.view.agreement
    return PartyLine(
        party,
        party.consent == Consent.ASKED,
        agreement is not None and bool(agreement.row.content_hash) and party.side not in agreement.unsigned,
    )


def _session(door: Door, session: Any) -> SessionLine:
    return SessionLine(
        session,
        hours(session.starts_at, session.ends_at, door.at),
        session.state == "PLANNED" and session.ends_at <= door.at,
        _sides(door, session.came if session.state == "HELD" else session.sides),
    )


def _fact(door: Door, fact: Any) -> FactLine:
    sides = {party.side for party in door.view.parties}
    return FactLine(fact, _sides(door, fact.confirmed), sides <= set(fact.confirmed))


def _owed(door: Door) -> Iterator[OwedLine]:
    today = door.at.astimezone(CHINA).date()
    found = door.view.agreement.owed if door.view.agreement else ()
    proofs = _proofs(door) if any(each.proof for each in found) else {}
    for each in found:
        amount = each.amount
        yield OwedLine(
            each,
            in_figures(amount) if amount is not None else "",
            in_words(amount) if amount is not None else "",
            is_open(each) and each.due_on is not None and each.due_on < today,
            part_words(each, found),
            proofs.get(each.proof) if each.proof else None,
            is_open(each) and not is_reminded_today(each, door.at),
            is_open(each) and (each.due_on is None or each.due_on < today),
        )


def _joiners(door: Door) -> list[Joiner]:
    """What each party said of asking a court together."""
    found = door.view.agreement.confirmation if door.view.agreement else None
    if found is None:
        return []
    said = dict.fromkeys(found.declined, "DECLINED") | dict.fromkeys(found.joined, "JOINED")
    return [Joiner(each, said.get(each.side, ""), each.side in found.on_paper) for each in door.view.parties]


def _is_late_for_court(door: Door) -> bool:
    """Whether the thirty days in which parties may ask a court together are over."""
    found = door.view.agreement
    until = last_instant(found.row.effective_at, mainland()) if found and found.row.effective_at else None
    return until is not None and door.at >= until


def _proofs(door: Door) -> dict[UUID, UUID]:
    """Where on the matter each file hangs."""
    return {each.file_id: each.id for each in attachments_of(door.matter) if not each.is_erased}


def taken_lines(door: Door, rooms: Sequence[RoomView]) -> list[TakenLine]:
    """What is taken in the next fortnight of the unit's rooms, its mediator and the parties. One query."""
    named = {f"mediator:{door.view.row.mediator_id}": door.view.row.mediator}
    named |= {f"room:{room.id}": room.name for room in rooms}
    named |= {f"party:{party.id}": f"{party.side} {party.masked_name}" for party in door.view.parties}
    start, end = planned_between(door.at)
    found: dict[tuple[datetime, datetime], list[str]] = {}
    for each in taken_between(list(named), start=start, end=end):
        found.setdefault((each.starts_at, each.ends_at), []).append(named[each.resource])
    return [
        TakenLine(hours(begin, over, door.at), "、".join(names)) for (begin, over), names in found.items()
    ]
