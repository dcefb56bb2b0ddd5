"""The scene for which the house is built: a report comes in, its clerk handles it, its reporter follows it, and
nobody else can so much as guess it."""

import time
from collections.abc import Mapping
from typing import Any

import pytest

from tests.journeys.seats import Hotline, Seat, Seats, sign_in

pytestmark = pytest.mark.browser

TITLE = "楼上晾衣滴水"
TEXT = "织里镇吴越花园三幢楼上晾衣一直滴水，我们两家吵了好几次，请帮忙调解。"
WORKING, CONFIDENTIAL, PUBLIC = "已约双方周三上午见面", "楼上愿意先退一步", "正在约双方见面"
ANSWER = "双方当面说定：晾衣前先拧干，楼下装雨棚，费用各半。"
CONTEST = "昨天又滴了一整天，雨棚也没有人来装。"
SECOND_ANSWER = "雨棚已于今天装好，楼上换了晾衣架。"
LIST = "/desk/matters/"
Receipt = Mapping[str, Any]


def stands_after(seat: Seat, receipt: Receipt, since: float) -> float:
    """Seconds from `since` until the number stands in the person's list."""
    while receipt["number"] not in seat.page.request.get(LIST).text():
        assert time.monotonic() < since + 10, "it never came"
    return time.monotonic() - since


def open_form(seat: Seat, verb: str) -> None:
    """With the keyboard alone: to the step's key, press it, and the form has the focus."""
    seat.tab_to(f".buttons [href$='/{verb}']")
    seat.page.keyboard.press("Enter")
    seat.page.wait_for_selector("#act form")


def send_form(seat: Seat, words: str = "") -> None:
    """Type the words where they belong and send with Ctrl and Enter."""
    if words:
        seat.tab_to("#act textarea")
        seat.page.keyboard.type(words)
    seat.press_through("Control+Enter")


def choose(seat: Seat, field: str, wanted: str) -> None:
    """Go down a list of options with the arrow until the wanted one."""
    seat.tab_to(f"#act select[name={field}]")
    options = seat.page.locator(f"#act select[name={field}] option").all_inner_texts()
    for _press in range(options.index(wanted)):
        seat.page.keyboard.press("ArrowDown")
    assert (
        seat.page.eval_on_selector(f"#act select[name={field}]", "s => s.selectedOptions[0].label") == wanted
    )


def pick(seat: Seat, field: str, wanted: str) -> None:
    """Go down a list of people with the arrow until the wanted one is marked."""
    seat.tab_to(f"#act [name={field}]")
    for _press in range(10):
        seat.page.keyboard.press("ArrowDown")
        marked = seat.page.locator(f"#act label:has([name={field}]:checked)")
        if marked.count() and wanted in marked.inner_text():
            return
    raise AssertionError(f"{wanted} cannot be reached")


def note(seat: Seat, zone: str, words: str) -> None:
    """A note in a zone, with arrows and Tab."""
    open_form(seat, "note")
    seat.tab_to("#act [name=zone]:checked")
    for _press in range(3):
        if seat.page.evaluate("zone => document.activeElement.value === zone", zone):
            break
        seat.page.keyboard.press("ArrowDown")
    send_form(seat, words)


def press(seat: Seat, verb: str) -> None:
    """A step that needs no words."""
    seat.tab_to(f".buttons form[action$='/{verb}'] button")
    seat.press_through("Enter")


def open_by_keys(seat: Seat, number: str) -> None:
    """From the list by j and Enter."""
    seat.go(LIST)
    wanted = f".work .what a[href*='{number}']"
    for _row in range(30):
        seat.page.keyboard.press("j")
        if seat.page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            break
    seat.press_through("Enter")


def test_the_scene(seats: Seats, hotline: Hotline) -> None:
    clerk = seats()
    sign_in(clerk, "zhili.clerk", at=LIST)
    assert clerk.page.url.endswith(LIST)

    started = time.monotonic()
    receipt = hotline.send(TEXT, title=TITLE, reporter={"name": "沈月琴", "phone": "13857200001"})
    assert "织里镇社会治理中心" in receipt["unit"]
    stands_after(clerk, receipt, started)  # how soon is for the bench: `heyi bench live`

    _handled_by_keyboard(clerk, receipt)
    phone = _followed_and_contested(seats, clerk, receipt)
    _handled_again(seats, clerk, phone, receipt)


