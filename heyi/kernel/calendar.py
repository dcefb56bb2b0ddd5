"""Which days people work in mainland China: the State Council's arrangement as published, a forecast after it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

import chinese_calendar
from chinese_calendar import constants as published

from heyi.kernel.flow import Refusal
from heyi.kernel.words import _

SATURDAY = 5
_LIBRARY_FROM, _LIBRARY_UNTIL = (
    date(1950, 1, 1),
    date(2100, 12, 31),
)  # the years that `holidays` knows of China

_FESTIVALS = {
    "New Year's Day": _("元旦"),
    "Spring Festival": _("春节"),
    "Tomb-sweeping Day": _("清明节"),
    "Labour Day": _("劳动节"),
    "Dragon Boat Festival": _("端午节"),
    "Mid-autumn Festival": _("中秋节"),
    "National Day": _("国庆节"),
    "Anti-Fascist 70th Day": _("抗战胜利纪念日"),
}
_SAID_OTHERWISE = {"农历除夕": _("春节"), "休息日": _("调休")}


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Days off other than plain weekends, and weekend days worked to make up for them; each with its festival."""

    days_off: Mapping[date, str]
    makeup_days: Mapping[date, str]


WEEKENDS_ONLY = Arrangement({}, {})


def weekends_only(_year: int) -> Arrangement:
    """The arrangement of a year of which nothing else is known."""
    return WEEKENDS_ONLY


@dataclass(frozen=True, slots=True, eq=False)
class WorkingCalendar:
    """Working days. From `known_from` to `known_until` (inclusive) as published; `beyond` answers for other years.

    Nothing is said of days outside `reaches_from` .. `reaches_until`.
    """

    version: str
    known_from: date
    known_until: date
    published: Arrangement
    beyond: Callable[[int], Arrangement] = weekends_only
    reaches_from: date = _LIBRARY_FROM
    reaches_until: date = _LIBRARY_UNTIL

    def is_working(self, day: date) -> bool:
        """Whether offices work on that day: a weekday that is not off, or a weekend day that makes up for one."""
        if day.weekday() >= SATURDAY:
            return day in self._arrangement(day).makeup_days
        return day not in self._arrangement(day).days_off

    def is_provisional(self, day: date) -> bool:
        """Whether the day lies beyond the last published year, so that the answer may still change."""
        return day > self.known_until

    def reaches(self, day: date) -> bool:
        """Whether anything is known of that day at all."""
        return self.reaches_from <= day <= self.reaches_until

    def name_of(self, day: date) -> str:
        """The festival for which the day is off or makes up (Chinese msgid); empty for plain days and weekends."""
        arrangement = self._arrangement(day)
        return arrangement.days_off.get(day) or arrangement.makeup_days.get(day, "")

    def _arrangement(self, day: date) -> Arrangement:
        is_published = self.known_from <= day <= self.known_until
        return self.published if is_published else self.beyond(day.year)


@cache
def mainland() -> WorkingCalendar:
    """Mainland China, by chinesecalendar for the published years and by holidays for all others."""
    first, last = min(published.holidays).year, max(published.holidays).year
    return WorkingCalendar(
        version=f"chinesecalendar {chinese_calendar.__version__} ({first}-{last})",
        known_from=date(first, 1, 1),
        known_until=date(last, 12, 31),
        published=Arrangement(_named(published.holidays), _named(published.workdays)),
        beyond=_unpublished,
    )


def as_known(version: str) -> WorkingCalendar:
    """Mainland China as it was known when a year was the last published one. Raises UnknownVersion.

    `version` names the year, `2025`, or is what this library's calendar of a year is called, `chinesecalendar 1.11.0
    (2004-2025)`; another library's is not at hand. What was published is read from today's library; what it corrected
    later is corrected here too.
    """
    calendar, found = mainland(), _VERSION.fullmatch(version.strip())
    year = int(found[1] or found[2]) if found else 0
    if not calendar.known_from.year <= year <= calendar.known_until.year:
        raise UnknownVersion(version, calendar)
    named = calendar.version.replace(f"-{calendar.known_until.year})", f"-{year})")
    if found and found[2] and version.strip() != named:
        raise UnknownVersion(version, calendar)
    if year == calendar.known_until.year:
        return calendar
    return replace(
        calendar,
        version=named,
        known_until=date(year, 12, 31),
        beyond=lambda year: _forecast(year) if year >= calendar.known_from.year else _unpublished(year),
    )


_VERSION = re.compile(r"([0-9]{4})|chinesecalendar [0-9.]+ \([0-9]{4}-([0-9]{4})\)", re.ASCII)


class UnknownVersion(ValueError):
    """No calendar of that version; `refusal` says which there are, for people."""

    def __init__(self, typed: str, calendar: WorkingCalendar) -> None:
        super().__init__("CALENDAR_UNKNOWN")
        sentence = _("没有日历版本“{typed}”，请写放假安排公布到哪一年，{first} 至 {last}。")
        years = {"first": str(calendar.known_from.year), "last": str(calendar.known_until.year)}
        self.refusal = Refusal("CALENDAR_UNKNOWN", sentence, {"typed": typed.strip()[:40], **years})


def _named(days: Mapping[date, str]) -> Mapping[date, str]:
    return {day: _FESTIVALS.get(name, name) for day, name in days.items()}


@lru_cache(maxsize=256)
def _unpublished(year: int) -> Arrangement:
    """Festivals by law with their days in lieu; make-up days only where they are history."""
    from holidays import China  # noqa: PLC0415 - costs 0.3 s, and most dates lie in published years

    known = China(years=year, language="zh_CN")
    days_off = {day: _festival(words) for day, words in known.items() if day.year == year}
    makeup_days = {day: _("调休") for day in known.weekend_workdays if day.year == year}
    return Arrangement(days_off, makeup_days)


@lru_cache(maxsize=256)
def _forecast(year: int) -> Arrangement:
    """A year as it looked before its arrangement was published: nobody knew which days would be traded."""
    from holidays import China  # noqa: PLC0415 - as above

    known = China(years=year, language="zh_CN")
    days_off = {
        day: _festival(words) for day, words in known.items() if day.year == year and not _is_traded(words)
    }
    return Arrangement(days_off, {})


def _is_traded(words: str) -> bool:
    """`休息日（由 2026-01-04 调休）` is a working day that was traded for a day of a weekend."""
    return words.startswith("休息日")


def _festival(words: str) -> str:
    """`春节（补假）` is 春节; where two festivals meet, the first."""
    name = words.partition(";")[0].partition("（")[0]
    return _SAID_OTHERWISE.get(name, name)
