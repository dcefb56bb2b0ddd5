"""履行: what was owed is done, late, or broken; people are called back."""

from collections.abc import Iterator
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

_OPEN = (Due.OPEN.value, Due.LATE.value)
_NOT_OPEN = Refusal("not_open", _("这一项已经有了结果。"))
_NOT_RECEIVED = Refusal("not_received", _("只有收款或者接受履行的一方，才能确认已经履行。"))
_NOT_OWING = Refusal("not_owing", _("只有应当履行的一方，才能说明已经履行。"))


def perform(matter: Matter, *, taking: Taking, obligation_id: UUID, proof: UUID | None = None) -> Held:
    """登记履行: what was owed is done, by whose word and with what proof; the last one performs the agreement.

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
    rest = [each for each in _obligations(turn) if each.id != owed.id and each.state in _OPEN]
    if not rest and turn.agreement is not None:
        performed = {"state": AgreementState.PERFORMED.value, "ended_at": taking.at}
        turn.change("agreement", turn.agreement.id, performed)
    turn.facts |= {"obligation": str(owed.id), "rest": len(rest)}
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


def remind(matter: Matter, *, taking: Taking, obligation_id: UUID) -> Held:
    """提醒履行: who owes is told what and by when; what is past its day is late from then on."""
    turn, owed = _with_obligation("remind", matter, taking, obligation_id)
    changes: dict[str, object] = {"reminded_at": taking.at}
    if _is_past(owed, taking.at):
        changes["state"] = Due.LATE.value
    turn.change("obligation", owed.id, changes)
    turn.facts |= {"obligation": str(owed.id), "owing": owed.side, "late": "state" in changes}
    return turn.write()


def break_off(matter: Matter, *, taking: Taking, obligation_id: UUID, text: str) -> Held:
    """登记未履行: it will not be done; the ways of the law are told (人民调解法 §32, §33)."""
    turn, owed = _with_obligation("break_off", matter, taking, obligation_id, text=text)
    turn.change("obligation", owed.id, {"state": Due.BROKEN.value, "done_at": taking.at})
    if turn.agreement is not None:
        broken = {"state": AgreementState.BROKEN.value, "ended_at": taking.at}
        turn.change("agreement", turn.agreement.id, broken)
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
    turn = begin_turn(verb, matter, taking=taking, is_open=True, **facts)
    owed = next((each for each in _obligations(turn) if each.id == obligation_id), None)
    if owed is None or owed.state not in _OPEN:
        raise NotAllowed(_NOT_OPEN)
    return turn, owed


def _obligations(turn: Turn) -> Iterator[ObligationRow]:
    yield from obligations_of(turn.held.county, turn.agreement.id) if turn.agreement else ()


def _is_past(owed: ObligationRow, at: datetime) -> bool:
    return owed.due_on is not None and owed.due_on < at.astimezone(CHINA).date()
