from datetime import UTC, date, datetime

import pytest

from heyi.triage.dates import days, finds
from heyi.triage.reading import Where
from heyi.triage.scan import Scan


def read(words: str, at: datetime) -> list[str]:
    scan = Scan(Where.TEXT, words, {})
    return [find.value.isoformat() for find in finds(scan, days(scan, at))]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2019年4月25日", "2019-04-25"),
        ("2019/2/28", "2019-02-28"),
        ("2019.10.16至今", "2019-10-16"),
        ("昨天", "2026-11-23"),  # Monday
        ("大前天", "2026-11-21"),
        ("明天停水", "2026-11-25"),
        ("上周三", "2026-11-18"),
        ("上上周三", "2026-11-11"),
        ("下周一", "2026-11-30"),
        ("本周日", "2026-11-29"),
        ("本月5日", "2026-11-05"),
        ("上个月十五号", "2026-10-15"),
        ("12月1日停水", "2026-12-01"),  # a week ahead: to come
        ("3月5日", "2026-03-05"),
        ("12月31日", "2025-12-31"),  # more than a month ahead: last year's
        ("去年8月6日", "2025-08-06"),
        ("今年二月十四日", "2026-02-14"),
        ("三天前", "2026-11-21"),
        ("两周前", "2026-11-10"),
    ],
)
def test_day_is_counted_from_the_report(words: str, day: str, tuesday: datetime) -> None:
    assert read(words, tuesday) == [day]


@pytest.mark.parametrize(
    "words", ["2019-2-30", "13月40日", "2月29日", "2019年", "二〇一九年三月", "去年", "本月31日"]
)
def test_no_such_day_or_no_whole_day_is_left_out(words: str, tuesday: datetime) -> None:
    assert read(words, tuesday) == []


def test_a_year_holds_for_the_day_that_follows(tuesday: datetime) -> None:
    assert read("2018年8月签的合同，9月5日交房", tuesday) == ["2018-09-05"]


def test_today_is_the_day_in_china(tuesday: datetime) -> None:
    late = datetime(2026, 11, 23, 17, tzinfo=UTC)  # one in the morning of the 24th in China
    assert read("今天", late) == ["2026-11-24"]


def test_months_and_years_say_until_when(tuesday: datetime) -> None:
    named = days(Scan(Where.TEXT, "去年的事，2019年2月起", {}), tuesday)
    assert [item.until for item in named] == [date(2025, 12, 31), date(2019, 2, 28)]
