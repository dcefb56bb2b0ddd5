"""The limits that law sets, each with its article, over the calendar as it is; both sides of their last day."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from heyi.deadlines.rules import Limit, Pause, due
from heyi.kernel.calendar import mainland
from heyi.kernel.clock import CHINA

CALENDAR = replace(mainland(), known_until=date(2026, 12, 31))  # whatever is published by the time this runs

LIMITS = [  # who must do what; how long; begun; the instant at which it is over
    ("信访工作条例 §22 登记并转送", "15 days", "2026-09-28T10:00", "2026-10-14T00:00"),
    ("信访工作条例 §23 告知受理", "15 days", "2026-09-18T10:00", "2026-10-09T00:00"),  # 3 Oct rolls to Thu 8
    (
        "信访工作条例 §23 退回异议",
        "5 working days",
        "2026-09-28T10:00",
        "2026-10-11T00:00",
    ),  # Sat 10 is worked
    ("信访工作条例 §34 办理", "60 days", "2026-08-03T10:00", "2026-10-09T00:00"),  # 2 Oct rolls to Thu 8
    ("信访工作条例 §35 请求复查", "30 days", "2026-11-24T10:00", "2026-12-25T00:00"),
    (
        "信访工作条例 §35 复查",
        "30 days",
        "2026-12-03T10:00",
        "2027-01-05T00:00",
    ),  # 2 Jan rolls past a weekend
    ("人民调解法 §33 申请司法确认", "30 days", "2026-09-04T10:00", "2026-10-09T00:00"),  # 4 Oct rolls
    ("民诉法 §187 特别程序审结", "30 days", "2026-03-02T10:00", "2026-04-02T00:00"),
    ("民诉法 §226 支付令通知", "5 days", "2026-09-29T10:00", "2026-10-09T00:00"),
    ("民诉法 §227 发出支付令", "15 days", "2026-03-02T10:00", "2026-03-18T00:00"),
    ("民诉法 §227 债务人清偿或异议", "15 days", "2026-03-06T10:00", "2026-03-24T00:00"),  # Sat 21 rolls
    ("民诉法解释 §374 当事人异议", "15 days", "2026-03-05T10:00", "2026-03-21T00:00"),
    ("在线调解规则 §10 共同选定", "2 working days", "2026-09-30T10:00", "2026-10-10T00:00"),
    ("在线调解规则 §12 法院指定", "3 working days", "2026-09-30T10:00", "2026-10-11T00:00"),
    ("在线调解规则 §15 调解员接受", "3 working days", "2026-12-31T10:00", "2027-01-07T00:00"),
    ("在线调解规则 §24 诉前调解", "30 days", "2026-11-24T10:00", "2026-12-25T00:00"),
    ("在线调解规则 §26 普通程序", "15 days", "2026-11-24T10:00", "2026-12-10T00:00"),
    ("在线调解规则 §26 简易程序", "7 days", "2026-11-24T10:00", "2026-12-02T00:00"),
    ("劳动争议调解仲裁法 §14 调解", "15 days", "2026-11-24T10:00", "2026-12-10T00:00"),
    ("劳动争议调解仲裁法 §29 受理", "5 days", "2026-11-24T10:00", "2026-12-01T00:00"),  # Sun 29 rolls
    ("劳动争议调解仲裁法 §43 裁决", "45 days", "2026-11-24T10:00", "2027-01-09T00:00"),
    ("反家庭暴力法 §28 人身安全保护令", "72 hours", "2026-10-01T10:00", "2026-10-04T10:00"),
    ("反家庭暴力法 §28 情况紧急", "24 hours", "2026-10-01T10:00", "2026-10-02T10:00"),
    ("人民调解 一般期限", "30 days", "2026-11-24T10:00", "2026-12-25T00:00"),
    ("民诉法解释 §374 案外人异议", "6 months", "2026-11-30T10:00", "2027-06-01T00:00"),  # Sun 30 May rolls
    (
        "民诉法解释 §374 案外人异议，大月",
        "6 months",
        "2026-08-31T10:00",
        "2027-03-02T00:00",
    ),  # Sun 28 Feb
    ("反家庭暴力法 §30 保护令有效期", "6 months", "2026-11-24T10:00", "2027-05-25T00:00"),
    ("民诉法 §250 申请执行", "2 years", "2026-11-24T10:00", "2028-11-25T00:00"),
    ("劳动争议调解仲裁法 §27 申请仲裁", "1 year", "2026-11-24T10:00", "2027-11-25T00:00"),
    ("劳动争议调解仲裁法 §27 申请仲裁（闰日）", "1 year", "2028-02-29T10:00", "2029-03-01T00:00"),
]


def instant(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("limit", "begun", "over"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS]
)
def test_each_limit_of_law_ends_when_the_calendar_says(limit: str, begun: str, over: str) -> None:
    assert due(instant(begun), Limit.parse(limit), CALENDAR).at == instant(over)


@pytest.mark.parametrize(
    ("limit", "begun", "over"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS]
)
def test_the_last_second_of_the_day_on_which_it_begins_is_as_good_as_the_first(
    limit: str, begun: str, over: str
) -> None:
    day = instant(begun).replace(hour=0)
    first, last = (
        due(at, Limit.parse(limit), CALENDAR).at for at in (day, day + timedelta(days=1, seconds=-1))
    )
    assert (first == last == instant(over)) == (Limit.parse(limit).unit != "HOURS")


EXTENDED = [  # the law's extension beside its limit
    (
        "信访工作条例 §34 延长",
        "60 days",
        "30 days",
        "2026-08-03T10:00",
        "2026-11-03T00:00",
    ),  # Sun 1 Nov rolls
    (
        "劳动争议调解仲裁法 §43 延期",
        "45 days",
        "15 days",
        "2026-09-01T10:00",
        "2026-11-03T00:00",
    ),  # 31 Oct rolls
]


@pytest.mark.parametrize(
    ("limit", "more", "begun", "over"), [row[1:] for row in EXTENDED], ids=[row[0] for row in EXTENDED]
)
def test_what_the_law_lets_be_added(limit: str, more: str, begun: str, over: str) -> None:
    found = due(instant(begun), Limit.parse(limit), CALENDAR, extensions=[Limit.parse(more)])
    assert found.at == instant(over)


def test_a_pause_over_national_day_moves_it_by_the_one_working_day_that_began_still() -> None:
    pause = Pause(instant("2026-09-30T12:00"), instant("2026-10-08T12:00"))
    plain = due(instant("2026-09-28T10:00"), Limit.parse("5 working days"), CALENDAR)
    still = due(instant("2026-09-28T10:00"), Limit.parse("5 working days"), CALENDAR, pauses=[pause])
    assert (plain.at, still.at) == (instant("2026-10-11T00:00"), instant("2026-10-13T00:00"))


@pytest.mark.parametrize(("begun", "provisional"), [("2026-12-24T10:00", False), ("2026-12-25T10:00", True)])
def test_what_ends_in_an_unpublished_year_says_so(begun: str, provisional: bool) -> None:
    assert due(instant(begun), Limit.parse("5 working days"), CALENDAR).provisional == provisional
