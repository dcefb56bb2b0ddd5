"""The rule book, and a matter's tasks with their clocks and open steps."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.accounts.access import DutyRoster, duty_persons, standing
from heyi.deadlines.rules import Limit, Line
from heyi.dispatch.codes import DecisionName, Shortfall
from heyi.dispatch.queries import (
    TaskRow,
    book,
    book_version,
    parts_of,
    supervisions_of,
    tasks_and_clocks,
    tasks_numbered,
    tasks_of,
    tasks_of_many,
)
from heyi.dispatch.rules.checking import checked, chosen, facts_of
from heyi.dispatch.rules.clocks import STOPPED, ClockFace
from heyi.dispatch.rules.deciding import decide_until, decision_limit
from heyi.dispatch.rules.extending import Extension, asked, left_of
from heyi.dispatch.rules.handlers import absence
from heyi.dispatch.rules.objecting import Objection
from heyi.dispatch.rules.routing import Book, RoutingFacts, limit_for
from heyi.dispatch.rules.standing import lead_of, open_steps, roles_of
from heyi.kernel.calendar import mainland
from heyi.kernel.flow import NotAllowed, Refusal, Step
from heyi.matters.access import Brief, subjects_of_many
from heyi.matters.rules import denied_line
from heyi.matters.states import LIVE_MATTER, LIVE_TASK
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory


def rule_book(version: int) -> Book:
    """A published rule book; raises LookupError when there is none of that version."""
    return book(version)


def present_book(*, at: datetime) -> int:
    """The version of the rule book in force; raises LookupError when none was ever published. One statement."""
    return book_version(at=at)


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock with the lines that explain its due instant."""

    name: str
    limit: str
    why: str
    state: str
    started_at: datetime
    due_at: datetime | None
    stopped_at: datetime | None
    provisional: bool
    lines: tuple[Line, ...]
    extensions: tuple[Extension, ...] = ()

    @property
    def asked(self) -> Extension | None:
        """The extension that waits for a decision, while the clock may still be extended."""
        return None if self.state == STOPPED else asked(self.extensions)


@dataclass(frozen=True, slots=True)
class RouteView:
    """Why this unit: the rule and its words, and who would have been next."""

    rule: str
    why: str
    book: int | None
    runner_up: str
    runner_up_why: str
    by: str


@dataclass(frozen=True, slots=True)
class TaskView:
    """A unit's task as its page shows it, with the steps open to the person who looks."""

    id: UUID
    role: str
    unit_id: int
    unit: str
    handler_id: int | None
    handler: str
    state: str
    given_at: datetime
    signed_at: datetime | None
    ended_at: datetime | None
    route: RouteView
    clocks: tuple[ClockView, ...]
    steps: tuple[Step, ...]
    objection: Objection | None = None
    urged_at: datetime | None = None
    supervised: int = 0
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A unit's task with the steps open to a person, and nothing to show."""

    id: UUID
    role: str
    unit_id: int
    state: str
    steps: tuple[Step, ...]
    objection: Objection | None = None


def open_tasks(
    county: str,
    matter_id: UUID,
    *,
    units: frozenset[int],
    trees: Directory,
    leads: frozenset[int] = frozenset(),
    also: frozenset[str] = frozenset(),
) -> tuple[OpenTask, ...]:
    """A matter's tasks within the scope, the newest lead first, with what may be done. One query.

    `also`: what the hand is here beyond its units' place in the tree.
    """
    return tuple(_open(tasks_of(county, matter_id), units, trees, leads, also))


def open_tasks_numbered(
    number: str, *, units: frozenset[int], trees: Directory, leads: frozenset[int]
) -> tuple[tuple[str, UUID], tuple[OpenTask, ...]] | None:
    """The key of a matter by its number, with its tasks as `open_tasks` has them; None where it is not there.

    One query: every step of the desk begins here.
    """
    found = tasks_numbered(number)
    return None if found is None else (found[0], tuple(_open(found[1], units, trees, leads)))


def _open(
    tasks: list[TaskRow],
    units: frozenset[int],
    trees: Directory,
    leads: frozenset[int],
    also: frozenset[str] = frozenset(),
) -> Iterator[OpenTask]:
    for task in _in_order(tasks):
        steps = open_steps(task, roles_of(tasks, task, units, trees, leads=leads) | also)
        yield OpenTask(task.id, task.role, task.unit_id, task.state, steps, task.objection)


