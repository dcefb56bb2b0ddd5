"""司法确认: looked at by the questions of a court, joined by every party itself, put to the court, answered."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from heyi.kernel.calendar import mainland
from heyi.matters.operations import Held
from heyi.mediation.access.confirming import obstacles_of
from heyi.mediation.codes import ConfirmationState, Way
from heyi.mediation.operations.turning import Matter, Taking, Turn, begin_turn
from heyi.mediation.queries import ConfirmationRow, find_agreement, find_mediation
from heyi.mediation.rules.confirming import last_instant


def ask_confirmation(matter: Matter, *, taking: Taking, court: str, said: Collection[str] = ()) -> Held:
    """提出司法确认: `said` holds what a person answered to the questions of a court (codes of Obstacle)."""
    mediation = find_mediation(*matter)
    agreement = find_agreement(matter[0], mediation.id) if mediation else None
    found = obstacles_of(agreement, said, at=taking.at)
    turn = begin_turn("ask_confirmation", matter, taking=taking, obstacles=found)
    assert turn.agreement is not None and turn.agreement.effective_at is not None  # noqa: S101, PT018 - the guard
    row = {
        "agreement_id": turn.agreement.id,
        "state": ConfirmationState.JOINING.value,
        "court": court.strip(),
        "until_at": last_instant(turn.agreement.effective_at, mainland()),
        "joined": [taking.side] if taking.side else [],
        "on_paper": [],
        "declined": [],
        "opened_at": taking.at,
        "number": "",
    }
    turn.add("confirmation", row)
    return turn.write()


def join_confirmation(matter: Matter, *, taking: Taking) -> Held:
    """同意共同申请: the party itself, on its own device; also who had declined before."""
    turn, found = _standing("join_confirmation", matter, taking)
    turn.change("confirmation", found.id, _with(found, taking.side))
    return turn.write()


def record_joining(matter: Matter, *, taking: Taking, file: UUID | None) -> Held:
    """登记书面同意: a party without a telephone joins on paper with its signature, which is kept."""
    known = {"way": Way.PAPER, "has_file": file is not None}
    turn, found = _standing("record_joining", matter, taking, **known)
    turn.party(taking.side)
    on_paper = {"on_paper": sorted({*found.on_paper, taking.side})}
    turn.change("confirmation", found.id, {**_with(found, taking.side), **on_paper})
    turn.facts |= {"way": Way.PAPER.value, "file": str(file)}
    return turn.write()


def decline_confirmation(matter: Matter, *, taking: Taking) -> Held:
    """不参加共同申请: the party itself, while nothing is at the court. The agreement binds as before."""
    turn, found = _standing("decline_confirmation", matter, taking)
    changes = {
        "joined": [side for side in found.joined if side != taking.side],
        "on_paper": [side for side in found.on_paper if side != taking.side],
        "declined": sorted({*found.declined, taking.side}),
    }
    turn.change("confirmation", found.id, changes)
    return turn.write()


def _with(found: ConfirmationRow, side: str) -> dict[str, object]:
    return {
        "joined": sorted({*found.joined, side}),
        "declined": [each for each in found.declined if each != side],
    }


def drop_confirmation(matter: Matter, *, taking: Taking) -> Held:
    """不再申请: while it was not put to the court; anybody may ask anew within the time."""
    turn, found = _standing("drop_confirmation", matter, taking)
    turn.change("confirmation", found.id, {"state": ConfirmationState.DROPPED.value})
    return turn.write()


def apply_confirmation(matter: Matter, *, taking: Taking) -> Held:
    """向法院申请: once every party has joined, and in time."""
    turn, found = _standing("apply_confirmation", matter, taking)
    applied = {"state": ConfirmationState.APPLIED.value, "applied_at": taking.at}
    turn.change("confirmation", found.id, applied)
    turn.facts["court"] = found.court
    return turn.write()


def answer_confirmation(matter: Matter, *, taking: Taking, confirmed: bool, number: str) -> Held:
    """登记法院答复: confirmed or not, with the number of the ruling."""
    turn, found = _standing("answer_confirmation", matter, taking)
    state = ConfirmationState.CONFIRMED if confirmed else ConfirmationState.REFUSED
    answered = {"state": state.value, "number": number.strip(), "answered_at": taking.at}
    turn.change("confirmation", found.id, answered)
    turn.facts |= {"confirmed": confirmed}
    return turn.write()


def _standing(verb: str, matter: Matter, taking: Taking, **known: Any) -> tuple[Turn, ConfirmationRow]:
    """A step on the application as it stands, asked under the matter's lock."""
    turn = begin_turn(verb, matter, taking=taking, **known)
    assert turn.confirmation is not None  # noqa: S101 - the guards refused it otherwise
    return turn, turn.confirmation
