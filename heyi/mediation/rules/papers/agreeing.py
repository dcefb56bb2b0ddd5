"""The papers of the middle: what was said before all, and what was agreed."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from heyi.documents.rules import session_papers as papers
from heyi.documents.rules.parts import Instalment, Signer, Spoken
from heyi.documents.rules.printed import moment_words
from heyi.documents.rules.words import ordinal
from heyi.mediation.codes import ENDING_WORDS, PART_WORDS, Clause
from heyi.mediation.rules.papers.case import Agreed, Case, Side, Signed, Sitting
from heyi.mediation.rules.papers.wording import (
    CONFIRM_WORDS,
    CONFIRMATION,
    PROVEN,
    SEE_PAPER,
    SIGN_WORDS,
    TOLD,
    breaches_of,
    clause_of,
    day_of,
    party_of,
    regime_of,
)
from heyi.mediation.rules.regimes import REGIMES

_LONGEST_SAID = 4000
_MANNER = 8  # letters that fit the column; what is longer stands in its clause


class NotYet(LookupError):
    """What a paper is of is not there: no agreement, no such session."""


def agreement(case: Case, _at: datetime) -> papers.Agreement:
    """调解协议书, with the hash under which it was signed and each signature that is there; raises NotYet."""
    agreed = _agreed(case)
    pays = [term for term in agreed.terms if term.kind == Clause.PAY and term.amount is not None]
    issued = next((each for each in agreed.signed if not each.letter), None)
    return papers.Agreement(
        regime=regime_of(case),
        committee=case.committee,
        number=case.number,
        parties=tuple(party_of(side, with_reach=False) for side in case.sides),
        facts=_facts(case, agreed),
        clauses=tuple(clause_of(case, term) for term in agreed.terms),
        total=sum((term.amount or Decimal(0) for term in pays), Decimal(0)) if pays else None,
        instalments=tuple(_instalments(case, agreed)),
        breach=breaches_of(agreed.terms),
        confirmation=CONFIRMATION if REGIMES[case.regime].confirms else "",
        copies=len(case.sides) + 1,
        signers=tuple(_signer(side, agreed) for side in case.sides),
        mediators=(case.mediator,),
        signed_hash=agreed.hash,
        issued=f"{moment_words(issued.at)} 网上签发" if issued else "",
        agreed_on=day_of(agreed.effective_at) if agreed.effective_at else None,
    )


def oral_agreement(case: Case, at: datetime) -> papers.OralAgreement:
    """口头协议登记表: written down by the mediator (人民调解法 §28); who confirmed it how, under which hash."""
    agreed = _agreed(case)
    issued = next((each for each in agreed.signed if not each.letter), None)
    return papers.OralAgreement(
        regime=regime_of(case),
        committee=case.committee,
        number=case.number,
        parties=tuple(party_of(side, with_reach=False) for side in case.sides),
        facts=_facts(case, agreed),
        agreed=tuple(clause_of(case, term).words for term in agreed.terms),
        manner=breaches_of(agreed.terms)[:1000],
        read_back="\n".join(_confirmations(case, agreed)),
        signers=tuple(_signer(side, agreed) for side in case.sides),
        issued=f"{moment_words(issued.at)} 网上签发" if issued else "",
        signed_hash=agreed.hash,
        mediators=(case.mediator,),
        agreed_at=agreed.effective_at or at,
    )


def record(case: Case, sitting: Sitting) -> papers.MediationRecord:
    """调解记录 of one session with all: only what was written up for all of them; separate talks have no record."""
    came = [side for side in case.sides if side.letter in sitting.came] or list(case.sides)
    return papers.MediationRecord(
        regime=regime_of(case),
        committee=case.committee,
        number=case.number,
        began_at=sitting.starts_at,
        ended_at=sitting.ends_at,
        place=sitting.place[:120] or case.committee,
        is_open=case.is_public,
        parties=tuple(party_of(side, with_reach=False) for side in came),
        mediators=(case.mediator,),
        told=TOLD,
        spoken=tuple(
            Spoken(speaker=f"调解员{case.mediator}记录", words=part)
            for words in sitting.written
            for part in _parts(words)
        ),
        agreed_facts=case.facts,
        result=_result(case),
        signers=tuple(Signer(role=PART_WORDS[side.part], name=side.signed_as) for side in came),
    )


def _agreed(case: Case) -> Agreed:
    if case.agreed is None:
        raise NotYet("agreement")
    return case.agreed


def _facts(case: Case, agreed: Agreed) -> str:
    left = f"\n本协议没有涉及的事项：{agreed.left_open.strip()}" if agreed.left_open.strip() else ""
    return f"{agreed.facts.strip() or case.gist}{left}"


def _instalments(case: Case, agreed: Agreed) -> Iterator[Instalment]:
    """Every payment in parts, clause by clause."""
    for nth, term in enumerate(agreed.terms, 1):
        manner = term.manner.strip()
        for part in term.instalments if term.kind == Clause.PAY else ():
            yield Instalment(
                payer=case.name(term.who),
                payee=case.name(term.to),
                amount=part.amount,
                due_on=part.due_on,
                manner=manner if len(manner) <= _MANNER else f"见第{ordinal(nth)}条",
            )


def _signer(side: Side, agreed: Agreed) -> Signer:
    """Where a party signs, or has signed: what it drew, what it typed, or that the signed paper is kept."""
    signed: Signed | None = next((each for each in agreed.signed if each.letter == side.letter), None)
    if signed is None:
        return Signer(role=PART_WORDS[side.part], name=side.signed_as)
    return Signer(
        role=PART_WORDS[side.part],
        name=side.signed_as,
        manner=SIGN_WORDS[signed.how],
        stroke=signed.ink if signed.how == "DRAWN" else "",
        typed={"TYPED": signed.ink, "PAPER": SEE_PAPER}.get(signed.how, ""),
        signed_on=day_of(signed.at),
    )


def _confirmations(case: Case, agreed: Agreed) -> Iterator[str]:
    """That it was read out, where it was; of each side how and when it confirmed the words."""
    if case.on_site:
        yield "协议内容已经当场向各方宣读。"
    signed = {each.letter: each for each in agreed.signed}
    for side in case.sides:
        if (one := signed.get(side.letter)) is not None:
            proven = f"（{PROVEN[one.proven]}）" if one.proven in PROVEN else ""
            yield f"{side.signed_as}：{moment_words(one.at)} {CONFIRM_WORDS[one.how]}{proven}。"
        elif signed:
            yield f"{side.name}：还没有确认。"


def _parts(words: str) -> Iterator[str]:
    for start in range(0, len(words), _LONGEST_SAID):
        yield words[start : start + _LONGEST_SAID]


def _result(case: Case) -> str:
    if case.ending == "AGREED":
        return "各方达成协议，内容见调解协议书。"
    return f"调解终止：{ENDING_WORDS[case.ending]}。" if case.ending else "尚未达成协议，另行安排调解。"
