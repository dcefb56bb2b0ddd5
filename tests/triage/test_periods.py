"""Spans of days and times of day, counted from Tuesday, 24 November 2026, ten in the morning."""

from datetime import datetime, timedelta

import pytest
from holidays.calendars.chinese import _ChineseLunisolar

from heyi.triage.dates import days
from heyi.triage.lexicon.festivals import MOON_FESTIVALS
from heyi.triage.lexicon.moons import LENGTHS, MONTHS
from heyi.triage.moments import moments
from heyi.triage.moon import moon_day
from heyi.triage.periods import periods
from heyi.triage.reading import Where
from heyi.triage.scan import Scan


def spans(words: str, at: datetime) -> list[tuple[str, str, str]]:
    scan = Scan(Where.TEXT, words, {})
    found = periods(scan, days(scan, at), at)
    return [(one.first.isoformat(), one.last.isoformat(), one.reason.quote) for one in found]


def hours(words: str, at: datetime) -> list[str]:
    scan = Scan(Where.TEXT, words, {})
    return [f"{one.first:%m-%d %H:%M}/{one.last:%H:%M}" for one in moments(scan, days(scan, at), at)]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("上个月", "2026-10-01", "2026-10-31"),
        ("上上个月", "2026-09-01", "2026-09-30"),
        ("本月底", "2026-11-21", "2026-11-30"),
        ("8月底", "2026-08-21", "2026-08-31"),
        ("10月中旬", "2026-10-11", "2026-10-20"),
        ("12月初", "2026-12-01", "2026-12-10"),  # a week ahead: to come
        ("9月份", "2026-09-01", "2026-09-30"),
        ("7 月", "2026-07-01", "2026-07-31"),
        ("2024年3月", "2024-03-01", "2024-03-31"),
        ("二〇二四年三月", "2024-03-01", "2024-03-31"),
        ("去年", "2025-01-01", "2025-12-31"),
        ("去年 6 月底", "2025-06-21", "2025-06-30"),
        ("去年上半年", "2025-01-01", "2025-06-30"),
        ("去年底", "2025-11-01", "2025-12-31"),
        ("年初", "2026-01-01", "2026-03-31"),
        (
            "去年腊月",
            "2026-01-19",
            "2026-02-16",
        ),  # the twelfth month by the moon lies in the next year by the sun
        ("今年正月", "2026-02-17", "2026-03-18"),
        ("大年初二", "2026-02-18", "2026-02-18"),
        ("春节前", "2026-01-18", "2026-02-16"),
        ("去年中秋", "2025-10-06", "2025-10-06"),
        ("国庆节期间", "2026-10-01", "2026-10-07"),
        ("今年五一后", "2026-05-06", "2026-06-04"),
        ("上周", "2026-11-16", "2026-11-22"),
        ("这个星期", "2026-11-23", "2026-11-29"),
        ("三个月前", "2026-08-01", "2026-08-31"),
        ("半年前", "2026-05-01", "2026-05-31"),
        ("两年前", "2024-01-01", "2024-12-31"),
        ("前几天", "2026-11-17", "2026-11-23"),
        ("月初", "2026-11-01", "2026-11-10"),
        ("月底前", "2026-11-24", "2026-11-30"),
        ("农历八月", "2026-09-11", "2026-10-09"),
        ("去年农历闰六月", "2025-07-25", "2025-08-22"),
        ("八月十五", "2026-09-25", "2026-09-25"),
    ],
)
def test_a_span_is_counted_from_the_report(words: str, first: str, last: str, tuesday: datetime) -> None:
    assert spans(f"他{words}来过", tuesday) == [(first, last, words)]


@pytest.mark.parametrize(
    "words",
    [
        "3个月",
        "五一路",
        "二十一天",
        "每年8月",
        "农历八月初三",
        "每月底",
        "13月",
        "2024年3月5日",
        "昨天",
        "上周三",
        "1999年春节",
        "最近",
    ],
)
def test_what_has_no_bounds_or_is_a_day_is_no_span(words: str, tuesday: datetime) -> None:
    assert spans(words, tuesday) == []


