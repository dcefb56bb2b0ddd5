"""Who is on duty: a function of turns and leave. What nobody covers is told, never passed over. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from heyi.accounts.codes import PRESENT, Presence
from heyi.accounts.rules.standing import Standing
from heyi.kernel.clock import CHINA
from heyi.kernel.words import _
from heyi.orgs.rules import Fault
from heyi.triage.codes import Field

DAY = 24 * 60  # minutes
WEEK = 7  # days
MOST_NAME = 10
MOST_SHIFTS = 6
USUAL_CAPACITY = 20  # live matters at a time; a house default, changed by the unit
MOST_CAPACITY = 500
FARTHEST = timedelta(days=366)  # from now, a turn that may be planned
LONGEST_LEAVE = timedelta(days=366)
HANDED_OVER_WITHIN = timedelta(hours=12)  # after a turn's end a note may still be written


class Span(NamedTuple):
    """From an instant (included) until another."""

    starts_at: datetime
    ends_at: datetime

    def holds(self, at: datetime) -> bool:
        """Whether the instant lies in it."""
        return self.starts_at <= at < self.ends_at

    def meets(self, other: "Span") -> bool:
        """Whether both share an instant."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class ShiftFact:
    """班种: minutes since 0:00 in China; one that ends no later than it begins ends on the next day.

    `days`: the weekdays on which it begins, Monday 0.
    """

    id: int
    name: str
    begins: int
    ends: int
    days: frozenset[int] = frozenset(range(WEEK))

    @property
    def is_over_midnight(self) -> bool:
        """Whether it ends on the day after it began."""
        return self.ends <= self.begins

    @property
    def words(self) -> str:
        """Its hours: 20:00–08:00."""
        return f"{_clock(self.begins)}–{_clock(self.ends)}"

    def is_on(self, day: date) -> bool:
        """Whether it begins on this day of the week."""
        return day.weekday() in self.days

    def span(self, day: date) -> Span:
        """From when until when, if it begins on that day."""
        midnight = datetime.combine(day, time.min, CHINA)
        length = self.ends - self.begins + (DAY if self.is_over_midnight else 0)
        starts_at = midnight + timedelta(minutes=self.begins)
        return Span(starts_at, starts_at + timedelta(minutes=length))


@dataclass(frozen=True, slots=True)
class TurnFact:
    """班次: one person on duty for a span."""

    id: int
    person_id: int
    span: Span


@dataclass(frozen=True, slots=True)
class LeaveFact:
    """请假: one person is away for a span."""

    person_id: int
    span: Span


def on_duty(turns: Iterable[TurnFact], leaves: Collection[LeaveFact], at: datetime) -> frozenset[int]:
    """The people who have a turn at this instant and are not away."""
    away = {leave.person_id for leave in leaves if leave.span.holds(at)}
    return frozenset(turn.person_id for turn in turns if turn.span.holds(at)) - away


def presence_of(
    *, is_appointed: bool, is_away: bool, keeps_rota: bool, by_rota: bool, has_turn: bool
) -> Presence:
    """Whether a person may be given a matter now. Where no rota is kept nobody is off duty."""
    if not is_appointed:
        return Presence.INACTIVE
    if is_away:
        return Presence.ON_LEAVE
    if not (keeps_rota and by_rota):
        return Presence.NO_ROTA
    return Presence.ON_DUTY if has_turn else Presence.OFF_DUTY


def needed_spans(shifts: Iterable[ShiftFact], days: Sequence[date], *, never_closes: bool) -> list[Span]:
    """When somebody has to be there: always, where the unit never closes; else whenever a shift of it is."""
    if never_closes and days:
        first, last = (datetime.combine(day, time.min, CHINA) for day in (days[0], days[-1]))
        return [Span(first, last + timedelta(days=1))]
    return [shift.span(day) for shift in shifts for day in days if shift.is_on(day)]


def gaps(
    needed: Iterable[Span], turns: Iterable[TurnFact], leaves: Collection[LeaveFact]
) -> tuple[Span, ...]:
    """What of the needed time nobody covers, in order; a turn does not cover while its person is away."""
    covered = _joined(
        part
        for turn in turns
        for part in _less(turn.span, [leave.span for leave in leaves if leave.person_id == turn.person_id])
    )
    return tuple(part for span in _joined(needed) for part in _less(span, covered))


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same instants in as few spans as there can be, in order."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.starts_at <= joined[-1].ends_at:
            joined[-1] = Span(joined[-1].starts_at, max(joined[-1].ends_at, span.ends_at))
        else:
            joined.append(span)
    return joined


