"""The timeline: what happened, told from the journal, with the notes' own words where they belong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy

from heyi.deadlines import explain
from heyi.deadlines.rules import Limit
from heyi.dispatch.codes import (
    CLOCK_WORDS,
    EXTENSION_WORDS,
    GROUP_PART_WORDS,
    OBJECTION_WORDS,
    ORDER_WORDS,
    SUPERVISION_WORDS,
)
from heyi.intake.codes import NOTICE_WORDS
from heyi.journal.events import RecordedEvent
from heyi.kernel.words import _
from heyi.matters.access import MatterView, NoteView
from heyi.matters.codes import (
    ERASURE_WORDS,
    HOLD_WORDS,
    PURPOSE_WORDS,
    TRANSFER_REASON_WORDS,
    VERDICT_WORDS,
    Zone,
)
from heyi.orgs.rules import Directory
from heyi.triage.codes import FIELD_WORDS, NATURE_WORDS, URGENCY_WORDS, field_of, nature_of

EVENT_WORDS: Mapping[str, Promise] = {
    "matter.received": pgettext_lazy("已发生", "收到反映"),
    "task.given": pgettext_lazy("已发生", "交办"),
    "alarm.raised": pgettext_lazy("已发生", "涉及生命危险，自动通知公安"),
    "alarm.taken_back": pgettext_lazy("已发生", "撤回警情"),
    "task.signed": pgettext_lazy("已发生", "签收"),
    "task.contacted": pgettext_lazy("已发生", "联系反映人"),
    "note.added": pgettext_lazy("已发生", "记录"),
    "file.attached": pgettext_lazy("已发生", "添加附件"),
    "file.erased": pgettext_lazy("已发生", "清除附件"),
    "task.assigned": pgettext_lazy("已发生", "指派"),
    "task.claimed": pgettext_lazy("已发生", "认领"),
    "task.referred": pgettext_lazy("已发生", "转办"),
    "task.held": pgettext_lazy("已发生", "中止"),
    "task.resumed": pgettext_lazy("已发生", "恢复"),
    "task.answered": pgettext_lazy("已发生", "答复"),
    "task.closed": pgettext_lazy("已发生", "办结"),
    "task.finished": pgettext_lazy("已发生", "反馈结果"),
    "matter.contested": pgettext_lazy("已发生", "反映人提出异议"),
    "matter.corrected": pgettext_lazy("已发生", "更正"),
    "call.recorded": pgettext_lazy("已发生", "三方通话"),
    "receipt.text_asked": pgettext_lazy("已发生", "把回执发到反映人手机"),
    "delivery.retried": pgettext_lazy("已发生", "重新送达"),
    "delivery.dismissed": pgettext_lazy("已发生", "不再送达"),
    "matter.accepted": pgettext_lazy("已发生", "反映人认可答复"),
    "matter.withdrawn": pgettext_lazy("已发生", "反映人撤回反映"),
    "matter.supplemented": pgettext_lazy("已发生", "反映人补充材料"),
    "matter.rated": pgettext_lazy("已发生", "反映人评价"),
    "clock.reckoned_again": pgettext_lazy("已发生", "按新公布的日历重算时限"),
    "reach.mended": pgettext_lazy("已发生", "单位调整，重算可见范围"),
    "likeness.judged": pgettext_lazy("已发生", "判断是否同一件事"),
    "transfer.offered": pgettext_lazy("已发生", "转交"),
    "transfer.recalled": pgettext_lazy("已发生", "收回转交"),
    "transfer.accepted": pgettext_lazy("已发生", "对方接收，由其办理"),
    "transfer.refused": pgettext_lazy("已发生", "对方不接收，仍由本单位办理"),
    "transfer.answered": pgettext_lazy("已发生", "对方答复"),
    "transfer.concluded": pgettext_lazy("已发生", "对方办结"),
    "transfer.fulfilled": pgettext_lazy("已发生", "对方办完，由本单位收尾"),
    "transfer.returned": pgettext_lazy("已发生", "对方退回，由本单位接着办"),
    "transfer.offer": pgettext_lazy("已发生", "请对方接收"),
    "transfer.recall": pgettext_lazy("已发生", "告知已收回"),
    "identity.opened": pgettext_lazy("已发生", "查看反映人身份"),
    "identity.erased": pgettext_lazy("已发生", "清除反映人身份"),
    "erasure.asked": pgettext_lazy("已发生", "反映人请求清除"),
    "erasure.refused": pgettext_lazy("已发生", "答复清除请求：没有清除"),
    "objection.made": pgettext_lazy("已发生", "退单异议"),
    "objection.dropped": pgettext_lazy("已发生", "撤回退单异议"),
    "objection.agreed": pgettext_lazy("已发生", "同意退单，改派"),
    "objection.refused": pgettext_lazy("已发生", "不同意退单，报请裁定"),
    "objection.raised": pgettext_lazy("已发生", "逾期未决，报请上级裁定"),
    "objection.ruled": pgettext_lazy("已发生", "裁定由原单位办理"),
    "objection.moved": pgettext_lazy("已发生", "裁定改派"),
    "clock.warned": pgettext_lazy("已发生", "时限将到"),
    "clock.overdue": pgettext_lazy("已发生", "时限已过"),
    "clock.tripled": pgettext_lazy("已发生", "已达时限三倍"),
    "task.urged": pgettext_lazy("已发生", "催办"),
    "supervision.begun": pgettext_lazy("已发生", "督办"),
    "supervision.answered": pgettext_lazy("已发生", "反馈督办"),
    "supervision.ended": pgettext_lazy("已发生", "督办销号"),
    "group.convened": pgettext_lazy("已发生", "成立指挥组"),
    "group.joined": pgettext_lazy("已发生", "加入指挥组"),
    "group.left": pgettext_lazy("已发生", "退出指挥组"),
    "group.ordered": pgettext_lazy("已发生", "指挥组交办任务"),
    "group.reported": pgettext_lazy("已发生", "反馈指挥组任务"),
    "group.logged": pgettext_lazy("已发生", "指挥记录"),
    "group.stood_down": pgettext_lazy("已发生", "解散指挥组"),
    "task.put_back": pgettext_lazy("已发生", "收回指派"),
    "extension.asked": pgettext_lazy("已发生", "申请延期"),
    "extension.granted": pgettext_lazy("已发生", "同意延期"),
    "extension.refused": pgettext_lazy("已发生", "不同意延期"),
}
ICON_OF = {
    "matter.received": "inbox",
    "task.given": "arrow",
    "alarm.raised": "alarm",
    "alarm.taken_back": "back",
    "task.signed": "sign",
    "task.contacted": "contact",
    "note.added": "note",
    "file.attached": "clip",
    "file.erased": "clip",
    "task.assigned": "user",
    "task.claimed": "check",
    "task.referred": "refer",
    "task.held": "hold",
    "task.resumed": "resume",
    "task.answered": "answer",
    "task.closed": "closed",
    "task.finished": "closed",
    "matter.contested": "contest",
    "matter.corrected": "note",
    "matter.accepted": "check",
    "matter.withdrawn": "back",
    "matter.supplemented": "note",
    "matter.rated": "answer",
    "likeness.judged": "people",
    "identity.opened": "eye",
    "transfer.offered": "transfer",
    "transfer.recalled": "back",
    "transfer.accepted": "sign",
    "transfer.refused": "back",
    "transfer.answered": "answer",
    "transfer.concluded": "closed",
    "transfer.fulfilled": "check",
    "transfer.returned": "back",
    "identity.erased": "key",
    "erasure.asked": "note",
    "erasure.refused": "answer",
    "objection.made": "back",
    "objection.dropped": "check",
    "objection.agreed": "refer",
    "objection.refused": "back",
    "objection.raised": "alarm",
    "objection.ruled": "check",
    "objection.moved": "refer",
    "clock.warned": "clock",
    "clock.overdue": "alarm",
    "clock.tripled": "alarm",
    "task.urged": "alarm",
    "supervision.begun": "eye",
    "supervision.answered": "answer",
    "supervision.ended": "check",
    "group.convened": "people",
    "group.joined": "people",
    "group.left": "out",
    "group.ordered": "send",
    "group.reported": "answer",
    "group.logged": "note",
    "group.stood_down": "check",
    "task.put_back": "back",
    "extension.asked": "clock",
    "extension.granted": "check",
    "extension.refused": "back",
    "call.recorded": "contact",
    "receipt.text_asked": "send",
    "delivery.retried": "send",
    "delivery.dismissed": "send",
}

BY_THE_RULES = frozenset({"task.given", "alarm.raised"})  # who sent the report decided none of this


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline; `zone` and `text` where somebody wrote."""

    seq: int
    verb: str
    words: str
    icon: str
    at: datetime
    who: str
    who_kind: str
    unit: str
    about: str
    zone: str
    text: str


