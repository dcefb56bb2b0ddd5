"""Two neighbours on two telephones and a desk beside them: from the invitation to the signatures; and a refusal."""

import re
from datetime import timedelta

import pytest

from heyi.adapters.texting.stub import Sink
from heyi.kernel.clock import now
from heyi.mediation import operations as ops
from heyi.mediation.codes import Meeting
from heyi.mediation.operations import Plan
from heyi.mediation.queries import signatures_of
from tests.factories.matters import ZHILI, desk
from tests.factories.mediations import (
    LI,
    PAYS,
    REFRAINS,
    WANG,
    agreement,
    draft,
    mediator,
    opened,
    standing,
)
from tests.factories.parties import address_of, row_of
from tests.factories.texting import arrived
from tests.journeys.scenes import write_name
from tests.journeys.seats import Seat, Seats

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("sink")]


def last_code(sink: Sink) -> str:
    """The digits of the newest message."""
    found = re.search(r"\d{6}", arrived(sink)[0]["words"])
    assert found is not None
    return found[0]


@pytest.fixture
def phones(seats: Seats) -> tuple[Seat, Seat]:
    """王秀英 by day in Chinese, 李建国 by night in English."""
    return seats(phone=True), seats(phone=True, language="en", theme="dark")


def press(seat: Seat, words: str) -> None:
    """Press what is called so, and wait for the next page, which must be whole."""
    with seat.page.expect_navigation():
        seat.page.locator("main").get_by_role("link", name=words, exact=True).or_(
            seat.page.locator("main").get_by_role("button", name=words, exact=True)
        ).first.click()
    assert seat.flaws() == []


def come(seat: Seat, matter: object, side: str, *parts: str) -> str:
    """Open a party's page, which must be whole; what it says."""
    seat.go(address_of(matter, side, *parts))
    assert seat.flaws() == []
    return seat.words()


def test_neighbours_agree_by_two_telephones(seats: Seats, phones: tuple[Seat, Seat], sink: Sink) -> None:
    wang, li = phones
    matter, _id = opened(at=now())
    _both_consent(seats, matter, wang, li)
    _talk(matter, wang, li)
    _sign(matter, wang, li, sink)
    _first_instalment(matter, wang, li)


def _both_consent(seats: Seats, matter: object, wang: Seat, li: Seat) -> None:
    """Each on a telephone of its own; at the desk nobody can do it for them."""
    asked = come(wang, matter, "A")
    assert "楼道晾衣服引起的邻里纠纷" in asked
    assert row_of(matter, "B").masked_name in asked
    assert LI not in asked
    assert row_of(matter, "A").reached_at is not None
    come(li, matter, "B")
    press(wang, "同意调解")
    press(wang, "是的，我同意调解")
    assert "您已同意调解" in wang.words("h1")
    clerk = seats("zhili.clerk")
    clerk.go("/desk/")
    assert "请换成您自己的手机" in come(clerk, matter, "B", "consent")
    assert clerk.page.locator("main form").count() == 0
    press(li, "Agree to mediation")
    press(li, "Yes, I agree")
    assert {row_of(matter, side).consent for side in "AB"} == {"GIVEN"}
    assert row_of(matter, "A").device != row_of(matter, "B").device


def _talk(matter: object, wang: Seat, li: Seat) -> None:
    """A session is planned; what the mediator proposes both accept."""
    soon = now() + timedelta(hours=2)
    with desk(ZHILI):
        ops.declare(matter.key, taking=mediator(at=now()))
        ops.begin(matter.key, taking=mediator(at=now()))
        hour = Plan(Meeting.JOINT, soon, soon + timedelta(hours=1), ("A", "B"), place="织里镇调解室")
        ops.plan(matter.key, taking=mediator(at=now()), plan=hour)
        terms = {"text": "李建国不再在楼道晾衣，赔三千元。", "amount": None, "to_sides": ("A", "B")}
        ops.propose(matter.key, taking=mediator(at=now()), **terms)
    assert "织里镇调解室" in come(wang, matter, "A")
    press(wang, "答复这个方案")
    press(wang, "接受")
    come(li, matter, "B")
    press(li, "Answer this proposal")
    press(li, "Accept")
    assert "Accepted by all" in li.words()


def _sign(matter: object, wang: Seat, li: Seat, sink: Sink) -> None:
    """王秀英 writes with her finger, 李建国 types his name; a code goes to each telephone."""
    draft(matter, REFRAINS, PAYS)
    with desk(ZHILI):
        ops.fix(matter.key, taking=mediator(at=now()))
    come(wang, matter, "A")
    press(wang, "看协议全文")
    assert "叁仟元整" in wang.words()
    press(wang, "核对无误，去签名")
    press(wang, "获取验证码")
    wang.page.get_by_label("验证码").fill(last_code(sink))
    press(wang, "签名")
    assert "请写下签名" in wang.words()
    write_name(wang)
    wang.page.get_by_role("button", name="退一笔").click()
    press(wang, "签名")
    assert "您已签名" in wang.words("h1")
    come(li, matter, "B", "agreement")
    press(li, "It is right: go and sign")
    press(li, "Send me a code")
    li.page.get_by_label("Code").fill(last_code(sink))
    li.page.get_by_label("Or type your full name").fill(LI)
    press(li, "Sign")
    assert "You have signed" in li.words("h1")
    with desk(ZHILI):
        signed = signatures_of(matter.county, agreement(matter).id)
        ops.conclude(matter.key, taking=mediator(at=now()))
    assert [(each.side, each.how, each.proven) for each in signed] == [
        ("A", "DRAWN", "CODE"),
        ("B", "TYPED", "CODE"),
    ]


def _first_instalment(matter: object, wang: Seat, li: Seat) -> None:
    """李建国 says that it is paid; only 王秀英, who receives, settles it."""
    come(li, matter, "B")
    li.page.get_by_role("link", name="I have paid").first.click()
    press(li, "Yes, it is done")
    assert "has not confirmed it yet" in li.words()
    assert "收到了吗" in come(wang, matter, "A")
    wang.page.get_by_role("link", name="我已经收到").first.click()
    assert WANG not in wang.page.title()
    press(wang, "确认，已经履行")
    assert "已履行" in wang.words()


def test_one_refusal_ends_it_at_once_and_the_ways_are_told(phones: tuple[Seat, Seat]) -> None:
    wang, li = phones
    matter, _id = opened(at=now())
    come(wang, matter, "A", "consent")
    press(wang, "是的，我同意调解")
    come(li, matter, "B")
    press(li, "Do not agree to mediation")
    press(li, "Yes, I do not agree")
    assert "Mediation has ended" in li.words("h1")
    assert "Sue in the people's court" in li.words()
    assert standing(matter).ending == "UNWILLING"
    assert "向人民法院起诉" in come(wang, matter, "A")
    assert come(wang, matter, "A", "consent").count("这一步现在不能进行") == 1
