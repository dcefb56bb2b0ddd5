"""When a limit is due. Weekdays and festivals of 2026 stand in the comments."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from heyi.deadlines.codes import LineCode
from heyi.deadlines.rules import Due, Limit, OutOfCalendar, Pause, due
from heyi.kernel.calendar import mainland
from heyi.kernel.clock import CHINA

CALENDAR = replace(mainland(), known_until=date(2026, 12, 31))  # whatever is published by the time this runs


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=CHINA)


def reckon(start: str, limit: str, *pauses: tuple[str, str | None], extra: tuple[str, ...] = ()) -> Due:
    return due(
        at(start),
        Limit.parse(limit),
        CALENDAR,
        pauses=[Pause(at(begin), at(end) if end else None) for begin, end in pauses],
        extensions=[Limit.parse(words) for words in extra],
    )


WORKING_DAYS = [
    # Wed 30 Sep, 1-7 Oct off, Thu 8, Fri 9, Sat 10 worked, Sun 11 off, Mon 12, Tue 13
    ("2026-09-30T10:00", "5 working days", "2026-10-14T00:00"),
    ("2026-09-30T10:00", "3 working days", "2026-10-11T00:00"),  # ends on the Saturday that is worked
    ("2026-09-30T10:00", "1 working day", "2026-10-09T00:00"),  # Thu 8
    ("2026-10-03T10:00", "1 working day", "2026-10-09T00:00"),  # starts on a Saturday off
    (
        "2026-10-10T10:00",
        "1 working day",
        "2026-10-13T00:00",
    ),  # starts on the Saturday that is worked: Mon 12
    ("2026-10-09T23:59:59", "1 working day", "2026-10-11T00:00"),  # Friday's last second: Sat 10 is worked
    ("2026-10-10T00:00", "1 working day", "2026-10-13T00:00"),  # 00:00 belongs to Saturday: Mon 12
    ("2026-03-02T09:00", "5 working days", "2026-03-10T00:00"),  # Mon 2, Tue 3 .. Fri 6, Mon 9
    ("2026-03-06T09:00", "1 working day", "2026-03-10T00:00"),  # Friday to Monday 9
    ("2026-03-07T09:00", "1 working day", "2026-03-10T00:00"),  # Saturday to Monday 9
    ("2026-02-13T17:00", "2 working days", "2026-02-25T00:00"),  # Fri; Sat 14 worked; 15-23 off; Tue 24
    ("2026-02-24T09:00", "4 working days", "2026-03-01T00:00"),  # Wed Thu Fri and Sat 28 worked
    ("2026-09-18T09:00", "1 working day", "2026-09-21T00:00"),  # Friday; Sat 19 off; Sun 20 worked
    ("2026-12-30T09:00", "1 working day", "2027-01-01T00:00"),  # Thu 31 Dec, the last published day
]

DAYS = [
    ("2026-03-02T09:00", "1 day", "2026-03-04T00:00"),  # Monday, so Tuesday 24:00
    ("2026-03-02T00:00", "1 day", "2026-03-04T00:00"),  # 00:00 belongs to Monday, which is not counted
    ("2026-03-02T23:59", "1 day", "2026-03-04T00:00"),
    ("2026-03-02T09:00", "4 days", "2026-03-07T00:00"),  # Friday 6
    ("2026-03-02T09:00", "5 days", "2026-03-10T00:00"),  # Saturday 7 rolls to Monday 9
    ("2026-03-02T09:00", "6 days", "2026-03-10T00:00"),  # Sunday 8 rolls to Monday 9
    ("2026-03-02T09:00", "7 days", "2026-03-10T00:00"),  # Monday 9
    ("2026-03-07T09:00", "1 day", "2026-03-10T00:00"),  # starts on Saturday: Sunday 8 rolls to Monday 9
    ("2026-03-07T09:00", "2 days", "2026-03-10T00:00"),  # Monday 9
    ("2026-09-30T10:00", "3 days", "2026-10-09T00:00"),  # Saturday 3 Oct in the festival rolls to Thursday 8
    ("2026-09-30T10:00", "10 days", "2026-10-11T00:00"),  # Saturday 10 Oct is worked: no roll
    ("2026-09-30T10:00", "11 days", "2026-10-13T00:00"),  # Sunday 11 rolls to Monday 12
    ("2026-09-24T10:00", "1 day", "2026-09-29T00:00"),  # Fri 25 Mid-autumn rolls to Monday 28
    ("2026-02-12T10:00", "2 days", "2026-02-15T00:00"),  # Saturday 14 is worked
    ("2026-02-12T10:00", "3 days", "2026-02-25T00:00"),  # Sunday 15 Spring Festival rolls to Tuesday 24
    ("2024-02-28T10:00", "1 day", "2024-03-01T00:00"),  # Thursday 29 February
    ("2026-12-24T10:00", "7 days", "2027-01-01T00:00"),  # Thursday 31 December
    ("2026-01-05T10:00", "60 days", "2026-03-07T00:00"),  # Friday 6 March
]

HOURS = [
    ("2026-03-06T18:00", "1 hour", "2026-03-06T19:00"),
    ("2026-03-06T18:00", "48 hours", "2026-03-08T18:00"),  # Friday to Sunday: the clock does not care
    ("2026-09-30T23:30:15", "24 hours", "2026-10-01T23:30:15"),
    ("2026-12-31T12:00", "24 hours", "2027-01-01T12:00"),
    ("2026-03-06T00:00", "24 hours", "2026-03-07T00:00"),
]


@pytest.mark.parametrize(("start", "limit", "expected"), WORKING_DAYS + DAYS + HOURS)
def test_due_within_published_years(start: str, limit: str, expected: str) -> None:
    found = reckon(start, limit)
    assert found.at == at(expected)
    assert found.provisional is False


PROVISIONAL = [
    ("2026-12-31T09:00", "1 working day", "2027-01-05T00:00"),  # Fri 1 Jan off, weekend, Mon 4
    ("2026-12-24T10:00", "8 days", "2027-01-05T00:00"),  # Fri 1 Jan off rolls to Mon 4
    ("2026-12-25T10:00", "10 days", "2027-01-05T00:00"),  # Mon 4 Jan
    ("2027-01-01T00:00", "1 day", "2027-01-05T00:00"),  # Sat 2 rolls to Mon 4
    ("2031-03-03T09:00", "3 working days", "2031-03-07T00:00"),  # Mon; Thursday 6
    ("2031-09-30T09:00", "1 day", "2031-10-07T00:00"),  # Wed 1 Oct off, so Thu 2, Fri 3, weekend; Mon 6
]


@pytest.mark.parametrize(("start", "limit", "expected"), PROVISIONAL)
def test_due_beyond_the_last_published_year_is_provisional(start: str, limit: str, expected: str) -> None:
    found = reckon(start, limit)
    assert found.at == at(expected)
    assert found.provisional is True
    assert found.lines[-1].code == LineCode.PROVISIONAL


def test_hours_count_no_day_and_so_are_never_provisional() -> None:
    found = reckon("2031-03-03T09:00", "30 hours")
    assert found.at == at("2031-03-04T15:00")
    assert found.provisional is False


def test_a_last_day_that_rolls_into_the_next_year_is_provisional() -> None:
    until_2022 = replace(CALENDAR, known_until=date(2022, 12, 31))
    found = due(
        at("2022-12-30T09:00"), Limit.parse("1 day"), until_2022
    )  # Saturday 31 rolls over 1, 2 to Tue 3
    assert found.at == at("2023-01-04T00:00")
    assert found.provisional is True


EARLIER = [
    ("2003-12-30T09:00", "3 working days", "2004-01-06T00:00"),  # Tue; Wed 31, Thu 1 off, Fri 2, Mon 5
    ("2003-09-26T09:00", "2 working days", "2003-09-29T00:00"),  # Fri; Sat 27, Sun 28 worked
    ("2003-02-01T09:00", "1 day", "2003-02-09T00:00"),  # Sun 2 Spring Festival rolls to Saturday 8, worked
]


@pytest.mark.parametrize(("start", "limit", "expected"), EARLIER)
def test_years_before_the_first_published_are_history_not_forecast(
    start: str, limit: str, expected: str
) -> None:
    found = reckon(start, limit)
    assert found.at == at(expected)
    assert found.provisional is False
    assert LineCode.EARLY in {line.code for line in found.lines}


SAME_INSTANT = [
    datetime(2026, 9, 30, 2, 0, tzinfo=UTC),
    datetime(2026, 9, 30, 10, 0, tzinfo=CHINA),
    datetime(2026, 9, 29, 18, 0, tzinfo=timezone(timedelta(hours=-8))),  # Tuesday there, Wednesday in China
]


@pytest.mark.parametrize("start", SAME_INSTANT)
def test_days_are_those_of_china(start: datetime) -> None:
    found = due(start, Limit.parse("5 working days"), CALENDAR)
    assert found.at is not None
    assert found.at.isoformat() == "2026-10-14T00:00:00+08:00"


def test_hours_run_evenly_through_the_summer_time_of_1988() -> None:
    found = due(datetime(1988, 9, 10, 12, tzinfo=UTC), Limit.parse("48 hours"), CALENDAR)
    assert found.at == datetime(1988, 9, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "limit"),
    [
        ("1949-12-31T09:00", "1 day"),
        ("2101-01-01T09:00", "1 hour"),
        ("2100-12-31T09:00", "1 day"),
        ("2026-01-05T09:00", "999999 days"),
        ("2026-01-05T09:00", "999999 working days"),
        ("2026-01-05T09:00", "999999 hours"),
    ],
)
def test_where_no_calendar_reaches_it_says_so(start: str, limit: str) -> None:
    with pytest.raises(OutOfCalendar) as caught:
        reckon(start, limit)
    assert caught.value.refusal.params == {"first": "1950", "last": "2100"}


def test_a_start_without_a_time_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due(datetime(2026, 9, 30), Limit.parse("1 day"), CALENDAR)  # noqa: DTZ001


PAUSED = [
    # Mon 2 March, 5 working days: Tue 3, Wed 4, Thu 5, Fri 6, Mon 9
    ("5 working days", [("2026-03-04T10:00", "2026-03-04T17:00")], "2026-03-10T00:00"),  # no midnight covered
    (
        "5 working days",
        [("2026-03-04T10:00", "2026-03-05T09:00")],
        "2026-03-11T00:00",
    ),  # Wednesday not counted
    ("5 working days", [("2026-03-04T00:00", "2026-03-05T00:00")], "2026-03-11T00:00"),  # all of Wednesday
    (
        "5 working days",
        [("2026-03-06T18:00", "2026-03-08T18:00")],
        "2026-03-11T00:00",
    ),  # Fri; Sat is off anyway
    (
        "5 working days",
        [("2026-03-07T08:00", "2026-03-08T18:00")],
        "2026-03-10T00:00",
    ),  # a weekend costs nothing
    ("5 working days", [("2026-03-11T10:00", "2026-03-20T10:00")], "2026-03-10T00:00"),  # after it was due
    ("5 working days", [("2026-03-10T00:00", None)], "2026-03-10T00:00"),  # at the very end of the period
    ("5 working days", [("2026-02-01T10:00", "2026-03-02T09:00")], "2026-03-10T00:00"),  # before it began
    ("5 working days", [("2026-03-04T10:00", "2026-03-04T10:00")], "2026-03-10T00:00"),  # empty
    (
        "5 working days",
        [("2026-03-05T10:00", "2026-03-06T10:00"), ("2026-03-04T10:00", "2026-03-05T12:00")],
        "2026-03-12T00:00",  # overlapping, told backwards: Wednesday and Thursday not counted
    ),
    (
        "5 days",
        [("2026-03-07T10:00", "2026-03-10T10:00")],
        "2026-03-11T00:00",
    ),  # Sat to Mon not counted: Tue 10
    (
        "5 days",
        [("2026-03-08T10:00", "2026-03-10T10:00")],
        "2026-03-11T00:00",
    ),  # Sat is last, rolls past Monday
    ("10 hours", [("2026-03-02T10:00", "2026-03-02T12:30")], "2026-03-02T21:30"),
    (
        "10 hours",
        [("2026-03-02T08:00", "2026-03-02T12:30")],
        "2026-03-02T22:30",
    ),  # began while standing still
    ("10 hours", [("2026-03-02T19:00", None)], "2026-03-02T19:00"),  # due at that very instant
]


@pytest.mark.parametrize(("limit", "pauses", "expected"), PAUSED)
def test_a_pause_adds_what_stood_still(
    limit: str, pauses: list[tuple[str, str | None]], expected: str
) -> None:
    assert reckon("2026-03-02T09:00", limit, *pauses).at == at(expected)


STANDING = [
    ("5 working days", "2026-03-04T10:00", (Limit.parse("4 working days"),)),
    (
        "5 days",
        "2026-03-08T10:00",
        (Limit(0, Limit.parse("1 day").unit),),
    ),  # counted out, only the roll is missing
    ("10 hours", "2026-03-02T11:30", (timedelta(hours=7, minutes=30),)),
]


@pytest.mark.parametrize(("limit", "since", "left"), STANDING)
def test_a_clock_that_stands_still_has_no_due_but_says_what_is_left(
    limit: str, since: str, left: tuple[object, ...]
) -> None:
    found = reckon("2026-03-02T09:00", limit, (since, None))
    still = next(line for line in found.lines if line.code == LineCode.STILL_OPEN)
    assert found.at is None
    assert still.params == {"at": at(since), "left": left}


def test_what_follows_an_open_pause_is_left_too() -> None:
    found = reckon("2026-03-02T09:00", "2 days", ("2026-03-02T10:00", None), extra=("3 working days",))
    still = next(line for line in found.lines if line.code == LineCode.STILL_OPEN)
    assert still.params["left"] == (Limit.parse("2 days"), Limit.parse("3 working days"))


def test_a_clock_that_stood_still_from_the_first_day_has_counted_nothing() -> None:
    found = reckon("2026-12-31T09:00", "5 working days", ("2026-12-31T10:00", None))
    assert found.provisional is False


@pytest.mark.parametrize(
    ("limit", "extra", "expected"),
    [
        (
            "60 days",
            ("30 days",),
            "2026-04-08T00:00",
        ),  # 90 days from Mon 5 Jan: Sun 5 Apr, Tomb-sweeping; Tue 7
        ("5 working days", ("3 working days",), "2026-01-16T00:00"),  # Thu 15 Jan
        ("5 working days", ("1 day",), "2026-01-14T00:00"),  # Mon 12, then Tue 13
        ("5 days", ("1 working day",), "2026-01-14T00:00"),  # Sat 10 rolls to Mon 12, then Tue 13
        ("5 days", ("12 hours",), "2026-01-13T12:00"),  # Monday 24:00, then by the clock
        ("12 hours", ("1 day",), "2026-01-07T00:00"),  # Mon 21:00, then Tuesday
    ],
)
def test_an_extension_follows_the_limit(limit: str, extra: tuple[str, ...], expected: str) -> None:
    found = reckon("2026-01-05T09:00", limit, extra=extra)
    assert found.at == at(expected)
    assert [line.params["limit"] for line in found.lines if line.code == LineCode.EXTENDED] == [
        Limit.parse(words) for words in extra
    ]


def test_pauses_know_their_zone_and_their_order() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Pause(datetime(2026, 3, 2))  # noqa: DTZ001
    with pytest.raises(ValueError, match="ends after"):
        Pause(at("2026-03-02T09:00"), at("2026-03-02T08:00"))
