"""协议: drafted clause by clause, fixed under a hash, signed by every party itself, issued by the mediator."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from heyi.kernel.codes import uuid7
from heyi.kernel.compact import compact
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.seal import SUITE, seal
from heyi.kernel.words import _
from heyi.matters.operations import Held
from heyi.matters.operations.wiring import key_store
from heyi.mediation.access.secrets import unsealed
from heyi.mediation.codes import AgreementForm, AgreementState, Due, Ending, Proven, Sign, Way
from heyi.mediation.events import TABLE_OF
from heyi.mediation.operations.lettering import refuse_letters, refuse_unprintable
from heyi.mediation.operations.turning import Matter, Taking, Turn, begin_turn
from heyi.mediation.queries import AgreementRow
from heyi.mediation.rules.clauses import Term
from heyi.mediation.rules.sealing import content_hash, draft_mark

ALGO = "SHA256"
MOST_STROKE = 40_000  # letters of a drawn signature's path
_NO_AGREEMENT = Refusal("no_agreement", _("没有协议。"))
CHANGED_MEANWHILE = Refusal(
    "draft_changed",
    _("协议草稿刚才在别处改过，这一步没有做，您写的还在。下面是现在的草稿，请核对以后再做一次。"),
)
_NO_STROKE = Refusal("stroke_needed", _("请先写下签名。"))


def draft(
    matter: Matter,
    *,
    taking: Taking,
    form: AgreementForm,
    facts: str,
    terms: Sequence[Term],
    left_open: str = "",
    is_about_status: bool = False,
    seen: str | None = None,
) -> Held:
    """起草协议: written anew as often as needed until it is fixed; what is unclear is told, not refused.

    `seen`: the mark of the draft as its page showed it ("" for none yet), asked under the lock; None asks nothing.
    """
    turn = begin_turn("draft", matter, taking=taking)
    if seen is not None and seen != mark_of_draft(turn.agreement):
        raise NotAllowed(CHANGED_MEANWHILE)
    columns: dict[str, object] = {
        "form": form.value,
        "facts": facts.strip(),
        "clauses": [term.stored() for term in terms],
        "left_open": left_open.strip(),
        "is_about_status": is_about_status,
        "drafted_at": taking.at,
    }
    if turn.agreement is None:
        turn.add(
            "agreement", {**columns, "state": AgreementState.DRAFT.value, "algo": "", "content_hash": ""}
        )
    else:
        turn.change("agreement", turn.agreement.id, columns)
    turn.facts["clauses"] = len(terms)
    return turn.write()


def mark_of_draft(found: AgreementRow | None) -> str:
    """What tells a draft from what became of it; "" where there is none yet."""
    if found is None:
        return ""
    return draft_mark(
        found.form, found.facts, found.clauses, found.left_open, is_status=found.is_about_status
    )


def fix(matter: Matter, *, taking: Taking) -> Held:
    """协议定稿: the text stands under its hash from now on, and each party is shown it to sign.

    What no paper could show is refused here: a text that binds has a paper.
    """
    turn = begin_turn("fix", matter, taking=taking)
    agreement = agreement_of(turn)
    refuse_unprintable(turn, agreement)
    told = content_hash(content_of(turn, agreement))
    changes = {
        "state": AgreementState.FIXED.value,
        "fixed_at": taking.at,
        "algo": ALGO,
        "content_hash": told,
        "reviewed_at": None,
        "reviewed_by": None,
    }
    turn.change("agreement", agreement.id, changes)
    turn.facts["hash"] = told
    return turn.write()


def content_of(turn: Turn, agreement: AgreementRow) -> dict[str, object]:
    """What is signed: who the parties are, by name, the facts, every clause, what stays open."""
    return {
        "mediation": str(turn.mediation.id),
        "regime": turn.mediation.regime,
        "form": agreement.form,
        "parties": [[party.side, party.part, unsealed(party)["name"]] for party in turn.parties],
        "facts": agreement.facts,
        "clauses": agreement.clauses,
        "left_open": agreement.left_open,
    }


def unfix(matter: Matter, *, taking: Taking, text: str) -> Held:
    """退回修改: while nobody has signed."""
    turn = begin_turn("unfix", matter, taking=taking, text=text)
    changes = {"state": AgreementState.DRAFT.value, "fixed_at": None, "content_hash": ""}
    turn.change("agreement", agreement_of(turn).id, changes)
    return turn.write()


def review(matter: Matter, *, taking: Taking, text: str) -> Held:
    """复核协议: a second person has looked at what binds a minor or an incapable adult."""
    turn = begin_turn("review", matter, taking=taking, text=text)
    changes = {"reviewed_at": taking.at, "reviewed_by": turn.person_id}
    turn.change("agreement", agreement_of(turn).id, changes)
    return turn.write()


def sign(
    matter: Matter,
    *,
    taking: Taking,
    how: Sign,
    seen_hash: str,
    stroke: str,
    device: str = "",
    proven: Proven = Proven.LINK,
) -> Held:
    """签名: the party itself, under the text that it was shown; `stroke` is what was drawn or typed, and is sealed.

    `proven`: by a code on the party's own telephone, or where none can be sent by the link alone.
    """
    turn = begin_turn("sign", matter, taking=taking, seen_hash=seen_hash, way=Way.LINK)
    refuse_stroke(how, stroke)
    signed: dict[str, object] = {
        "how": how.value,
        "side": taking.side,
        "device": device,
        "proven": proven.value,
    }
    write_signature(turn, signed, stroke)
    turn.facts |= {"how": how.value, "proven": proven.value}
    return turn.write()


def refuse_stroke(how: Sign, stroke: str) -> None:
    """Raise NotAllowed for no signature, and for a typed one that could not be printed."""
    if not stroke or len(stroke) > MOST_STROKE:
        raise NotAllowed(_NO_STROKE)
    if how is Sign.TYPED:
        refuse_letters(stroke)


def record_signature(matter: Matter, *, taking: Taking, file: UUID | None, seen_hash: str) -> Held:
    """登记纸质签名: the paper that was signed is kept; its printed hash is the one of the text."""
    turn = begin_turn(
        "record_signature",
        matter,
        taking=taking,
        seen_hash=seen_hash,
        way=Way.PAPER,
        has_file=file is not None,
    )
    signed = {"how": Sign.PAPER.value, "side": taking.side, "device": "", "proven": "", "file": file}
    write_signature(turn, {**signed, "heard_by": turn.person_id})
    return turn.write()


def decline(matter: Matter, *, taking: Taking) -> Held:
    """不签: the party does not sign, and nothing binds anybody."""
    turn = begin_turn("decline", matter, taking=taking)
    turn.end(Ending.WILL_NOT_SIGN)
    return turn.write()


def conclude(matter: Matter, *, taking: Taking) -> Held:
    """签发协议: all have signed, the mediator signs last; from now on it binds, and what is owed is on the list."""
    turn = begin_turn("conclude", matter, taking=taking)
    agreement = agreement_of(turn)
    sign_as_mediator(turn)
    take_effect(turn, agreement)
    return turn.write()


def sign_as_mediator(turn: Turn) -> None:
    """The mediator's own name under the text."""
    mine = {"how": Sign.TYPED.value, "side": "", "person_id": turn.person_id, "device": "", "proven": ""}
    write_signature(turn, mine, turn.taking.by.actor.name)


