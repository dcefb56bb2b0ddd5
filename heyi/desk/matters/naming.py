"""In whose name a person of several units, or of none that has the matter, looks at it and acts on it."""

from collections.abc import Sequence
from uuid import UUID

from heyi.accounts.rules import Standing
from heyi.desk.matters.buttons import Button
from heyi.dispatch.access import OpenTask, TaskView, open_tasks
from heyi.dispatch.rules.standing import in_name_of, in_name_of_step
from heyi.orgs.access import directory

Tasks = Sequence[OpenTask | TaskView]


def unit_that_looks(standing: Standing, tasks: Tasks) -> int | None:
    """The person's own unit by which they see the matter; never the unit that has it, unless it is theirs."""
    return in_name_of(standing.units, tasks, directory(standing.edition))


def unit_that_looks_at(standing: Standing, key: tuple[str, UUID]) -> int | None:
    """The same where the tasks are not at hand. A query, for who belongs to several units."""
    units = frozenset(standing.units)
    if len(units) <= 1:
        return next(iter(units), None)
    return unit_that_looks(standing, open_tasks(*key, units=units, trees=directory(standing.edition)))


def unit_that_acts(standing: Standing, tasks: Tasks, button: Button | None) -> int | None:
    """The person's own unit that takes the step of the button: the task's, the lead's, the decider's or one above."""
    task = next((each for each in tasks if button and each.id == button.task_id), None)
    step = next((each for each in task.steps if button and each.verb == button.verb), None) if task else None
    if task is None or step is None:
        return unit_that_looks(standing, tasks)
    decider = task.objection.decider if task.objection and task.objection.is_open else None
    trees = directory(standing.edition)
    return in_name_of_step(step, task, decider, tasks, standing.units, trees)
