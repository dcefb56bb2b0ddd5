"""The one door: a step on a task locks the matter, checks the table, changes, journals, and returns.

Every verb goes through `Move`; nothing else writes tasks or clocks of an open matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from heyi.dispatch.codes import AssistOutcome, ObjectionState, TaskRole
from heyi.dispatch.events import EVENT_OF, EXTENSION_LAPSED, STILL, event_of
from heyi.dispatch.operations.giving import Given, clock_rows, start_clock, write_given
from heyi.dispatch.operations.grouping import end_with_matter
from heyi.dispatch.operations.overtaking import refuse_if_overtaken
from heyi.dispatch.operations.repeating import facts_of_parts, repeat_to_head
from heyi.dispatch.operations.showing import rebuild_reach, show_in_reach
from heyi.dispatch.queries import TaskRow, book, book_version, supervisions_of, tasks_and_clocks
from heyi.dispatch.rules.checking import checked, chosen, facts_of
from heyi.dispatch.rules.clocks import (
    ClockFace,
    declined,
    due_of,
    effects_of,
    extended,
    next_due,
    paused,
    resumed,
    row_of,
    stopped,
)
from heyi.dispatch.rules.extending import asked, lapsed
from heyi.dispatch.rules.marking import MARKS
from heyi.dispatch.rules.objecting import Objection, ended, objection_from, stored
from heyi.dispatch.rules.routing import RoutingFacts
from heyi.dispatch.rules.standing import roles_of
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journal.operations import Recorder
from heyi.kernel.calendar import mainland
from heyi.kernel.flow import SAME, NotAllowed, Step
from heyi.matters.operations import (
    Held,
    hold_matter,
    lift_denial,
    save,
)
from heyi.matters.queries import subjects_of
from heyi.matters.rules import denied_line
from heyi.matters.states import LIVE_TASK, MATTER, TASK
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose hand acts: the actor as journalled, and the units in whose name it may."""

    actor: Actor
    units: frozenset[int]
    leads: frozenset[int] = frozenset()  # of these units: those of which the person is a leader


_Images = Mapping[str, Mapping[str, object]]


