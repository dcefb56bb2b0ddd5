"""指挥 in browsers: the view changes by itself, and a command group from convening to standing down."""

from datetime import timedelta

import pytest

from heyi.dispatch import operations as ops
from heyi.kernel.clock import now
from tests.factories.matters import ZHILI, Received, desk, received, step
from tests.factories.reacting import reacted
from tests.journeys.seats import Seat, Seats
from tests.journeys.test_browser_live import LISTENING, live_and_served, served

__all__ = ["live_and_served", "served"]
pytestmark = pytest.mark.browser
DANGER = "救命！我老公拿着菜刀在客厅砸东西，说要砍死我，正在踹门，快来人！我们在织里镇。"
VIEW = "/desk/command/"


def test_the_view_changes_by_itself_and_a_group_works_from_convening_to_standing_down(seats: Seats) -> None:
    leader = seats("wuxing.leader")
    leader.go(VIEW)
    leader.page.wait_for_selector(LISTENING, state="attached")
    assert "现在没有紧急事项" in leader.words(".side")
    assert leader.flaws() == []
    matter = alarmed()
    link = f".side a[href='/desk/matters/{matter.number}/']"
    leader.page.wait_for_selector(link)  # nobody reloaded
    leader.page.click(link)
    convene(leader)
    give_order(leader)
    police = seats("zhili.police", phone=True)
    report(police, matter)
    leader.page.wait_for_selector("#live[data-kind=changed]")  # the open page is told who did what
    leader.go(group_of(matter))
    assert "已控制，无人受伤。" in leader.words(".orders")
    stand_down(leader)
    police.go(group_of(matter))
    assert "先保证安全" not in police.words()  # its alarm is left, and an alarm shows little
    assert seats.complaints() == []


def test_the_view_is_read_on_a_telephone_and_in_english(seats: Seats) -> None:
    city = seats("city.leader", phone=True, language="en", theme="dark")
    city.go(VIEW)
    assert "Units below" in city.words()
    assert city.flaws() == []
    assert seats.complaints() == []


def group_of(matter: Received) -> str:
    return f"/desk/matters/{matter.number}/group"


def alarmed() -> Received:
    """A life is in danger in Zhili, and the town has signed."""
    matter = received(DANGER, at=now() - timedelta(minutes=3), title="丈夫持刀威胁")
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI, at=now()))
    reacted()
    return matter


def convene(leader: Seat) -> None:
    leader.press(".buttons [href$='/convene']")
    leader.page.fill("#act [name=text]", "先保证安全，半小时报一次。")
    leader.page.check("#act label:has-text('织里派出所')")
    assert leader.flaws() == []
    with leader.page.expect_navigation():
        leader.page.click("#act button[type=submit]")
    assert "先保证安全" in leader.words(".purpose")
    assert leader.flaws() == []


def give_order(leader: Seat) -> None:
    leader.page.keyboard.press("n")
    leader.page.select_option("#id_order_member", label="织里派出所")
    leader.page.fill("#id_order_text", "控制持刀人。")
    with leader.page.expect_navigation():
        leader.page.click("button:has-text('交办')")


def report(police: Seat, matter: Received) -> None:
    police.go(group_of(matter))
    assert police.flaws() == []
    police.page.click("summary:has-text('反馈')")
    police.page.fill(".orders textarea", "已控制，无人受伤。")
    with police.page.expect_navigation():
        police.page.click("button:has-text('提交反馈')")
    assert "已完成" in police.words(".orders")
    reacted()


def stand_down(leader: Seat) -> None:
    leader.page.click("summary:has-text('解散指挥组')")
    leader.page.fill("#id_end_text", "已平息，转入调解。")
    with leader.page.expect_navigation():
        leader.page.click("button:has-text('确认解散')")
    assert "已平息，转入调解。" in leader.words()
