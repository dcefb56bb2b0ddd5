"""What stands on a party's page: where the mediation is, what the party may do now, and what it is owed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from heyi.deadlines.rules import Limit, due
from heyi.kernel.calendar import mainland
from heyi.kernel.clock import CHINA
from heyi.kernel.words import _
from heyi.mediation.access import OwedView, PartyPage
from heyi.mediation.codes import Clause, Consent, Grievance
from heyi.mediation.rules.clauses import Term
from heyi.mediation.rules.money import in_figures, in_words
from heyi.mediation.states import MEDIATION
from heyi.orgs.access import directory
from heyi.portal.mediation.door import Visitor
from heyi.portal.mediation.joining import closed_to, joint_of
from heyi.portal.mediation.words import (
    CONFIRMATION,
    REGIME_TOLD,
    after_breach,
    duties_of,
    remedies_of,
    rights_of,
)
from heyi.web.instalments import part_words

CONFIRM_WITHIN = Limit.parse("30 days")  # 人民调解法 §33
MANY = 8  # clauses; of more a party is told which are about it
SHORT = 12  # digits of a hash that people compare
_OPEN = ("OPEN", "LATE")
STAGE_WORDS: Mapping[str, str] = {
    "ASKED": _("您愿意请人调解这件事吗？"),
    "INVITING": _("您已同意调解"),
    "ON_SITE": _("请核对现场说定的内容"),
    "ON_SITE_SAID": _("您已确认现场说定的内容"),
    "MEDIATING": _("正在调解"),
    "SIGNING": _("协议已经定稿，请您核对"),
    "SIGNED": _("您已签名"),
    "AGREED": _("协议已经生效"),
    "PERFORMED": _("协议已经全部履行"),
    "BROKEN": _("协议没有按约履行"),
    "ENDED": _("调解已经终止"),
}
NEXT_WORDS: Mapping[str, str] = {
    "ASKED": _("请先看完下面的内容，再决定。同意或者不同意，都由您自己说了算。"),
    "INVITING": _("还在等其他当事人答复。各方都同意以后，调解才开始。"),
    "CONSENTED": _("各方都已经同意。等调解员开始调解，开始了会告诉您。"),
    "ON_SITE": _("是当时说定的、您也愿意，就确认；不是、或者不愿意，就不要确认。不确认就没有约束力。"),
    "ON_SITE_SAID": _("各方都确认以后，协议生效。"),
    "MEDIATING": _("调解员会约时间。您也可以在这里提出或者答复方案。"),
    "SIGNING": _("请逐条核对。没有看明白的，先问调解员，再签名。"),
    "SIGNED": _("各方都签名、调解员签发以后，协议生效。"),
    "AGREED": _("请各方按约履行。"),
    "PERFORMED": _("没有要再做的事了。"),
    "BROKEN": _("协议仍然有效：没有做的还是要做，晚了也算数；其余的照样按约履行。下面还有可以走的路。"),
    "ENDED": _("谁都没有因此承担义务。您仍然可以走下面的路。"),
}

ANSWER_WORDS = _("有一个方案等您答复。接受不接受，都由您自己说了算。")
MEET_WORDS = _("时间约好了，写在下面。来不了的，早点告诉调解员；您也可以在这里提出方案。")


def context_of(visitor: Visitor, page: PartyPage, *, at: datetime) -> dict[str, Any]:
    """Everything that the templates of a party ask for."""
    mediation = page.mediation
    stage, proposals = stage_of(page), _proposals(page)
    to_come = [each for each in page.sessions if each.state == "PLANNED" and each.ends_at > at]
    return {
        "code": visitor.code,
        "at_their_desk": visitor.at_desk,
        "page": page,
        "mediation": mediation,
        "party": page.party,
        "unit": directory().unit(mediation.unit_id).name,
        "stage": stage,
        "stage_words": STAGE_WORDS[stage],
        "next_words": _next_words(page, stage, to_come, proposals),
        "told": REGIME_TOLD[mediation.regime],
        "rights": rights_of(mediation.regime),
        "duties": duties_of(mediation.regime),
        "may": open_to(page),
        "recusal_waits": recusal_waits(page),
        "is_guarded": mediation.safety == "VIOLENCE" or mediation.dispute == "FAMILY",
        "to_come": to_come,
        "proposals": proposals,
        **_after(page, at=at),
    }


def _next_words(page: PartyPage, stage: str, to_come: Sequence[Any], proposals: "Sequence[Offer]") -> str:
    """What the party is to do now: of what is being mediated, what waits for it first."""
    if stage == "INVITING" and all(each.consent == Consent.GIVEN for each in page.others):
        return NEXT_WORDS["CONSENTED"]
    if stage == "MEDIATING" and any(each.waits for each in proposals):
        return ANSWER_WORDS
    if stage == "MEDIATING" and to_come:
        return MEET_WORDS
    return NEXT_WORDS[stage]


def stage_of(page: PartyPage) -> str:
    """One word for where this party stands."""
    state = page.mediation.state
    if state == "INVITING" and waits_on_site(page):
        return "ON_SITE_SAID" if page.has_signed else "ON_SITE"
    if state == "INVITING" and page.party.consent == Consent.ASKED:
        return "ASKED"
    if state == "SIGNING" and page.has_signed:
        return "SIGNED"
    if state == "AGREED" and page.agreement and page.agreement.row.state in ("PERFORMED", "BROKEN"):
        return page.agreement.row.state
    return state


def waits_on_site(page: PartyPage) -> bool:
    """Whether what was agreed on site, and read back, waits for what the parties say of it."""
    return page.mediation.on_site and page.mediation.state == "INVITING" and page.agreement is not None


def recusal_waits(page: PartyPage) -> datetime | None:
    """When this party asked for another mediator, while that waits for its answer; nobody else reads of it."""
    if page.mediation.recusal_asked_at is None:
        return None
    own = (
        each.at for each in page.complaints if each.about == Grievance.RECUSAL and each.answered_at is None
    )
    return max(own, default=None)


def open_to(page: PartyPage) -> frozenset[str]:
    """The steps that this party may take now, as its page offers them; the operation asks again."""
    verbs = {step.verb for step in MEDIATION.open_steps(page.mediation.state, by=("PARTY",))}
    if page.party.consent == Consent.ASKED:
        verbs -= {"stop"}  # who is asked refuses instead
    else:
        verbs -= {"consent", "refuse"}
    if waits_on_site(page):
        verbs = (verbs - {"consent", "confirm"}) | {"sign"}  # one word for both, on the sheet to sign on
    if page.agreement is None or page.has_signed:
        verbs -= {"sign", "decline"}
    elif page.agreement.row.is_about_status:
        verbs -= {"sign"}
    if recusal_waits(page) is not None:
        verbs -= {"ask_recusal"}
    return frozenset(verbs - closed_to(page))


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal as this party sees it: by whom, and whether its word is still wanted."""

    row: Any
    by: str
    waits: bool
    accepted: bool
    amount: str