@dataclass
class Move:
    """One step on one task, from lock to journal."""

    held: Held
    tasks: list[TaskRow]
    clocks: list[ClockFace]
    task: TaskRow
    hand: Hand
    at: datetime
    step: Step
    verb: str
    recorder: Recorder
    units: Directory
    images: dict[str, Mapping[str, object]] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)
    matter_changes: dict[str, object] = field(default_factory=dict)
    task_changes: dict[str, object] = field(default_factory=dict)
    given: list[Given] = field(default_factory=list)
    lifts: bool = False  # whether a denial is lifted
    others: dict[UUID, dict[str, object]] = field(default_factory=dict)  # changes of tasks beside
    regroups: bool = False  # whether somebody comes into a command group or leaves it
    _moved: list[ClockFace] = field(default_factory=list)
    _new_clocks: list[ClockFace] = field(default_factory=list)
    _beside: list[tuple[str, TaskRow, Mapping[str, object], _Images]] = field(default_factory=list)

    @property
    def is_lead(self) -> bool:
        """Whether the task is the lead's, which the matter follows."""
        return self.task.role == TaskRole.LEAD.value

    def write(self) -> Held:
        """Change the rows, journal them, and answer the matter as it stands now."""
        self._move_task()
        self._move_clocks()
        if self.is_lead:
            self._follow()
        self.images |= repeat_to_head(self.held, self.matter_changes, self.task, rows=self.recorder.rows)
        self._record()
        self._change_rows()
        changes_hands = self.verb in _CHANGES_REACH or bool(self.given or self.others) or self.regroups
        if not changes_hands and (self.step.to != SAME or self._moved):
            self._show_in_reach()
        held = save(self.held, self.matter_changes, recorder=self.recorder)
        if changes_hands:
            self._hand_over(held)
        return held

    def end_assist(self, task: TaskRow, outcome: AssistOutcome) -> None:
        """Another unit's assist ends with what is done here: its clocks stop, and it sees the matter no more."""
        changes: dict[str, object] = {"state": "WITHDRAWN", "ended_at": self.at, "outcome": outcome.value}
        self.others[task.id] = changes
        self._put(replace(task, **changes))  # type: ignore[arg-type]
        self.tell_beside(EVENT_OF["end_assist"], task, {f"task/{task.id}": changes}, outcome=outcome.value)
        for face in self.clocks:
            if face.task_id == task.id and face.state != "STOPPED":
                self.turn(stopped(face, self.at))

    def tell_beside(self, event: str, task: TaskRow, images: _Images, **facts: object) -> None:
        """An event of its own beside the step's: by it others hear of what is theirs."""
        self._beside.append((event, task, facts, images))

    def _put(self, task: TaskRow) -> None:
        self.tasks = [task if each.id == task.id else each for each in self.tasks]

    def turn(self, face: ClockFace) -> None:
        """Have a clock written as it is now, beside what the step itself does to clocks."""
        self.clocks = [face if each.id == face.id else each for each in self.clocks]
        self._moved.append(face)

    def routing_facts(self) -> RoutingFacts:
        """The facts by which limits are chosen, as they stand now."""
        return RoutingFacts.of(self.held)

    def _move_task(self) -> None:
        state = TASK.arrive(self.step, self.task.state)
        if state != self.task.state:
            self.task_changes["state"] = state
        if self.verb == "sign":
            self.task_changes["signed_at"] = self.at
        if state not in LIVE_TASK and self.task.state in LIVE_TASK:
            self.task_changes["ended_at"] = self.at
        if state in LIVE_TASK and self.task.ended_at is not None:
            self.task_changes["ended_at"] = None
        if state not in LIVE_TASK:
            self._lapse()
            self._end_supervisions()
        if state == "CLOSED" and self.is_lead:
            self.regroup(end_with_matter(self.held, rows=self.recorder.rows, at=self.at))
        if self.task_changes:
            self.task = replace(self.task, **self._seen_changes())  # type: ignore[arg-type]
            self._put(self.task)
            self.images[f"task/{self.task.id}"] = self.task_changes

    def lapse_request(self) -> None:
        """A request for longer ends where another has the matter: its time and its ground were who asked's."""
        for face in self.clocks:
            request = asked(face.extensions) if face.task_id == self.task.id else None
            if request is not None and face.state != "STOPPED":
                self.turn(replace(face, extensions=lapsed(face.extensions, at=self.at)))
                told = {"ground": request.ground, "limit": request.limit, "asked_by": request.asked_by}
                self.tell_beside(EXTENSION_LAPSED, self.task, {}, **told)

    def turn_objection(self, objection: Objection) -> None:
        """Have the task's objection written as it is now."""
        self.task_changes |= {
            "objection": stored(objection),
            "decider_id": objection.decider if objection.is_open else None,
            "decide_by": objection.decide_by if objection.is_open else None,
        }

    def regroup(self, images: Mapping[str, Mapping[str, object]]) -> None:
        """What became of the command group goes with the move; reach follows."""
        for row, columns in images.items():
            if row == f"matter/{self.held.id}":
                self.matter_changes |= columns
            else:
                self.images[row] = columns
        self.regroups |= bool(images)

    def _lapse(self) -> None:
        """Whose it is no longer matters where the task has ended otherwise."""
        objection = self.task.objection
        if objection and objection.is_open and "objection" not in self.task_changes:
            self.turn_objection(ended(objection, ObjectionState.LAPSED, at=self.at))

    def _end_supervisions(self) -> None:
        """What has come to its end, or to another unit, is supervised here no more."""
        if not self.task.supervised:
            return
        key, ended = {"county": self.held.county}, {"state": "ENDED", "ended_at": self.at}
        rows = [row for row in supervisions_of(self.held.county, self.held.id) if row.task_id == self.task.id]
        self.recorder.rows.update("dispatch_supervision", [{**key, "id": row.id, **ended} for row in rows])
        self.images |= {f"supervision/{row.id}": dict(ended) for row in rows}
        self.task_changes["supervised"] = 0

    def _seen_changes(self) -> dict[str, object]:
        """The changes as a task row reads them."""
        changes = {
            name: value
            for name, value in self.task_changes.items()
            if name not in ("decider_id", "decide_by")
        }
        if "objection" in changes:
            changes["objection"] = objection_from(changes["objection"])  # type: ignore[arg-type]
        return changes

    def _move_clocks(self) -> None:
        for effect in effects_of(self.step.clock):
            if effect.does == "STARTS":
                self._start(effect.names)
                continue
            self.clocks = [
                self._moved_by(effect.does, face) if effect.meets(face) else face for face in self.clocks
            ]
        for face in self._moved:
            stored = row_of(face)
            self.images[f"clock/{face.id}"] = {column: stored[column] for column in _MOVING}
        for face in self._new_clocks:
            self.images[f"clock/{face.id}"] = {c: v for c, v in row_of(face).items() if c != "id"}

    def _moved_by(self, does: str, face: ClockFace) -> ClockFace:
        if face.task_id != self.task.id:
            return face
        moved = _MOVES[does](face, self.at) if does in _MOVES else face
        if moved != face:
            self._moved.append(moved)
        return moved

    def _start(self, names: frozenset[str]) -> None:
        rules = book(book_version(at=self.at))
        for name in sorted(names):
            face = start_clock(
                name,
                task_id=self.task.id,
                role=self.task.role,
                facts=self.routing_facts(),
                book=rules,
                hours=self.units.unit(self.task.unit_id).hours,
                at=self.at,
            )
            if face is not None:
                self._new_clocks.append(face)
                self.clocks.append(face)

    def _lead_clocks(self) -> list[ClockFace]:
        lead = next((given.id for given in self.given if given.task["role"] == "LEAD"), self.task.id)
        return [
            face
            for face in (*self.clocks, *(f for g in self.given for f in g.clocks))
            if face.task_id == lead
        ]

    def _follow(self) -> None:
        arrow = MATTER.step(self.verb, self.held.state)
        if arrow is not None:
            self.matter_changes["state"] = MATTER.arrive(arrow, self.held.state)
        self.matter_changes["next_due_at"] = next_due(self._lead_clocks())
        self.matter_changes["answer_due_at"] = (
            due_of(self._lead_clocks(), "HANDLE") or self.held.answer_due_at
        )
        if self.verb in MARKS:
            self.matter_changes |= MARKS[self.verb](self.at)

    def _record(self) -> None:
        changed = {c: v for c, v in self.matter_changes.items() if getattr(self.held, c) != v}
        if changed:
            row = f"matter/{self.held.id}"
            self.images[row] = {**self.images.get(row, {}), **changed}
        for given in self.given:
            self.images |= given.images()
        self._tell(event_of(self.verb, self.task.role), self.task, self.facts, self.images)
        for event, task, facts, images in self._beside:
            self._tell(event, task, facts, images)

    def _tell(self, event: str, task: TaskRow, facts: Mapping[str, object], images: _Images) -> None:
        algo = settings.HEYI_HASH
        self.recorder.record(
            event,
            task=str(task.id),
            unit=task.unit_id,
            state=self.matter_changes.get("state", self.held.state),
            **facts,
            set={row: self.held.image(row.split("/")[0], columns, algo) for row, columns in images.items()},
        )

    def _change_rows(self) -> None:
        """The rows that leave together with the events."""
        rows, key = self.recorder.rows, {"county": self.held.county}
        rows.update("dispatch_task", [{**key, "id": self.task.id, **self.task_changes}])
        rows.update(
            "dispatch_task", [{**key, "id": task, **changes} for task, changes in self.others.items()]
        )
        moved = [
            {**key, "id": face.id, **{c: v for c, v in row_of(face).items() if c in _MOVING}}
            for face in {face.id: face for face in self._moved}.values()
        ]
        rows.update("dispatch_clock", moved)
        rows.insert("dispatch_clock", clock_rows(self._new_clocks, self.held.county, self.held.id))

    def _show_in_reach(self) -> None:
        held = replace(self.held, **self.matter_changes)  # type: ignore[arg-type]
        show_in_reach(held, self.tasks, self.clocks, rows=self.recorder.rows)

    def _hand_over(self, held: Held) -> None:
        """Once the former task is over: the new one, for a matter has one lead at a time; and another reach."""
        write_given(self.given, county=held.county, matter_id=held.id, rows=self.recorder.rows)
        self.recorder.flush()
        if self.lifts:
            lift_denial(held, keep=denied_line(subjects_of(held.county, held.id), self.units))
        tasks = [*self.tasks, *(_row_given(given) for given in self.given)]
        clocks = [*self.clocks, *(face for given in self.given for face in given.clocks)]
        rebuild_reach(held, tasks, clocks, self.units)