def test_what_is_asked_for_is_yet_to_come(tuesday: datetime) -> None:
    assert spans("要求春节前付清", tuesday)[0][:2] == ("2027-01-07", "2027-02-05")
    assert spans("他春节前付清了", tuesday)[0][:2] == ("2026-01-18", "2026-02-16")


def test_a_year_holds_for_the_month_that_follows(tuesday: datetime) -> None:
    assert [span[0] for span in spans("2023年3月签的合同，9月底交房", tuesday)] == [
        "2023-03-01",
        "2023-09-21",
    ]


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("今早8点", "11-24 08:00/08:00"),
        ("昨天下午3:30", "11-23 15:30/15:30"),
        ("昨晚10点半", "11-23 22:30/22:30"),
        ("前天凌晨两点", "11-22 02:00/02:00"),
        ("昨天两点意见", ""),
        ("前天凌晨2点", "11-22 02:00/02:00"),
        ("11月20日上午九时许", "11-20 09:00/09:00"),
        ("今天中午12点", "11-24 12:00/12:00"),
        ("昨天下午", "11-23 12:00/17:59"),
        ("昨晚", "11-23 18:00/23:59"),
        ("昨天早就说过", ""),
        ("昨天", ""),
        ("昨天25点", ""),
        ("昨晚12点", "11-24 00:00/00:00"),
        ("昨晚两点", "11-24 02:00/02:00"),
        ("半小时前", "11-24 09:30/09:30"),
        ("两个小时前他来砸门", "11-24 08:00/08:00"),
        ("一个半小时前", "11-24 08:30/08:30"),
        ("三十分钟前", "11-24 09:30/09:30"),
        ("凌晨两点还在施工", "11-24 02:00/02:00"),
        ("下午3点15分来的", "11-23 15:15/15:15"),
        ("22:30还在放音乐", "11-23 22:30/22:30"),
        ("半夜11点敲墙", "11-23 23:00/23:00"),
        ("请在下午三点前来", ""),
        ("约好下午三点来修", "11-24 15:00/15:00"),
        ("11月20日他来过，晚上八点又来", "11-20 20:00/20:00"),
        ("每天22:30还在放音乐", ""),
        ("晚上10点到早上6点施工", ""),
        ("营业时间9:00-21:00", ""),
        ("比分是2:30", ""),
        ("晚上五点来过", "11-23 17:00/17:00"),
        ("16日上午11:50他摔倒了", ""),  # a day that is not told in full
        ("从早上六点吵到现在", ""),
        ("早上5点就开始放音乐", ""),
    ],
)
def test_the_time_of_day_stands_beside_the_day(words: str, when: str, tuesday: datetime) -> None:
    assert hours(words, tuesday) == ([when] if when else [])


def test_an_hour_without_a_day_in_a_long_story_is_left_out(tuesday: datetime) -> None:
    assert hours("事情说来话长，请听我慢慢讲。" * 12 + "晚上八点他来了", tuesday) == []


def test_many_hours_without_a_day_are_a_timetable(tuesday: datetime) -> None:
    assert hours("早上八点放音乐，上午十点做操，中午十二点又放，下午三点再放", tuesday) == []


def test_festivals_by_the_moon_are_those_of_the_library() -> None:
    moon = _ChineseLunisolar()
    known = {
        "春节": moon.lunar_new_year_date,
        "端午节": moon.dragon_boat_date,
        "中秋节": moon.mid_autumn_date,
    }
    for name, of_year in known.items():
        assert MOON_FESTIVALS[name] == {year: of_year(year)[0] for year in range(2000, 2051)}


def test_months_by_the_moon_meet_the_festivals() -> None:
    for year in range(2000, 2051):
        assert moon_day(year, 5, 5) == MOON_FESTIVALS["端午节"][year]
        assert moon_day(year, 8, 15) == MOON_FESTIVALS["中秋节"][year]
        days = sum(LENGTHS[letter] for letter in MONTHS[year].replace("+", ""))
        if year < 2050:
            assert MOON_FESTIVALS["春节"][year] + timedelta(days=days) == MOON_FESTIVALS["春节"][year + 1]