def _proposals(page: PartyPage) -> list[Offer]:
    mine = page.party.side
    return [
        Offer(
            row=each,
            by="" if not each.by_side else page.names.get(each.by_side, ""),
            waits=each.state == "OPEN" and mine in each.to_sides and mine not in each.accepted,
            accepted=mine in each.accepted and each.by_side != mine,
            amount="" if each.amount is None else in_figures(each.amount),
        )
        for each in page.proposals
    ]


@dataclass(frozen=True, slots=True)
class Line:
    """One clause in plain words: who, to whom, what, how much in figures and in words, by when, how, what if not."""

    number: int
    kind: str
    who: str
    to: str
    what: str
    figures: str
    words: str
    due_on: date | None
    manner: str
    breach: str
    parts: tuple[tuple[int, str, str, date], ...]
    is_mine: bool


def lines_of(page: PartyPage) -> list[Line]:
    """The agreement, clause by clause, with names in place of letters."""
    terms = page.agreement.terms if page.agreement else ()
    mine = page.party.side
    return [_line(number, term, page.names, mine) for number, term in enumerate(terms, 1)]


def _line(number: int, term: Term, names: Mapping[str, str], mine: str) -> Line:
    parts = tuple(
        (place, in_figures(each.amount), in_words(each.amount), each.due_on)
        for place, each in enumerate(term.instalments, 1)
    )
    figures, words = _amount(term.amount)
    return Line(
        number=number,
        kind=term.kind.value,
        who=names.get(term.who, term.who),
        to=names.get(term.to, term.to),
        what=term.what,
        figures=figures,
        words=words,
        due_on=None if parts else term.due_on,
        manner=term.manner if term.kind == Clause.PAY or term.manner != term.what else "",
        breach=term.breach,
        parts=parts,
        is_mine=mine in (term.who, term.to),
    )


def _amount(amount: Decimal | None) -> tuple[str, str]:
    return ("", "") if amount is None else (in_figures(amount), in_words(amount))


@dataclass(frozen=True, slots=True)
class Owed:
    """What this party owes or is owed: by whom or to whom, how much, by when, and what is said of it."""

    row: OwedView
    other: str
    figures: str
    is_mine: bool
    is_open: bool
    is_late: bool
    part: str


def owed_of(page: PartyPage, *, at: datetime) -> list[Owed]:
    """What this party has to do and to receive, in the order of the days; nothing that is between others."""
    today = at.astimezone(CHINA).date()
    mine = page.party.side
    rows = [
        each for each in (page.agreement.owed if page.agreement else ()) if mine in (each.side, each.to_side)
    ]
    return [
        Owed(
            row=each,
            other=page.names.get(each.to_side if each.side == mine else each.side, ""),
            figures=_amount(each.amount)[0],
            is_mine=each.side == mine,
            is_open=each.state != "DONE",
            is_late=each.state in _OPEN and each.due_on is not None and each.due_on < today,
            part=part_words(each, rows),
        )
        for each in sorted(rows, key=lambda row: (row.due_on or date.max, row.clause, row.number))
    ]


def _after(page: PartyPage, *, at: datetime) -> dict[str, Any]:
    """What follows an agreement or an ending."""
    mediation, agreement = page.mediation, page.agreement
    is_over = mediation.state == "ENDED"
    is_broken = agreement is not None and agreement.row.state == "BROKEN"
    until, lines = _confirm_until(page), lines_of(page)
    return {
        "lines": lines,
        "mine": [line.number for line in lines if line.is_mine] if len(lines) > MANY else [],
        "owed": owed_of(page, at=at) if mediation.state == "AGREED" else [],
        "short_hash": agreement.row.content_hash[:SHORT] if agreement else "",
        "remedies": remedies_of(mediation.regime, mediation.dispute) if is_over else (),
        "after_breach": after_breach(mediation.regime) if is_broken else (),
        "if_broken": after_breach(mediation.regime) if mediation.state == "AGREED" else (),
        "joint": joint_of(page, at=at),
        "confirmation": CONFIRMATION if until and at < until else None,
        "confirm_until": until,
    }


def _confirm_until(page: PartyPage) -> datetime | None:
    """Until when both sides may ask the court together; None for what it does not confirm, or not that way."""
    agreement = page.agreement
    if agreement is None or agreement.row.effective_at is None:
        return None
    if page.mediation.regime == "LABOUR" or agreement.row.is_about_status:
        return None
    return due(agreement.row.effective_at, CONFIRM_WITHIN, mainland()).at
