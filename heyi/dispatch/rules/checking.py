"""Whether a step may be taken: the table, the roles, the guards and the facts they ask for. Pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from heyi.dispatch.rules.objecting import was_ruled
from heyi.dispatch.rules.standing import FOR_CONFERRAL, TaskLike, Tree, lead_of
from heyi.kernel.flow import NotAllowed, Refusal, Step
from heyi.kernel.words import _
from heyi.matters.guards import CONTEST_DAYS, RATING_DAYS
from heyi.matters.states import ASSIST_ONLY, LIVE_TASK, MATTER, NOT_OF, TASK

URGED_FOR = timedelta(hours=4)  # for so long an urging is heard
NO_TASK = Refusal("no_task", _("您的单位在本事项中没有任务。"))
_Task = TypeVar("_Task", bound=TaskLike)


class MatterLike(Protocol):
    """What these rules need of a matter."""

    @property
    def state(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def answered_at(self) -> datetime | None: ...
    @property
    def contested_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...
    @property
    def closing(self) -> str: ...
    @property
    def partner(self) -> str: ...


def chosen(tasks: Sequence[_Task], task_id: UUID | None, *, units: Collection[int], verb: str) -> _Task:
    """The task named; else the live one of the hand's own unit; else the lead's. Raises NotAllowed."""
    if task_id is not None:
        named = [task for task in tasks if task.id == task_id]
    else:
        current = [task for task in tasks if task.state not in ("REFERRED", "WITHDRAWN")]
        if verb in ASSIST_ONLY:
            current = [task for task in current if task.role != "LEAD"]
        named = sorted(current, key=lambda task: _nearest(task, units))
    if not named:
        raise NotAllowed(NO_TASK)
    return named[0]


def _nearest(task: TaskLike, units: Collection[int]) -> tuple[bool, bool, bool]:
    """Own tasks before others', of these the open one first; then the lead's."""
    is_own = task.unit_id in units
    return not is_own, is_own and task.state not in LIVE_TASK, task.role != "LEAD"


def checked(
    verb: str, matter: MatterLike, task: TaskLike, roles: frozenset[str], facts: Mapping[str, object]
) -> Step:
    """The step that the verb is here; raises NotAllowed with the reason."""
    if verb in NOT_OF[task.role]:
        raise NotAllowed(NO_TASK)
    step = TASK.check(verb, task.state, by=roles, facts=facts)
    if task.role == "LEAD" and any(arrow.verb == verb for arrow in MATTER.steps):
        MATTER.check(verb, matter.state, by=roles, facts=facts)
    return step


def open_assists(tasks: Sequence[_Task]) -> list[_Task]:
    """What others than the lead still have to do: assists and alarms."""
    return [task for task in tasks if task.role != "LEAD" and task.state in LIVE_TASK]


def facts_of(
    matter: MatterLike,
    tasks: Sequence[TaskLike],
    task: TaskLike,
    *,
    roles: Collection[str],
    at: datetime,
    is_centre: bool,
    tree: Tree,
) -> dict[str, object]:
    """What guards ask that does not come from a form: of the matter, of its tasks, and of what the hand is here."""
    answered = matter.answered_at or matter.closed_at
    still_open = open_assists(tasks)
    lead = lead_of(tasks)
    return {
        "channel": matter.channel,
        "unit": task.unit_id,
        "role": task.role,
        "is_unit": "UNIT" in roles,
        "is_superior": "SUPERIOR" in roles,
        "is_centre": is_centre,
        "is_top": not tree.ancestors(task.unit_id),
        "live_units": frozenset(t.unit_id for t in tasks if t.state in LIVE_TASK),
        "open_assists": still_open,
        "live_alarms": [t for t in still_open if t.role == "ALARM"],
        "closing": matter.closing,
        "partner": matter.partner if task.role == "LEAD" else "",  # what others do waits for no partner
        "is_over_lead": "OVER_LEAD" in roles,
        "lead_is_top": lead is not None and not tree.ancestors(lead.unit_id),
        "for_conferral": task.role == "ASSIST" and task.why.get("rule") == FOR_CONFERRAL,
        "objected": any(each.objection for each in tasks if each.unit_id == task.unit_id),
        "objects": task.objection is not None and task.objection.is_open,
        "is_disputed": task.objection is not None and task.objection.is_disputed,
        "is_joint": task.objection is not None and task.objection.is_joint,
        "urged_lately": task.urged_at is not None and at < task.urged_at + URGED_FOR,
        "ruled": was_ruled(tasks),
        "is_closed": matter.closed_at is not None,
        "contested": matter.contested_at is not None,
        "contest_expired": answered is not None and at > answered + timedelta(days=CONTEST_DAYS),
        "rating_expired": matter.closed_at is not None
        and at > matter.closed_at + timedelta(days=RATING_DAYS),
    }
