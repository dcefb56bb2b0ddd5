"""The timeline: what happened, told from the journal, with the notes' own words where they belong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from heyi.journal.events import RecordedEvent
from heyi.kernel.words import _
from heyi.matters.access import MatterView, NoteView
from heyi.matters.codes import HOLD_WORDS, PURPOSE_WORDS
from heyi.orgs.rules import Directory

EVENT_WORDS: Mapping[str, str] = {
    "matter.received": _("收到反映"),
    "task.given": _("交办"),
    "alarm.raised": _("涉及生命危险，自动通知公安"),
    "alarm.taken_back": _("撤回警情"),
    "task.signed": _("签收"),
    "task.contacted": _("联系反映人"),
    "note.added": _("记录"),
    "task.assigned": _("指派"),
    "task.referred": _("转办"),
    "task.held": _("中止"),
    "task.resumed": _("恢复"),
    "task.answered": _("答复"),
    "task.closed": _("办结"),
    "task.finished": _("反馈结果"),
    "matter.contested": _("反映人提出异议"),
    "clock.reckoned": _("按新公布的日历重算时限"),
    "identity.opened": _("查看反映人身份"),
    "identity.erased": _("清除反映人身份"),
}
ICON_OF = {
    "matter.received": "inbox",
    "task.given": "arrow",
    "alarm.raised": "alarm",
    "alarm.taken_back": "back",
    "task.signed": "sign",
    "task.contacted": "contact",
    "note.added": "note",
    "task.assigned": "user",
    "task.referred": "refer",
    "task.held": "hold",
    "task.resumed": "resume",
    "task.answered": "answer",
    "task.closed": "closed",
    "task.finished": "closed",
    "matter.contested": "contest",
    "identity.opened": "eye",
}


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
    """All entries, the newest first; who has only an alarm is told of the alarm's own task and nothing else."""
    notes = {str(note.id): note for note in matter.notes}
    shown = [event for event in events if not matter.is_alarm_only or _is_of(event, task)]
    return tuple(_entry(event, notes, trees) for event in reversed(shown))


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
        who=event.actor.name if event.actor.kind == "PERSON" else "",
        who_kind=event.actor.kind,
        unit=_unit_name(event.actor.unit_id, trees),
        about=_about(event.facts, event.verb, trees),
        zone=note.zone if note else "",
        text=note.text if note else "",
    )


def words_of(verb: str) -> str:
    """An event's verb in words; one that is not known yet stands as it is."""
    words = EVENT_WORDS.get(verb)
    return gettext(words) if words else verb


def _about(facts: Mapping[str, Any], verb: str, trees: Directory) -> str:
    """The one fact that belongs beside the verb: to whom, or why."""
    if verb in ("task.given", "alarm.raised"):
        return _unit_name(facts.get("unit"), trees)
    if verb == "task.referred":
        return _unit_name(facts.get("to_unit"), trees)
    if verb == "task.held":
        return gettext(HOLD_WORDS.get(str(facts.get("reason")), "")) or ""
    if verb == "identity.opened":
        return gettext(PURPOSE_WORDS.get(str(facts.get("purpose")), "")) or ""
    return ""


def _unit_name(unit_id: object, trees: Directory) -> str:
    unit = trees.find_unit(unit_id) if isinstance(unit_id, int) else None
    return unit.short_name if unit else ""
