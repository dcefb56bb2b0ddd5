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
        ("十天后付款", "2026-12-04"),
        ("两周后开庭", "2026-12-08"),
        ("农历八月十五借的", "2026-09-25"),
        ("去年农历闰六月初一", "2025-07-25"),
        ("农历去年腊月廿三", "2026-02-10"),
        ("腊月二十三", "2026-02-10"),
        ("2020年正月十六", "2020-02-09"),
    ],
)
def test_day_is_counted_from_the_report(words: str, day: str, tuesday: datetime) -> None:
    assert read(words, tuesday) == [day]


@pytest.mark.parametrize(
    "words", ["2019-2-30", "13月40日", "2月29日", "2019年", "二〇一九年三月", "去年", "本月31日"]
)
def test_no_such_day_or_no_whole_day_is_left_out(words: str, tuesday: datetime) -> None:
    assert read(words, tuesday) == []


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("周一他来闹", "2026-11-23"),
        ("星期天还在施工", "2026-11-22"),
        ("礼拜三吵了一架", "2026-11-18"),
        ("周二", "2026-11-24"),  # today
        ("周三开庭", "2026-11-25"),
        ("请在周五前答复", "2026-11-27"),
        ("物业说好星期四来修", "2026-11-26"),
    ],
)
def test_a_weekday_alone_is_the_last_one_or_the_next_where_it_is_to_come(
    words: str, day: str, tuesday: datetime
) -> None:
    assert read(words, tuesday) == [day]


@pytest.mark.parametrize(
    "words",
    [
        "每周一",
        "周一到周五",
        "周六周日",
        "一周一次",
        "四周一片黑",
        "过了三天后",
        "三天后才退",
        "农历十三月初一",
    ],
)
def test_what_happens_every_week_or_is_counted_from_another_day_is_no_day(
    words: str, tuesday: datetime
) -> None:
    assert read(words, tuesday) == []


def test_a_year_holds_for_the_day_that_follows(tuesday: datetime) -> None:
    assert read("2018年8月签的合同，9月5日交房", tuesday) == ["2018-09-05"]


def test_today_is_the_day_in_china(tuesday: datetime) -> None:
    late = datetime(2026, 11, 23, 17, tzinfo=UTC)  # one in the morning of the 24th in China
    assert read("今天", late) == ["2026-11-24"]


def test_months_and_years_say_until_when(tuesday: datetime) -> None:
    named = days(Scan(Where.TEXT, "去年的事，2019年2月起", {}), tuesday)
    assert [item.until for item in named] == [date(2025, 12, 31), date(2019, 2, 28)]
