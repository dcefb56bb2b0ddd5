"""The lines in words: every code has its template, every template gets its parameters."""

import string
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.deadlines.codes import LimitUnit, LineCode
from heyi.deadlines.explain import LINE_WORDS, sentence, sentences, words_of
from heyi.deadlines.rules import Limit, Line, Pause, due
from heyi.deadlines.rules.lines import MOST_NAMED, Value
from heyi.kernel.calendar import mainland
from heyi.kernel.clock import CHINA


def at(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=CHINA)


def told(start: str, limit: str, *pauses: Pause) -> list[str]:
    return sentences(due(at(start), Limit.parse(limit), mainland(), pauses=pauses).lines)


def test_working_days_over_the_national_day_are_told_line_by_line() -> None:
    assert told("2026-09-30T10:00", "5 working days")[:-1] == [
        "自 2026-09-30（周三）10:00 起算，期限 5 个工作日",
        "2026-09-30（周三）为开始的当日，不计入（《民法典》第二百零一条）",
        "不计入的周末日数为 1",
        "2026-10-01（周四）至 2026-10-07（周三）国庆节放假，不计入",
        "2026-10-10（周六）因国庆节调休上班，计入",
        "计入的工作日数为 5，最后一日为 2026-10-13（周二）",
        "于 2026-10-13（周二）24:00 届满，即 2026-10-14（周三）00:00",
    ]


def test_a_last_day_off_is_told_with_its_reason() -> None:
    assert "最后一日 2026-03-07（周六）为周末，顺延至 2026-03-09（周一）（《民法典》第二百零三条）" in told(
        "2026-03-02T09:00", "5 days"
    )
    assert (
        "最后一日 2026-09-25（周五）为中秋节假日，顺延至 2026-09-28（周一）（《民法典》第二百零三条）"
        in told("2026-09-24T09:00", "1 day")
    )


def test_a_pause_of_days_is_told_with_its_cost() -> None:
    lines = told("2026-03-02T09:00", "5 working days", Pause(at("2026-03-04T10:00"), at("2026-03-06T10:00")))
    assert "2026-03-04（周三）10:00 至 2026-03-06（周五）10:00 中止计时" in lines
    assert "因中止而不计入的日数为 2" in lines


def test_a_clock_that_stands_still_is_told_with_what_is_left() -> None:
    lines = told("2026-03-02T09:00", "10 hours", Pause(at("2026-03-02T11:30:20")))
    assert lines[-1] == "自 2026-03-02（周一）11:30:20 起中止计时，尚余 7 小时 30 分，恢复后再算到期时间"


def test_a_festival_of_one_day_off_has_its_own_words() -> None:
    assert "2024-01-01（周一）元旦放假，不计入" not in told("2024-01-02T09:00", "1 working day")
    assert "2020-01-01（周三）元旦放假，不计入" in told("2019-12-31T09:00", "2 working days")


def test_a_long_limit_names_only_its_first_festivals() -> None:
    lines = due(at("2010-01-04T09:00"), Limit.parse("1000 working days"), mainland()).lines
    named = [line for line in lines if line.code in {"FESTIVAL", "FESTIVAL_DAY", "MAKEUP"}]
    rest = [line for line in lines if line.code == LineCode.MORE_DAYS]
    assert (len(named), len(rest)) == (MOST_NAMED, 1)


def test_every_code_has_words() -> None:
    assert set(LINE_WORDS) == set(LineCode)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 10, 10), "2026-10-10（周六）"),
        (at("2026-10-10T09:05"), "2026-10-10（周六）09:05"),
        (timedelta(hours=1), "1 小时"),
        (timedelta(hours=2, seconds=1), "2 小时 1 分"),
        (timedelta(minutes=5), "0 小时 5 分"),
        (Limit(1, LimitUnit.WORKING_DAYS), "1 个工作日"),
        (Limit(15, LimitUnit.DAYS), "15 日"),
        ((Limit(2, LimitUnit.DAYS), Limit(3, LimitUnit.WORKING_DAYS)), "2 日，再加 3 个工作日"),
        (7, "7"),
        ("国庆节", "国庆节"),
        ("", ""),
    ],
)
def test_parameters_in_words(value: Value, words: str) -> None:
    assert words_of(value) == words


def test_names_and_templates_are_looked_up_in_the_language_asked_for() -> None:
    english = {
        "{day}{name}放假，不计入": "{day} is off for {name}: not counted",
        "{day}（{weekday}）": "{weekday} {day}",
        "周三": "Wed",
        "元旦": "New Year's Day",
    }
    line = Line(LineCode.FESTIVAL_DAY, {"day": date(2020, 1, 1), "name": "元旦"})
    assert (
        sentence(line, lambda words: english[words])
        == "Wed 2020-01-01 is off for New Year's Day: not counted"
    )


@given(
    st.datetimes(datetime(2003, 1, 1), datetime(2029, 1, 1), timezones=st.just(CHINA)),  # noqa: DTZ001
    st.one_of(
        st.builds(
            Limit,
            st.integers(1, 200),
            st.sampled_from([unit for unit in LimitUnit if "DAYS" in unit or "HOURS" in unit]),
        ),
        st.builds(Limit, st.integers(1, 2), st.sampled_from([LimitUnit.MONTHS, LimitUnit.YEARS])),
    ),
    st.integers(1, 5000),
    st.booleans(),
)
def test_every_line_uses_every_parameter_that_it_carries(
    start: datetime, limit: Limit, hours: int, stands: bool
) -> None:
    begin = start + timedelta(hours=hours)
    pause = Pause(begin, None if stands else begin + timedelta(hours=hours))
    found = due(start, limit, mainland(), pauses=[pause], extensions=[Limit(1, LimitUnit.DAYS)])
    for line in found.lines:
        fields = {name for _, name, _, _ in string.Formatter().parse(LINE_WORDS[line.code]) if name}
        assert fields <= set(line.params)
        assert "{" not in sentence(line)
    assert len(found.lines) <= 35
