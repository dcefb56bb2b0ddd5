"""What passes between a head and its parts after the fact: reactions to the journal, each on one locked matter.

A part follows its head as it stands, not as an event told: once or twice, early or late, it comes to the same.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from heyi.dispatch.codes import AssistOutcome
from heyi.dispatch.events import PART_LEFT_OPEN
from heyi.dispatch.operations.grouping import shut_out
from heyi.dispatch.operations.moving import Hand, Move, begin
from heyi.dispatch.operations.parting import end_part
from heyi.dispatch.operations.repeating import LINKS
from heyi.dispatch.operations.steps import Step
from heyi.dispatch.queries import HeadNow, PartRow, head_now, head_of
from heyi.dispatch.rules.standing import assists_of
from heyi.journal.access import timeline_of
from heyi.journal.events import SYSTEM, RecordedEvent
from heyi.journal.operations import Recorder
from heyi.kernel.codes import uuid7
from heyi.kernel.words import _
from heyi.matters.codes import Closing
from heyi.matters.operations import hold_matter, save
from heyi.matters.parts import OF_HEAD_REASON
from heyi.matters.queries import SubjectRow, subject_marks, subjects_of
from heyi.matters.rules import denied_line
from heyi.matters.states import LIVE_MATTER

TAKEN_AWAY = {
    Closing.WITHDRAWN.value: _("反映人撤回了主件"),
    Closing.RECALLED.value: _("移交的城市收回了主件"),
}
"""How a head ends so that nobody is left whom its parts' results would serve, and what the parts' units read."""
_HOUSE = Hand(SYSTEM, frozenset())


def follow_head(county: str, matter_id: UUID, *, at: datetime) -> bool:
    """Bring a part up to its head: who leads it, whom it is about, whether it is over. Answers whether it changed."""
    held, link = hold_matter(county, matter_id), head_of(county, matter_id)
    if link is None:
        return False
    head = head_now(*link.head)
    ends = head.closing in TAKEN_AWAY and held.state in LIVE_MATTER
    if ends:
        held = end_part((county, matter_id), step=Step(by=_HOUSE, at=at), text=TAKEN_AWAY[head.closing])
    changes = _link_changes(link, head, is_live=held.state in LIVE_MATTER)
    marks, subjects = subject_marks(county, matter_id), subjects_of(*link.head)
    if not changes and not _differ(marks, subjects):
        return ends
    move = begin("follow_head", (county, matter_id), task_id=None, by=_HOUSE, at=at, seen=None, facts={})
    _follow_link(move, changes)
    _follow_subjects(move, marks, subjects)
    move.write()
    return True


def _link_changes(link: PartRow, head: HeadNow, *, is_live: bool) -> dict[str, object]:
    """What the link is to say of the head; that it is closed is told to parts that go on."""
    now_so: dict[str, object] = {"head_unit_id": head.lead_unit_id}
    if is_live or link.head_is_closed:
        now_so["head_is_closed"] = head.state not in LIVE_MATTER
    return {column: value for column, value in now_so.items() if getattr(link, column) != value}


def _follow_link(move: Move, changes: Mapping[str, Any]) -> None:
    if not changes:
        return
    held = move.held
    move.recorder.rows.update(LINKS, [{"county": held.county, "id": held.id, **changes}])
    move.images[f"part/{held.id}"] = dict(changes)
    move.facts |= changes
    if changes.get("head_is_closed"):
        move.tell_beside(PART_LEFT_OPEN, move.task, {})


def _differ(marks: Mapping[int, SubjectRow], subjects: Collection[int]) -> bool:
    return bool(_lifted(marks, subjects) or [unit for unit in subjects if not _stands(marks.get(unit))])


def _stands(row: SubjectRow | None) -> bool:
    return row is not None and row.of_head and not row.is_lifted


def _lifted(marks: Mapping[int, SubjectRow], subjects: Collection[int]) -> list[SubjectRow]:
    """Denials that came from the head, which has lifted them; what the part's own words said stays."""
    return [row for unit, row in marks.items() if row.of_head and not row.is_lifted and unit not in subjects]


def _follow_subjects(move: Move, marks: Mapping[int, SubjectRow], subjects: Collection[int]) -> None:
    """The head's denials are the part's; who is denied now helps no longer and leaves its group (信访工作条例 §30)."""
    held, rows = move.held, move.recorder.rows
    key = {"county": held.county}
    stands = {"lifted_at": None, "reason": dict(OF_HEAD_REASON)}
    lifted = _lifted(marks, subjects)
    missing = [unit for unit in sorted(subjects) if not _stands(marks.get(unit))]
    known = [marks[unit] for unit in missing if unit in marks]
    new = {uuid7(move.at): unit for unit in missing if unit not in marks}
    rows.update("matters_subjectunit", [{**key, "id": row.id, "lifted_at": move.at} for row in lifted])
    rows.update("matters_subjectunit", [{**key, "id": row.id, **stands} for row in known])
    rows.insert(
        "matters_subjectunit",
        [{**key, "id": row, "matter_id": held.id, "unit_id": unit, **stands} for row, unit in new.items()],
    )
    move.images |= {f"subject/{row.id}": {"lifted_at": move.at} for row in lifted}
    move.images |= {f"subject/{row.id}": dict(stands) for row in known}
    move.images |= {f"subject/{row}": {"unit_id": unit, **stands} for row, unit in new.items()}
    move.lifts = bool(lifted)
    move.facts |= {"denies": missing} if missing else {}
    if missing:
        _shut_out(move, denied_line(missing, move.units))


def _shut_out(move: Move, denied: frozenset[int]) -> None:
    for task in assists_of(move.tasks):
        if task.unit_id in denied:
            move.end_assist(task, AssistOutcome.TAKEN_BACK)
    move.regroup(shut_out(move.held, denied, rows=move.recorder.rows, at=move.at))


def tell_head(link: PartRow, event: RecordedEvent, came: str, *, at: datetime) -> bool:
    """The head's chain says what came of a part, in the name of whoever did it; once for each of the part's events."""
    held = hold_matter(*link.head)
    if held.closing in TAKEN_AWAY or _was_told(link, event):
        return False
    recorder = Recorder(held.county, held.id, head=held.head, actor=event.actor, at=at)
    told = {"part": link.number, "part_seq": event.seq, "part_unit": link.lead_unit_id, "came": came}
    recorder.record("part.moved", unit=held.lead_unit_id, state=held.state, **told)
    save(held, {}, recorder=recorder)
    return True


def _was_told(link: PartRow, event: RecordedEvent) -> bool:
    return any(
        each.verb == "part.moved" and (each.facts["part"], each.facts["part_seq"]) == (link.number, event.seq)
        for each in timeline_of(*link.head)
    )
