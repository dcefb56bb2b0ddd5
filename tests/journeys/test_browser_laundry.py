"""One evening: 110 hands a quarrel about laundry over at 20:05; before bed both neighbours have signed.

The police by their own program and protocol, the unit at its desk, each neighbour on a telephone of their own.
"""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, expect

from heyi.adapters.police110.stub import TRADE as POLICE
from heyi.kernel.clock import CHINA
from tests.factories.partners import Stub, running
from tests.journeys.scenes import (
    Calendar,
    Worker,
    code_to,
    link_to,
    opened,
    pressed,
    sent,
    take_step,
    write_name,
)
from tests.journeys.seats import Seat, Seats
from tests.journeys.test_browser_handover import handed_over, stubs_page

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("sink")]

BEGIN = datetime(2026, 10, 12, 20, 5, tzinfo=CHINA)
BELOW, ABOVE = ("沈月琴", "13800000001"), ("顾建明", "13905720302")
ANSWER = "双方当晚达成调解协议：楼上晾衣先拧干并装接水盘，赔被褥清洗费 120 元。"


@pytest.fixture
def begins() -> datetime:
    return BEGIN


@pytest.fixture
def worker(worker: Worker, house: tuple[str, Calendar]) -> Worker:
    """The worker of that house, by its clock."""
    return Worker(worker.sink, house[1].now)


@pytest.fixture
def police(house: tuple[str, Calendar], worker: Worker) -> Iterator[Stub]:
    with running(POLICE, house[0], clock=worker.heard_at) as stub:
        yield stub


class Evening:
    """Everybody of that evening."""

    def __init__(self, people: Seats, worker: Worker, calendar: Calendar) -> None:
        self.desk = people("balidian.clerk")
        self.below, self.above = people(phone=True), people(phone=True)
        self.worker, self.calendar = worker, calendar
        self.number = ""

    @property
    def both(self) -> list[tuple[Seat, tuple[str, str]]]:
        return [(self.below, BELOW), (self.above, ABOVE)]

    def is_at(self, hour: int, minute: int) -> None:
        self.calendar.turn_to(BEGIN.replace(hour=hour, minute=minute))

    def at_desk(self) -> str:
        self.desk.go(f"/desk/matters/{self.number}/mediation/")
        return self.desk.words()

    def comes(self, phone: Seat, number: str) -> str:
        """A neighbour opens the newest link that came by text."""
        phone.go(link_to(self.worker.sink, number))
        return phone.words()


def test_neighbours_from_110_to_an_agreement_on_the_same_evening(
    people: Seats, browser: Browser, police: Stub, worker: Worker, house: tuple[str, Calendar]
) -> None:
    at_110 = stubs_page(browser, police)
    evening = Evening(people, worker, house[1])
    evening.number = handed_over(at_110, "邻居晾晒衣物")
    _both_are_asked_and_consent(evening)
    _they_sit_together(evening)
    _it_is_written_down(evening)
    _both_sign(evening)
    _it_binds_and_110_hears(evening)
    call = at_110.locator(".call").first
    expect(call.locator(".state")).to_have_text("已办结")
    expect(call.locator(".history blockquote")).to_have_text(ANSWER)
    assert police.book.faults == []
    at_110.context.close()


def _both_are_asked_and_consent(evening: Evening) -> None:
    desk = evening.desk
    take_step(desk, evening.number, "sign")
    evening.is_at(20, 12)
    take_step(desk, evening.number, "contact", text="电话联系沈月琴，愿意今晚就谈。")
    pressed(desk, "调解")
    desk.page.check("input[name=safety][value=CLEAR]")
    pressed(desk, "下一步")
    desk.page.select_option("#id_dispute", "NEIGHBOURS")
    desk.page.fill("#id_gist", "楼上晾晒衣物滴水引起的相邻纠纷，双方想约定今后怎么做。")
    desk.page.fill("#id_party0-name", ABOVE[0])
    desk.page.fill("#id_party0-phone", ABOVE[1])
    pressed(desk, "登记调解")
    pressed(desk, "发短信征询", ".headed")
    pressed(desk, "发短信征询", ".headed")
    evening.worker.carries()
    evening.is_at(20, 20)
    for phone, (_name, number) in evening.both:
        assert "您愿意请人调解这件事吗" in evening.comes(phone, number)
        pressed(phone, "同意调解")
        pressed(phone, "是的，我同意调解")
    evening.at_desk()
    pressed(desk, "声明无利害关系", ".headed")
    pressed(desk, "开始调解", ".headed")


