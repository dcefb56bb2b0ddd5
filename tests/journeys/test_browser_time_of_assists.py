"""An assist's own time in the browser: held and asked for from a telephone, granted with the keyboard; and what is
folded away on a leader's page."""

import re

import pytest

from heyi.dispatch import operations as ops
from heyi.intake.codes import PartnerKind
from heyi.kernel.clock import now
from tests.factories.calls import called
from tests.factories.matters import BALIDIAN, ZHILI, Received, desk, received, step, unit
from tests.factories.partners import signing
from tests.journeys.seats import Seat, Seats

pytestmark = pytest.mark.browser


@pytest.fixture
def matter(served: str) -> Received:
    """Zhili leads and has asked Balidian, which has signed."""
    matter = received("楼上晾衣滴水，我们两家起了纠纷。", at=now(), title="晾衣滴水")
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI, at=now()))
        ops.ask_assist(matter.key, step=step(ZHILI, at=now()), to_unit=unit(BALIDIAN), text="请核查消防通道")
    with desk(BALIDIAN):
        ops.sign(matter.key, step=step(BALIDIAN, at=now()))
    return matter


def there(seat: Seat, matter: Received) -> None:
    assert seat.go(f"/desk/matters/{matter.number}/") == 200


def fill(seat: Seat, **given: str) -> None:
    seat.page.wait_for_selector("#act form")
    for name, value in given.items():
        field = seat.page.locator(f"#act [name={name}]")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    assert seat.flaws() == []
    with seat.page.expect_navigation():
        seat.page.click("#act button[type=submit]")
    assert "已记录" in seat.told()


def test_asked_for_on_a_telephone_and_granted_with_the_keyboard(seats: Seats, matter: Received) -> None:
    helper, town = seats("balidian.clerk", phone=True), seats("zhili.clerk")
    there(helper, matter)
    helper.press(".buttons [href$='/ask_extension']")
    fill(helper, ground="COMPLEX", amount="3", text="还要等消防鉴定")
    assert "已申请延长 3 个工作日" in helper.words()
    assert helper.flaws() == []
    there(town, matter)
    assert "还要等消防鉴定" in town.words(".notice.warn")
    assert town.flaws() == []
    town.tab_to(".notice.warn [href*='/grant_longer']")
    town.page.keyboard.press("Enter")
    town.page.wait_for_selector("#act form")
    town.tab_to("#act textarea")
    town.page.keyboard.type("可以，抓紧")
    town.press_through("Control+Enter")
    assert "同意协办延期" in town.told()
    there(helper, matter)
    assert "已延期" in helper.words()


def test_held_and_resumed(seats: Seats, matter: Received) -> None:
    helper, town = seats("balidian.clerk"), seats("zhili.clerk", phone=True)
    there(helper, matter)
    helper.page.keyboard.press("h")
    fill(helper, reason="WAITS_FOR_EXPERT", text="等消防鉴定")
    assert "本单位的时限暂停" in helper.words()
    there(town, matter)
    assert "中止：等消防鉴定" in town.words()
    assert town.flaws() == []
    with helper.page.expect_navigation():
        helper.page.keyboard.press("u")
    assert "恢复" in helper.told()


@pytest.mark.parametrize("look", [{}, {"phone": True}, {"phone": True, "language": "en", "theme": "dark"}])
def test_what_is_rare_is_folded_away_and_reached_without_a_mouse(
    seats: Seats, matter: Received, look: dict[str, object]
) -> None:
    leader = seats("zhili.clerk", **look)
    there(leader, matter)
    assert leader.page.locator(".buttons > .button, .buttons > form").count() <= 6
    assert (
        leader.page.locator(".buttons > .button:not(.plain), .buttons > form .button:not(.plain)").count()
        == 1
    )
    assert leader.flaws() == []
    leader.tab_to("details.more > summary")
    leader.page.keyboard.press("Enter")
    assert leader.page.locator(".more-list [href$='/hold']").is_visible()
    assert leader.flaws() == []
    leader.page.keyboard.press("Escape")
    assert not leader.page.locator(".more-list").is_visible()
    leader.page.keyboard.press("h")  # its own key works while it is folded away
    leader.page.wait_for_selector("#act form [name=reason]")


def test_the_rare_ones_are_there_without_scripts(seats: Seats, matter: Received, served: str) -> None:
    clerk = seats("zhili.clerk")
    there(clerk, matter)
    state = clerk.page.context.storage_state()
    context = seats.browser.new_context(base_url=served, java_script_enabled=False, storage_state=state)
    try:
        plain = context.new_page()
        plain.goto(f"/desk/matters/{matter.number}/")
        plain.click("details.more > summary")
        plain.click(".more-list [href$='/hold']")
        assert plain.locator("#act form [name=reason]").count() == 1
    finally:
        context.close()


@pytest.mark.parametrize("look", [{}, {"phone": True}, {"phone": True, "language": "en", "theme": "dark"}])
def test_the_log_of_calls(seats: Seats, served: str, look: dict[str, object]) -> None:
    partner = signing(PartnerKind.POLICE110)
    matter = called(partner, spoke_at=now())
    clerk = seats("zhili.clerk", **look)
    clerk.go("/desk/deliveries/")
    clerk.page.click(".list-head a[href='/desk/calls/']")
    clerk.page.wait_for_selector(".calls")
    assert clerk.flaws() == []
    with clerk.page.expect_navigation():
        clerk.page.get_by_role("link", name=re.compile(matter.number[-6:] + "|邻居")).first.click()
