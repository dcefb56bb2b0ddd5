"""Longer than the rule says: the unit asks in time, its leader or the unit above decides, the reporter is told."""

from collections.abc import Mapping
from dataclasses import replace

from heyi.deadlines.rules import Limit
from heyi.dispatch.codes import ClockName, ExtensionGround
from heyi.dispatch.operations.steps import Matter, Step, add_note, begin_step
from heyi.dispatch.queries import book, book_version, tasks_and_clocks
from heyi.dispatch.rules.clocks import RUNNING, STOPPED, ClockFace
from heyi.dispatch.rules.extending import ASKED, Extension, asked, left_of
from heyi.dispatch.rules.routing import LimitRow, RoutingFacts, limit_for
from heyi.dispatch.rules.standing import lead_of
from heyi.kernel.clock import CHINA
from heyi.matters.codes import Zone
from heyi.matters.operations import Held, hold_matter


def ask_extension(matter: Matter, *, step: Step, ground: str, amount: int | None, text: str) -> Held:
    """申请延期: so much more time for handling, in the unit in which the rule counts."""
    held = hold_matter(*matter)
    face, row = _handling(held, step)
    left = left_of(row.extension, face.extensions) if face and row else None
    facts = {
        "handles": face is not None and face.state == RUNNING,
        "may_add": left.amount if left else 0,
        "amount": amount or 0,
        "is_overdue": face is not None and face.due_at is not None and step.at > face.due_at,
        "extension_asked": face is not None and asked(face.extensions) is not None,
        "has_ground": ground in {each.value for each in ExtensionGround},
    }
    move = begin_step("ask_extension", matter, step, text=text, **facts)
    assert face is not None  # noqa: S101 - may_be_extended refused it otherwise
    assert left is not None  # noqa: S101
    more = Limit(amount or 0, left.unit)
    actor = step.by.actor
    request = Extension(str(more), ground, ASKED, step.at.astimezone(CHINA), actor.id)
    move.turn(replace(face, extensions=(*face.extensions, request)))
    add_note(move, Zone.WORKING, "ask_extend", text)
    move.facts |= {"ground": ground, "limit": str(more)}
    return move.write()


def grant_extension(matter: Matter, *, step: Step, text: str) -> Held:
    """同意延期: the due time moves, and the reporter reads why (信访工作条例 §34)."""
    return _decide("grant_extension", matter, step, text, zone=Zone.PUBLIC, what="extension")


def refuse_extension(matter: Matter, *, step: Step, text: str) -> Held:
    """不同意延期: the due time stays; the unit reads why."""
    return _decide("refuse_extension", matter, step, text, zone=Zone.WORKING, what="no_extension")


def _decide(verb: str, matter: Matter, step: Step, text: str, *, zone: Zone, what: str) -> Held:
    held = hold_matter(*matter)
    face, row = _handling(held, step)
    request = asked(face.extensions) if face else None
    move = begin_step(verb, matter, step, text=text, **_facts_of_decision(request, row, step))
    assert request is not None  # noqa: S101 - extension_is_asked refused it otherwise
    add_note(move, zone, what, text)
    move.facts |= {"ground": request.ground, "limit": request.limit}
    return move.write()


def _facts_of_decision(request: Extension | None, row: LimitRow | None, step: Step) -> Mapping[str, object]:
    return {
        "extension_asked": request is not None,
        "approver": row.approver if row else "",
        "is_own_request": request is not None and request.asked_by == step.by.actor.id,
    }


def _handling(held: Held, step: Step) -> tuple[ClockFace | None, LimitRow | None]:
    """The lead's handling clock that has not stopped, and the rule by which it may be extended."""
    tasks, clocks = tasks_and_clocks(held.county, held.id)
    lead = lead_of(tasks)
    facts = RoutingFacts.of(held)
    rules = book(book_version(at=step.at))
    found = [
        face
        for face in clocks
        if lead and face.task_id == lead.id and face.name == ClockName.HANDLE and face.state != STOPPED
    ]
    return (found[-1] if found else None), limit_for(ClockName.HANDLE, facts, "LEAD", rules)
