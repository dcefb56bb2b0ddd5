"""调解 in browsers: from the screening to a performed agreement at the desk, while the parties act for themselves."""

import re
from datetime import timedelta

import pytest

from heyi.accounts.models import Person
from heyi.dispatch import operations as dispatch
from heyi.kernel.clock import CHINA, now
from heyi.matters.access import entering
from heyi.mediation import operations as ops
from heyi.mediation.codes import Part, Sign
from heyi.mediation.operations import NewParty
from heyi.mediation.queries import find_agreement, find_mediation
from tests.factories.matters import ZHILI, Received, desk, received, step
from tests.factories.mediations import as_party, opened, party
from tests.journeys.seats import Seat, Seats

pytestmark = pytest.mark.browser
TEXT = "邻居李某天天把湿衣服晾在我家门口的楼道里，滴得到处是水，说了几次都不听还骂人。"


def signed_for() -> Received:
    """A quarrel about laundry that the centre of Zhili works on."""
    matter = received(TEXT, at=now(), title="楼道晾衣服纠纷")
    with desk(ZHILI):
        dispatch.sign(matter.key, step=step(ZHILI, at=now()))
    return matter


def of(matter: Received, rest: str = "") -> str:
    return f"/desk/matters/{matter.number}/mediation/{rest}"


def consents(matter: Received, *sides: str) -> None:
    """On telephones of their own."""
    with as_party(matter):
        for side in sides:
            ops.consent(matter.key, taking=party(side, at=now()), device=f"phone-{side}")


def signs(matter: Received, *sides: str) -> None:
    with desk(ZHILI):
        told = find_agreement(matter.county, find_mediation(*matter.key).id).content_hash
    with as_party(matter):
        for side in sides:
            ops.sign(
                matter.key,
                taking=party(side, at=now()),
                how=Sign.DRAWN,
                seen_hash=told,
                stroke="M1 1L20 20",
                device=f"phone-{side}",
            )


def press(seat: Seat, words: str, part: str = "main") -> None:
    with seat.page.expect_navigation():
        seat.page.locator(f"{part} button:has-text('{words}')").first.click()


def opens(seat: Seat, words: str, part: str = "main") -> None:
    """Open a form on the page."""
    seat.page.locator(f"{part} a.button:has-text('{words}')").first.click()
    seat.page.wait_for_selector("#act form")


def sends(seat: Seat) -> None:
    with seat.page.expect_navigation():
        seat.page.click("#act button[type=submit]")


def in_days(days: int) -> str:
    return (now().astimezone(CHINA).date() + timedelta(days=days)).isoformat()


def test_neighbours_come_to_a_performed_agreement(seats: Seats) -> None:
    matter, mediator = signed_for(), seats("zhili.mediator")
    open_it(mediator, matter)
    ask(mediator, matter)
    consents(matter, "A", "B")
    mediator.go(of(matter))
    press(mediator, "声明无利害关系", ".headed")
    press(mediator, "开始调解", ".headed")
    meet(mediator, matter)
    draft(mediator, matter)
    signs(matter, "A", "B")
    mediator.go(of(matter))
    press(mediator, "签发协议", ".headed")
    assert mediator.flaws() == []
    clerk = seats("zhili.clerk", phone=True)
    clerk.go(of(matter))
    assert "底线" not in clerk.words()
    assert clerk.flaws() == []
    press(clerk, "提醒履行")
    opens(clerk, "登记履行")
    assert clerk.flaws() == []
    sends(clerk)
    assert "已履行" in clerk.words()


def open_it(mediator: Seat, matter: Received) -> None:
    mediator.go(f"/desk/matters/{matter.number}/")
    mediator.page.click("a.button[href$='/mediation/open']")
    assert mediator.flaws() == []
    mediator.page.check("input[name=safety][value=CLEAR]")
    press(mediator, "下一步")
    assert mediator.flaws() == []
    mediator.page.select_option("#id_dispute", "NEIGHBOURS")
    mediator.page.fill("#id_gist", "楼道晾晒衣物引起的相邻纠纷，双方想约定今后怎么做。")
    mediator.page.fill("#id_party0-name", "李建国")
    mediator.page.fill("#id_party0-phone", "13900000002")
    mediator.page.click("summary:has-text('还有其他当事人')")
    mediator.page.select_option("#id_party1-part", "APPLICANT")
    mediator.page.fill("#id_party1-name", "王秀英")
    mediator.page.fill("#id_party1-phone", "13900000001")
    press(mediator, "登记调解")
    assert "还没有征询" in mediator.words(".headed")
    assert mediator.flaws() == []


def ask(mediator: Seat, matter: Received) -> None:
    press(mediator, "电话征询", "#party-A")
    press(mediator, "打印征询单", "#party-B")
    assert "王秀英" in mediator.words()
    assert mediator.flaws() == []
    mediator.go(of(matter))
    assert "答复愿不愿意调解" in mediator.words(".headed")


