"""The sweep: clocks that are nearly due, overdue or three times late say so, once each, and superiors press by rule.

One matter a transaction: the stage that was said and what follows are committed together, so that two workers never say
it twice, and whoever is stopped in the middle leaves the rest as due as it was.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import LiteralString
from uuid import UUID

from django.conf import settings
from django.db import connection

from heyi.dispatch.codes import Pressure
from heyi.dispatch.operations.imaging import new_image
from heyi.dispatch.operations.supervising import new_supervision, reply_by
from heyi.dispatch.queries import TaskRow, book, book_version, supervisions_of, tasks_and_clocks
from heyi.dispatch.rules.alerting import OVERDUE, TRIPLE, WARNED
from heyi.dispatch.rules.clocks import ClockFace, row_of
from heyi.dispatch.rules.escalating import EscalationRow, escalation_for, presser_of
from heyi.dispatch.rules.routing import RoutingFacts
from heyi.journal.events import SYSTEM
from heyi.journal.operations import Recorder
from heyi.matters.operations import Held, hold_matter, save
from heyi.matters.queries import subjects_of
from heyi.matters.rules import denied_line
from heyi.matters.states import LIVE_TASK
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory

_DUE = """
SELECT county, matter_id FROM dispatch_clock WHERE alert_at IS NOT NULL AND alert_at <= %s
   AND matter_id <> ALL (%s) ORDER BY alert_at LIMIT %s"""
_UNDECIDED = """
SELECT county, matter_id FROM dispatch_task WHERE decide_by IS NOT NULL AND decide_by < %s
   AND matter_id <> ALL (%s) ORDER BY decide_by LIMIT %s"""
_BATCH = 200
_Key = tuple[str, UUID]


def due_alerts(*, at: datetime, but: Collection[_Key] = ()) -> list[_Key]:
    """Matters with a clock that has something to say, the longest silent first. One statement, by its own index.

    `but`: those that this sweep could not move.
    """
    return _due(_DUE, at, but)


def due_decisions(*, at: datetime, but: Collection[_Key] = ()) -> list[_Key]:
    """Matters whose objection was not decided in time. One statement, by its own index."""
    return _due(_UNDECIDED, at, but)


def _due(query: LiteralString, at: datetime, but: Collection[_Key]) -> list[_Key]:
    with connection.cursor() as cursor:
        cursor.execute(query, [at, [key[1] for key in but], _BATCH])
        return list(dict.fromkeys((county, matter_id) for county, matter_id in cursor.fetchall()))


def speak(county: str, matter_id: UUID, *, at: datetime) -> int:
    """Let a matter's clocks say what is to be said by now, and what follows by rule; answers how many spoke."""
    held = hold_matter(county, matter_id)
    tasks, clocks = tasks_and_clocks(county, matter_id)
    due = [face for face in clocks if face.alert_at is not None and face.alert_at <= at]
    if not due:
        _set_right(county, matter_id, clocks, at)
        return 0
    sweep = _Sweep(held, {task.id: task for task in tasks}, at)
    for face in due:
        sweep.say(face.spoken(at))
    sweep.write()
    return len(due)


_RIGHT = """
UPDATE dispatch_clock SET alert_at = %s WHERE county = %s AND id = %s AND matter_id = %s AND alert_at <= %s"""


def _set_right(county: str, matter_id: UUID, clocks: Collection[ClockFace], at: datetime) -> None:
    """What was found by an instant that is not its clock's own is found by it no more."""
    with connection.cursor() as cursor:
        for face in clocks:
            cursor.execute(_RIGHT, [face.alert_at, county, face.id, matter_id, at])


