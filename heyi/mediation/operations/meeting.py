"""Sessions and what is said in them: planned without double booking, written up; notes sealed; proposals and facts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from heyi.kernel.codes import uuid7
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.matters.operations import Held, hold_matter
from heyi.mediation.codes import Meeting, ProposalState, Room, SessionState
from heyi.mediation.events import TABLE_OF
from heyi.mediation.operations.secrets import sealed_text
from heyi.mediation.operations.turning import Matter, Taking, Turn, begin_turn
from heyi.mediation.queries import find_mediation, proposals_of, sessions_of

LONGEST = timedelta(hours=12)
TAKEN = "taken_once_at_a_time"


@dataclass(frozen=True, slots=True)
class Plan:
    """When, how, where, and with which sides."""

    meeting: Meeting
    starts_at: datetime
    ends_at: datetime
    sides: tuple[str, ...]
    room_id: int | None = None
    place: str = ""


class Taken(Exception):
    """The room, the mediator or a party is taken at that time."""


def plan(matter: Matter, *, taking: Taking, plan: Plan) -> Held:
    """安排调解: a session to come. What it takes is taken by the database, whoever else plans at this moment.

    Raises NotAllowed; Taken where something is not free then.
    """
    turn = begin_turn(
        "plan",
        matter,
        taking=taking,
        meeting=plan.meeting,
        is_ahead=plan.starts_at > taking.at,
        is_period=timedelta(0) < plan.ends_at - plan.starts_at <= LONGEST,
    )
    _refuse_unknown(turn, plan.sides)
    session_id = turn.add(
        "medsession",
        {
            "meeting": plan.meeting.value,
            "room_id": plan.room_id,
            "place": plan.place.strip(),
            "starts_at": plan.starts_at,
            "ends_at": plan.ends_at,
            "sides": list(plan.sides),
            "came": [],
            "mediator_id": turn.mediation.mediator_id,
            "state": SessionState.PLANNED.value,
        },
    )
    for resource in _resources(turn, plan):
        period = {"starts_at": plan.starts_at, "ends_at": plan.ends_at}
        turn.add("booking", {"session_id": session_id, "resource": resource, **period})
    turn.facts |= {
        "session": str(session_id),
        "starts_at": plan.starts_at.isoformat(),
        "sides": list(plan.sides),
    }
    return _written(turn)


def _written(turn: Turn) -> Held:
    """Written, or Taken; the exclusion of the database decides, so two that plan at once do not both get it."""
    try:
        with transaction.atomic():
            return turn.write()
    except IntegrityError as clash:
        if TAKEN not in str(clash):
            raise
        raise Taken from clash


def _refuse_unknown(turn: Turn, sides: Collection[str]) -> None:
    known = {party.side for party in turn.parties}
    if not sides or not set(sides) <= known:
        raise NotAllowed(Refusal("sides_needed", _("请选择参加的当事人。")))


def _resources(turn: Turn, plan: Plan) -> list[str]:
    room = [f"room:{plan.room_id}"] if plan.room_id is not None else []
    return [
        *room,
        f"mediator:{turn.mediation.mediator_id}",
        *(f"party:{turn.party(s).id}" for s in plan.sides),
    ]


def call_off(matter: Matter, *, taking: Taking, session_id: UUID, text: str) -> Held:
    """取消安排: what it took is free again."""
    turn = _over("call_off", matter, taking, session_id, text)
    session = next(each for each in sessions_of(turn.held.county, turn.mediation.id) if each.id == session_id)
    turn.change("medsession", session_id, {"state": SessionState.CALLED_OFF.value, "ended_at": taking.at})
    turn.free(session_id)
    turn.facts |= {"session": str(session_id), "sides": session.sides}
    return turn.write()


def write_up(matter: Matter, *, taking: Taking, session_id: UUID, came: Sequence[str], text: str) -> Held:
    """记录调解: who came and what was said before all; sealed like every note, for the record and the mediator."""
    turn = _over("write_up", matter, taking, session_id, text)
    changes = {"state": SessionState.HELD.value, "came": list(came), "ended_at": taking.at}
    turn.change("medsession", session_id, changes)
    _write_note(turn, Room.JOINT, text, session_id=session_id)
    turn.free(session_id)
    turn.facts |= {"session": str(session_id), "came": list(came)}
    return turn.write()


def write(matter: Matter, *, taking: Taking, room: Room, text: str, side: str = "") -> Held:
    """写笔记: of one side in confidence, or the mediator's own; nobody else is ever shown it."""
    turn = begin_turn("write", matter, taking=taking, text=text)
    _write_note(turn, room, text, side=side if room == Room.SIDE else "")
    return turn.write()