def timeline(
    events: Sequence[RecordedEvent], matter: MatterView, trees: Directory, *, task: str = ""
) -> tuple[Entry, ...]:
    """All entries that this person may know of, the newest first."""
    notes = {str(note.id): note for note in matter.notes}
    shown = [event for event in events if _is_for(matter, event, task)]
    return tuple(_entry(event, notes, trees) for event in reversed(shown))


def _is_for(matter: MatterView, event: RecordedEvent, task: str) -> bool:
    """Who has only an alarm is told of its own task; outside the room nobody hears that something was confided."""
    if matter.is_alarm_only:
        return _is_of(event, task)
    return matter.is_in_the_room or event.facts.get("zone") != Zone.CONFIDENTIAL.value


def _is_of(event: RecordedEvent, task: str) -> bool:
    return event.verb == "matter.received" or (bool(task) and event.facts.get("task") == task)


def _entry(event: RecordedEvent, notes: Mapping[str, NoteView], trees: Directory) -> Entry:
    note = notes.get(str(event.facts.get("note", "")))
    return Entry(
        seq=event.seq,
        verb=event.verb,
        words=words_of(event.verb),
        icon=ICON_OF.get(event.verb, "clock"),
        at=event.at,
        who=event.actor.name if event.actor.kind == "PERSON" and event.verb not in BY_THE_RULES else "",
        who_kind="SYSTEM" if event.verb in BY_THE_RULES else event.actor.kind,
        unit="" if event.verb in BY_THE_RULES else _unit_name(event.actor.unit_id, trees),
        about=_about(event.facts, event.verb, trees),
        zone=note.zone if note else "",
        text=note.text if note else "",
    )