def take_effect(turn: Turn, agreement: AgreementRow) -> None:
    """It binds from now on, and what is owed is on the list."""
    effective = {"state": AgreementState.EFFECTIVE.value, "effective_at": turn.at}
    turn.change("agreement", agreement.id, effective)
    for owed in _owed(agreement):
        turn.add("obligation", {"agreement_id": agreement.id, **owed})
    turn.end(Ending.AGREED)
    turn.facts["hash"] = agreement.content_hash


def agreement_of(turn: Turn) -> AgreementRow:
    """The agreement of the turn; raises NotAllowed where there is none."""
    if turn.agreement is None:
        raise NotAllowed(_NO_AGREEMENT)
    return turn.agreement


def write_signature(turn: Turn, signed: dict[str, object], stroke: str = "") -> None:
    """A name under the fixed text; what was drawn or typed is sealed."""
    agreement, key_id = agreement_of(turn), uuid7(turn.at)
    row: dict[str, object] = {
        "mediation_id": turn.mediation.id,
        "agreement_id": agreement.id,
        "content_hash": agreement.content_hash,
        "at": turn.at,
        "key_ref": "",
        "suite": "",
        **signed,
    }
    if stroke:
        ref, key = key_store().make()
        sealed = seal(key, compact(stroke).encode(), context=key_id.bytes)
        row |= {"key_ref": ref, "suite": SUITE, "stroke": sealed}
    place = {"county": turn.held.county, "id": key_id, "matter_id": turn.held.id}
    turn.recorder.rows.insert(TABLE_OF["signature"], [{**place, **row}])
    turn.images[f"signature/{key_id}"] = row
    turn.facts["signature"] = str(key_id)


def _owed(agreement: AgreementRow) -> Iterator[dict[str, object]]:
    """What every clause wants done by a day; a payment in parts is owed part by part."""
    for place, clause in enumerate(agreement.clauses, 1):
        term = Term.read(clause)
        parts: list[tuple[Decimal | None, date | None]] = [
            (each.amount, each.due_on) for each in term.instalments
        ]
        parts = parts or [(term.amount, term.due_on)]
        for number, (amount, due_on) in enumerate(parts, 1):
            if due_on is not None:
                yield {
                    "clause": place,
                    "number": number,
                    "side": term.who,
                    "to_side": term.to,
                    "what": term.what or term.manner,
                    "amount": amount,
                    "due_on": due_on.isoformat(),
                    "state": Due.OPEN.value,
                    "said_at": None,
                    "said_by": "",
                }
