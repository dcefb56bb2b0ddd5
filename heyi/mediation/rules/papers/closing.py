"""The papers of the end: ending, performance, call-back, court, report, cover."""

from dataclasses import replace
from datetime import date, datetime

from heyi.documents.rules import closing_papers as papers
from heyi.documents.rules.bound_papers import CaseCover
from heyi.documents.rules.parts import Payment, Signer
from heyi.documents.rules.printed import day_words
from heyi.mediation.codes import DISPUTE_WORDS, ENDING_WORDS, ORIGIN_WORDS
from heyi.mediation.rules.papers.agreeing import NotYet
from heyi.mediation.rules.papers.case import Agreed, Case, Owed, Visit
from heyi.mediation.rules.papers.wording import clause_of, day_of, party_of, regime_of, remedies_of

_DUE_WORDS = {"OPEN": "未到期或者未登记履行", "LATE": "逾期未履行", "BROKEN": "未履行"}
_PERFORMED_WORDS = {"ALL": "已全部履行", "PART": "部分履行", "NONE": "没有履行"}
_LONG, _CASE = 1000, 200


def ending_notice(case: Case, at: datetime) -> papers.EndingNotice:
    """终止调解告知书: why, and which ways stay open (人民调解法 §26); raises NotYet while it goes on."""
    if not case.ending or case.ending == "AGREED":
        raise NotYet("ending")
    return papers.EndingNotice(
        committee=case.committee,
        number=case.number,
        to=tuple(side.name for side in case.sides),
        case=_case(case),
        reason=f"{ENDING_WORDS[case.ending]}。",
        basis="《中华人民共和国人民调解法》第二十六条",
        remedies=remedies_of(case),
        told_on=day_of(at),
    )


def confirmation_request(case: Case, _at: datetime) -> papers.ConfirmationRequest:
    """司法确认申请书, signed by all, who all apply (人民调解法 §33); raises NotYet until all have joined."""
    agreed = _in_force(case)
    if not case.is_joint:
        raise NotYet("joined")
    return papers.ConfirmationRequest(
        court=case.court or "有管辖权的人民法院",
        parties=tuple(replace(party_of(side), role="申请人") for side in case.sides),
        committee=case.committee,
        agreement=case.number,
        agreed_on=day_of(agreed.effective_at or case.opened_at),
        request="请求人民法院确认上述调解协议有效。",
        facts=f"{agreed.facts.strip() or case.gist}\n经{case.committee}主持调解，各方自愿达成调解协议。",
        promises=(
            "各方出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为。",
            "如果因为该协议内容而给他人造成损害，愿意承担相应的民事责任和其他法律责任。",
        ),
        enclosed=("调解协议书", "各方当事人的身份证明"),
        signers=tuple(Signer(role="申请人", name=side.signed_as) for side in case.sides),
    )


def performance_record(case: Case, at: datetime) -> papers.PerformanceRecord:
    """履行记录: what was due and what was done, line by line."""
    if not case.owed:
        raise NotYet("owed")
    rest = [each for each in case.owed if each.state != "DONE"]
    return papers.PerformanceRecord(
        committee=case.committee,
        number=case.number,
        case=_case(case),
        payments=tuple(_payment(case, each) for each in case.owed[:200]),
        outstanding="\n".join(_outstanding(case, each) for each in rest)[:_LONG],
        recorder=case.mediator,
        recorded_on=day_of(at),
    )


def follow_up_record(case: Case, visit: Visit) -> papers.FollowUpRecord:
    """回访记录 of one call."""
    satisfied = {None: "", True: "满意", False: "不满意"}[visit.is_satisfied]
    return papers.FollowUpRecord(
        committee=case.committee,
        number=case.number,
        case=_case(case),
        visited=case.name(visit.letter),
        visitor=f"{case.committee[:50]}工作人员",
        manner="电话或者上门",
        visited_at=visit.at,
        performance=_PERFORMED_WORDS.get(visit.performed, visit.performed) or "没有说明",
        satisfaction=satisfied,
        signs="有激化或者反复的迹象" if visit.escalates else "",
        wishes=visit.text[:_LONG],
    )