def propose(
    matter: Matter, *, taking: Taking, text: str, amount: Decimal | None, to_sides: Sequence[str]
) -> Held:
    """提出方案: to these sides; one that is open is replaced by it."""
    turn = begin_turn("propose", matter, taking=taking, text=text)
    _refuse_unknown(turn, to_sides)
    for each in proposals_of(turn.held.county, turn.mediation.id):
        if each.state == ProposalState.OPEN:
            turn.change("proposal", each.id, {"state": ProposalState.REPLACED.value, "ended_at": taking.at})
    turn.add(
        "proposal",
        {
            "unit_id": turn.mediation.unit_id,
            "by_side": taking.side,
            "to_sides": list(to_sides),
            "text": text.strip(),
            "amount": amount,
            "state": ProposalState.OPEN.value,
            "accepted": [taking.side] if taking.side else [],
            "at": taking.at,
        },
    )
    turn.facts["sides"] = list(to_sides)
    return turn.write()


def reply(matter: Matter, *, taking: Taking, proposal_id: UUID, accepts: bool) -> Held:
    """答复方案: accepted by all whom it went to it stands; one no and it does not. No agreement yet: that is signed."""
    turn = begin_turn("reply", matter, taking=taking, is_open=True)
    found = next((p for p in proposals_of(turn.held.county, turn.mediation.id) if p.id == proposal_id), None)
    if found is None or found.state != ProposalState.OPEN or taking.side not in found.to_sides:
        raise NotAllowed(Refusal("not_open", _("这一项已经有了结果。")))
    accepted = sorted({*found.accepted, taking.side} if accepts else set(found.accepted))
    changes: dict[str, object] = {"accepted": accepted}
    if not accepts:
        changes |= {"state": ProposalState.DECLINED.value, "ended_at": taking.at}
    elif set(found.to_sides) <= set(accepted):
        changes |= {"state": ProposalState.ACCEPTED.value, "ended_at": taking.at}
    turn.change("proposal", found.id, changes)
    turn.facts |= {"accepts": accepts}
    return turn.write()


def _over(verb: str, matter: Matter, taking: Taking, session_id: UUID, text: str) -> Turn:
    """A step that ends a planned session."""
    planned = _planned(matter)
    turn = begin_turn(
        verb,
        matter,
        taking=taking,
        is_planned=True,
        starts_at=planned.get(session_id),
        at=taking.at,
        text=text,
    )
    if session_id not in planned:
        raise NotAllowed(Refusal("session_over", _("这次调解已经记录或者取消。")))
    return turn


def _planned(matter: Matter) -> dict[UUID, datetime]:
    """When each session begins that was neither held nor called off; the matter is locked from here on."""
    held = hold_matter(*matter)
    mediation = find_mediation(held.county, held.id)
    if mediation is None:
        return {}
    sessions = sessions_of(held.county, mediation.id)
    return {each.id: each.starts_at for each in sessions if each.state == SessionState.PLANNED}


def _write_note(turn: Turn, room: Room, text: str, *, side: str = "", session_id: UUID | None = None) -> None:
    key = uuid7(turn.at)
    row: dict[str, object] = {
        "mediation_id": turn.mediation.id,
        "unit_id": turn.mediation.unit_id,
        "mediator_id": turn.mediation.mediator_id,
        "session_id": session_id,
        "room": room.value,
        "side": side,
        **sealed_text(text.strip(), context=key),
        "at": turn.at,
    }
    place = {"county": turn.held.county, "id": key, "matter_id": turn.held.id}
    turn.recorder.rows.insert(TABLE_OF["mednote"], [{**place, **row}])
    turn.images[f"mednote/{key}"] = row
