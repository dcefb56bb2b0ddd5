"""What papers say in fixed words: roles, clauses as sentences, rights, ways that stay open."""

from datetime import date, datetime

from heyi.documents.rules.parts import Clause as Sentence
from heyi.documents.rules.parts import Party
from heyi.documents.rules.printed import day_words
from heyi.documents.rules.words import ordinal
from heyi.kernel.clock import CHINA
from heyi.mediation.codes import PART_WORDS, REGIME_WORDS, Clause
from heyi.mediation.rules.clauses import Term
from heyi.mediation.rules.money import in_words
from heyi.mediation.rules.papers.case import Case, Side

SIGN_WORDS = {"PAPER": "纸质签名", "DRAWN": "网上手写", "TYPED": "网上键入"}
CONFIRM_WORDS = {
    "PAPER": "在纸上签名或者按手印，原件附卷",
    "DRAWN": "在自己的设备上手写签名",
    "TYPED": "在自己的设备上键入姓名",
}
PROVEN = {"CODE": "短信验证码确认", "LINK": "凭本人链接确认"}
SEE_PAPER = "（见附卷的纸质签名件）"
RIGHTS = (
    "可以选择或者接受调解员；认为调解员不公正的，可以要求更换。",
    "可以接受调解、拒绝调解或者要求终止调解。",
    "可以要求调解公开进行或者不公开进行。",
    "自主表达意愿、自愿达成调解协议。",
    "为达成协议作出的让步，调解不成时不作为对其不利的证据。",
)
DUTIES = (
    "如实陈述纠纷事实，不得串通做虚假调解。",
    "遵守调解现场秩序，尊重调解员。",
    "尊重对方当事人行使权利。",
    "按照约定履行调解协议。",
)
_COURT = "可以依法向人民法院起诉；请留意诉讼时效，一般为三年（民法典第一百八十八条）。"
_ARBITRATE = "可以向劳动人事争议仲裁委员会申请仲裁，时效一般为一年（劳动争议调解仲裁法第二十七条）。"
_OFFICE = "属于行政机关职权范围的，可以请求有关行政机关处理。"
_AID = "可以拨打 12348 咨询法律问题；经济困难的，可以申请法律援助。"
TOLD = "调解员已告知各方当事人：调解应当自愿；可以接受、拒绝或者要求终止调解；可以申请更换调解员。"
CONFIRMATION = (
    "各方当事人可以自本协议生效之日起三十日内，共同向有管辖权的人民法院申请司法确认（人民调解法第三十三条）。"
)


def regime_of(case: Case) -> str:
    """人民调解, 商事调解 …"""
    return REGIME_WORDS[case.regime]


def remedies_of(case: Case) -> tuple[str, ...]:
    """Which ways stay open to whoever could not come to an agreement (人民调解法 §26)."""
    if "LABOUR" in (case.regime, case.dispute):
        return _ARBITRATE, _AID
    return _COURT, _OFFICE, _AID


def party_of(side: Side, *, with_reach: bool = True) -> Party:
    """A party as a paper names it; what it hides, and how to reach it, only where the paper is for the house."""
    return Party(
        role=PART_WORDS[side.part],
        name=side.name,
        id_number=side.number,
        telephone=side.phone if with_reach else "",
        address=side.address,
        agent=f"{side.guardian}（监护人）" if side.guardian else side.agent,
    )


def clause_of(case: Case, term: Term) -> Sentence:
    """A clause as a sentence: who, to whom, what, how much, by when, how."""
    return Sentence(words=_SENTENCES[term.kind](case, term))


def breaches_of(terms: tuple[Term, ...]) -> str:
    """What follows where a clause is not kept, each by its number."""
    told = [(nth, term.breach.strip().rstrip("。；")) for nth, term in enumerate(terms, 1)]
    said = [f"第{ordinal(nth)}条：{words}。" for nth, words in told if words]
    return "\n".join(said)


def _pay(case: Case, term: Term) -> str:
    amount = "" if term.amount is None else f"人民币 {term.amount:,.2f} 元（大写：{in_words(term.amount)}）"
    who, to = case.name(term.who), case.name(term.to)
    if term.instalments:
        how = f"分 {len(term.instalments)} 期付清，每期金额和期限见分期付款表"
        return _ended(f"{who}向{to}支付{amount}，{how}", term)
    return _ended(f"{who}{_by(term.due_on)}向{to}支付{amount}", term)


def _deliver(case: Case, term: Term) -> str:
    return _ended(f"{case.name(term.who)}{_by(term.due_on)}向{case.name(term.to)}交付：{_said(term)}", term)


def _do(case: Case, term: Term) -> str:
    return _ended(f"{case.name(term.who)}{_by(term.due_on)}完成：{_said(term)}", term)


def _refrain(case: Case, term: Term) -> str:
    return _ended(f"{case.name(term.who)}承诺：{_said(term)}", term)


def _apologise(case: Case, term: Term) -> str:
    return _ended(f"{case.name(term.who)}{_by(term.due_on)}向{case.name(term.to)}道歉：{_said(term)}", term)


def _waive(case: Case, term: Term) -> str:
    return _ended(f"{case.name(term.who)}放弃其余请求：{_said(term)}", term)


def _said(term: Term) -> str:
    return term.what.strip().rstrip("。；")


def _ended(words: str, term: Term) -> str:
    """With what it is paid for, which everybody signed as well, and how it is done."""
    manner = term.manner.strip().rstrip("。；")
    pays = term.kind == Clause.PAY
    cause = f"付款事由：{_said(term)}。" if pays and _said(term) else ""
    label = "付款方式" if pays else "方式"
    return f"{words}。{cause}" if not manner else f"{words}。{cause}{label}：{manner}。"


def _by(day: date | None) -> str:
    return f"于 {day_words(day)}前" if day else ""


_SENTENCES = {
    Clause.PAY: _pay,
    Clause.DELIVER: _deliver,
    Clause.DO: _do,
    Clause.REFRAIN: _refrain,
    Clause.APOLOGISE: _apologise,
    Clause.WAIVE: _waive,
}


def day_of(at: datetime) -> date:
    """The day of an instant in China."""
    return at.astimezone(CHINA).date()