_CHANGES_REACH = frozenset(
    {"take_back", "correct", "finish", "end_assist", "follow_head"}
)  # beside what is given or ended with them
_MOVING = (
    "state",
    "pauses",
    "extensions",
    "asked_at",
    "stage",
    "alert_at",
    "due_at",
    "provisional",
    "calendar_version",
    "stopped_at",
)
_MOVES: dict[str, Any] = {
    "PAUSES": lambda face, at: paused(face, at) if face.state == "RUNNING" else face,
    "RESUMES": lambda face, at: resumed(face, at, mainland()) if face.state == "PAUSED" else face,
    "EXTENDS": lambda face, at: extended(face, at, mainland()),
    "DECLINES": declined,
    "STOPS": lambda face, at: stopped(face, at) if face.state != "STOPPED" else face,
}


def _row_given(given: Given) -> TaskRow:
    row = {column: value for column, value in given.task.items() if column not in ("county", "matter_id")}
    return TaskRow(**row)  # type: ignore[arg-type]


def begin(
    verb: str,
    matter: tuple[str, UUID],
    *,
    task_id: UUID | None,
    by: Hand,
    at: datetime,
    seen: int | None,
    facts: Mapping[str, object],
    trees: Directory | None = None,
    also: frozenset[str] = frozenset(),
) -> Move:
    """Lock, choose the task, and check the tables; raises MatterNotFound, Overtaken or NotAllowed.

    `also`: what the hand is here beyond its unit's place in the tree.
    """
    held = hold_matter(*matter)
    tasks, clocks = tasks_and_clocks(held.county, held.id)
    task = chosen(tasks, task_id, units=by.units, verb=verb)
    units = trees or directory()
    roles = _roles(tasks, task, by, units) | also
    is_centre = units.unit(task.unit_id).kind == "CENTRE"
    own = facts_of(held, tasks, task, roles=roles, at=at, is_centre=is_centre, tree=units)
    known = {**own, **facts_of_parts(verb, held), **facts}
    try:
        step = checked(verb, held, task, roles, known)
    except NotAllowed:
        refuse_if_overtaken(held, seen)
        raise
    if event_of(verb, task.role) not in STILL:
        refuse_if_overtaken(held, seen)
    recorder = Recorder(held.county, held.id, head=held.head, actor=by.actor, at=at)
    return Move(held, tasks, clocks, task, by, at, step, verb, recorder, units)


def _roles(tasks: list[TaskRow], task: TaskRow, by: Hand, units: Directory) -> frozenset[str]:
    if by.actor.kind in (ActorKind.REPORTER, ActorKind.PARTNER) or not by.units:
        return frozenset({by.actor.kind})
    return roles_of(tasks, task, by.units, units, leads=by.leads)
