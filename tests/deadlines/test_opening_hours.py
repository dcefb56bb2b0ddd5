"""When a limit is due at an office that opens and closes: both sides of lunch, closing, make-up days, the new year."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from heyi.deadlines.codes import LineCode
from heyi.deadlines.explain import sentences
from heyi.deadlines.rules import Due, Limit, Pause, due
from heyi.kernel.calendar import mainland
from heyi.kernel.clock import CHINA
from heyi.kernel.hours import STANDARD, OpeningHours

CALENDAR = replace(mainland(), known_until=date(2026, 12, 31))
OFFICE, WATCH = "08:30-12:00 14:00-17:30", "daily 00:00-24:00"


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=CHINA)


def reckon(start: str, limit: str, office: str = OFFICE, *pauses: tuple[str, str | None]) -> Due:
    return due(
        at(start),
        Limit.parse(limit),
        CALENDAR,
        hours=OpeningHours.parse(office),
        pauses=[Pause(at(begin), at(end) if end else None) for begin, end in pauses],
    )


WORKING_HOURS = [
    ("2026-03-02T08:30", "1 working hour", "2026-03-02T09:30"),  # Monday
    ("2026-03-02T07:00", "1 working hour", "2026-03-02T09:30"),  # before opening
    ("2026-03-02T11:00", "1 working hour", "2026-03-02T12:00"),  # ends when lunch begins
    ("2026-03-02T11:01", "1 working hour", "2026-03-02T14:01"),  # a minute of it after lunch
    ("2026-03-02T13:00", "1 working hour", "2026-03-02T15:00"),  # begun at lunch
    ("2026-03-02T16:30", "1 working hour", "2026-03-02T17:30"),  # ends when the office closes
    ("2026-03-02T16:31", "1 working hour", "2026-03-03T08:31"),
    ("2026-03-02T17:30", "1 working hour", "2026-03-03T09:30"),  # closed
    ("2026-03-02T23:59:59", "1 working hour", "2026-03-03T09:30"),
    ("2026-03-02T08:30", "7 working hours", "2026-03-02T17:30"),  # the whole day
    ("2026-03-02T08:30", "8 working hours", "2026-03-03T09:30"),
    ("2026-03-06T17:00", "1 working hour", "2026-03-09T09:00"),  # Friday, Monday
    ("2026-03-07T10:00", "1 working hour", "2026-03-09T09:30"),  # Saturday
    ("2026-10-09T17:00", "1 working hour", "2026-10-10T09:00"),  # Friday; Saturday is worked to make up
    ("2026-10-10T17:00", "1 working hour", "2026-10-12T09:00"),  # that Saturday; Sunday off
    ("2026-09-30T17:00", "4 working hours", "2026-10-08T12:00"),  # National Day, 1 to 7 October
]


@pytest.mark.parametrize(("start", "limit", "expected"), WORKING_HOURS)
def test_working_hours_run_while_the_office_is_open(start: str, limit: str, expected: str) -> None:
    found = reckon(start, limit)
    assert found.at == at(expected)
    assert found.provisional is False


CLOSINGS = [
    ("2026-03-02T09:00", "1 working day", "2026-03-03T17:30"),
    ("2026-03-02T23:59", "1 working day", "2026-03-03T17:30"),  # the day of the start is not counted anyway
    ("2026-03-02T09:00", "5 days", "2026-03-09T17:30"),  # Saturday 7 rolls to Monday 9
    ("2026-09-30T10:00", "3 working days", "2026-10-10T17:30"),  # the Saturday that is worked
    ("2026-03-02T09:00", "48 hours", "2026-03-04T09:00"),  # hours run by the clock
]


@pytest.mark.parametrize(("start", "limit", "expected"), CLOSINGS)
def test_the_last_day_ends_when_business_does(start: str, limit: str, expected: str) -> None:
    assert reckon(start, limit).at == at(expected)


ROUND_THE_CLOCK = [
    ("2026-03-06T18:00", "20 working hours", "2026-03-07T14:00"),  # through the night, into Saturday
    ("2026-03-02T09:00", "1 working day", "2026-03-04T00:00"),  # a watch never closes: 24:00
]


@pytest.mark.parametrize(("start", "limit", "expected"), ROUND_THE_CLOCK)
def test_a_watch_never_closes(start: str, limit: str, expected: str) -> None:
    assert reckon(start, limit, WATCH).at == at(expected)


def test_the_new_year_is_provisional() -> None:
    found = reckon("2026-12-31T17:00", "1 working hour")
    assert found.at == at("2027-01-04T09:00")  # Friday 1 January off, a weekend, Monday
    assert found.provisional is True
    assert reckon("2026-12-31T16:30", "1 working hour").provisional is False


def test_a_pause_over_lunch_and_night_costs_only_what_was_open() -> None:
    assert reckon(
        "2026-03-02T11:00", "2 working hours", OFFICE, ("2026-03-02T12:00", "2026-03-02T14:00")
    ).at == at("2026-03-02T15:00")
    assert reckon(
        "2026-03-02T16:00", "2 working hours", OFFICE, ("2026-03-02T17:00", "2026-03-03T09:00")
    ).at == at("2026-03-03T10:00")


def test_a_pause_costs_the_days_at_whose_closing_the_clock_stood_still() -> None:
    over_closing = ("2026-03-03T17:00", "2026-03-03T18:00")
    after_closing = ("2026-03-03T17:30:01", "2026-03-03T23:00")
    assert reckon("2026-03-02T09:00", "1 working day", OFFICE, over_closing).at == at("2026-03-04T17:30")
    assert reckon("2026-03-02T09:00", "1 working day", OFFICE, after_closing).at == at("2026-03-03T17:30")


def test_working_hours_that_stand_still_tell_what_is_left() -> None:
    found = reckon("2026-03-02T11:00", "3 working hours", OFFICE, ("2026-03-02T14:30", None))
    assert found.at is None
    assert sentences(found.lines)[-1].startswith("自 2026-03-02（周一）14:30 起中止计时，尚余 1 小时 30 分")


def test_without_an_office_working_hours_are_the_usual_ones_and_days_end_at_midnight() -> None:
    start = at("2026-03-02T16:31")
    plain = due(start, Limit.parse("1 working hour"), CALENDAR)
    assert plain == due(start, Limit.parse("1 working hour"), CALENDAR, hours=STANDARD)
    assert due(start, Limit.parse("1 day"), CALENDAR).at == at("2026-03-04T00:00")


def test_the_lines_name_the_hours_and_the_closing() -> None:
    told = sentences(reckon("2026-03-06T09:00", "2 working days").lines)
    assert told == [
        "自 2026-03-06（周五）09:00 起算，期限 2 个工作日",
        "服务时间：工作日 08:30–12:00、14:00–17:30",
        "2026-03-06（周五）为开始的当日，不计入（《民法典》第二百零一条）",
        "不计入的周末日数为 2",
        "计入的工作日数为 2，最后一日为 2026-03-10（周二）",
        "于 2026-03-10（周二）停止业务活动时届满，即 2026-03-10（周二）17:30（《民法典》第二百零三条）",
        f"放假安排已公布至 2026-12-31（周四），日历版本 {CALENDAR.version}",
    ]


def test_hours_by_the_clock_say_nothing_of_an_office() -> None:
    assert LineCode.OPENING_HOURS not in {line.code for line in reckon("2026-03-02T09:00", "3 hours").lines}
