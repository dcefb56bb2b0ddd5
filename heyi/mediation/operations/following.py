"""履行: what was owed is done, late, or broken and perhaps done after all; people are called back."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from heyi.evidence.operations import Kept
from heyi.kernel.clock import CHINA
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.matters.codes import Zone
from heyi.matters.operations import Held, attached_files, attachment_rows, images_of_attachments
from heyi.mediation.codes import AgreementState, Due
from heyi.mediation.operations.turning import Matter, Taking, Turn, begin_turn
from heyi.mediation.queries import ObligationRow, obligations_of

_NOT_RECEIVED = Refusal("not_received", _("只有收款或者接受履行的一方，才能确认已经履行。"))
_NOT_OWING = Refusal("not_owing", _("只有应当履行的一方，才能说明已经履行。"))


def perform(matter: Matter, *, taking: Taking, obligation_id: UUID, proof: UUID | None = None) -> Held:
    """登记履行: what was owed is done, by whose word and with what proof; the last one performs the agreement.

    So may be what was recorded as not performed: then it is done late, and that it was broken stays on record.
    Of the parties only who receives settles it: the word of who owes is kept by `say_paid` and settles nothing.
    """
    turn, owed = _with_obligation("perform", matter, taking, obligation_id)
    if taking.side and owed.to_side != taking.side:
        raise NotAllowed(_NOT_RECEIVED)
    done = {
        "state": Due.DONE.value,
        "done_at": taking.at,
        "proof": proof or owed.proof,
        "said_by": taking.side or "UNIT",
    }
    turn.change("obligation", owed.id, done)
    rest = _rest(turn, owed)
    _stand(turn, rest)
    turn.facts |= {"obligation": str(owed.id), "rest": len(rest), "late": _is_late(owed, taking.at)}
    return turn.write()


def say_paid(matter: Matter, *, taking: Taking, obligation_id: UUID, proof: Kept | None = None) -> Held:
    """说明已履行: who owes says that it is done; it stays open, and late, until who receives or the unit says so too.

    `proof` is hung on the matter for who mediates alone: a receipt tells of accounts.
    """
    turn, owed = _with_obligation("say_paid", matter, taking, obligation_id)
    if owed.side != taking.side:
        raise NotAllowed(_NOT_OWING)
    changes: dict[str, object] = {"said_at": taking.at}
    if proof is not None:
        _hang(turn, proof)
        changes["proof"] = proof.id
    turn.change("obligation", owed.id, changes)
    turn.facts |= {"obligation": str(owed.id), "has_proof": proof is not None}
    return turn.write()


def _hang(turn: Turn, proof: Kept) -> None:
    """Unless the same bytes hang there already from a party."""
    by = turn.taking.by.actor
    if (proof.id, Zone.CONFIDENTIAL.value, by.kind) in attached_files(turn.held.county, turn.held.id):
        return
    rows = attachment_rows(turn.held, [proof], zone=Zone.CONFIDENTIAL, note="", by=by, at=turn.at)
    turn.recorder.rows.insert("matters_attachment", rows)
    turn.images |= images_of_attachments(rows)


def deny_paid(matter: Matter, *, taking: Taking, obligation_id: UUID) -> Held:
    """说明没有收到: who receives says that what was said to be done is not; the mediator is to look into it."""
    turn, owed = _with_obligation("deny_paid", matter, taking, obligation_id)
    if owed.to_side != taking.side:
        raise NotAllowed(_NOT_RECEIVED)
    turn.change("obligation", owed.id, {"denied_at": taking.at})
    turn.facts["obligation"] = str(owed.id)
    return turn.write()


def remind(matter: Matter, *, taking: Taking, obligation_id: UUID) -> Held:
    """提醒履行: who owes is told by when, once a day at most; what is past its day is late from then on."""
    turn, owed = _with_obligation("remind", matter, taking, obligation_id)
    changes: dict[str, object] = {"reminded_at": taking.at}
    if _is_late(owed, taking.at):
        changes["state"] = Due.LATE.value
    turn.change("obligation", owed.id, changes)
    turn.facts |= {"obligation": str(owed.id), "owing": owed.side, "late": "state" in changes}
    turn.facts["due_on"] = owed.due_on.isoformat() if owed.due_on else None
    return turn.write()


def break_off(matter: Matter, *, taking: Taking, obligation_id: UUID, text: str) -> Held:
    """登记未履行: its day is past and it was not done; the ways of the law are told (人民调解法 §32, §33).

    The agreement still binds: the other parts go on, and this one may be done late.
    """
    turn, owed = _with_obligation("break_off", matter, taking, obligation_id, text=text)
    turn.change("obligation", owed.id, {"state": Due.BROKEN.value, "broken_at": taking.at})
    _stand(turn, [replace(owed, state=Due.BROKEN.value), *_rest(turn, owed)])
    turn.changes["told_remedies_at"] = taking.at
    turn.facts |= {"obligation": str(owed.id), "owing": owed.side}
    return turn.write()


def follow_up(
    matter: Matter,
    *,
    taking: Taking,
    performed: str,
    satisfied: bool | None,
    escalates: bool,
    text: str,
) -> Held:
    """回访: asked of one side, by whom; what was said of performance and satisfaction, and signs of more to come."""
    turn = begin_turn("follow_up", matter, taking=taking, text=text)
    row = {
        "performed": performed,
        "satisfied": satisfied,
        "escalates": escalates,
        "side": taking.side,
        "text": text.strip(),
        "by_id": turn.person_id,
        "at": taking.at,
    }
    turn.add("followup", row)
    turn.facts |= {"performed": performed, "escalates": escalates}
    return turn.write()


def _with_obligation(
    verb: str, matter: Matter, taking: Taking, obligation_id: UUID, **facts: Any
) -> tuple[Turn, ObligationRow]:
    turn = begin_turn(verb, matter, taking=taking, obligation_id=obligation_id, **facts)
    assert turn.owed is not None  # noqa: S101 - the guards refused it otherwise
    return turn, turn.owed


def _rest(turn: Turn, owed: ObligationRow) -> list[ObligationRow]:
    """What is to be done beside it: what was broken still is."""
    found = obligations_of(turn.held.county, owed.agreement_id)
    return [each for each in found if each.id != owed.id and each.state != Due.DONE]


def _stand(turn: Turn, rest: list[ObligationRow]) -> None:
    """How the agreement stands with what is left to do: performed, broken as long as a part of it is, or in force."""
    assert turn.agreement is not None  # noqa: S101 - without one nothing is owed
    changes: dict[str, object] = {"state": AgreementState.EFFECTIVE.value}
    if not rest:
        changes = {"state": AgreementState.PERFORMED.value, "ended_at": turn.at}
    elif any(each.state == Due.BROKEN for each in rest):
        changes = {"state": AgreementState.BROKEN.value}
    if turn.agreement.state != changes["state"]:
        turn.change("agreement", turn.agreement.id, changes)


def _is_late(owed: ObligationRow, at: datetime) -> bool:
    return owed.due_on is not None and owed.due_on < at.astimezone(CHINA).date()
