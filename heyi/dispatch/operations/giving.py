"""Giving a matter to a unit: the task's row and its clocks, ready to be written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from heyi.dispatch.codes import ClockName, TaskRole
from heyi.dispatch.rules.alerting import OVERDUE, TRIPLE, WARNED
from heyi.dispatch.rules.clocks import ClockFace, row_of, started
from heyi.dispatch.rules.routing import Book, RoutingFacts, limit_for
from heyi.journal.operations import Writes
from heyi.kernel.calendar import mainland
from heyi.kernel.codes import uuid7
from heyi.kernel.hours import OpeningHours

AT_DISPATCH = (ClockName.SIGN, ClockName.CONTACT, ClockName.HANDLE)  # run from dispatch, not from signing
OF_ASSIST = (ClockName.SIGN, ClockName.HANDLE)  # who reported is spoken to by the lead
OF_PART = (ClockName.SIGN, ClockName.HANDLE)  # the same: by the lead of its head
OF_CONFERRAL = (ClockName.SIGN,)  # who is called to a meeting has until then


class UnitLike(Protocol):
    """What giving needs of a unit."""

    @property
    def id(self) -> int: ...
    @property
    def hours(self) -> OpeningHours: ...


@dataclass(frozen=True, slots=True)
class Given:
    """A task with its clocks, before it is written."""

    task: dict[str, object]
    clocks: tuple[ClockFace, ...]

    @property
    def id(self) -> UUID:
        """The task's key."""
        return self.task["id"]  # type: ignore[return-value]

    @property
    def unit_id(self) -> int:
        """The unit that the task is given to."""
        return self.task["unit_id"]  # type: ignore[return-value]

    def images(self) -> Mapping[str, Mapping[str, object]]:
        """Rows by the names that events use."""
        without = {column: value for column, value in self.task.items() if column not in _KEY}
        clocks = {f"clock/{face.id}": _without_key(row_of(face)) for face in self.clocks}
        return {f"task/{self.id}": without, **clocks}


_KEY = ("county", "id", "matter_id")


def _without_key(row: Mapping[str, object]) -> dict[str, object]:
    return {column: value for column, value in row.items() if column not in _KEY}


def give(
    unit: UnitLike,
    *,
    county: str,
    matter_id: UUID,
    role: TaskRole,
    why: Mapping[str, object],
    facts: RoutingFacts,
    book: Book,
    at: datetime,
    clocks: Sequence[ClockName] = AT_DISPATCH,
) -> Given:
    """A new task for the unit, these clocks of it started by the book's limits."""
    task_id = uuid7(at)
    task: dict[str, object] = {
        "county": county,
        "id": task_id,
        "matter_id": matter_id,
        "role": role.value,
        "unit_id": unit.id,
        "handler_id": None,
        "handler": "",
        "state": "TO_SIGN",
        "given_at": at,
        "signed_at": None,
        "ended_at": None,
        "why": dict(why),
    }
    faces = (
        start_clock(name, task_id=task_id, role=role.value, facts=facts, book=book, hours=unit.hours, at=at)
        for name in clocks
    )
    return Given(task, tuple(face for face in faces if face is not None))


def start_clock(
    name: str,
    *,
    task_id: UUID,
    role: str,
    facts: RoutingFacts,
    book: Book,
    hours: OpeningHours,
    at: datetime,
) -> ClockFace | None:
    """A clock by the book's limit over the unit's service hours, or None where the book has none."""
    row = limit_for(name, facts, role, book)
    if row is None:
        return None
    return started(
        clock_id=uuid7(at),
        task_id=task_id,
        name=str(name),
        limit=row.limit,
        why=row.why,
        at=at,
        calendar=mainland(),
        hours=hours,
        warn_at=row.warn_at,
    )


def carry_over(given: Given, clocks: Iterable[ClockFace], *, at: datetime) -> Given:
    """The reporter's handling clock goes on through a referral: passing a matter on wins nobody time."""
    running = next(
        (face for face in clocks if face.name == ClockName.HANDLE.value and face.state == "RUNNING"), None
    )
    if running is None:
        return given
    said = WARNED if running.stage in (OVERDUE, TRIPLE) else running.stage  # who has it now is pressed anew
    carried = replace(running, id=uuid7(at), task_id=given.id, stage=said)
    others = tuple(face for face in given.clocks if face.name != ClockName.HANDLE.value)
    return Given(given.task, (*others, carried))


def write_given(given: Iterable[Given], *, county: str, matter_id: UUID, rows: Writes) -> None:
    """Have tasks and clocks written."""
    some = list(given)
    faces = [face for each in some for face in each.clocks]
    rows.insert("dispatch_task", [each.task for each in some])
    rows.insert("dispatch_clock", clock_rows(faces, county, matter_id))


def clock_rows(faces: Iterable[ClockFace], county: str, matter_id: UUID) -> list[dict[str, object]]:
    """Rows of clocks as the table takes them."""
    return [{"county": county, "matter_id": matter_id, **row_of(face)} for face in faces]