def words_of(verb: str) -> str:
    """An event's verb in words; one that is not known yet stands as it is."""
    words = EVENT_WORDS.get(verb)
    return str(words) if words else verb


_About = Callable[[Mapping[str, Any], Directory], str]


def _about(facts: Mapping[str, Any], verb: str, trees: Directory) -> str:
    """The one fact that belongs beside the verb: to whom, or why."""
    about = ABOUT.get(verb)
    return about(facts, trees) if about else ""


def _coded(words: Mapping[str, str], name: str, empty: str = "") -> _About:
    """A code among the facts, in words."""

    def about(facts: Mapping[str, Any], _trees: Directory) -> str:
        found = words.get(str(facts.get(name)), "") or empty
        return gettext(found) if found else ""

    return about


def _files(facts: Mapping[str, Any], _trees: Directory) -> str:
    count = int(facts.get("files", 0))
    return ngettext("%(n)s 个文件", "%(n)s 个文件", count) % {"n": count}


def _extended(facts: Mapping[str, Any], _trees: Directory) -> str:
    """How much, and on which ground."""
    limit = explain.words_of(Limit.parse(str(facts.get("limit", ""))), gettext)
    return gettext("；").join((limit, gettext(EXTENSION_WORDS.get(str(facts.get("ground")), ""))))


def _objected(facts: Mapping[str, Any], trees: Directory) -> str:
    """On which ground, and whose it should be."""
    ground, to_unit = OBJECTION_WORDS.get(str(facts.get("ground")), ""), facts.get("to_unit")
    return gettext("；").join(
        filter(None, (gettext(ground) if ground else "", _unit_name(to_unit, trees) if to_unit else ""))
    )


def _supervised(facts: Mapping[str, Any], trees: Directory) -> str:
    """By whom, and on which ground."""
    ground = gettext(SUPERVISION_WORDS.get(str(facts.get("ground")), ""))
    return gettext("；").join((_unit_name(facts.get("by_unit"), trees), ground))


def _member(facts: Mapping[str, Any], trees: Directory) -> str:
    """Which unit, who of it, and with which part or result."""
    part = GROUP_PART_WORDS.get(str(facts.get("part")), "")
    came_to = ORDER_WORDS.get(str(facts.get("came_to")), "")
    words = (
        "" if came_to else _unit_name(facts.get("member_unit"), trees),
        "" if came_to else str(facts.get("who") or ""),
        gettext(part) if part else "",
        gettext(came_to) if came_to else "",
    )
    return " ".join(filter(None, words))


