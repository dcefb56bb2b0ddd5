"""Longer than the rule says: the unit asks in time, and others decide.

For the lead: its leader or the unit above it, and the reporter is told. For a unit that helps: the unit that asked for
the help, or who is above that; the reporter's clock is another one, and runs on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from heyi.deadlines.rules import Limit
from heyi.dispatch.codes import Approver, ClockName, ExtensionGround, TaskRole
from heyi.dispatch.operations.moving import Move
from heyi.dispatch.operations.steps import Matter, Step, add_note, begin_step
from heyi.dispatch.queries import TaskRow, book, book_version, tasks_and_clocks
from heyi.dispatch.rules.checking import chosen
from heyi.dispatch.rules.clocks import RUNNING, STOPPED, ClockFace, extended
from heyi.dispatch.rules.extending import ASKED, Extension, asked, left_of
from heyi.dispatch.rules.routing import LimitRow, RoutingFacts, limit_for
from heyi.dispatch.rules.standing import lead_of
from heyi.kernel.calendar import mainland
from heyi.kernel.clock import CHINA
from heyi.matters.codes import Zone
from heyi.matters.operations import Held, hold_matter
from heyi.matters.queries import subjects_of
from heyi.matters.rules import denied_line


@dataclass(frozen=True, slots=True)
class _Handling:
    """A task's handling clock that has not stopped, and the rule by which it may be extended."""

    task: TaskRow
    face: ClockFace | None
    row: LimitRow | None

    @property
    def left(self) -> Limit | None:
        """How much may still be added."""
        return left_of(self.row.extension, self.face.extensions) if self.face and self.row else None

    @property
    def request(self) -> Extension | None:
        """What waits for a decision."""
        return asked(self.face.extensions) if self.face else None


def ask_extension(matter: Matter, *, step: Step, ground: str, amount: int | None, text: str) -> Held:
    """申请延期: so much more time for handling, in the unit in which the rule counts."""
    found = _handling("ask_extension", matter, step)
    face, left = found.face, found.left
    facts = {
        "handles": face is not None and face.state == RUNNING,
        "may_add": left.amount if left else 0,
        "amount": amount or 0,
        "is_overdue": face is not None and face.due_at is not None and step.at > face.due_at,
        "extension_asked": found.request is not None,
        "has_ground": ground in {each.value for each in ExtensionGround},
    }
    move = begin_step("ask_extension", matter, step, text=text, **facts)
    assert face is not None  # noqa: S101 - may_be_extended refused it otherwise
    assert left is not None  # noqa: S101
    more = Limit(amount or 0, left.unit)
    request = Extension(str(more), ground, ASKED, step.at.astimezone(CHINA), step.by.actor.id)
    move.turn(replace(face, extensions=(*face.extensions, request)))
    add_note(move, Zone.WORKING, "ask_extend", text)
    move.facts |= {"ground": ground, "limit": str(more)}
    if not move.is_lead:
        move.facts |= {"decider": _decider(move, found.row), **_until(face.due_at)}
    return move.write()


def grant_extension(matter: Matter, *, step: Step, text: str) -> Held:
    """同意延期: the due time moves, and the reporter reads why (信访工作条例 §34)."""
    return _decide("grant_extension", matter, step, text, zone=Zone.PUBLIC, what="extension")


def refuse_extension(matter: Matter, *, step: Step, text: str) -> Held:
    """不同意延期: the due time stays; the unit reads why."""
    return _decide("refuse_extension", matter, step, text, zone=Zone.WORKING, what="no_extension")


def grant_longer(matter: Matter, *, step: Step, text: str) -> Held:
    """同意协办延期: the assist's own due time moves; the lead's, and what the reporter reads, stay."""
    return _decide("grant_longer", matter, step, text, zone=Zone.WORKING, what="longer")


def refuse_longer(matter: Matter, *, step: Step, text: str) -> Held:
    """不同意协办延期: the assist's due time stays; the unit reads why."""
    return _decide("refuse_longer", matter, step, text, zone=Zone.WORKING, what="no_longer")


def _decide(verb: str, matter: Matter, step: Step, text: str, *, zone: Zone, what: str) -> Held:
    found = _handling(verb, matter, step)
    request = found.request
    facts = {
        "extension_asked": request is not None,
        "approver": found.row.approver if found.row else "",
        "is_own_request": request is not None and request.asked_by == step.by.actor.id,
    }
    move = begin_step(verb, matter, step, text=text, **facts)
    assert request is not None  # noqa: S101 - extension_is_asked refused it otherwise
    assert found.face is not None  # noqa: S101
    add_note(move, zone, what, text)
    move.facts |= {"ground": request.ground, "limit": request.limit}
    if not move.is_lead:
        granted = extended(found.face, step.at, mainland()) if verb == "grant_longer" else found.face
        move.facts |= _until(granted.due_at)
    return move.write()


def _until(due_at: datetime | None) -> Mapping[str, object]:
    """Until when the assist has time by its own clock, for who is told; nothing while that stands still."""
    return {"due": due_at and due_at.isoformat()}


def _decider(move: Move, row: LimitRow | None) -> int:
    """The unit that decides on an assist's request: the lead, or by the rule the nearest above it that may see it."""
    lead = lead_of(move.tasks) or move.task
    if row is None or row.approver != Approver.SUPERIOR:
        return lead.unit_id
    denied = denied_line(subjects_of(move.held.county, move.held.id), move.units)
    above = (unit for unit in move.units.ancestors(lead.unit_id) if unit not in denied)
    return next(above, lead.unit_id)


def _handling(verb: str, matter: Matter, step: Step) -> _Handling:
    """What the step is about, once the matter is locked: the task named, else the hand's own, else the lead's."""
    held = hold_matter(*matter)
    tasks, clocks = tasks_and_clocks(held.county, held.id)
    task = chosen(tasks, step.task_id, units=step.by.units, verb=verb)
    role = TaskRole.ASSIST if task.role == TaskRole.ASSIST else TaskRole.LEAD
    rules = book(book_version(at=step.at))
    found = [
        face
        for face in clocks
        if face.task_id == task.id and face.name == ClockName.HANDLE and face.state != STOPPED
    ]
    row = limit_for(ClockName.HANDLE, RoutingFacts.of(held), role, rules)
    return _Handling(task, found[-1] if found else None, row)
