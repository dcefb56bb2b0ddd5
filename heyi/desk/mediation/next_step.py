"""The sentence on top of a mediation: what it waits for, whose turn it is, until when, and the button that leads on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from heyi.deadlines.explain import WEEKDAYS
from heyi.kernel.clock import CHINA
from heyi.mediation.access import MediationView, OwedView, PartyView
from heyi.mediation.codes import ENDING_WORDS, NEEDS_REVIEW, Consent
from heyi.web.moments import day_words, instant_words


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the mediation waits for; `act` is the button of the page that leads on, `of` what it is about."""

    words: str
    act: str = ""
    of: str = ""
    due_at: datetime | None = None
    leads_to_draft: bool = False


def next_step(view: MediationView, at: datetime, *, can_text: bool = True) -> NextStep:
    """The one thing to do now; `can_text` says whether this house sends text messages."""
    if view.is_live and view.row.recusal_asked_at and not view.is_mediator:
        return NextStep(_("有当事人申请更换调解员，请调解员以外的同事处理。"), "replace")
    found = _OF_STATE[view.row.state](view, at)
    return replace(found, act="call") if found.act in ("text", "text_all") and not can_text else found


SHOWN = 3  # of a group the first few stand for all


def names_of(parties: Sequence[PartyView]) -> str:
    """Some parties, by letter and masked name; of many the first ones and how many there are."""
    names = _("、").join(f"{party.side} {party.masked_name}" for party in parties[:SHOWN])
    if len(parties) <= SHOWN:
        return names
    return _("%(names)s 等 %(count)s 位") % {"names": names, "count": len(parties)}


def _so_far(count: int, left: int) -> str:
    """Of a group how many have done it; of a few the names say it."""
    return _("%(done)s/%(count)s 位已办。") % {"done": count - left, "count": count} if count > SHOWN else ""


def _inviting(view: MediationView, _at: datetime) -> NextStep:
    parts = {party.part for party in view.parties}
    if not {"APPLICANT", "RESPONDENT"} <= parts:
        return NextStep(_("还缺一方：请登记申请人和被申请人。"), "add_party")
    waiting = [party for party in view.parties if party.consent == Consent.ASKED]
    unasked = [party for party in waiting if party.invited_at is None]
    if unasked:
        first, names = unasked[0], names_of(unasked)
        way = "text" if first.has_mobile else "call"
        if sum(party.has_mobile for party in unasked) >= SHOWN:
            way = "text_all"
        return NextStep(_("还没有征询 %(names)s 的意愿。") % {"names": names}, way, first.side)
    if waiting:
        words = _("等 %(names)s 答复愿不愿意调解。") % {"names": names_of(waiting)}
        return NextStep(_so_far(len(view.parties), len(waiting)) + words)
    if view.row.declared_at is None:
        return NextStep(
            _("各方都已同意。请调解员 %(name)s 声明与各方没有利害关系。") % {"name": view.row.mediator},
            "declare",
        )
    return NextStep(_("各方都已同意，可以开始调解；期限从开始时起算。"), "begin")


def _mediating(view: MediationView, at: datetime) -> NextStep:
    due = view.row.due_at
    planned = [each for each in view.sessions if each.state == "PLANNED"]
    over = next((each for each in planned if each.ends_at <= at), None)
    if over is not None:
        words = _("请记录 %(when)s 的调解：谁来了，说了什么。")
        return NextStep(
            words % {"when": instant_words(over.starts_at, now=at)}, "write_up", str(over.id), due
        )
    if view.agreement is not None:
        return _drafting(view, due)
    if planned:
        words = _("下一次调解：%(when)s，%(place)s。")
        given = {"when": hours(planned[0].starts_at, planned[0].ends_at, at), "place": planned[0].place}
        return NextStep(words % given, due_at=due)
    if any(each.state == "ACCEPTED" for each in view.proposals):
        return NextStep(_("各方接受了方案：可以起草协议。"), due_at=due, leads_to_draft=True)
    return NextStep(_("调解已经开始，请安排时间和地点。"), "plan", due_at=due)


def _drafting(view: MediationView, due: datetime | None) -> NextStep:
    assert view.agreement is not None  # noqa: S101 - asked by the caller
    if view.agreement.unclear:
        count = len(view.agreement.unclear)
        words = _("协议在起草，还有 %(count)s 处不明确。") % {"count": count}
        return NextStep(words, due_at=due, leads_to_draft=True)
    return NextStep(_("协议写清楚了：核对以后定稿，交各方签名。"), "fix", due_at=due)


def _signing(view: MediationView, _at: datetime) -> NextStep:
    due, found = view.row.due_at, view.agreement
    needs = any(party.capacity in NEEDS_REVIEW for party in view.parties)
    if needs and found is not None and found.row.reviewed_at is None:
        return NextStep(_("涉及未成年人或者行为能力受限的人：请调解员以外的同事复核。"), "review", due_at=due)
    unsigned = [party for party in view.parties if found is None or party.side in found.unsigned]
    if unsigned:
        words = _("等 %(names)s 签名。") % {"names": names_of(unsigned)}
        return NextStep(_so_far(len(view.parties), len(unsigned)) + words, due_at=due)
    said = _("各方都已签名。请调解员 %(name)s 签发，协议随即生效。")
    return NextStep(said % {"name": view.row.mediator}, "conclude", due_at=due)