def _asked_for(facts: Mapping[str, Any], _trees: Directory) -> str:
    return gettext("姓名和电话") if facts.get("of") == "IDENTITY" else gettext("自己提供的附件")


def _handler(facts: Mapping[str, Any], _trees: Directory) -> str:
    """Whom a task was assigned to, as the event set it on the task's row."""
    rows = facts.get("set", {}).values()
    return next((str(row["handler"]) for row in rows if row.get("handler")), "")


def corrected_words(facts: Mapping[str, Any], trees: Directory) -> str:
    """What was corrected, from what to what: codes as words."""
    before, after = facts.get("before", {}), facts.get("after", {})
    words: Mapping[str, Callable[[Any], str]] = {
        "kind": _kind_words,
        "region_code": trees.name_of_region,
        "urgency": lambda code: gettext(URGENCY_WORDS.get(code, code)),
        "subjects": lambda units: "、".join(_unit_name(unit, trees) for unit in units) or gettext("没有"),
    }
    return gettext("；").join(
        f"{words[name](before[name])} → {words[name](after[name])}" for name in sorted(after)
    )


def _transferred(facts: Mapping[str, Any]) -> str:
    """To whom, and on which ground."""
    ground = TRANSFER_REASON_WORDS.get(str(facts.get("reason")), "")
    return gettext("；").join(
        filter(None, (str(facts.get("partner", "")), gettext(ground) if ground else ""))
    )


def _kind_words(code: str) -> str:
    nature, of_field = nature_of(code), field_of(code)
    return f"{gettext(NATURE_WORDS.get(nature, nature))} · {gettext(FIELD_WORDS.get(of_field, of_field))}"


def _unit_name(unit_id: object, trees: Directory) -> str:
    unit = trees.find_unit(unit_id) if isinstance(unit_id, int) else None
    return unit.short_name if unit else ""


ABOUT: Mapping[str, _About] = {
    "matter.received": _coded(NOTICE_WORDS, "notice"),
    "task.given": lambda facts, trees: _unit_name(facts.get("unit"), trees),
    "alarm.raised": lambda facts, trees: _unit_name(facts.get("unit"), trees),
    "task.referred": lambda facts, trees: _unit_name(facts.get("to_unit"), trees),
    "task.held": _coded(HOLD_WORDS, "reason"),
    "task.assigned": _handler,
    "task.put_back": lambda facts, trees: _handler(facts, trees) or gettext("放回待认领"),
    "group.convened": lambda facts, trees: _unit_name(facts.get("by_unit"), trees),
    **dict.fromkeys(("group.joined", "group.left", "group.ordered", "group.reported"), _member),
    "file.attached": _files,
    "matter.corrected": corrected_words,
    "likeness.judged": _coded(VERDICT_WORDS, "verdict", _("收回判断")),
    "identity.opened": _coded(PURPOSE_WORDS, "purpose"),
    "transfer.offered": lambda facts, _trees: _transferred(facts),
    **dict.fromkeys(
        (
            "transfer.recalled",
            "transfer.accepted",
            "transfer.refused",
            "transfer.answered",
            "transfer.concluded",
            "transfer.fulfilled",
            "transfer.returned",
        ),
        lambda facts, _trees: str(facts.get("partner", "")),
    ),
    "file.erased": _coded(ERASURE_WORDS, "ground"),
    "identity.erased": _coded(ERASURE_WORDS, "ground"),
    "erasure.asked": _asked_for,
    "erasure.refused": _asked_for,
    **dict.fromkeys(("clock.warned", "clock.overdue", "clock.tripled"), _coded(CLOCK_WORDS, "clock")),
    "task.urged": lambda facts, trees: _unit_name(facts.get("by_unit"), trees),
    "supervision.begun": _supervised,
    "objection.made": _objected,
    **dict.fromkeys(
        ("objection.agreed", "objection.moved"), lambda facts, trees: _unit_name(facts.get("to_unit"), trees)
    ),
    **dict.fromkeys(
        ("objection.refused", "objection.raised"),
        lambda facts, trees: _unit_name(facts.get("decider"), trees),
    ),
    **dict.fromkeys(("extension.asked", "extension.granted", "extension.refused"), _extended),
}