def _they_sit_together(evening: Evening) -> None:
    desk = evening.desk
    opened(desk, "安排调解", ".headed")
    hour = {"day": "2026-10-12", "starts": "20:30", "ends": "21:00", "place": "紫金桥社区会客厅"}
    for name, value in hour.items():
        desk.page.fill(f"#id_{name}", value)
    sent(desk)
    assert "20:30–21:00" in desk.words()
    assert desk.flaws() == []
    evening.worker.carries()
    assert "紫金桥社区会客厅" in evening.comes(evening.above, ABOVE[1])
    assert evening.above.flaws() == []
    evening.is_at(21, 2)
    assert "请记录" in evening.at_desk()
    opened(desk, "记录调解", ".headed")
    desk.page.fill("#id_text", "楼上同意晾衣前拧干并装接水盘；楼下被子清洗费由楼上承担。")
    sent(desk)
    opened(desk, "提出方案")
    desk.page.fill("#id_amount", "120")
    desk.page.fill("#id_text", "楼上晾衣先拧干、装接水盘，赔清洗费 120 元。")
    sent(desk)
    for phone, (_name, number) in evening.both:
        evening.comes(phone, number)
        pressed(phone, "答复这个方案")
        assert phone.flaws() == []
        pressed(phone, "接受")
    assert "各方接受了方案" in evening.at_desk()


def _it_is_written_down(evening: Evening) -> None:
    """From what the house has ready for neighbours; what nobody agreed on is struck, what is unclear is made clear."""
    desk = evening.desk
    pressed(desk, "起草协议", ".headed")
    pressed(desk, "邻里")
    for _clause in ("放弃其余请求", "清理已经堆放"):
        desk.page.locator(f"#clauses li:has-text('{_clause}') button:has-text('删去')").click()
        desk.page.wait_for_selector(f"#clauses li:has-text('{_clause}')", state="detached")
    _make_clear(
        evening, "在公共部位堆放", what="晾晒衣物前先拧干，并在阳台外装接水盘，不再滴到楼下", breach=""
    )
    _make_clear(evening, "当面道歉", due_on="2026-10-13", manner="上门")
    for name, value in {"who": "B", "to": "A"}.items():
        desk.page.select_option(f"#id_{name}", value)
    for name, value in {
        "what": "被褥清洗费",
        "amount": "120",
        "due_on": "2026-10-13",
        "manner": "微信转账",
    }.items():
        desk.page.fill(f"#id_{name}", value)
    pressed(desk, "加上这一条")
    assert "壹佰贰拾元整" in desk.words("#clauses")
    assert "都写清楚了" in desk.words()
    assert desk.flaws() == []
    pressed(desk, "协议定稿")


def _make_clear(evening: Evening, clause: str, **fields: str) -> None:
    page = evening.desk.page
    with page.expect_navigation():
        page.locator(f"#clauses li:has-text('{clause}') a:has-text('修改')").click()
    for name, value in fields.items():
        page.fill(f"#id_{name}", value)
    pressed(evening.desk, "保存这一条")


def _both_sign(evening: Evening) -> None:
    evening.is_at(21, 20)
    evening.worker.carries()
    for phone, (name, number) in evening.both:
        assert "协议已经定稿" in evening.comes(phone, number)
        pressed(phone, "看协议全文")
        pressed(phone, "核对无误，去签名")
        pressed(phone, "获取验证码")
        phone.page.get_by_label("验证码").fill(code_to(evening.worker.sink, number))
        if name == BELOW[0]:
            write_name(phone)
        else:
            phone.page.get_by_label("或者输入您的全名").fill(name)
        pressed(phone, "签名")
        assert "您已签名" in phone.words("h1")


def _it_binds_and_110_hears(evening: Evening) -> None:
    desk = evening.desk
    assert "各方都已签名" in evening.at_desk()
    pressed(desk, "签发协议", ".headed")
    assert "今天 21:20" in desk.words()
    assert desk.flaws() == []
    evening.worker.makes_papers()
    take_step(desk, evening.number, "answer", text=ANSWER)
    take_step(desk, evening.number, "close")
    evening.worker.carries()
    for phone, (_name, number) in evening.both:
        assert "协议已经生效" in evening.comes(phone, number)
        assert phone.page.locator("a[href*='/papers/']").count() == 1
        assert phone.flaws() == []
    assert "已签章" in evening.at_desk()
