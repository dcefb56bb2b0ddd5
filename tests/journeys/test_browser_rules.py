"""A rule book in the browser: drafted, changed, tried while the page watches, approved by another, read by a clerk."""

import pytest

from heyi.dispatch.models import RuleTrial
from heyi.journeys.trying_rules import try_rules
from heyi.kernel.clock import now
from tests.journeys.seats import Hotline, Seat, Seats

pytestmark = pytest.mark.browser

RULES = "/desk/rules/"
WHY = "本市规定：劳动争议先由司法行政机关受理"


def press(seat: Seat, selector: str) -> None:
    """A press that leads to another page."""
    with seat.page.expect_navigation():
        seat.page.click(selector)


def test_from_the_draft_to_the_book_in_force(seats: Seats, hotline: Hotline) -> None:
    hotline.send("老板拖欠工资，工人与老板起了劳动纠纷。", region="330502")
    officer, other = seats("city.rules"), seats("wuxing.rules", phone=True)
    _drafted(officer)
    _tried(officer)
    _submitted(officer)
    _approved(other)
    clerk = seats("zhili.clerk")
    clerk.go(f"{RULES}books/2?rule=labour-justice")
    assert WHY in clerk.words(".rule-wanted")


def _drafted(officer: Seat) -> None:
    officer.go(RULES)
    assert "没有草稿" in officer.words()
    assert officer.flaws() == []
    press(officer, "a:has-text('起草新的一版')")
    officer.page.fill("[name=aim]", "劳动争议先由司法行政机关受理")
    press(officer, "main form button[type=submit]")
    press(officer, "a:has-text('新增一行')")
    officer.page.fill("[name=code]", "labour-justice")
    officer.page.fill("[name=priority]", "505")
    officer.page.select_option("[name=nature]", "DISPUTE")
    officer.page.select_option("[name=unit_kind]", "JUSTICE")
    officer.page.select_option("[name=level]", "COUNTY")
    officer.page.fill("[name=why]", WHY)
    assert officer.flaws() == []
    press(officer, ".rule-form button[type=submit]")
    assert "已新增一行。" in officer.told()
    press(officer, "tr:has-text('marriage-county') button:has-text('删除')")
    assert "已删除" in officer.told()
    press(officer, "tr:has-text('marriage-county') button:has-text('放回')")
    press(officer, ".rule-tabs a:has-text('改了什么')")
    assert WHY in officer.words(".rules-table")


def _tried(officer: Seat) -> None:
    """The page shows how far it is, and the result without being loaded again."""
    press(officer, ".rule-tabs a:has-text('试算')")
    press(officer, "button[value='30']")
    assert "排队中" in officer.words("#trial")
    try_rules(RuleTrial.objects.latest("pk").pk, now=now)
    officer.page.wait_for_function("() => document.querySelector('.trial-sum')")
    assert "会去别的单位" in officer.words("#trial")
    assert officer.flaws() == []


def _submitted(officer: Seat) -> None:
    press(officer, "a:has-text('提交复核')")
    for box in officer.page.locator("[name=read]").all():
        box.check()
    assert officer.flaws() == []
    press(officer, "main form button[type=submit]")
    assert "已提交复核" in officer.told()


def _approved(other: Seat) -> None:
    other.go(RULES)
    press(other, "a:has-text('复核')")
    assert WHY in other.words()
    assert other.flaws() == []
    press(other, "button:has-text('同意并发布')")
    assert "已发布第 2 版。" in other.told()
    assert "现行" in other.words("h1")