def _less(span: Span, taken: Iterable[Span]) -> Iterator[Span]:
    """What is left of a span without the others."""
    begin = span.starts_at
    for other in _joined(taken):
        if not span.meets(other):
            continue
        if begin < other.starts_at:
            yield Span(begin, other.starts_at)
        begin = max(begin, other.ends_at)
    if begin < span.ends_at:
        yield Span(begin, span.ends_at)


def week_of(day: date) -> tuple[date, ...]:
    """The seven days, Monday first, in which a day lies."""
    monday = day - timedelta(days=day.weekday())
    return tuple(monday + timedelta(days=number) for number in range(WEEK))


def may_plan(by: Standing, unit_id: int, above: Collection[int]) -> bool:
    """A rota is planned by a leader of the unit, or of a unit above it."""
    return bool(by.leads & {unit_id, *above})


def faults_of_shift(
    name: str, begins: int | None, ends: int | None, days: Collection[int], others: Collection[ShiftFact]
) -> Iterator[Fault]:
    """Why a unit cannot have such a shift."""
    if not 0 < len(name) <= MOST_NAME or not name.isprintable():
        yield Fault(
            "name", "name_needed", _("请给班种起个名字，不超过 %(max)s 个字。"), {"max": str(MOST_NAME)}
        )
    elif any(other.name == name for other in others):
        yield Fault("name", "name_taken", _("已有同名的班种。"))
    if begins is None or ends is None or not (0 <= begins < DAY and 0 < ends <= DAY):
        yield Fault("begins", "hours_needed", _("请填写起止时间，例如 08:00 到 16:00。"))
    if not days or not set(days) <= set(range(WEEK)):
        yield Fault("days", "days_needed", _("请至少选一天。"))
    if len(others) >= MOST_SHIFTS:
        yield Fault("", "too_many_shifts", _("最多设 %(most)s 个班种。"), {"most": str(MOST_SHIFTS)})


def faults_of_turn(
    span: Span, *, is_appointed: bool, own: Iterable[TurnFact], leaves: Collection[LeaveFact], at: datetime
) -> Iterator[Fault]:
    """Why a person cannot take such a turn. `own`: the turns the person has already, in any unit."""
    if span.ends_at <= at:
        yield Fault("", "turn_over", _("这一班已经结束，不能再排。"))
    if not is_appointed:
        yield Fault("person", "not_appointed", _("此人届时不在本单位任职。"))
    if any(turn.span.meets(span) for turn in own):
        yield Fault("person", "turns_overlap", _("此人在这段时间已有一班，不能重叠。"))
    if any(leave.span.meets(span) for leave in leaves):
        yield Fault("person", "on_leave", _("此人在这段时间请假。"))


def faults_of_leave(span: Span, at: datetime) -> Iterator[Fault]:
    """Why a leave cannot be so."""
    if span.ends_at <= span.starts_at:
        yield Fault("ends_on", "period_backward", _("请假结束不能早于开始。"))
    elif span.ends_at <= at:
        yield Fault("ends_on", "leave_over", _("请假不能补记到已经过去的日子。"))
    elif span.ends_at - span.starts_at > LONGEST_LEAVE:
        yield Fault("ends_on", "leave_too_long", _("一次请假不超过一年。"))


def faults_of_post(skills: Collection[str], capacity: int | None) -> Iterator[Fault]:
    """Why a person's post cannot be kept so. Skills are fields of matters, a closed list."""
    if not set(skills) <= {field.value for field in Field}:
        yield Fault("skills", "unknown_skill", _("没有这个专长。"))
    if capacity is not None and not 0 < capacity <= MOST_CAPACITY:
        yield Fault(
            "capacity", "bad_capacity", _("在办上限为 1 到 %(most)s 件。"), {"most": str(MOST_CAPACITY)}
        )


def faults_of_swap(*, asker: int, owner: int, to: int, span: Span, at: datetime) -> Iterator[Fault]:
    """Why a turn cannot be offered so: one's own, to somebody else, before it begins."""
    if asker != owner:
        yield Fault("", "not_own_turn", _("只能调自己的班。"))
    if to == owner:
        yield Fault("to", "same_person", _("请选择另一位同事。"))
    if span.starts_at <= at:
        yield Fault("", "turn_begun", _("这一班已经开始，不能再调。"))


def may_read_handover(by: Standing, unit_id: int, writer_id: int | None, presence: Presence) -> bool:
    """A note is acknowledged by somebody of the unit who is there and did not write it."""
    return unit_id in by.units and by.person_id != writer_id and presence in PRESENT


def minutes_of(at: time | None, *, is_end: bool = False) -> int | None:
    """Minutes since 0:00; as an end, midnight is the end of the day."""
    if at is None:
        return None
    minutes = at.hour * 60 + at.minute
    return DAY if is_end and minutes == 0 else minutes


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
