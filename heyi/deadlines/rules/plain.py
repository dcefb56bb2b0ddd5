"""When a limit is due that nothing pauses or extends, without the lines that tell how: asked at every receipt."""

from datetime import date, datetime, time
from functools import lru_cache
from typing import NamedTuple

from heyi.deadlines.codes import LimitUnit
from heyi.deadlines.rules.limits import Limit
from heyi.deadlines.rules.walk import Walk
from heyi.kernel.calendar import WorkingCalendar
from heyi.kernel.clock import CHINA
from heyi.kernel.hours import STANDARD, OpeningHours

_BY_DAYS = frozenset({LimitUnit.DAYS, LimitUnit.WORKING_DAYS, LimitUnit.MONTHS, LimitUnit.YEARS})


class PlainDue(NamedTuple):
    """When it is due, in China's time, and whether a day counted lies beyond the last published year."""

    at: datetime
    provisional: bool


def plainly_due(
    start: datetime, limit: str, calendar: WorkingCalendar, *, hours: OpeningHours | None = None
) -> PlainDue:
    """The due instant that `due` gives. Raises OutOfCalendar, BadLimit.

    A period of days depends on the day of its start alone, and is reckoned once for each.
    """
    if start.tzinfo is None:
        raise ValueError("a start knows its time zone")
    read = _read(limit)
    if read.unit in _BY_DAYS:
        return _due_of_day(start.astimezone(CHINA).date(), limit, calendar, hours)
    return _due(start, read, calendar, hours)


@lru_cache(maxsize=50_000)
def _due_of_day(day: date, limit: str, calendar: WorkingCalendar, hours: OpeningHours | None) -> PlainDue:
    return _due(datetime.combine(day, time(), CHINA), _read(limit), calendar, hours)


def _due(start: datetime, limit: Limit, calendar: WorkingCalendar, hours: OpeningHours | None) -> PlainDue:
    walk = Walk(start.astimezone(CHINA), calendar, (), hours, hours or STANDARD)
    walk.take(limit)
    return PlainDue(walk.at, bool(walk.counted) and calendar.is_provisional(max(walk.counted)))


@lru_cache(maxsize=1_000)
def _read(limit: str) -> Limit:
    return Limit.parse(limit)