def _agreed(view: MediationView, at: datetime) -> NextStep:
    found = view.agreement
    state = found.row.state if found else ""
    if found and _all_joined(view):
        return NextStep(_("各方都同意了共同申请司法确认，可以向法院申请。"), "apply_confirmation")
    first = first_owed(found.owed if found else ())
    if state == "BROKEN" and found and first is None:
        broken = next((str(each.id) for each in found.owed if each.state == "BROKEN"), "")
        words = _("协议没有按约履行。可以申请司法确认、支付令或者起诉；后来履行了的，请登记履行。")
        return NextStep(words, "perform" if broken else "", broken)
    if first is None and view.followups:
        return NextStep(
            _("协议已经履行，也回访过了。") if state == "PERFORMED" else _("协议已经生效，也回访过了。")
        )
    if first is None and state == "PERFORMED":
        return NextStep(_("协议已经履行。请回访当事人。"), "follow_up")
    if first is None:
        return NextStep(_("协议已经生效，没有按日期履行的事项。请回访当事人。"), "follow_up")
    return _performing(first, at)


def _all_joined(view: MediationView) -> bool:
    """Whether every party asks the court together, and nothing is there yet."""
    asked = view.agreement.confirmation if view.agreement else None
    if asked is None or asked.state != "JOINING":
        return False
    return {party.side for party in view.parties} <= set(asked.joined)


def _performing(first: OwedView, at: datetime) -> NextStep:
    """Of what is owed next: that it is said to be done, late and reminded of, late, or still to come."""
    given = {"who": first.side, "day": day_of(first, at), "what": first.what}
    is_late = first.due_on is not None and first.due_on < at.astimezone(CHINA).date()
    if first.is_denied and first.denied_at is not None:
        words = _("%(who)s 方说已经履行，对方 %(at)s 说没有收到：%(what)s。请向双方核实。")
        given["at"] = instant_words(first.denied_at, now=at)
        return NextStep(words % given)
    if first.is_said and first.said_at is not None:
        words = _("%(who)s 方 %(at)s 说已经履行：%(what)s。等对方确认；核实以后也可以登记履行。")
        given["at"] = instant_words(first.said_at, now=at)
        return NextStep(words % given, "perform", str(first.id))
    if is_late and first.state == "LATE" and first.reminded_at is not None:
        words = _("%(who)s 方没有在 %(day)s 前履行：%(what)s。%(at)s 提醒过，请跟进。")
        given["at"] = instant_words(first.reminded_at, now=at)
    elif is_late:
        words = _("%(who)s 方没有在 %(day)s 前履行：%(what)s。请提醒。")
    else:
        words = _("%(who)s 方应在 %(day)s 前履行：%(what)s。")
    if is_reminded_today(first, at):
        return NextStep(words % given)
    return NextStep(words % given, "remind", str(first.id))


def _ended(view: MediationView, at: datetime) -> NextStep:
    ending = _(ENDING_WORDS[view.row.ending]) if view.row.ending else ""
    words = _("调解已经终止：%(ending)s。")
    if view.row.told_remedies_at:
        words = _("调解已经终止：%(ending)s。%(at)s 已告知各方其他途径：仲裁、行政裁决、诉讼。")
    told = view.row.told_remedies_at
    return NextStep(words % {"ending": ending, "at": instant_words(told, now=at) if told else ""})


_OF_STATE: Mapping[str, Callable[[MediationView, datetime], NextStep]] = {
    "MEDIATING": _mediating,
    "INVITING": _inviting,
    "SIGNING": _signing,
    "AGREED": _agreed,
    "ENDED": _ended,
}


def first_owed(owed: Iterable[OwedView]) -> OwedView | None:
    """What is to be done next of what an agreement wants."""
    waiting = [each for each in owed if is_open(each) and each.due_on is not None]
    return min(waiting, key=lambda each: (each.due_on is None, each.due_on), default=None)


def is_open(owed: OwedView) -> bool:
    """Whether it is still to be done and was not recorded as broken."""
    return owed.state in ("OPEN", "LATE")


def is_reminded_today(owed: OwedView, at: datetime) -> bool:
    """Whether who owes it was reminded on this day."""
    told = owed.reminded_at
    return told is not None and told.astimezone(CHINA).date() == at.astimezone(CHINA).date()


def day_of(owed: OwedView, at: datetime) -> str:
    """The day by which something is owed."""
    return day_words(owed.due_on, now=at) if owed.due_on else ""


def hours(start: datetime, end: datetime, at: datetime) -> str:
    """From when to when: 12月1日 周二 14:00–16:00."""
    local = start.astimezone(CHINA)
    weekday = _(WEEKDAYS[local.weekday()])
    day = day_words(local.date(), now=at)
    return f"{day} {weekday} {local:%H:%M}–{end.astimezone(CHINA):%H:%M}"