def closing_report(case: Case, at: datetime) -> papers.ClosingReport:
    """结案报告表: the whole course on one sheet; raises NotYet while it goes on."""
    if not case.ending:
        raise NotYet("ending")
    return papers.ClosingReport(
        regime=regime_of(case),
        committee=case.committee,
        number=case.number,
        kind=DISPUTE_WORDS[case.dispute],
        source=ORIGIN_WORDS[case.origin],
        parties=tuple(party_of(side, with_reach=False) for side in case.sides),
        received_on=day_of(case.opened_at),
        closed_on=day_of(case.ended_at or at),
        mediators=case.mediator,
        facts=(case.agreed.facts.strip() if case.agreed else "")[:3000] or case.gist,
        course=_course(case),
        ending=ENDING_WORDS[case.ending],
        result=_result(case),
        performance=_kept(case),
        reported_by=case.mediator,
    )


def cover(case: Case, *, kept_for: str, filed_by: str, on: date) -> CaseCover:
    """卷宗封面."""
    ended = day_of(case.ended_at) if case.ended_at else on
    names = "、".join(side.name for side in case.sides)
    return CaseCover(
        regime=regime_of(case),
        committee=case.committee,
        title=_short(f"{_case(case)}调解卷", 200),
        number=case.number,
        year=day_of(case.opened_at).year,
        kind=DISPUTE_WORDS[case.dispute],
        parties=_short(names, 400),
        mediators=case.mediator,
        began_on=day_of(case.opened_at),
        ended_on=ended,
        ending=ENDING_WORDS.get(case.ending, ""),
        kept_for=kept_for,
        filed_by=filed_by,
        filed_on=on,
    )


def _in_force(case: Case) -> Agreed:
    if case.agreed is None or case.agreed.effective_at is None:
        raise NotYet("agreement")
    return case.agreed


def _case(case: Case) -> str:
    return _short(" ".join(case.gist.split()).rstrip("。"), _CASE) or f"{DISPUTE_WORDS[case.dispute]}纠纷"


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _payment(case: Case, owed: Owed) -> Payment:
    is_done = owed.state == "DONE"
    return Payment(
        due_on=owed.due_on,
        due=owed.amount,
        what=_short(f"{case.name(owed.who)}：{' '.join(owed.what.split())}", 200),
        done_on=day_of(owed.done_at) if is_done and owed.done_at else None,
        paid=owed.amount if is_done else None,
        proof="有凭证附卷" if owed.has_proof else "",
    )


def _outstanding(case: Case, owed: Owed) -> str:
    by = f"应于 {day_words(owed.due_on)}前" if owed.due_on else ""
    amount = f"支付 {owed.amount:,.2f} 元" if owed.amount is not None else owed.what
    return f"{case.name(owed.who)}{by}{amount}：{_DUE_WORDS.get(owed.state, owed.state)}"


def _course(case: Case) -> str:
    lines = [f"{day_words(day_of(case.opened_at))} 受理，由{case.mediator}调解。"]
    lines += [f"{day_words(day_of(each.starts_at))} 在{each.place}组织调解。" for each in case.sittings]
    return _short("\n".join(lines), 3000)


def _result(case: Case) -> str:
    if case.ending != "AGREED" or case.agreed is None:
        return f"{ENDING_WORDS[case.ending]}。已告知当事人其他途径。"
    said = (f"{nth}．{clause_of(case, term).words}" for nth, term in enumerate(case.agreed.terms, 1))
    return _short("\n".join(said), 3000)


def _kept(case: Case) -> str:
    if not case.owed:
        return ""
    done = sum(each.state == "DONE" for each in case.owed)
    return f"应履行 {len(case.owed)} 项，已履行 {done} 项。"
