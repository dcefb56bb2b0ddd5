"""The timeline: what happened, told from the journal, with the notes' own words where they belong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, ngettext

from heyi.deadlines import explain
from heyi.deadlines.rules import Limit
from heyi.desk.matters.happenings import EVENT_WORDS, ICON_OF
from heyi.dispatch.codes import (
    ASSIST_OUTCOME_WORDS,
    CLOCK_WORDS,
    EXTENSION_WORDS,
    GROUP_PART_WORDS,
    OBJECTION_WORDS,
    ORDER_WORDS,
    SUPERVISION_WORDS,
)
from heyi.dispatch.events import INVITED, PART_LEFT_OPEN, UNINVITED
from heyi.intake.codes import NOTICE_WORDS
from heyi.journal.events import RecordedEvent
from heyi.kernel.clock import now
from heyi.kernel.words import _
from heyi.matters.access import MatterView, NoteView
from heyi.matters.codes import (
    CAME_OF_PART_WORDS,
    ERASURE_WORDS,
    HOLD_WORDS,
    PURPOSE_WORDS,
    TRANSFER_REASON_WORDS,
    VERDICT_WORDS,
    Zone,
)
from heyi.mediation.codes import ENDING_WORDS, REGIME_WORDS, WAY_WORDS
from heyi.mediation.events import BETWEEN_THEM, EVENT_OF, OPENED
from heyi.orgs.rules import Directory
from heyi.triage.codes import FIELD_WORDS, NATURE_WORDS, URGENCY_WORDS, field_of, nature_of
from heyi.web.moments import instant_words

UNSPOKEN = BETWEEN_THEM | {EVENT_OF["draft"], INVITED, UNINVITED, PART_LEFT_OPEN}
"""What other lines tell: each draft but the fixed one, and the single units that a conferral names all at once."""
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
    shown = [event for event in events if event.verb not in UNSPOKEN and _is_for(matter, event, task)]
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


def _spoken(facts: Mapping[str, Any], trees: Directory) -> str:
    """Which clock, and whose."""
    clock = gettext(CLOCK_WORDS.get(str(facts.get("clock")), ""))
    return gettext("；").join((clock, _unit_name(facts.get("unit"), trees)))


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


def _ended(facts: Mapping[str, Any], trees: Directory) -> str:
    """Whose assist ended, and by what."""
    outcome = gettext(ASSIST_OUTCOME_WORDS.get(str(facts.get("outcome")), ""))
    return gettext("；").join((_unit_name(facts.get("unit"), trees), outcome))


def _assist_held(facts: Mapping[str, Any], trees: Directory) -> str:
    """Whose assist stands still, and on which ground."""
    return gettext("；").join(
        (_unit_name(facts.get("unit"), trees), gettext(HOLD_WORDS.get(str(facts.get("reason")), "")))
    )


def _assist_extended(facts: Mapping[str, Any], trees: Directory) -> str:
    """Whose assist, by how much, on which ground."""
    return gettext("；").join((_unit_name(facts.get("unit"), trees), _extended(facts, trees)))


def _called(facts: Mapping[str, Any], trees: Directory) -> str:
    """When, and who is called."""
    return gettext("；").join(filter(None, (_time_of(facts), _names(facts.get("units", ()), trees))))


def _time_of(facts: Mapping[str, Any]) -> str:
    starts_at = facts.get("starts_at")
    return instant_words(datetime.fromisoformat(str(starts_at)), now=now()) if starts_at else ""


def _names(units: Sequence[int], trees: Directory) -> str:
    return "、".join(_unit_name(unit, trees) for unit in units)


def _received(facts: Mapping[str, Any], trees: Directory) -> str:
    """Of a part, of which head; else which text was read out to the reporter."""
    if facts.get("head"):
        return gettext("从主件 %(head)s 拆分") % {"head": facts["head"]}
    return _coded(NOTICE_WORDS, "notice")(facts, trees)


def _split_off(facts: Mapping[str, Any], trees: Directory) -> str:
    """The part's number, and to whom it went."""
    return gettext("；").join((str(facts.get("part", "")), _unit_name(facts.get("to_unit"), trees)))


