"""The fold from a start, a limit, pauses and extensions to a due instant, with a line for every step.

Civil Code (民法典): §201 the day on which a period of days begins is not counted, and a period of hours runs from
its hour; §202 months and years end on the corresponding day, or the last of a month that has none; §203 a last day
that is off gives way to the next working day, and the last day ends at 24:00, or, where there are business hours, when
business ends.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from heyi.deadlines.codes import LimitUnit, LineCode
from heyi.deadlines.rules.limits import Limit
from heyi.deadlines.rules.lines import Line
from heyi.deadlines.rules.pauses import Pause, merged
from heyi.deadlines.rules.walk import Walk
from heyi.kernel.calendar import WorkingCalendar
from heyi.kernel.clock import CHINA
from heyi.kernel.hours import STANDARD, OpeningHours

_EXTENDED_IN_ORDER = (
    LimitUnit.YEARS,
    LimitUnit.MONTHS,
    LimitUnit.DAYS,
    LimitUnit.WORKING_DAYS,
    LimitUnit.WORKING_HOURS,
    LimitUnit.HOURS,
)


@dataclass(frozen=True, slots=True)
class Due:
    """When it is due, in China's time; None while the clock stands still with no end known.

    `provisional`: a day that was counted (or passed on the way to a working day) lies beyond the last published year.
    """

    at: datetime | None
    provisional: bool
    lines: tuple[Line, ...]


def due(
    start: datetime,
    limit: Limit,
    calendar: WorkingCalendar,
    *,
    hours: OpeningHours | None = None,
    pauses: Iterable[Pause] = (),
    extensions: Iterable[Limit] = (),
) -> Due:
    """The due instant of a limit that starts at `start` (aware). Raises OutOfCalendar.

    With the `hours` of an office, a period of days ends when its business ends; without, at 24:00, and working hours
    are the STANDARD ones. Extensions of the limit's own unit add to its amount; others follow: years, months, days,
    working days, working hours, hours. So their order does not matter. Neither a pause nor an extension brings the
    due instant forward.
    """
    if start.tzinfo is None:
        raise ValueError("a start knows its time zone")
    extensions = sorted(extensions, key=lambda extra: (_EXTENDED_IN_ORDER.index(extra.unit), extra.amount))
    walk = Walk(start.astimezone(CHINA), calendar, merged(pauses, start), hours, hours or STANDARD)
    _tell_terms(walk, limit, extensions)
    parts = _parts(limit, extensions)
    _tell_hours(walk, parts)
    for place, part in enumerate(parts):
        left = walk.take(part)
        if left is not None:
            return _standing(walk, (left, *parts[place + 1 :]))
    return _reached(walk)


def _parts(limit: Limit, extensions: Iterable[Limit]) -> tuple[Limit, ...]:
    extra: Counter[LimitUnit] = Counter()
    for extension in extensions:
        extra[extension.unit] += extension.amount
    first = Limit(limit.amount + extra.pop(limit.unit, 0), limit.unit)
    return first, *(Limit(extra[unit], unit) for unit in _EXTENDED_IN_ORDER if extra[unit])


def _tell_terms(walk: Walk, limit: Limit, extensions: Iterable[Limit]) -> None:
    walk.tell(LineCode.STARTS, at=walk.at, limit=limit)
    for extension in extensions:
        walk.tell(LineCode.EXTENDED, limit=extension)


def _tell_hours(walk: Walk, parts: Iterable[Limit]) -> None:
    """Tell the hours of service where anything depends on them."""
    if any(part.unit is LimitUnit.WORKING_HOURS for part in parts):
        walk.tell(LineCode.OPENING_HOURS, hours=walk.working_hours)
    elif walk.hours is not None and any(part.unit is not LimitUnit.HOURS for part in parts):
        walk.tell(LineCode.OPENING_HOURS, hours=walk.hours)


def _reached(walk: Walk) -> Due:
    _tell_stills(walk)
    if walk.day is None:
        walk.tell(LineCode.DUE_INSTANT, at=walk.at)
    else:
        ends_at_closing = walk.at.date() == walk.day  # 24:00 is 00:00 of the next day
        walk.tell(LineCode.DUE_CLOSING if ends_at_closing else LineCode.DUE_DAY, day=walk.day, at=walk.at)
    return Due(walk.at, _tell_calendar(walk), tuple(walk.lines))


def _standing(walk: Walk, left: tuple[Limit | timedelta, ...]) -> Due:
    _tell_stills(walk)
    walk.tell(LineCode.STILL_OPEN, at=walk.stills[-1].at, left=left)
    return Due(None, _tell_calendar(walk), tuple(walk.lines))


def _tell_stills(walk: Walk) -> None:
    for still in walk.stills:
        if still.until is not None and still.at < walk.at:
            walk.tell(LineCode.STILL, at=still.at, until=still.until)
    if walk.still_days:
        walk.tell(LineCode.STILL_DAYS, amount=walk.still_days)


def _tell_calendar(walk: Walk) -> bool:
    """Tell which calendar was used; whether any day lay beyond its published years."""
    if not walk.counted:
        return False
    calendar, last = walk.calendar, max(walk.counted)
    walk.tell(LineCode.CALENDAR, version=calendar.version, day=calendar.known_until)
    if min(walk.counted) < calendar.known_from:
        walk.tell(LineCode.EARLY, day=calendar.known_from)
    provisional = calendar.is_provisional(last)
    if provisional:
        walk.tell(LineCode.PROVISIONAL, year=str(calendar.known_until.year + 1))
    return provisional