@dataclass(frozen=True, slots=True)
class SupervisionView:
    """A supervision in names: by whom, of whom, why, until when it answers, and whether it is one's own unit's."""

    by_unit: str
    unit: str
    ground: str
    state: str
    asked_at: datetime
    reply_by: datetime
    replied_at: datetime | None
    rule: str
    is_mine: bool

    @property
    def is_open(self) -> bool:
        """Whether an answer is waited for."""
        return self.state == "OPEN"


def supervisions_view(
    county: str, matter_id: UUID, tasks: Sequence[TaskView], trees: Directory, units: Collection[int]
) -> tuple[SupervisionView, ...]:
    """The supervisions of a matter that are not over; asked only where a task counts one."""
    if not any(task.supervised for task in tasks):
        return ()
    return tuple(
        SupervisionView(
            trees.unit(row.by_unit_id).short_name,
            trees.unit(row.unit_id).short_name,
            row.ground,
            row.state,
            row.asked_at,
            row.reply_by,
            row.replied_at,
            row.rule,
            row.by_unit_id in units,
        )
        for row in supervisions_of(county, matter_id)
    )


def room_to_extend(
    tasks: Sequence[TaskView], facts: RoutingFacts, *, task_id: UUID | None = None, at: datetime
) -> Limit | None:
    """How much may still be added to a task's handling clock by today's rules; the lead's without a task.

    One statement.
    """
    task = next((each for each in tasks if each.id == task_id), None) or lead_of(tasks)
    role = "ASSIST" if task and task.role == "ASSIST" else "LEAD"
    row = limit_for("HANDLE", facts, role, rule_book(present_book(at=at)))
    found = [clock for clock in task.clocks if clock.name == "HANDLE"] if task else []
    running = next((clock for clock in found if clock.state != STOPPED), None)
    return left_of(row.extension, running.extensions) if row and running else None


def last_day_to_object(task: TaskView, facts: RoutingFacts, *, at: datetime) -> tuple[datetime, str]:
    """Until when the unit may say that the matter is not its own, and by which rule. One statement."""
    rules, unit = rule_book(present_book(at=at)), directory().unit(task.unit_id)
    until = decide_until(
        DecisionName.OBJECT, facts, rules, since=task.given_at, unit=unit, calendar=mainland()
    )
    return until, decision_limit(DecisionName.OBJECT, facts, rules).why


def approver_of(facts: RoutingFacts, *, at: datetime) -> str:
    """Who grants longer handling by today's rules: an Approver, or nothing where nobody may. One statement."""
    row = limit_for("HANDLE", facts, "LEAD", rule_book(present_book(at=at)))
    return row.approver if row else ""


def facts_besides(county: str, matter_id: UUID, *, has_parts: bool = False) -> dict[str, object]:
    """What the steps of the reporter ask beside the matter: others' open tasks, alarms among them, an open objection,
    and its parts. One query; two where it has parts.
    """
    parts = parts_of(county, matter_id) if has_parts else ()
    live = [part for part in parts if part.state in LIVE_MATTER]
    tasks = tasks_of(county, matter_id)
    others = [task for task in tasks if task.role != "LEAD" and task.state in LIVE_TASK]
    return {
        "open_assists": others,
        "live_alarms": [task for task in others if task.role == "ALARM"],
        "supervised": any(task.supervised for task in tasks),
        "objects": any(task.objection.is_open for task in tasks if task.objection),
        "parts": parts,
        "open_parts": live,
        "alarmed_parts": [part for part in live if part.has_alarm],
    }


def tasks_view(
    county: str,
    matter_id: UUID,
    *,
    units: frozenset[int],
    leads: frozenset[int] = frozenset(),
    also: frozenset[str] = frozenset(),
) -> tuple[TaskView, ...]:
    """A matter's tasks within the scope, the newest lead first; `also` as of `open_tasks`. Two queries."""
    tasks, clocks = tasks_and_clocks(county, matter_id)
    trees = directory()
    return tuple(
        _task(
            task,
            clocks,
            open_steps(task, roles_of(tasks, task, units, trees, leads=leads) | also),
            trees.unit(task.unit_id).name,
        )
        for task in _in_order(tasks)
    )


