"""Working days of mainland China: what is published, what is only forecast, what is history."""

from dataclasses import replace
from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.kernel.calendar import Arrangement, UnknownVersion, WorkingCalendar, as_known, mainland

CALENDAR = replace(mainland(), known_until=date(2026, 12, 31))  # whatever is published by the time this runs
LAST = CALENDAR.known_until

PUBLISHED = [
    # day, works, festival
    (date(2026, 9, 30), True, ""),  # Wednesday before the National Day
    (date(2026, 10, 1), False, "国庆节"),  # Thursday
    (date(2026, 10, 3), False, "国庆节"),  # Saturday inside the festival
    (date(2026, 10, 8), True, ""),  # Thursday
    (date(2026, 10, 10), True, "国庆节"),  # Saturday worked to make up
    (date(2026, 10, 11), False, ""),  # Sunday
    (date(2026, 2, 14), True, "春节"),  # Saturday worked to make up
    (date(2026, 2, 23), False, "春节"),  # Monday
    (date(2026, 9, 20), True, "国庆节"),  # Sunday worked to make up
    (date(2026, 9, 25), False, "中秋节"),  # Friday
    (date(2026, 6, 19), False, "端午节"),  # Friday
    (date(2026, 4, 6), False, "清明节"),  # Monday
    (date(2015, 9, 3), False, "抗战胜利纪念日"),  # Thursday, in that year only
    (date(2004, 1, 1), False, "元旦"),  # Thursday, the first day published
    (date(2026, 12, 31), True, ""),  # Thursday, the last day published
]

UNPUBLISHED = [
    (date(2003, 2, 8), True, "调休"),  # Saturday worked to make up, by the notice of 2003
    (date(2003, 2, 6), False, "调休"),  # Thursday off for it
    (date(2003, 10, 1), False, "国庆节"),  # Wednesday
    (date(2031, 10, 2), False, "国庆节"),  # Thursday, by law
    (date(2031, 10, 1), False, "中秋节"),  # Wednesday: both festivals, told by the first
    (date(2027, 2, 9), False, "春节"),  # Tuesday in lieu of Saturday 6
    (date(2031, 1, 22), False, "春节"),  # Wednesday, New Year's Eve by the moon
    (date(2031, 10, 11), False, ""),  # Saturday: nobody knows make-up days yet
    (date(2031, 3, 5), True, ""),  # Wednesday
]


@pytest.mark.parametrize(("day", "works", "festival"), PUBLISHED + UNPUBLISHED)
def test_a_day_works_or_not_and_says_why(day: date, works: bool, festival: str) -> None:
    assert CALENDAR.is_working(day) is works
    assert CALENDAR.name_of(day) == festival


def test_every_published_day_is_as_the_state_council_arranged_it() -> None:
    days = (CALENDAR.known_from + timedelta(n) for n in range((LAST - CALENDAR.known_from).days + 1))
    assert [day for day in days if CALENDAR.is_working(day) != chinese_calendar.is_workday(day)] == []


def test_published_years_are_whole() -> None:
    first, last = mainland().known_from, mainland().known_until
    assert (first.month, first.day) == (1, 1)
    assert (last.month, last.day) == (12, 31)
    assert mainland().name_of(date(last.year, 10, 1)) != ""


def test_only_days_after_the_last_published_year_are_provisional() -> None:
    assert not CALENDAR.is_provisional(LAST)
    assert CALENDAR.is_provisional(LAST + timedelta(1))
    assert not CALENDAR.is_provisional(date(2003, 2, 8))


def test_the_year_after_the_last_published_knows_its_new_year() -> None:
    new_year = LAST + timedelta(1)
    assert CALENDAR.name_of(new_year) == "元旦"
    assert not CALENDAR.is_working(new_year)


@given(st.dates(min_value=date(LAST.year + 1, 1, 1), max_value=CALENDAR.reaches_until))
def test_no_weekend_is_worked_in_years_that_nobody_has_arranged(day: date) -> None:
    assert not (day.weekday() >= 5 and CALENDAR.is_working(day))


def test_it_reaches_from_1950_to_2100() -> None:
    assert CALENDAR.reaches(date(1950, 1, 1))
    assert CALENDAR.reaches(date(2100, 12, 31))
    assert not CALENDAR.reaches(date(1949, 12, 31))
    assert not CALENDAR.reaches(date(2101, 1, 1))


def test_a_calendar_of_its_own_years_knows_only_weekends_beyond_them() -> None:
    founding = Arrangement(
        {date(2026, 3, 4): "建镇节"}, {date(2026, 3, 7): "建镇节"}
    )  # Wednesday for Saturday
    town = WorkingCalendar("town", date(2026, 1, 1), date(2026, 12, 31), founding)
    assert not town.is_working(date(2026, 3, 4))
    assert town.is_working(date(2026, 3, 7))
    assert town.is_working(date(2027, 10, 1))  # Friday
    assert not town.is_working(date(2027, 10, 2))  # Saturday


def test_the_version_names_its_source_and_fits_its_column() -> None:
    assert CALENDAR.version.startswith("chinesecalendar ")
    assert len(CALENDAR.version) <= 40
    assert mainland() is mainland()


TRADED = [
    # what 2026 turned out to be, and how it looked while 2025 was the last published year
    (date(2026, 1, 2), False, True),  # Friday, traded for Sunday 4
    (date(2026, 1, 4), True, False),
    (date(2026, 10, 10), True, False),  # Saturday worked to make up
    (date(2026, 10, 1), False, False),  # by law
    (date(2025, 10, 8), False, False),  # published by then
]


@pytest.mark.parametrize(("day", "is_worked", "was_foreseen"), TRADED)
def test_a_calendar_is_as_it_was_known(day: date, is_worked: bool, was_foreseen: bool) -> None:
    before = as_known("2025")
    assert mainland().is_working(day) is is_worked
    assert before.is_working(day) is was_foreseen
    assert before.is_provisional(day) is (day.year > 2025)


def test_a_calendar_answers_to_its_own_version() -> None:
    before = as_known("2020")
    assert as_known(before.version).known_until == before.known_until == date(2020, 12, 31)
    assert as_known(mainland().version) is mainland()
    assert as_known("2020").is_working(date(2003, 2, 8))  # history stays


@pytest.mark.parametrize("typed", ["", "2003", "2999", "25", "latest", "holidays 0.80 (2004-2025)"])
def test_a_calendar_that_never_was_is_refused(typed: str) -> None:
    with pytest.raises(UnknownVersion):
        as_known(typed)
