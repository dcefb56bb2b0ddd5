"""A wage complaint that holds two more things: split, given to two counties by the rule book, answered, returned once,
accepted, and the reporter answered; at each step the reporter reads what is true, on a phone."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from heyi.journeys.checking import check_problems
from heyi.journeys.reactions import react
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from tests.journeys.seats import Hotline, Seat, Seats

pytestmark = pytest.mark.browser
TEXT = "织里镇一家童装厂拖欠我三个月工资 9600 元，要求支付工资。它在南浔和长兴的两个分厂也欠着工友的钱。"
LEAD, NANXUN, CHANGXING = "zhili.handler", "nanxun.clerk", "changxing.clerk"
PARTS = "[aria-labelledby=parts-title]"


class Scene:
    """One matter, its parts, and everybody who has to do with them."""

    def __init__(self, seats: Seats, receipt: Mapping[str, Any]) -> None:
        self.receipt, self._open = receipt, seats
        self._seats: dict[str, Seat] = {}

    def seat(self, person: str) -> Seat:
        """A person's browser, opened once; the reporter's is a telephone."""
        if person not in self._seats:
            self._seats[person] = self._open(person) if person else self._open(phone=True)
        return self._seats[person]

    def does(self, person: str, number: str, verb: str, **fields: object) -> None:
        """Press a step's button, fill its form in, send it; then the journal is read."""
        seat = self.seat(person)
        seat.go(f"/desk/matters/{number}/")
        button = seat.page.locator(
            f".buttons [href$='/{verb}'], .buttons form[action$='/{verb}'] button"
        ).first
        if not button.is_visible():
            seat.page.click("details.more > summary")
        if button.evaluate("node => node.tagName") == "A":
            button.click()
            seat.page.wait_for_selector("#act form")
            assert verb != "split" or seat.flaws() == []
            for name, value in fields.items():
                _fill(seat, name, value)
            button = seat.page.locator("#act form button[type=submit]")
        with seat.page.expect_navigation():
            button.click()
        assert "已记录" in seat.told(), seat.words("#act")
        react(now=now)

    def splits(self, title: str, region: str) -> str:
        """A part for the centre of that county, chosen by the rules; its number."""
        self.does(
            LEAD,
            self.number,
            "split",
            kind="DISPUTE.LABOUR",
            title=title,
            text="分厂拖欠工人工资，请核实并责令支付。",
            region_code=region,
        )
        return re.findall(r"\d{20}", self.card())[-1]

    @property
    def number(self) -> str:
        return str(self.receipt["number"])

    def card(self) -> str:
        """What stands on the card of parts of the head's page."""
        seat = self.seat(LEAD)
        seat.go(f"/desk/matters/{self.number}/")
        return seat.words(PARTS)

    def reporter_reads(self) -> str:
        phone = self.seat("")
        phone.go(f"/t/{self.receipt['tracking_code']}")
        return phone.words(PARTS)


def _fill(seat: Seat, name: str, value: object) -> None:
    field = seat.page.locator(f"#act [name={name}]").first
    if field.evaluate("node => node.tagName") == "SELECT":
        field.select_option(str(value), force=True)
    else:
        field.fill(str(value))


def test_two_parts_go_to_two_counties_and_come_back_to_one_answer(seats: Seats, hotline: Hotline) -> None:
    scene = Scene(seats, hotline.send(TEXT, reporter={"name": "马小军", "phone": "13857200033"}))
    scene.does(LEAD, scene.number, "sign")
    nanxun, changxing = scene.splits("南浔分厂欠薪", "330503"), scene.splits("长兴分厂欠薪", "330522")
    assert (nanxun[:6], changxing[:6]) == ("330503", "330522")
    read = scene.reporter_reads()
    assert "南浔区" in read
    assert "长兴县" in read
    assert read.count("待签收") == 2
    assert "分厂拖欠工人工资" not in scene.seat("").words()
    assert scene.seat("").flaws() == []
    _works_on_a_part(scene, nanxun)
    assert "已办结" in scene.reporter_reads()
    _ends_the_other(scene, changxing)
    _answers_for_the_whole(scene)
    assert list(verify_problems()) == []
    assert [problem for problem in check_problems(at=now()) if not problem.code.startswith("notice")] == []


def _works_on_a_part(scene: Scene, number: str) -> None:
    scene.does(NANXUN, number, "sign")
    assert "办理中" in scene.reporter_reads()
    theirs = scene.seat(NANXUN)
    assert "马" not in theirs.words(".people-lines, [aria-labelledby=parties-title]")
    assert scene.number in theirs.words(PARTS)
    assert theirs.page.locator(f"{PARTS} a").count() == 0
    assert theirs.flaws() == []
    scene.does(NANXUN, number, "answer", text="分厂已补发三人工资。")
    assert "已答复" in scene.card()
    assert "已答复" in scene.reporter_reads()
    assert "分厂已补发三人工资" not in scene.seat("").words()
    scene.does(LEAD, number, "return_part", text="请写明发了多少")
    assert "办理中" in scene.reporter_reads()
    scene.does(NANXUN, number, "answer", text="补发 18000 元，附清单。")
    scene.does(LEAD, number, "accept_part")
    assert scene.seat(LEAD).flaws() == []
    history = scene.card() and scene.seat(LEAD).words()
    for came in ("已答复", "已退回", "已认可"):
        assert came in history


def _ends_the_other(scene: Scene, number: str) -> None:
    scene.does(LEAD, scene.number, "answer", text="童装厂已支付 9600 元。")
    seat = scene.seat(LEAD)
    seat.go(f"/desk/matters/{scene.number}/close")
    assert "为什么不等分项" in seat.words("#act")
    phone = scene.seat("")
    phone.go(f"/t/{scene.receipt['tracking_code']}/accept")
    assert "还有分项没有办结" in phone.words()
    scene.does(LEAD, number, "end_part", text="长兴分厂已自行付清")
    assert "已结束" in scene.reporter_reads()


def _answers_for_the_whole(scene: Scene) -> None:
    phone = scene.seat("")
    phone.go(f"/t/{scene.receipt['tracking_code']}/accept")
    with phone.page.expect_navigation():
        phone.page.click("main button[type=submit]")
    assert "您认可" in phone.words() or "已办结" in phone.words()
    assert phone.flaws() == []
