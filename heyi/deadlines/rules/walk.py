"""One walk through time: takes parts of a limit in order, and remembers how it went."""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from heyi.deadlines.codes import LimitUnit, LineCode
from heyi.deadlines.rules.limits import Limit
from heyi.deadlines.rules.lines import Line, Value, passed_days, rolled
from heyi.deadlines.rules.pauses import Pause
from heyi.kernel.calendar import SATURDAY, WorkingCalendar
from heyi.kernel.clock import CHINA
from heyi.kernel.flow import Refusal
from heyi.kernel.hours import OpeningHours
from heyi.kernel.words import _

_ONE_DAY = timedelta(days=1)


class OutOfCalendar(ValueError):
    """The start or the due instant lies where no calendar reaches; `refusal` says so, for people."""

    def __init__(self, calendar: WorkingCalendar) -> None:
        super().__init__("OUT_OF_CALENDAR")
        years = {"first": str(calendar.reaches_from.year), "last": str(calendar.reaches_until.year)}
        self.refusal = Refusal(
            "OUT_OF_CALENDAR", _("起算或到期的日子不在 {first} 年至 {last} 年之内，无法计算。"), years
        )


@dataclass(slots=True)
class Walk:
    """Where the clock is. `at`: the instant reached (China); `day`: the last day, if it was reached in days.

    `hours`: of the office, at whose closing a day ends; None where it ends at 24:00. `counted` holds the first and the
    last day of each stretch counted or rolled over.
    """

    at: datetime
    calendar: WorkingCalendar
    stills: tuple[Pause, ...]
    hours: OpeningHours | None
    working_hours: OpeningHours
    day: date | None = None
    still_days: int = 0
    counted: list[date] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def take(self, part: Limit) -> Limit | timedelta | None:
        """Walk one part of the limit; what is left of it if the clock stands still before its end, else None."""
        match part.unit:
            case LimitUnit.HOURS:
                return self._run(timedelta(hours=part.amount))
            case LimitUnit.DAYS:
                return self._days(part) or self._roll()
            case LimitUnit.WORKING_DAYS:
                return self._working_days(part)
            case LimitUnit.WORKING_HOURS:
                return self._run_while_open(timedelta(hours=part.amount))
            case LimitUnit.MONTHS:
                return self._months(part.amount) or self._roll()
            case LimitUnit.YEARS:
                return self._months(part.amount * 12) or self._roll()

    def tell(self, code: LineCode, **params: Value) -> None:
        """Remember one step."""
        self.lines.append(Line(code, params))

    def _run(self, left: timedelta) -> timedelta | None:
        self._reach(
            self.at.date()
        )  # before it is added to: the ends of all time can be neither shifted nor added to
        at = self.at.astimezone(UTC)
        self.tell(LineCode.HOURS_RUN, length=left)
        for still in self.stills:
            if still.until is not None and still.until <= at:
                continue
            if at + left <= still.at:
                break
            left -= max(still.at - at, timedelta())
            if still.until is None:
                return left
            at = still.until
        self.at, self.day = (at + left).astimezone(CHINA), None
        self._reach(self.at.date())
        return None

    def _run_while_open(self, left: timedelta) -> timedelta | None:
        """Run only while the office serves: its days, without the rest between its spans."""
        self.tell(LineCode.WORKING_HOURS_RUN, length=left)
        first = day = self.at.date()
        self._reach(day)
        while True:
            for begin, end in self._open_spans(day):
                if end - begin >= left:
                    self.at, self.day = begin + left, None
                    self._tell_closed_days(first, day)
                    return None
                left -= end - begin
            if self._has_stopped(day):
                return left
            day += _ONE_DAY
            self._reach(day)

    def _open_spans(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """What is left of the day's spans after the instant reached, without what stands still."""
        spans = self.working_hours.on(day) if self.working_hours.is_open_on(day, self.calendar) else ()
        for begin, end in spans:
            at = max(begin, self.at)
            for still in self.stills:
                if still.until is not None and still.until <= at:
                    continue
                if still.at >= end:
                    break
                if still.at > at:
                    yield at, still.at.astimezone(CHINA)
                at = end if still.until is None else min(end, still.until.astimezone(CHINA))
            if at < end:
                yield at, end

    def _tell_closed_days(self, first: date, last: date) -> None:
        """Which days off lay between; a start and an end on the same day passed none."""
        if self.working_hours.daily:
            return
        days = [first + _ONE_DAY * number for number in range((last - first).days + 1)]
        self.lines.extend(passed_days(days, self.calendar))
        self.counted += [first, last]

    def _days(self, part: Limit) -> Limit | None:
        days, left = self._count(part.amount, lambda _day: True)
        if left:
            return Limit(left, LimitUnit.DAYS)
        if days:
            self.tell(LineCode.DAYS_COUNTED, amount=part.amount, first=days[0], last=days[-1])
        return None

    def _months(self, months: int) -> Limit | None:
        """Days up to the corresponding day, or the last of a month that has none (§202); what stands still is added."""
        first = self._first_day()
        last = self._corresponding(first, months)
        days, left = self._count((last - first).days, lambda _day: True)
        if left:
            return Limit(left, LimitUnit.DAYS)
        if days:
            self.tell(
                LineCode.CORRESPONDING_DAY if last.day == first.day else LineCode.LAST_OF_MONTH, day=last
            )
        return None

    def _corresponding(self, first: date, months: int) -> date:
        year, month = divmod(first.month - 1 + months, 12)
        year, month = first.year + year, month + 1
        if year > self.calendar.reaches_until.year:
            raise OutOfCalendar(self.calendar)
        return date(year, month, min(first.day, monthrange(year, month)[1]))

    def _working_days(self, part: Limit) -> Limit | None:
        days, left = self._count(part.amount, self.calendar.is_working)
        self.lines.extend(passed_days(days, self.calendar))
        if left:
            return Limit(left, LimitUnit.WORKING_DAYS)
        if days:
            self.tell(LineCode.WORKING_COUNTED, amount=part.amount, last=days[-1])
        return None

    def _count(self, amount: int, counts: Callable[[date], bool]) -> tuple[list[date], int]:
        """Go on until `amount` days have counted; the days passed while the clock ran, and what is left to count."""
        day, passed = self._first_day(), list[date]()
        while amount and not self._has_stopped(day + _ONE_DAY):
            day += _ONE_DAY
            self._reach(day)
            if self._stands_still(day):
                self.still_days += 1
                continue
            passed.append(day)
            amount -= counts(day)
        if passed:
            self._end_on(passed[-1])
            self.counted.append(passed[0])
        return passed, amount

    def _first_day(self) -> date:
        """The day that the count follows, itself not counted (§201)."""
        if self.day is None:
            self.day = self.at.date()
            self._reach(self.day)
            self.tell(LineCode.FIRST_DAY, day=self.day)
        return self.day

    def _roll(self) -> Limit | None:
        """A last day off gives way to the next working day (§203) on which the clock runs."""
        last = day = self._first_day()
        while not self.calendar.is_working(day) or self._stands_still(day):
            day += _ONE_DAY
            if self._has_stopped(day):
                return Limit(0, LimitUnit.DAYS)
            self._reach(day)
        if day != last:
            self.lines.append(rolled(last, day, self.calendar))
            self._end_on(day)
        if day.weekday() >= SATURDAY and not self._stands_still(day):
            self.tell(LineCode.WORKED, day=day, name=self.calendar.name_of(day))
        return None

    def _end_on(self, day: date) -> None:
        self.day, self.at = day, self._end_of(day)
        self.counted.append(day)

    def _stands_still(self, day: date) -> bool:
        end = self._end_of(day)
        return any(still.covers(end) for still in self.stills)

    def _has_stopped(self, day: date) -> bool:
        """Whether the clock stands still on that day and nobody knows until when."""
        return bool(self.stills) and self.stills[-1].until is None and self.stills[-1].at < self._end_of(day)

    def _end_of(self, day: date) -> datetime:
        """When a day is over: at 24:00, or when the office closes (§203)."""
        return midnight_after(day) if self.hours is None else self.hours.closing(day)

    def _reach(self, day: date) -> None:
        if not self.calendar.reaches(day):
            raise OutOfCalendar(self.calendar)


def midnight_after(day: date) -> datetime:
    """24:00 of that day in China, which is 00:00 of the next."""
    return datetime.combine(day + _ONE_DAY, time.min, CHINA)
