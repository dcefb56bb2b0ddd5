"""A leader in browsers: what became of mediations, what is to be looked at again, and a complaint that is answered."""

import pytest

from heyi.accounts.models import Person
from heyi.kernel.clock import now
from heyi.mediation import operations as ops
from heyi.mediation.access import code_of
from heyi.mediation.codes import Part
from heyi.mediation.operations import NewParty
from heyi.mediation.queries import find_mediation, parties_of
from tests.factories.matters import ZHILI, desk, received
from tests.factories.mediations import as_party, opened, party
from tests.factories.people import appoint
from tests.journeys.seats import Seat, Seats

pytestmark = pytest.mark.browser
PHONES = ({}, {"phone": True, "language": "en", "theme": "dark"})
PARTIES = [
    NewParty(Part.APPLICANT, "王秀英", "13900000001"),
    NewParty(Part.RESPONDENT, "李建国", "13900000001"),
]


def press(seat: Seat, words: str, part: str = "main") -> None:
    with seat.page.expect_navigation():
        seat.page.locator(f"{part} button:has-text('{words}')").first.click()


def complained() -> object:
    """One whose parties left one telephone, and of whose mediator a party complains."""
    me = Person.objects.get(username="zhili.mediator")
    matter, _id = opened(
        matter=received("邻居把湿衣服晾在楼道里。", at=now()),
        at=now(),
        mediator_id=me.pk,
        mediator=me.name,
        parties=PARTIES,
    )
    with as_party(matter):
        ops.complain(matter.key, taking=party("A", at=now()), text="调解员总是帮对方说话。")
    return matter


def test_a_leader_looks_again_and_reads_each_figure_with_what_it_is_counted_of(seats: Seats) -> None:
    matter = complained()
    for look in PHONES:
        seat = seats("wuxing.leader", **look)
        seat.go("/desk/mediations/figures")
        assert matter.number in seat.words()
        for folded in seat.page.locator("summary:has(.unseen)").all():
            folded.click()
        assert seat.flaws() == []
    seat = seats("wuxing.leader")
    seat.go("/desk/mediations/figures")
    assert "登记的调解 1 件中 0 件" in seat.words()
    odd = "section[aria-labelledby=odd-title]"
    seat.page.click(f"{odd} summary")
    seat.page.check("input[value=FINE]")
    seat.page.fill(f"{odd} textarea", "两家人共用一个电话，分别核对过。")
    press(seat, "记下", odd)
    assert "看过，没有问题" in seat.words()
    assert "没有要再看的" in seat.words()
    waiting = "section[aria-labelledby=complaints-title]"
    seat.page.click(f"{waiting} summary")
    seat.page.fill(f"{waiting} textarea", "已与调解员谈话。")
    press(seat, "送出答复", waiting)
    assert "总是帮对方说话" not in seat.words()
    assert seat.flaws() == []


def test_a_complaint_is_answered_and_the_party_reads_it(seats: Seats) -> None:
    matter = complained()
    clerk = Person.objects.get(username="zhili.clerk")
    appoint(clerk.pk, ZHILI, role="LEADER", at=now())
    leader = seats("zhili.clerk", phone=True)
    leader.go(f"/desk/matters/{matter.number}/mediation/")
    leader.page.click("a:has-text('答复投诉')")
    leader.page.wait_for_selector("#act form")
    leader.page.fill("#id_text", "已与调解员谈话，下次由两人一起调解。")
    assert leader.flaws() == []
    with leader.page.expect_navigation():
        leader.page.click("#act button[type=submit]")
    assert "已答复" in leader.words()
    with desk(ZHILI):
        first = parties_of(matter.county, find_mediation(*matter.key).id)[0]
        code = code_of(matter.county, first)
    for look in PHONES:
        mine = seats(**{"phone": True, **look})
        mine.go(f"/m/{code}")
        assert "下次由两人一起调解" in mine.words()
        assert mine.flaws() == []