class _Sweep:
    """What one matter's clocks say, collected until it is written."""

    def __init__(self, held: Held, tasks: dict[UUID, TaskRow], at: datetime) -> None:
        self.held, self.tasks, self.at = held, tasks, at
        self.recorder = Recorder(held.county, held.id, head=held.head, actor=SYSTEM, at=at)
        self.faces: list[ClockFace] = []
        self.supervisions: list[dict[str, object]] = []
        self.changes: dict[UUID, dict[str, object]] = {}

    def say(self, face: ClockFace) -> None:
        """Journal the stage; where it is late, journal what follows."""
        self.faces.append(face)
        task, stored = self.tasks[face.task_id], row_of(face)
        self._record(
            {WARNED: "clock.warned", OVERDUE: "clock.overdue", TRIPLE: "clock.tripled"}[face.stage],
            task,
            {f"clock/{face.id}": {name: stored[name] for name in _SAID}},
            clock=face.name,
            due=face.due_at and face.due_at.isoformat(),
        )
        if face.stage != WARNED and task.state in LIVE_TASK:
            self._escalate(face, task)

    def write(self) -> None:
        """The rows together with the events, by one statement."""
        rows, key = self.recorder.rows, {"county": self.held.county}
        rows.update(
            "dispatch_clock",
            [{**key, "id": face.id, **{name: row_of(face)[name] for name in _SAID}} for face in self.faces],
        )
        by_columns: dict[tuple[str, ...], list[dict[str, object]]] = {}
        for task_id, changes in self.changes.items():
            by_columns.setdefault(tuple(changes), []).append({**key, "id": task_id, **changes})
        for changed in by_columns.values():
            rows.update("dispatch_task", changed)
        rows.insert(
            "dispatch_supervision", [{**key, "matter_id": self.held.id, **row} for row in self.supervisions]
        )
        save(self.held, {}, recorder=self.recorder)

    def _escalate(self, face: ClockFace, task: TaskRow) -> None:
        rules = book(book_version(at=self.at))
        row = escalation_for(rules.escalations, clock=face.name, urgency=self.held.urgency, stage=face.stage)
        trees = directory()
        by_unit = self._presser(row, task, trees) if row else None
        if row is None or by_unit is None:
            return
        if row.does == Pressure.URGE or task.role != "LEAD":  # others answer by finishing, not in writing
            self._urge(task, by_unit, row)
        else:
            self._supervise(face, task, by_unit, row, trees)

    def _presser(self, row: EscalationRow, task: TaskRow, trees: Directory) -> int | None:
        denied = denied_line(subjects_of(self.held.county, self.held.id), trees)
        return presser_of(row.level, task.unit_id, trees, denied)

    def _urge(self, task: TaskRow, by_unit: int, row: EscalationRow) -> None:
        if "urged_at" in self.changes.get(task.id, {}):
            return
        self.changes.setdefault(task.id, {})["urged_at"] = self.at
        self._record(
            "task.urged",
            task,
            {f"task/{task.id}": {"urged_at": self.at}},
            by_unit=by_unit,
            rule=row.why,
        )

    def _supervise(
        self, face: ClockFace, task: TaskRow, by_unit: int, row: EscalationRow, trees: Directory
    ) -> None:
        if self._is_supervised(task, by_unit):
            return
        new = new_supervision(
            task.id,
            task.unit_id,
            by_unit,
            ground=face.stage,
            by=None,
            reply_by=reply_by(RoutingFacts.of(self.held), trees.unit(task.unit_id), self.at),
            at=self.at,
            rule=row.why,
        )
        self.supervisions.append(new)
        count = len([each for each in self.supervisions if each["task_id"] == task.id]) + task.supervised
        self.changes.setdefault(task.id, {})["supervised"] = count
        images = {**new_image("supervision", new), f"task/{task.id}": {"supervised": count}}
        self._record("supervision.begun", task, images, ground=face.stage, by_unit=by_unit, rule=row.why)

    def _is_supervised(self, task: TaskRow, by_unit: int) -> bool:
        stored = supervisions_of(self.held.county, self.held.id) if task.supervised else ()
        return any(row.by_unit_id == by_unit and row.task_id == task.id for row in stored) or any(
            each["by_unit_id"] == by_unit and each["task_id"] == task.id for each in self.supervisions
        )

    def _record(
        self, verb: str, task: TaskRow, images: Mapping[str, Mapping[str, object]], **facts: object
    ) -> None:
        algo = settings.HEYI_HASH
        told = {row: self.held.image(row.split("/")[0], columns, algo) for row, columns in images.items()}
        self.recorder.record(verb, task=str(task.id), unit=task.unit_id, **facts, set=told)


_SAID = ("stage", "alert_at")
