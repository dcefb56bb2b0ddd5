"""The lines that tell how a due instant was reached: codes and parameters, no sentences."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from heyi.deadlines.codes import LineCode
from heyi.deadlines.rules.limits import Limit
from heyi.kernel.calendar import SATURDAY, WorkingCalendar
from heyi.kernel.hours import OpeningHours

Value = str | int | date | datetime | timedelta | Limit | OpeningHours | tuple[Limit | timedelta, ...]
MOST_NAMED = 12  # festivals and make-up days told one by one; a longer list helps nobody


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the reckoning. A `str` parameter is a msgid (a festival) or a name; `explain` makes it words."""

    code: LineCode
    params: Mapping[str, Value] = field(default_factory=dict)


def passed_days(days: Sequence[date], calendar: WorkingCalendar) -> Iterator[Line]:
    """What was skipped, and which weekend days were worked, among the days that a count of working days passed."""
    off = [day for day in days if not calendar.is_working(day)]
    weekends = sum(1 for day in off if not calendar.name_of(day))
    if weekends:
        yield Line(LineCode.WEEKENDS, {"amount": weekends})
    named = sorted([*_festivals(off, calendar), *_makeup_days(days, calendar)], key=lambda told: told[0])
    yield from (line for _, _, line in named[:MOST_NAMED])
    if len(named) > MOST_NAMED:
        yield Line(LineCode.MORE_DAYS, {"amount": sum(length for _, length, _ in named[MOST_NAMED:])})


def _festivals(off: Sequence[date], calendar: WorkingCalendar) -> Iterator[tuple[date, int, Line]]:
    def stretch(numbered: tuple[int, date]) -> tuple[str, int]:
        return calendar.name_of(numbered[1]), numbered[1].toordinal() - numbered[0]

    for (name, _), numbered in groupby(enumerate(off), key=stretch):
        days = [day for _, day in numbered]
        if name and len(days) == 1:
            yield days[0], 1, Line(LineCode.FESTIVAL_DAY, {"day": days[0], "name": name})
        elif name:
            params: Mapping[str, Value] = {
                "first": days[0],
                "last": days[-1],
                "name": name,
                "amount": len(days),
            }
            yield days[0], len(days), Line(LineCode.FESTIVAL, params)


def _makeup_days(days: Sequence[date], calendar: WorkingCalendar) -> Iterator[tuple[date, int, Line]]:
    for day in days:
        if day.weekday() >= SATURDAY and calendar.is_working(day):
            yield day, 1, Line(LineCode.MAKEUP, {"day": day, "name": calendar.name_of(day)})


def rolled(last: date, to: date, calendar: WorkingCalendar) -> Line:
    """The last day was off, so that the period ends on a later one."""
    name = calendar.name_of(last)
    if name:
        return Line(LineCode.ROLLED_FESTIVAL, {"day": last, "to": to, "name": name})
    return Line(LineCode.ROLLED_WEEKEND, {"day": last, "to": to})
