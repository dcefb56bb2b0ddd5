"""会商: units are called together, and what they decided is written down with the tasks that follow from it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import chain

from heyi.dispatch.codes import AssistOutcome, ConferralState
from heyi.dispatch.events import INVITED, UNINVITED
from heyi.dispatch.operations.assisting import ask, give_assist
from heyi.dispatch.operations.imaging import new_image
from heyi.dispatch.operations.moving import Move
from heyi.dispatch.operations.steps import Matter, Step, add_note, begin_step, in_whose_name
from heyi.dispatch.queries import ConferralRow, find_waiting_conferral
from heyi.dispatch.rules.standing import FOR_CONFERRAL, assists_of
from heyi.kernel.codes import uuid7
from heyi.matters.codes import Zone
from heyi.matters.operations import Held, hold_matter
from heyi.matters.queries import subjects_of
from heyi.matters.rules import denied_line
from heyi.matters.states import LIVE_TASK
from heyi.orgs.access import directory

PLANNED, HELD, CALLED_OFF = (state.value for state in ConferralState)


def confer(
    matter: Matter, *, step: Step, units: Collection[int], starts_at: datetime | None, text: str
) -> Held:
    """召集会商: these units, then, about this. Who has no task in the matter yet is asked to assist by coming."""
    waiting = find_waiting_conferral(*_key(hold_matter(*matter)))
    denied = denied_line(subjects_of(*matter), directory())
    move = begin_step(
        "confer",
        matter,
        step,
        conferral_waits=waiting is not None,
        invited=frozenset(units),
        denied=denied,
        starts_at=starts_at,
        at=step.at,
        text=text,
    )
    row: dict[str, object] = {
        "id": uuid7(step.at),
        "by_unit_id": in_whose_name(move),
        "units": sorted(units),
        "starts_at": starts_at,
        "state": PLANNED,
        "came": [],
        "ended_at": None,
    }
    move.images |= new_image("conferral", row)
    move.recorder.rows.insert(
        "dispatch_conferral", [{"county": move.held.county, "matter_id": move.held.id, **row}]
    )
    have_tasks = {task.unit_id for task in move.tasks if task.state in LIVE_TASK and task.role != "ALARM"}
    for unit in sorted(set(units) - have_tasks):
        give_assist(move, unit, text, rule=FOR_CONFERRAL)
    for unit in sorted(units):
        move.tell_beside(INVITED, move.task, {}, to_unit=unit, due=starts_at and starts_at.isoformat())
    add_note(move, Zone.WORKING, "confer", text)
    move.facts |= {"units": sorted(units), "starts_at": starts_at and starts_at.isoformat()}
    return move.write()


def record_conferral(
    matter: Matter,
    *,
    step: Step,
    came: Collection[int],
    follows: Sequence[tuple[int, str]] = (),
    text: str,
) -> Held:
    """记录会商: who came, what was decided, and what follows for whom; who was asked for the meeting alone is done."""
    move, waiting = _begin(
        "record_conferral", matter, step, text, came=frozenset(came), follows=tuple(follows)
    )
    _end(move, waiting, {"state": HELD, "came": sorted(came), "ended_at": step.at})
    _release(move, frozenset(came))
    for unit, asked in follows:
        _follow(move, unit, asked)
    add_note(move, Zone.WORKING, "conferred", text)
    move.facts |= {"came": sorted(came), "units": waiting.units}
    return move.write()


def call_off(matter: Matter, *, step: Step, text: str) -> Held:
    """取消会商: why it does not take place."""
    move, waiting = _begin("call_off", matter, step, text)
    _end(move, waiting, {"state": CALLED_OFF, "ended_at": step.at})
    _release(move, frozenset())
    add_note(move, Zone.WORKING, "call_off", text)
    move.facts["units"] = waiting.units
    for unit in waiting.units:
        move.tell_beside(UNINVITED, move.task, {}, to_unit=unit)
    return move.write()


def _begin(verb: str, matter: Matter, step: Step, text: str, **facts: object) -> tuple[Move, ConferralRow]:
    waiting = find_waiting_conferral(*_key(hold_matter(*matter)))
    invited = frozenset(waiting.units) if waiting else frozenset()
    denied = denied_line(subjects_of(*matter), directory())
    own = {
        "conferral_waits": waiting is not None,
        "invited": invited,
        "denied": denied,
        "waits_until": waiting.starts_at if waiting else None,
        "at": step.at,
    }
    move = begin_step(verb, matter, step, text=text, **own, **facts)
    assert waiting is not None  # noqa: S101 - conferral_waits refused it otherwise
    return move, waiting


def _end(move: Move, waiting: ConferralRow, changes: dict[str, object]) -> None:
    move.images[f"conferral/{waiting.id}"] = changes
    move.recorder.rows.update(
        "dispatch_conferral", [{"county": move.held.county, "id": waiting.id, **changes}]
    )


def _follow(move: Move, unit: int, text: str) -> None:
    """What follows for a unit: told to its open task, or asked of it as a task of its own."""
    tasks = (task.id for task in move.tasks if task.unit_id == unit and task.state in LIVE_TASK)
    given = (given.id for given in move.given if given.unit_id == unit)  # a second thing for it
    task_id = next(chain(tasks, given), None)
    if task_id is None:
        ask(move, unit, text)
    else:
        add_note(move, Zone.WORKING, "follow_up", text, task_id=task_id)


def _release(move: Move, came: frozenset[int]) -> None:
    """Who was asked for the meeting alone is done with that; what follows is asked anew, with clocks of its own."""
    for task in assists_of(move.tasks):
        if task.why.get("rule") == FOR_CONFERRAL:
            came_too = task.unit_id in came
            move.end_assist(task, AssistOutcome.CONFERRED if came_too else AssistOutcome.NOT_CONFERRED)


def _key(held: Held) -> Matter:
    return held.county, held.id
