"""At somebody's door: the grid worker registers, the party scans, the town hands down, the village answers."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.seats import Seat, Seats

pytestmark = pytest.mark.browser
QUARREL = "隔壁把晾衣杆伸到我家院子里，吵了好几次，请帮忙调解。"
ANSWER = "两家当面说定：晾衣杆收回，各让一尺。"
SEND = "button:has-text('登记并出解纷码')"
BIG = 44  # pixels: what a thumb hits


def small_targets(seat: Seat) -> list[str]:
    """What can be pressed in the page's own part and is smaller than a thumb."""
    found: list[str] = seat.page.evaluate(
        """least => [...document.querySelectorAll("main button, main a.button, main label:has(input), main textarea")]
            .filter((one) => one.offsetParent && one.getBoundingClientRect().height < least)
            .map((one) => one.textContent.trim())""",
        BIG,
    )
    return found


def pressed(seat: Seat, verb: str, words: dict[str, str], *, village: str = "") -> None:
    """One step on the matter's page; a village is typed by the first letters of its pinyin."""
    here = seat.page.url
    button = seat.page.locator(
        f'a[href$="/{verb}"], button[formaction$="/{verb}"], form[action$="/{verb}"] button'
    ).first
    if not button.is_visible():
        seat.page.click("details.more > summary")
    button.click()
    if not words:
        seat.page.wait_for_load_state()
        assert seat.page.url.startswith(here.partition("?")[0])
        return
    for name, typed in words.items():
        seat.page.fill(f"form [name={name}]", typed)
    if village:
        box = seat.page.locator("form:has([name=to_unit]) .pick-box")
        box.click()
        box.fill(village)
        expect(seat.page.locator(".pick-list:not([hidden]) [aria-selected=true]")).to_contain_text("大河村")
        box.press("Enter")
    with seat.page.expect_navigation():
        seat.page.locator("form:has([name=text]) button[type=submit]").last.click()


def test_from_the_door_of_a_house_to_the_answer(seats: Seats) -> None:
    worker = seats("dahe.grid", phone=True)
    assert worker.go("/desk/") == 200
    assert worker.page.url.endswith("/desk/grid/")
    assert (worker.flaws(), small_targets(worker)) == ([], [])
    worker.page.fill("[name=text]", QUARREL)
    worker.page.fill("[name=place]", "第三组小桥边")
    worker.page.fill("[name=name]", "阮阿婆")
    worker.page.fill("[name=phone]", "13800002222")
    with worker.page.expect_navigation():
        worker.page.click(SEND)
    assert "请先向当事人说明" in worker.told()
    assert worker.flaws() == []
    worker.page.get_by_label("已当面说明").check()
    with worker.page.expect_navigation():
        worker.page.click(SEND)
    assert "请当事人扫码" in worker.words()
    assert (worker.flaws(), small_targets(worker)) == ([], [])
    number = re.search(r"330\d{17}", worker.words())
    code = worker.page.inner_text(".grid-code code")
    assert number is not None

    party = seats(phone=True)  # the party's own telephone, by the address in the code
    assert party.go(f"/t/{code}") == 200
    assert "织里镇社会治理中心" in party.words()
    assert party.flaws() == []

    town = seats("zhili.clerk")
    town.go(f"/desk/matters/{number[0]}/")
    assert "织里镇大河村" in town.words()
    pressed(town, "sign", {})
    pressed(town, "refer", {"text": "邻里小事，请村里先调。"}, village="dhc")
    assert "织里镇大河村村民委员会" in town.words()

    village = seats("dahe.grid", phone=True)
    village.go("/desk/matters/")
    village.page.get_by_role("link", name=re.compile("晾衣杆")).first.click()
    pressed(village, "sign", {})
    pressed(village, "answer", {"text": ANSWER})
    assert "已答复" in village.words()

    party.go(f"/t/{code}")
    assert ANSWER in party.words()
    worker.go("/desk/grid/")
    row = worker.words(".grid-rows li:first-child")
    assert "已答复" in row
    assert "晾衣杆" not in row


def test_the_clerk_is_told_which_villages_may_be_meant(seats: Seats) -> None:
    clerk = seats("zhili.clerk")
    clerk.go("/desk/take/")
    clerk.page.fill("[name=text]", "大河村拖欠我两个月工资。")
    expect(clerk.page.locator("#p-region")).to_contain_text("织里镇大河村、孝丰镇大河村都叫这个名字")
    assert clerk.flaws() == []
    box = clerk.page.locator("[data-find=region] .pick-box")
    box.click()
    box.fill("孝丰镇大河")
    expect(clerk.page.locator(".pick-list:not([hidden]) [aria-selected=true]")).to_contain_text(
        "孝丰镇大河村"
    )
    box.press("Enter")
    expect(clerk.page.locator("#p-region")).to_contain_text("湖州市安吉县孝丰镇大河村")
    expect(clerk.page.locator("#p-region")).to_contain_text("经人确认")


def test_an_open_box_lists_towns_and_no_village_until_one_types(seats: Seats) -> None:
    clerk = seats("zhili.clerk")
    clerk.go("/desk/take/")
    box = clerk.page.locator("[data-find=region] .pick-box")
    with clerk.page.expect_response(re.compile(r"/desk/villages/regions/\d+\.json")):
        box.click()
    expect(clerk.page.locator(".pick-list:not([hidden]) [role=option]")).to_have_count(79)
    box.fill("村")
    expect(clerk.page.locator(".pick-list:not([hidden]) [role=option]")).to_have_count(100)
    box.fill("lxcun")
    box.press("Escape")