def foreseen(
    verb: str, matters: Sequence[Brief], *, units: frozenset[int], given: Mapping[str, object], at: datetime
) -> tuple[Refusal | None, ...]:
    """For each matter why the step would be refused, None where it would be taken; nothing is written. Two queries,
    and one for each unit of which a handler is asked.

    `given` is what the step's form gives. The operation asks all this again, with the matter locked.
    """
    keys = [matter.key for matter in matters]
    there = _There(given.get("handler"), at)
    tasks, subjects, trees = tasks_of_many(keys), subjects_of_many(keys), directory()
    denied = {key: denied_line(subjects.get(key, ()), trees) for key in keys}
    facts = [{**given, "to_unit_denied": given.get("to_unit") in denied[key]} for key in keys]
    return tuple(
        _refusal(verb, matter, tasks.get(matter.key, []), units, trees, known, there, denied[matter.key])
        for matter, known in zip(matters, facts, strict=True)
    )


def _refusal(
    verb: str,
    matter: Brief,
    tasks: Sequence[TaskRow],
    units: frozenset[int],
    trees: Directory,
    given: Mapping[str, object],
    there: "_There",
    denied: frozenset[int],
) -> Refusal | None:
    try:
        task = chosen(tasks, None, units=units, verb=verb)
        roles = roles_of(tasks, task, units, trees)
        is_centre = trees.unit(task.unit_id).kind == "CENTRE"
        own = facts_of(matter, tasks, task, roles=roles, at=there.at, is_centre=is_centre, tree=trees)
        checked(verb, matter, task, roles, {**own, **given, "absence": there.absence(task.unit_id, denied)})
    except NotAllowed as refused:
        return refused.refusal
    return None


class _There:
    """Whether the handler that a form gives is there, in each unit whose task it would be."""

    def __init__(self, handler: object, at: datetime) -> None:
        self.handler, self.at = handler, at
        self._rosters: dict[int, DutyRoster] = {}
        self._units: frozenset[int] | None = None

    def absence(self, unit_id: int, denied: frozenset[int]) -> str:
        """Why not; empty for who is there and not recused, and where no handler is given."""
        if not isinstance(self.handler, tuple):
            return ""
        if denied and denied & self._own_units():
            return Shortfall.RECUSED.value
        if unit_id not in self._rosters:
            self._rosters[unit_id] = duty_persons(unit_id, self.at)
        return absence(self._rosters[unit_id].presence(self.handler[0])) or ""

    def _own_units(self) -> frozenset[int]:
        """All units in which the handler works; one query, where somebody is denied."""
        if self._units is None:
            assert isinstance(self.handler, tuple)  # noqa: S101 - asked above
            self._units = frozenset(standing(self.handler[0], self.at).units)
        return self._units


def _in_order(tasks: list[TaskRow]) -> list[TaskRow]:
    return sorted(tasks, key=lambda task: (task.role != "LEAD", task.state == "REFERRED"))


def _task(task: TaskRow, clocks: list[ClockFace], steps: tuple[Step, ...], unit: str) -> TaskView:
    return TaskView(
        id=task.id,
        role=task.role,
        unit_id=task.unit_id,
        unit=unit,
        handler_id=task.handler_id,
        handler=task.handler,
        state=task.state,
        given_at=task.given_at,
        signed_at=task.signed_at,
        ended_at=task.ended_at,
        route=_route(task.why),
        clocks=tuple(_clock(face) for face in sorted(clocks, key=_urgent_first) if face.task_id == task.id),
        steps=steps,
        objection=task.objection,
        urged_at=task.urged_at,
        supervised=task.supervised,
        outcome=task.outcome,
    )


def _urgent_first(face: ClockFace) -> tuple[bool, bool, datetime]:
    """Running clocks by what is due first, then those that stand still, then the stopped."""
    return face.state == "STOPPED", face.due_at is None, face.due_at or face.started_at


def _clock(face: ClockFace) -> ClockView:
    return ClockView(
        name=face.name,
        limit=face.limit,
        why=face.why,
        state=face.state,
        started_at=face.started_at,
        due_at=face.due_at,
        stopped_at=face.stopped_at,
        provisional=face.provisional,
        lines=face.explained(mainland()).lines,
        extensions=face.extensions,
    )


def _route(why: Mapping[str, object]) -> RouteView:
    next_best = why.get("runner_up")
    runner_up = next_best if isinstance(next_best, dict) else {}
    unit = directory().find_unit(runner_up["unit"]) if runner_up else None
    version = why.get("book")
    return RouteView(
        rule=str(why.get("rule", "")),
        why=str(why.get("why", why.get("danger", ""))),
        book=version if isinstance(version, int) else None,
        runner_up=unit.name if unit else "",
        runner_up_why=str(runner_up.get("why", "")),
        by=str(why.get("by", "")),
    )