def meet(mediator: Seat, matter: Received) -> None:
    opens(mediator, "安排调解", ".headed")
    mediator.page.fill("#id_day", in_days(1))
    mediator.page.fill("#id_starts", "19:00")
    mediator.page.fill("#id_ends", "20:30")
    mediator.page.fill("#id_place", "社区会客厅")
    assert mediator.flaws() == []
    sends(mediator)
    assert "19:00–20:30" in mediator.words(".headed")
    opens(mediator, "写笔记")
    mediator.page.select_option("#id_side", "A")
    mediator.page.fill("#id_text", "底线是赔八百元。")
    assert mediator.flaws() == []
    sends(mediator)
    opens(mediator, "提出方案")
    mediator.page.fill("#id_amount", "1000")
    mediator.page.fill("#id_text", "赔一千元，三个月付清，今后不在楼道晾衣服。")
    sends(mediator)
    assert "壹仟元整" in mediator.words()
    assert mediator.flaws() == []


def draft(mediator: Seat, matter: Received) -> None:
    mediator.go(of(matter, "agreement"))
    assert mediator.flaws() == []
    mediator.page.select_option("#id_who", "A")
    mediator.page.select_option("#id_to", "B")
    mediator.page.fill("#id_what", "衣物受损的赔偿")
    mediator.page.fill("#id_amount", "1000")
    mediator.page.fill("#id_due_on", in_days(10))
    press(mediator, "加上这一条")
    assert "请写明付款的方式" in mediator.words("#clauses")
    assert mediator.flaws() == []
    mediator.page.click("#clauses a:has-text('修改')")
    mediator.page.fill("#id_manner", "微信转账")
    press(mediator, "保存这一条")
    assert "壹仟元整" in mediator.words("#clauses")
    press(mediator, "协议定稿")
    assert "签名" in mediator.words(".headed")
    assert mediator.flaws() == []


def test_the_list_the_week_the_rooms_and_the_calendar_are_read_on_a_telephone_and_in_english(
    seats: Seats,
) -> None:
    me = Person.objects.get(username="zhili.mediator")
    matter, _id = opened(matter=received(TEXT, at=now()), at=now(), mediator_id=me.pk, mediator=me.name)
    for look in ({}, {"phone": True, "language": "en", "theme": "dark"}):
        seat = seats("zhili.mediator", **look)
        seat.go("/desk/mediations/")
        assert matter.number in seat.words()
        assert seat.flaws() == []
        for path in ("week", "week?by=mediator", "rooms", "calendar"):
            seat.go(f"/desk/mediations/{path}")
            assert seat.flaws() == [], path
    leader = seats("wuxing.leader")
    leader.go("/desk/mediations/rooms")
    leader.page.fill("#id_name", "第一调解室")
    press(leader, "新增调解室")
    assert "第一调解室" in leader.words()
    assert leader.flaws() == []


def test_what_does_not_belong_here_is_shown_the_right_door(seats: Seats) -> None:
    matter, mediator = signed_for(), seats("zhili.mediator", phone=True)
    mediator.go(of(matter, "open"))
    mediator.page.check("input[name=safety][value=CLEAR]")
    mediator.page.check("input[name=exclusion][value=CRIME]")
    press(mediator, "下一步")
    assert "110" in mediator.words()
    assert mediator.flaws() == []
    with entering("desk", units=[]):
        assert find_mediation(*matter.key) is None
    assert not re.search("当事人.*李", mediator.words())


def test_a_list_and_a_column_of_amounts_on_a_telephone_by_night_in_english(seats: Seats) -> None:
    me = Person.objects.get(username="zhili.mediator")
    matter, _id = opened(
        matter=received(TEXT, at=now()),
        at=now(),
        mediator_id=me.pk,
        mediator=me.name,
        parties=[
            NewParty(Part.RESPONDENT, "李建国", "13900000002"),
            *(NewParty(Part.APPLICANT, f"{name}工", f"1390000001{n}") for n, name in enumerate("甲乙丙")),
        ],
    )
    seat = seats("zhili.mediator", phone=True, language="en", theme="dark")
    seat.go(of(matter, "parties"))
    seat.page.fill("#id_lines", "王秀英 13900000020\n周强 13900000020\n阿卜杜热合曼·买买提艾力")
    press(seat, "Look at it first")
    assert "Lines 1、2 have one telephone" in seat.words()
    assert seat.flaws() == []
    seat.page.click("main details summary")
    seat.page.fill("#id_lines", "王秀英 1390000002")
    press(seat, "Look at it first")
    assert "Line 1: this is no telephone: 1390000002." in seat.words()
    assert seat.flaws() == []
    consents(matter, "A", "B", "C", "D")
    seat.go(of(matter))
    press(seat, "Declare", ".headed")
    press(seat, "Begin", ".headed")
    seat.go(of(matter, "agreement"))
    seat.page.click("#payments summary")
    seat.page.fill("#id_many-amounts", "B 甲*：1\nC 乙*：x")
    seat.page.fill("#id_many-what", "工资")
    seat.page.fill("#id_many-manner", "转账")
    seat.page.fill("#id_many-due_on", in_days(10))
    press(seat, "Add a clause for each")
    assert "Line 2: not understood" in seat.words()
    assert seat.flaws() == []