def _handled_by_keyboard(clerk: Seat, receipt: Receipt) -> None:
    open_by_keys(clerk, receipt["number"])
    assert TITLE in clerk.words("h1")
    assert "前签收" in clerk.words(".sentence")
    press(clerk, "sign")
    assert "已记录：签收" in clerk.told()
    open_form(clerk, "contact")
    send_form(clerk, "电话联系沈女士，说好周三上门。")
    note(clerk, "WORKING", WORKING)
    note(clerk, "CONFIDENTIAL", CONFIDENTIAL)
    note(clerk, "PUBLIC", PUBLIC)
    open_form(clerk, "assign")
    pick(clerk, "handler", "织里镇承办人")
    send_form(clerk)
    open_form(clerk, "hold")
    choose(clerk, "reason", "等待反映人补充材料")
    send_form(clerk, "等反映人寄来照片，预计周三。")
    assert "时限暂停" in clerk.words(".sentence")
    press(clerk, "resume")
    open_form(clerk, "answer")
    send_form(clerk, ANSWER)
    open_form(clerk, "close")
    send_form(clerk)
    assert "已办结" in clerk.words(".sentence")
    zones = clerk.page.eval_on_selector_all(".entry[data-zone]", "all => all.map((one) => one.dataset.zone)")
    assert sorted(set(zones)) == ["CONFIDENTIAL", "PUBLIC", "WORKING"]


def _followed_and_contested(seats: Seats, clerk: Seat, receipt: Receipt) -> Seat:
    phone = seats(phone=True)
    phone.go("/")
    phone.page.fill("#code", receipt["tracking_code"].lower())
    phone.press_through("Enter")
    assert phone.words(".sentence") == clerk.words(".sentence")
    assert ANSWER in phone.words()
    assert PUBLIC in phone.words()
    for hidden in (WORKING, CONFIDENTIAL, "沈月琴", "13857200001", "周三上门"):
        assert hidden not in phone.page.content()
    assert phone.flaws() == []
    phone.page.click("summary:has-text('提出异议')")
    phone.page.fill("#contest textarea", CONTEST)
    assert phone.flaws() == []
    with phone.page.expect_navigation():
        phone.page.click("button:has-text('提交异议')")
    assert "重新办理" in phone.told()
    return phone


def _handled_again(seats: Seats, clerk: Seat, phone: Seat, receipt: Receipt) -> None:
    handler = seats("zhili.handler")
    stands_after(handler, receipt, time.monotonic())
    open_by_keys(handler, receipt["number"])
    assert CONTEST in handler.words(".timeline")
    assert handler.words(".sentence") == phone.words(".sentence")
    open_form(handler, "answer")
    send_form(handler, SECOND_ANSWER)
    phone.page.reload()
    assert SECOND_ANSWER in phone.words()
    assert "已提出过一次异议" in phone.words()
    assert phone.page.locator("#contest").count() == 0
    assert phone.words(".sentence") == handler.words(".sentence")


def test_a_peer_can_neither_open_nor_list_nor_search_nor_act(seats: Seats, hotline: Hotline) -> None:
    receipt = hotline.send(TEXT, title=TITLE, reporter={"name": "沈月琴", "phone": "13857200001"})
    number, peer = receipt["number"], seats("balidian.clerk")
    secrets = (TITLE, "吴越花园", "沈月琴", receipt["tracking_code"], "织里镇社会治理中心")
    there = f"{LIST}{number}/"
    looks = ("", "sign", "note", "identity")
    lists = (
        "?below=1",
        "?done=1",
        "?region=330502100",
        "?state=TO_SIGN",
        "?unit=1",
        "?kind=DISPUTE.NEIGHBOUR",
    )
    answers = [peer.page.request.get(there + look) for look in looks]
    answers.append(peer.page.request.get(f"{LIST}jump?q={number}"))
    assert {answer.status for answer in answers} == {404}
    answers += [peer.page.request.get(LIST + query) for query in lists]
    pages = [answer.text() for answer in answers]
    assert [secret for secret in secrets for page in pages if secret in page] == []
    assert all(number not in page for page in pages[-len(lists) :])

    peer.go(LIST)
    token = peer.page.context.cookies()
    token = next(cookie["value"] for cookie in token if cookie["name"] == "csrftoken")
    for verb in ("sign", "note", "answer", "refer", "identity"):
        sent = {"csrfmiddlewaretoken": token, "text": "我来办", "purpose": "CONTACT", "zone": "PUBLIC"}
        answer = peer.page.request.post(there + verb, form=sent, headers={"Referer": peer.page.url})
        assert answer.status == 404, verb
        assert TITLE not in answer.text()


def test_a_superior_sees_it_below_and_nothing_of_what_was_said_in_mediation(
    seats: Seats, hotline: Hotline
) -> None:
    receipt = hotline.send(TEXT, title=TITLE)
    clerk = seats("zhili.clerk")
    clerk.go(f"{LIST}{receipt['number']}/")
    note(clerk, "CONFIDENTIAL", CONFIDENTIAL)
    note(clerk, "WORKING", WORKING)
    for superior in ("wuxing.leader", "city.leader"):
        seat = seats(superior)
        seat.go(LIST)
        assert receipt["number"] not in seat.words()
        seat.go(f"{LIST}?below=1")
        assert receipt["number"] in seat.words()
        seat.page.click(f"a[href*='{receipt['number']}']")
        assert TITLE in seat.words("h1")
        assert WORKING in seat.words(".timeline")
        assert CONFIDENTIAL not in seat.page.content()
        assert seat.page.locator(".buttons form[action$='/sign']").count() == 0
