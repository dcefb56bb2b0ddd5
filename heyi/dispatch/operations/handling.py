"""Who handles a task: given to a person of the unit, or claimed by one. Only who is there is given anything."""

from heyi.accounts.access import duty_persons, standing
from heyi.dispatch.codes import Shortfall
from heyi.dispatch.operations.steps import Matter, Step, begin_step
from heyi.dispatch.queries import TaskRow, tasks_of
from heyi.dispatch.rules.checking import chosen
from heyi.dispatch.rules.handlers import absence
from heyi.matters.operations import Held, hold_matter
from heyi.matters.queries import subjects_of
from heyi.matters.rules import denied_line
from heyi.orgs.access import directory


def assign(matter: Matter, *, step: Step, handler: tuple[int, str] | None) -> Held:
    """指派: the task goes to a person of the unit who is there, given as (id, name) that the desk looked up."""
    task = _task(matter, step, "assign")
    absent = _absent(matter, task, handler[0], step) if handler else ""
    move = begin_step("assign", matter, step, handler=handler, absence=absent)
    assert handler is not None  # noqa: S101 - has_handler refused it otherwise
    move.task_changes |= {"handler_id": handler[0], "handler": handler[1]}
    return move.write()


def claim(matter: Matter, *, step: Step) -> Held:
    """认领: a person of the unit takes what nobody has. The matter is locked first: of two, one is second."""
    task, actor = _task(matter, step, "claim"), step.by.actor
    assert actor.id is not None  # noqa: S101 - a person of a unit
    had_by = task.handler if task.handler_id is not None else ""
    move = begin_step("claim", matter, step, had_by=had_by, absence=_absent(matter, task, actor.id, step))
    move.task_changes |= {"handler_id": actor.id, "handler": actor.name}
    return move.write()


def put_back(
    matter: Matter, *, step: Step, left_with: int | None = None, handler: tuple[int, str] | None = None
) -> Held:
    """放回待认领: nobody handles it any more; or, taking back what was just reassigned, who had it before.

    `left_with`: in whose hands it was left. What somebody else has since is not taken from them. Who had it before has
    it again also when away: nothing is given to anybody anew.
    """
    task = _task(matter, step, "put_back")
    as_left = left_with is None or task.handler_id == left_with
    had_by = task.handler if task.handler_id is not None else ""
    move = begin_step("put_back", matter, step, had_by=had_by, as_left=as_left)
    before, name = handler or (None, "")
    move.task_changes |= {"handler_id": before, "handler": name}
    return move.write()


def _task(matter: Matter, step: Step, verb: str) -> TaskRow:
    """The task that the step is for, once the matter is locked."""
    held = hold_matter(*matter)
    return chosen(tasks_of(held.county, held.id), step.task_id, units=step.by.units, verb=verb)


def _absent(matter: Matter, task: TaskRow, person_id: int, step: Step) -> str:
    """Why the person cannot be given the task now: recused, or away by the unit's roster; empty for who is there."""
    denied = denied_line(subjects_of(*matter), step.trees or directory())
    if denied and denied & set(standing(person_id, step.at).units):
        return Shortfall.RECUSED.value
    return absence(duty_persons(task.unit_id, step.at).presence(person_id)) or ""
