"""What a hand is to a task, and which steps that opens: pure, from the Step table."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import UUID

from heyi.dispatch.rules.escalating import nearest_of
from heyi.kernel.flow import Step
from heyi.matters.states import LIVE_TASK, NOT_OF, TASK

if TYPE_CHECKING:
    from heyi.dispatch.rules.objecting import Objection


class TaskLike(Protocol):
    """What these rules need of a task."""

    @property
    def id(self) -> UUID: ...
    @property
    def role(self) -> str: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def given_at(self) -> datetime: ...
    @property
    def why(self) -> Mapping[str, object]: ...
    @property
    def objection(self) -> "Objection | None": ...
    @property
    def urged_at(self) -> datetime | None: ...


_PAST = ("REFERRED", "WITHDRAWN")
FOR_CONFERRAL = "conferral"  # the rule of a task that is asked for a meeting alone


class Part(Protocol):
    """What tells whether a task is the lead's."""

    @property
    def role(self) -> str: ...
    @property
    def state(self) -> str: ...


class PartOfUnit(Part, Protocol):
    """And whose it is."""

    @property
    def unit_id(self) -> int: ...


_Task = TypeVar("_Task", bound=Part)
_Unit = TypeVar("_Unit", bound=PartOfUnit)


class Tree(Protocol):
    """What these rules need of the organisation tree."""

    def ancestors(self, unit_id: int) -> tuple[int, ...]:
        """Superiors, nearest first."""
        ...


def lead_of(tasks: Iterable[_Task]) -> _Task | None:
    """The task that answers for the matter now: one at a time is neither referred nor withdrawn."""
    return next((task for task in tasks if task.role == "LEAD" and task.state not in _PAST), None)


def assists_of(tasks: Iterable[_Task]) -> list[_Task]:
    """The assists that are open."""
    return [task for task in tasks if task.role == "ASSIST" and task.state in LIVE_TASK]


@dataclass(frozen=True, slots=True)
class Moves:
    """How often a matter was given on, and how often because the unit that had it objected with success."""

    referred: int
    returned: int


def moves_since(tasks: Iterable[TaskLike], since: datetime) -> Moves:
    """What became of a matter after an instant; its first lead was not given it by anybody before."""
    leads = sorted((task for task in tasks if task.role == "LEAD"), key=lambda task: task.given_at)
    returned = sum(1 for task in leads if task.objection and task.objection.moved_since(since))
    given_on = sum(1 for task in leads[1:] if task.given_at > since)
    return Moves(max(0, given_on - returned), returned)


def told_of_assists(tasks: Iterable[_Unit]) -> dict[int, _Unit]:
    """Of each unit that was asked to help, the task that tells how it stands: the one that is open, else the last."""
    found: dict[int, _Unit] = {}
    for task in tasks:
        if task.role == "ASSIST" and task.state not in _PAST:
            before = found.get(task.unit_id)
            if before is None or before.state == "CLOSED":
                found[task.unit_id] = task
    return found


def roles_of(
    tasks: Sequence[TaskLike],
    task: TaskLike,
    units: Collection[int],
    tree: Tree,
    *,
    leads: Collection[int] = (),
) -> frozenset[str]:
    """UNIT: the task's own; LEADER: a leader of it; SUPERIOR: above it; LEAD: the unit that answers for the matter now;
    OVER_LEAD: above that unit.

    DECIDER: who is to say whose it is, while an objection waits. `leads` are the units of which the person is a leader.
    """
    mine = set(units)
    roles = set()
    if task.unit_id in mine:
        roles.add("UNIT")
    if task.unit_id in leads:
        roles.add("LEADER")
    if mine & set(tree.ancestors(task.unit_id)):
        roles.add("SUPERIOR")
    if task.objection and task.objection.is_open and task.objection.decider in mine:
        roles.add("DECIDER")
    if any(each.unit_id in mine for each in tasks if each.role == "LEAD" and each.state != "REFERRED"):
        roles.add("LEAD")
    if task.role != "LEAD" and (lead := lead_of(tasks)) and mine & set(tree.ancestors(lead.unit_id)):
        roles.add("OVER_LEAD")
    return frozenset(roles)


def in_name_of(mine: Sequence[int], tasks: Iterable[PartOfUnit], tree: Tree) -> int | None:
    """Of a person's units the one in whose name a matter is looked at: which has it, helps or had it; else the nearest
    above the lead. Who came another way, as into a command group, is there for their first unit.
    """
    tasks = list(tasks)
    lead = lead_of(tasks)
    have = sorted(
        (task for task in tasks if task.unit_id in mine), key=lambda task: task.state not in LIVE_TASK
    )
    if lead and lead.unit_id in mine:
        return lead.unit_id
    if have:
        return have[0].unit_id
    above = (nearest_of(task.unit_id, mine, tree) for task in ([lead] if lead else []) + tasks)
    return next((unit for unit in above if unit is not None), next(iter(mine), None))


def in_name_of_step(
    step: Step,
    task: PartOfUnit,
    decider: int | None,
    tasks: Sequence[PartOfUnit],
    mine: Sequence[int],
    tree: Tree,
) -> int | None:
    """Of a person's units the one that takes the step, by the roles that it is open to: never the unit acted upon."""
    lead = lead_of(tasks)
    ways = {
        "UNIT": task.unit_id,
        "LEADER": task.unit_id,
        "LEAD": lead and lead.unit_id,
        "DECIDER": decider,
        "SUPERIOR": nearest_of(task.unit_id, mine, tree),
        "OVER_LEAD": lead and nearest_of(lead.unit_id, mine, tree),
    }
    own = (unit for role, unit in ways.items() if role in step.by and unit in mine)
    return next(own, None) or in_name_of(mine, tasks, tree)


def open_steps(task: TaskLike, roles: Collection[str]) -> tuple[Step, ...]:
    """The steps whose state and role fit; what else must hold is asked when the form is sent."""
    unknown = NOT_OF[task.role]
    return tuple(step for step in TASK.open_steps(task.state, by=roles) if step.verb not in unknown)
