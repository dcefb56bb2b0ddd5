"""How instants are told, in both languages."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from heyi.kernel.clock import CHINA
from heyi.web.moments import due_words, instant_words, left_words, pace

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=CHINA)  # a Tuesday


def china(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=CHINA)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (china(2026, 11, 24, 9, 5), "今天 09:05", "today 09:05"),
        (china(2026, 11, 23, 17, 0), "11月23日 17:00", "23 Nov 17:00"),
        (china(2025, 2, 3, 8, 0), "2025年2月3日 08:00", "3 Feb 2025 08:00"),
    ],
)
def test_instants_that_have_been(at: datetime, zh: str, en: str) -> None:
    assert instant_words(at, now=NOW) == zh
    with translation.override("en"):
        assert instant_words(at, now=NOW) == en


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        (china(2026, 11, 25, 0, 0), "今天 24:00", "today 24:00"),
        (china(2026, 11, 25, 9, 0), "明天 09:00", "tomorrow 09:00"),
        (china(2026, 12, 1, 0, 0), "11月30日 周一 24:00", "Mon 30 Nov, 24:00"),
        (china(2027, 1, 1, 0, 0), "12月31日 周四 24:00", "Thu 31 Dec, 24:00"),
        (china(2027, 1, 4, 12, 0), "2027年1月4日 周一 12:00", "Mon 4 Jan 2027, 12:00"),
    ],
)
def test_a_due_midnight_belongs_to_the_day_it_ends(at: datetime, zh: str, en: str) -> None:
    assert due_words(at, now=NOW) == zh
    with translation.override("en"):
        assert due_words(at, now=NOW) == en


@pytest.mark.parametrize(
    ("length", "zh", "en", "shade"),
    [
        (timedelta(days=3, hours=5), "还剩 3 天", "3 days left", ""),
        (timedelta(hours=47), "还剩 47 小时", "47 hours left", ""),
        (timedelta(hours=24), "还剩 24 小时", "24 hours left", "soon"),
        (timedelta(hours=1), "还剩 1 小时", "1 hour left", "soon"),
        (timedelta(seconds=61), "还剩 2 分钟", "2 minutes left", "soon"),
        (timedelta(minutes=-5), "已超 5 分钟", "5 minutes late", "late"),
        (timedelta(days=-2), "已超 2 天", "2 days late", "late"),
    ],
)
def test_what_is_left_is_told_in_the_unit_that_matters(
    length: timedelta, zh: str, en: str, shade: str
) -> None:
    assert left_words(NOW + length, now=NOW) == zh
    assert pace(NOW + length, now=NOW) == shade
    with translation.override("en"):
        assert left_words(NOW + length, now=NOW) == en
