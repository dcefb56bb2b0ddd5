"""Danger to life: the police of the place are told at once and see what they need, no more; one key takes it back.
And two pairs of hands on one matter at once."""

import pytest

from tests.journeys.seats import Hotline, Seat, Seats

pytestmark = pytest.mark.browser

LIST = "/desk/matters/"
TEXT = "我丈夫沈大力欠了赌债，现在站在织里镇富民路三号楼顶要跳楼，快来人！"
TITLE = "沈大力因赌债轻生"
REPORTER = {"name": "沈月琴", "phone": "13857200001"}
HIDDEN = ("沈大力", "赌债", TITLE, "沈月琴", "13857200001")
QUARREL = "织里镇邻居把衣服晾在楼道里，我们两家起了纠纷。"


def there(receipt) -> str:
    return f"{LIST}{receipt['number']}/"


def fill(seat: Seat, verb: str, **given: str) -> None:
    """Open a step's form and send it."""
    seat.press(f".buttons [href$='/{verb}']")
    seat.page.wait_for_selector("#act form")
    for name, words in given.items():
        seat.page.fill(f"#act [name={name}]", words)
    with seat.page.expect_navigation():
        seat.page.click("#act button[type=submit]")


def press(seat: Seat, verb: str) -> None:
    """Press a step's own button."""
    with seat.page.expect_navigation():
        seat.press(f".buttons form[action$='/{verb}'] button")


def test_the_police_see_place_danger_and_number_and_finish(seats: Seats, hotline: Hotline) -> None:
    receipt = hotline.send(TEXT, title=TITLE, place="富民路三号", reporter=REPORTER)
    police = seats("zhili.police")
    police.go(LIST)
    row = police.page.locator(".work tr", has_text=receipt["number"]).inner_text()
    assert "紧急警情" in row
    police.go(there(receipt))
    page = police.page.content()
    for seen in (receipt["number"], "富民路三号", "织里镇", "跳楼"):
        assert seen in page
    assert [words for words in (*HIDDEN, receipt["tracking_code"]) if words in page] == []
    assert "织里派出所" in police.words(".sentence")  # its own hour, not the lead's
    assert police.flaws() == []

    press(police, "sign")
    police.page.click("main a:has-text('查看联系方式')")
    police.page.select_option("[name=purpose]", "RESCUE")
    assert police.flaws() == []
    with police.page.expect_navigation():
        police.page.click("main form button[type=submit]")
    assert "沈月琴" in police.words()
    assert "13857200001" in police.words()
    police.page.go_back()
    assert "沈月琴" not in police.page.content()
    police.go(there(receipt))
    fill(police, "finish", text="人已劝下，送家属看护。")
    assert police.page.locator(".buttons a, .buttons form").count() <= 1  # a note may still follow

    auditor = seats("admin.audit")
    auditor.go("/desk/looks/")
    opening = auditor.page.locator("tbody tr", has_text="反映人身份").first.inner_text()
    assert "织里派出所民警" in opening
    phone = seats(phone=True)
    phone.go(f"/t/{receipt['tracking_code']}")
    assert "织里派出所民警" in phone.words(".looks")
    assert phone.flaws() == []


def test_the_lead_takes_an_alarm_back(seats: Seats, hotline: Hotline) -> None:
    receipt = hotline.send("织里镇邻居闹着要跳楼。", title="邻居吵闹")
    clerk, police = seats("zhili.clerk"), seats("zhili.police")
    police.go(LIST)
    assert receipt["number"] in police.words()
    clerk.go(there(receipt))
    fill(clerk, "take_back")
    assert "已记录：撤回警情" in clerk.told()
    assert clerk.page.locator(".buttons [href$='/take_back']").count() == 0
    police.go(LIST)
    assert receipt["number"] not in police.words()


def test_two_clerks_act_at_once(seats: Seats, hotline: Hotline) -> None:
    receipt = hotline.send(QUARREL, title="楼道晾衣")
    one, two = seats("zhili.clerk"), seats("zhili.handler")
    one.go(there(receipt))
    two.go(there(receipt))
    press(one, "sign")
    press(two, "sign")
    assert "织里镇经办员" in two.told()
    assert "签收" in two.told()
    assert "正在办理" in two.words(".sentence")
    assert two.flaws() == []

    two.go(there(receipt))
    one.go(there(receipt))
    two.page.click(".buttons [href$='/answer']")
    two.page.fill("#act textarea", "我写了很久的答复")
    fill(one, "answer", text="先到的答复")
    with two.page.expect_navigation():
        two.page.click("#act button[type=submit]")
    assert "织里镇经办员" in two.told()
    assert "我写了很久的答复" in two.words()
    assert "已经答复" in two.words(".sentence")
    phone = seats(phone=True)
    phone.go(f"/t/{receipt['tracking_code']}")
    assert "先到的答复" in phone.words()
    assert "我写了很久的答复" not in phone.words()
