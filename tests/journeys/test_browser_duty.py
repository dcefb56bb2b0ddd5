"""A centre's duty in the browser: planned, swapped, handed over; then a matter is suggested, assigned, and claimed."""

from datetime import timedelta

import pytest

from heyi.kernel.clock import CHINA, now
from tests.journeys.seats import Hotline, Seat, Seats

pytestmark = pytest.mark.browser

DUTY = "/desk/duty/"
CLERK, WATCH, DISPATCHER = (f"吴兴区三源共治中心{role}" for role in ("经办员", "值班员", "分流员"))
NOTE = "检测结果今晚到，收到后通知两家。"


def press(seat: Seat, selector: str) -> None:
    """A press that leads to another page."""
    with seat.page.expect_navigation():
        seat.page.click(selector)


def plan(leader: Seat, days: int, person: str) -> None:
    """In the table, 加人 of a day and the person's name."""
    day = now().astimezone(CHINA).date() + timedelta(days=days)
    leader.go(f"{DUTY}?week={day}&plan=1")
    cell = leader.page.locator(f"td:has(button[value*=':{day}:'])")
    cell.locator("summary").first.click()
    with leader.page.expect_navigation():
        cell.locator(f"button:text-is('{person}')").click()
    assert "已排班。" in leader.told()


def test_from_the_plan_to_the_claim(seats: Seats, hotline: Hotline) -> None:
    leader, clerk, watch = seats("wuxing.leader"), seats("wuxing.clerk"), seats("wuxing.watch")
    _planned(leader)
    _swapped(clerk, watch)
    _handed_over(clerk, watch)
    _suggested_and_assigned(clerk, hotline)
    _claimed(clerk, watch, hotline)


def _planned(leader: Seat) -> None:
    leader.go(DUTY)
    assert "本单位没有设班种" in leader.words()
    assert leader.flaws() == []
    press(leader, "a:has-text('设第一个班种')")
    leader.page.fill("[name=name]", "全天")
    leader.page.fill("[name=begins]", "00:00")
    leader.page.fill("[name=ends]", "00:00")
    assert leader.flaws() == []
    press(leader, "button[value=shift]")
    assert "已保存。" in leader.told()
    leader.go(DUTY)
    assert "现在没有人在班" in leader.words(".duty-now")
    assert "24 小时值班" in leader.words(".duty-gaps")
    assert leader.flaws() == []
    for days, person in ((0, CLERK), (0, WATCH), (1, CLERK), (2, WATCH)):
        plan(leader, days, person)
    assert leader.flaws() == []
    leader.go(DUTY)
    assert CLERK in leader.words(".duty-now")
    press(leader, "a:has-text('专长和上限')")
    assert leader.flaws() == []
    press(leader, f"tr:has-text('{CLERK}') a")
    leader.page.check("label:has-text('邻里') input")
    leader.page.fill("[name=capacity]", "5")
    assert leader.flaws() == []
    press(leader, "main form button[type=submit]")
    assert "邻里" in leader.words(f"tr:has-text('{CLERK}')")


def _swapped(clerk: Seat, watch: Seat) -> None:
    tomorrow = now().astimezone(CHINA).date() + timedelta(days=1)
    clerk.go(f"{DUTY}?week={tomorrow}")
    press(clerk, ".duty-turn.own a")
    clerk.page.select_option("main [name=to]", label=WATCH)
    clerk.page.select_option("main [name=in_return]", index=1)
    assert clerk.flaws() == []
    press(clerk, "main form button[type=submit]")
    assert "已提出调班" in clerk.told()
    watch.page.set_viewport_size({"width": 390, "height": 844})
    watch.go(DUTY)
    assert watch.flaws() == []
    press(watch, "button:has-text('同意调班')")
    assert "值班表已更新" in watch.told()
    watch.go(f"{DUTY}?week={tomorrow}")
    own = watch.page.locator(
        f"tr:has-text('明天') .duty-turn.own, tr:has-text('{tomorrow.day}日') .duty-turn.own"
    )
    assert own.count() >= 1


def _handed_over(clerk: Seat, watch: Seat) -> None:
    clerk.go(DUTY)
    if not clerk.page.locator("#handover-text").is_visible():
        clerk.page.click("summary:has-text('写交接班记录')")
    clerk.page.fill("#handover-text", NOTE)
    assert clerk.flaws() == []
    press(clerk, "button:has-text('写入记录')")
    assert "等待接班" in clerk.words()
    assert clerk.page.locator("button:has-text('已看过，接班')").count() == 0
    watch.go(DUTY)
    assert NOTE in watch.words()
    press(watch, "button:has-text('已看过，接班')")
    assert "已确认接班。" in watch.told()
    assert watch.flaws() == []


def _quarrel(hotline: Hotline, words: str) -> str:
    receipt = hotline.send(f"{words}，邻居两家起了纠纷。", region="330502", title=words)
    return str(receipt["number"])


def _suggested_and_assigned(clerk: Seat, hotline: Hotline) -> None:
    number = _quarrel(hotline, "晾衣滴水")
    clerk.go(f"/desk/matters/{number}/")
    assert "现在值班" in clerk.words("main aside")
    clerk.page.click(".buttons a:has-text('指派')")
    clerk.page.wait_for_selector("#act form")
    people = clerk.page.locator("#act .pick-handler").all_inner_texts()
    assert people[0].startswith(CLERK)
    assert all(reason in people[0] for reason in ("正在值班", "有这方面专长", "还有余量"))
    barred = clerk.page.locator(f"#act label:has-text('{DISPATCHER}')")
    assert "现在不在班" in barred.inner_text()
    assert barred.locator("input").is_disabled()
    assert clerk.flaws() == []
    clerk.page.check(f"#act label:has-text('{CLERK}') input")
    clerk.press_through("Control+Enter")
    assert "已记录：指派" in clerk.told()
    assert f"经办人 {CLERK}" in clerk.words(".tasks")


def _claimed(clerk: Seat, watch: Seat, hotline: Hotline) -> None:
    number = _quarrel(hotline, "楼道堆物")
    for seat in (clerk, watch):
        seat.go("/desk/matters/")
        press(seat, "a:has-text('待认领')")
        assert seat.flaws() == []
    claim = f"form[action='/desk/matters/{number}/claim'] button"
    press(clerk, claim)
    assert "已记录：认领" in clerk.told()
    press(watch, claim)
    assert CLERK in watch.told()
    assert "您的操作没有生效" in watch.told()
    assert f"经办人 {CLERK}" in watch.words(".tasks")
