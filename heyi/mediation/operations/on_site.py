"""现场调处: the words are read back and fixed, each party confirms them itself, then they bind; or the days run out."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from heyi.kernel.clock import CHINA
from heyi.kernel.codes import uuid7
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.matters.operations import Held, hold_matter
from heyi.mediation.codes import AgreementForm, AgreementState, Consent, Ending, Proven, Sign, Way
from heyi.mediation.on_site import CONFIRM_WITHIN
from heyi.mediation.operations.agreeing import (
    ALGO,
    agreement_of,
    content_of,
    refuse_stroke,
    sign_as_mediator,
    take_effect,
    write_signature,
)
from heyi.mediation.operations.lettering import refuse_unprintable
from heyi.mediation.operations.turning import Matter, Taking, Turn, begin_turn
from heyi.mediation.queries import AgreementRow, find_mediation, parties_of
from heyi.mediation.rules.clauses import Term, unclear
from heyi.mediation.rules.sealing import content_hash

_NO_MOBILE = Refusal("no_mobile", _("用手机确认的当事人要留手机号码；没有手机的，请在纸上签名或者按手印。"))


def read_back(
    matter: Matter, *, taking: Taking, facts: str, terms: Sequence[Term], by_link: Collection[str] = ()
) -> Held:
    """宣读: what was agreed by word of mouth is fixed under its hash, and those sides are asked by a link to confirm.

    Days are judged by the day on which it was agreed. Where it shall take effect by itself, the mediator signs now.
    """
    turn = begin_turn("read_back", matter, taking=taking, **_clarity(matter, taking, terms))
    agreement = _fixed(turn, facts, terms)
    turn.agreement = agreement
    for side in by_link:
        if not turn.party(side).has_mobile:
            raise NotAllowed(_NO_MOBILE)
        asked = {"invited_by": Way.LINK.value, "invited_at": taking.at}
        turn.change("medparty", turn.party(side).id, asked)
    if turn.mediation.settles_itself:
        sign_as_mediator(turn)
    turn.facts |= {"hash": agreement.content_hash, "clauses": len(terms), "links": sorted(by_link)}
    return turn.write()


def _clarity(matter: Matter, taking: Taking, terms: Sequence[Term]) -> dict[str, Any]:
    held = hold_matter(*matter)
    mediation = find_mediation(held.county, held.id)
    if mediation is None:
        return {}
    sides = [party.side for party in parties_of(held.county, mediation.id)]
    on = (mediation.captured_at or taking.at).astimezone(CHINA).date()
    return {"clauses": len(terms), "unclear": len(unclear(terms, sides=sides, on=on))}


def _fixed(turn: Turn, facts: str, terms: Sequence[Term]) -> AgreementRow:
    """Written and fixed in one: as it was read out, so it stands."""
    row = AgreementRow(
        id=uuid7(turn.at),
        form=AgreementForm.ORAL.value,
        state=AgreementState.FIXED.value,
        facts=facts.strip(),
        clauses=[term.stored() for term in terms],
        left_open="",
        is_about_status=False,
        drafted_at=turn.at,
        fixed_at=turn.at,
        content_hash="",
        reviewed_at=None,
        reviewed_by=None,
        effective_at=None,
        paper=None,
    )
    refuse_unprintable(turn, row)
    told = content_hash(content_of(turn, row))
    written = {name: getattr(row, name) for name in _WRITTEN}
    key = turn.add("agreement", {**written, "algo": ALGO, "content_hash": told})
    return replace(row, id=key, content_hash=told)


_WRITTEN = ("form", "state", "facts", "clauses", "left_open", "is_about_status", "drafted_at", "fixed_at")


def confirm(
    matter: Matter,
    *,
    taking: Taking,
    how: Sign,
    seen_hash: str,
    stroke: str,
    device: str,
    proven: Proven = Proven.LINK,
) -> Held:
    """确认: the party itself, on its own device, consents to having been mediated and to the words it was shown."""
    turn = begin_turn("confirm", matter, taking=taking, seen_hash=seen_hash, way=Way.LINK)
    refuse_stroke(how, stroke)
    _consent(turn, Way.LINK, device=device)
    told = {"how": how.value, "proven": proven.value}
    write_signature(turn, {**told, "side": taking.side, "device": device}, stroke)
    turn.facts |= told
    return turn.write()


def record_confirmation(matter: Matter, *, taking: Taking, file: UUID | None, seen_hash: str) -> Held:
    """登记纸面确认: signed or thumbed on paper that lists the words; the photograph of it is kept, whoever took it."""
    turn = begin_turn(
        "record_confirmation",
        matter,
        taking=taking,
        seen_hash=seen_hash,
        way=Way.PAPER,
        has_file=file is not None,
    )
    _consent(turn, Way.PAPER, consent_file=file, heard_by=turn.person_id)
    signed = {"how": Sign.PAPER.value, "side": taking.side, "device": "", "proven": "", "file": file}
    write_signature(turn, {**signed, "heard_by": turn.person_id})
    return turn.write()


def _consent(turn: Turn, way: Way, **how: object) -> None:
    said = {"consent": Consent.GIVEN.value, "consent_way": way.value, "consent_at": turn.at, **how}
    turn.change("medparty", turn.party(turn.taking.side).id, said)
    turn.facts["way"] = way.value


def settle(matter: Matter, *, taking: Taking) -> Held:
    """现场协议生效: every party has confirmed and the mediator signed; what is owed becomes a list."""
    turn = begin_turn("settle", matter, taking=taking)
    if "" not in {each.side for each in turn.signatures}:
        sign_as_mediator(turn)
    turn.changes["began_at"] = taking.at
    take_effect(turn, agreement_of(turn))
    return turn.write()


def lapse(matter: Matter, *, taking: Taking) -> Held:
    """到期没有确认: nothing binds anybody, remedies are told, and the matter goes on where it is."""
    opened_at = _opened_at(matter)
    is_over = opened_at is not None and taking.at - opened_at >= CONFIRM_WITHIN
    turn = begin_turn("lapse", matter, taking=taking, is_over=is_over)
    turn.end(Ending.WILL_NOT_SIGN)
    return turn.write()


def _opened_at(matter: Matter) -> datetime | None:
    held = hold_matter(*matter)
    mediation = find_mediation(held.county, held.id)
    return mediation.opened_at if mediation else None