def _came_of_part(facts: Mapping[str, Any], trees: Directory) -> str:
    """Which part, of which unit, and what came of it."""
    came = gettext(CAME_OF_PART_WORDS.get(str(facts.get("came")), ""))
    return gettext("；").join((str(facts.get("part", "")), _unit_name(facts.get("part_unit"), trees), came))


def _followed(facts: Mapping[str, Any], trees: Directory) -> str:
    """What is otherwise with the head."""
    words = []
    if "head_unit_id" in facts:
        words.append(gettext("主件现由 %(unit)s 主办") % {"unit": _unit_name(facts["head_unit_id"], trees)})
    if "head_is_closed" in facts:
        words.append(
            gettext("主件已办结，本分项继续办") if facts["head_is_closed"] else gettext("主件重新办理")
        )
    if facts.get("denies"):
        words.append(gettext("主件反映的单位随之回避：%(units)s") % {"units": _names(facts["denies"], trees)})
    return gettext("；").join(words)


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
        "subjects": lambda units: _names(units, trees) or gettext("没有"),
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


_ASKED_BY = {"LINK": _("短信"), "PHONE": _("电话"), "PAPER": _("征询单")}
_WITH_ENDING = ("refuse", "record_refusal", "stop", "decline", "end")
ABOUT: Mapping[str, _About] = {
    OPENED: _coded(REGIME_WORDS, "regime"),
    "mediation.party_opened": lambda facts, _trees: str(facts.get("side", "")),
    **{EVENT_OF[verb]: _coded(WAY_WORDS, "way") for verb in ("consent", "record_consent")},
    EVENT_OF["invite"]: _coded(_ASKED_BY, "way"),
    **{EVENT_OF[verb]: _coded(ENDING_WORDS, "ending") for verb in _WITH_ENDING},
    EVENT_OF["plan"]: lambda facts, _trees: _time_of(facts),
    EVENT_OF["replace_mediator"]: lambda facts, _trees: str(facts.get("mediator", "")),
    "matter.received": _received,
    "task.given": lambda facts, trees: _unit_name(facts.get("unit"), trees),
    "alarm.raised": lambda facts, trees: _unit_name(facts.get("unit"), trees),
    "task.referred": lambda facts, trees: _unit_name(facts.get("to_unit"), trees),
    "assist.asked": lambda facts, trees: _unit_name(facts.get("to_unit"), trees),
    **dict.fromkeys(("matter.bundled", "matter.unbundled"), lambda facts, _trees: str(facts.get("head", ""))),
    "matter.split": _split_off,
    "part.moved": _came_of_part,
    "part.followed": _followed,
    "assist.ended": _ended,
    **dict.fromkeys(("conferral.convened", "conferral.called_off"), _called),
    "conferral.held": lambda facts, trees: _names(facts.get("came", ()), trees),
    "task.finished": _coded(ASSIST_OUTCOME_WORDS, "outcome"),
    "task.held": _coded(HOLD_WORDS, "reason"),
    "assist.held": _assist_held,
    "assist.resumed": lambda facts, trees: _unit_name(facts.get("unit"), trees),
    **dict.fromkeys(
        ("assist.extension_asked", "assist.extension_granted", "assist.extension_refused"), _assist_extended
    ),
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
            "transfer.progressed",
            "transfer.answered",
            "transfer.concluded",
            "transfer.fulfilled",
            "transfer.returned",
            "arrival.taken",
            "arrival.sent_back",
            "arrival.recalled",
        ),
        lambda facts, _trees: str(facts.get("partner", "")),
    ),
    "file.erased": _coded(ERASURE_WORDS, "ground"),
    "identity.erased": _coded(ERASURE_WORDS, "ground"),
    "erasure.asked": _asked_for,
    "erasure.refused": _asked_for,
    **dict.fromkeys(("clock.warned", "clock.overdue", "clock.tripled"), _spoken),
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
    **dict.fromkeys(
        ("extension.asked", "extension.granted", "extension.refused", "extension.lapsed"), _extended
    ),
}
