"""Clocks of a task: pure faces, moved by the effects that the Step table names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from heyi.deadlines.rules import Due, Limit, Pause, due, plainly_due
from heyi.dispatch.codes import ClockState
from heyi.dispatch.rules.alerting import QUIET, WARN_AT, WARNED, alert_at, stage_at
from heyi.dispatch.rules.extending import GRANTED, REFUSED, Extension, asked, decided, granted, lapsed, stored
from heyi.kernel.calendar import WorkingCalendar
from heyi.kernel.hours import OpeningHours

RUNNING, PAUSED, STOPPED = ClockState.RUNNING.value, ClockState.PAUSED.value, ClockState.STOPPED.value


@dataclass(frozen=True, slots=True)
class ClockFace:
    """One clock as it stands; `due_at` is the fold of start, limit and pauses over a calendar version."""

    id: UUID
    task_id: UUID
    name: str
    limit: str
    why: str
    state: str
    started_at: datetime
    pauses: tuple[Pause, ...]
    due_at: datetime | None
    provisional: bool
    calendar_version: str
    stopped_at: datetime | None
    hours: str = ""
    extensions: tuple[Extension, ...] = ()
    stage: str = QUIET
    warn_at: int = WARN_AT

    @property
    def alert_at(self) -> datetime | None:
        """When it speaks next, while it runs."""
        if self.state != RUNNING:
            return None
        return alert_at(
            stage=self.stage, started_at=self.started_at, due_at=self.due_at, warn_at=self.warn_at
        )

    def spoken(self, at: datetime) -> "ClockFace":
        """The same clock when it has said what is to be said by then."""
        stage = stage_at(
            at, stage=self.stage, started_at=self.started_at, due_at=self.due_at, warn_at=self.warn_at
        )
        return replace(self, stage=stage)

    def explained(self, calendar: WorkingCalendar) -> Due:
        """The due instant again, with its lines."""
        hours = OpeningHours.parse(self.hours) if self.hours else None
        limit, more = Limit.parse(self.limit), granted(self.extensions)
        return due(self.started_at, limit, calendar, hours=hours, pauses=self.pauses, extensions=more)


def started(
    *,
    clock_id: UUID,
    task_id: UUID,
    name: str,
    limit: str,
    why: str,
    at: datetime,
    calendar: WorkingCalendar,
    hours: OpeningHours | None = None,
    warn_at: int = WARN_AT,
) -> ClockFace:
    """A clock that starts to run; a day of it ends when the office closes, where its hours are given."""
    found = plainly_due(at, limit, calendar, hours=hours)
    return ClockFace(
        clock_id,
        task_id,
        name,
        limit,
        why,
        RUNNING,
        at,
        (),
        found.at,
        found.provisional,
        calendar.version,
        None,
        "" if hours is None else str(hours),
        warn_at=warn_at,
    )


def paused(face: ClockFace, at: datetime) -> ClockFace:
    """The clock stands still; it has no due instant until it runs again."""
    return replace(face, state=PAUSED, pauses=(*face.pauses, Pause(at, None)), due_at=None)


def resumed(face: ClockFace, at: datetime, calendar: WorkingCalendar) -> ClockFace:
    """The clock runs again; what stood still is added."""
    pauses = (*face.pauses[:-1], replace(face.pauses[-1], until=at))
    return recomputed(replace(face, state=RUNNING, pauses=pauses), calendar)


def stopped(face: ClockFace, at: datetime) -> ClockFace:
    """The clock has done its work; a request for more of it is not decided any more."""
    return replace(face, state=STOPPED, stopped_at=at, extensions=lapsed(face.extensions, at=at))


def recomputed(face: ClockFace, calendar: WorkingCalendar) -> ClockFace:
    """The same clock over another calendar version."""
    found = face.explained(calendar)
    return replace(
        face,
        due_at=found.at,
        provisional=found.provisional,
        calendar_version=calendar.version,
        stage=QUIET if face.stage == WARNED and _is_later(found.at, face.due_at) else face.stage,
    )


def _is_later(due_at: datetime | None, before: datetime | None) -> bool:
    """Whether there is a due time later than before, of which it warns again; one that stood still had none."""
    return due_at is not None and (before is None or due_at > before)


def extended(face: ClockFace, at: datetime, calendar: WorkingCalendar) -> ClockFace:
    """The extension that waits is granted; a clock that stands still gets its due instant when it runs again."""
    if face.state == STOPPED or not asked(face.extensions):
        return face
    more = replace(face, extensions=decided(face.extensions, state=GRANTED, at=at))
    return recomputed(more, calendar) if face.state == RUNNING else more


def declined(face: ClockFace, at: datetime) -> ClockFace:
    """The extension that waits is refused."""
    if face.state == STOPPED:
        return face
    return replace(face, extensions=decided(face.extensions, state=REFUSED, at=at))


@dataclass(frozen=True, slots=True)
class Effect:
    """What a step does to clocks, read from its words: "STOPS CONTACT HANDLE; STARTS CONFIRM", "PAUSES"."""

    does: str
    names: frozenset[str]

    def meets(self, face: ClockFace) -> bool:
        """Whether this clock is meant; no names mean all."""
        return not self.names or face.name in self.names


def effects_of(words: str) -> tuple[Effect, ...]:
    """The effects that a Step's clock column names, in order."""
    parts = (part.split() for part in words.split(";"))
    return tuple(Effect(part[0], frozenset(part[1:])) for part in parts)


def next_due(faces: Iterable[ClockFace]) -> datetime | None:
    """The earliest due instant of the clocks that run."""
    return min((face.due_at for face in faces if face.state == RUNNING and face.due_at), default=None)


def due_of(faces: Iterable[ClockFace], name: str) -> datetime | None:
    """When the running clock of that name is due."""
    return next((face.due_at for face in faces if face.name == name and face.state == RUNNING), None)


def row_of(face: ClockFace) -> Mapping[str, object]:
    """The face as the table keeps it."""
    request = None if face.state == STOPPED else asked(face.extensions)
    return {
        "id": face.id,
        "task_id": face.task_id,
        "name": face.name,
        "limit": face.limit,
        "why": face.why,
        "state": face.state,
        "started_at": face.started_at,
        "pauses": [[p.at.isoformat(), p.until.isoformat() if p.until else None] for p in face.pauses],
        "due_at": face.due_at,
        "provisional": face.provisional,
        "calendar_version": face.calendar_version,
        "stopped_at": face.stopped_at,
        "hours": face.hours,
        "extensions": stored(face.extensions),
        "asked_at": request and request.asked_at,
        "stage": face.stage,
        "warn_at": face.warn_at,
        "alert_at": face.alert_at,
    }


def pauses_from(stored: Iterable[tuple[str, str | None]]) -> tuple[Pause, ...]:
    """Pauses as the table keeps them, read back."""
    return tuple(
        Pause(datetime.fromisoformat(at), datetime.fromisoformat(until) if until else None)
        for at, until in stored
    )
