"""A resident's report on a telephone: from the first page to the tracking page, with every accident on the way."""

import re
from typing import Any

import pytest

from heyi.orgs.access import directory
from tests.factories.residents import WAGES
from tests.journeys.seats import Seat, Seats

pytestmark = pytest.mark.browser

FIRST_LOAD = 150_000  # bytes (design, section 6)
HAN = re.compile(r"[\u3400-\u9fff]+")
OURS = ("合一", "中文", WAGES, "富民路 8 号", "沈月琴")
PRESS = "main form .button.wide"
KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('heyi.report.')).length"
CHOICES = {
    "danger": "[value=no]",
    "kind": "[name=kind] >> nth=0",
    "about": "[value=no]",
    "when": "[value=today]",
    "same": "[value=unsure]",
    "contact": "[value=me]",
}


def at_page(seat: Seat) -> str:
    """The page of the report at which the browser is."""
    return seat.page.url.partition("/report/")[2].partition("?")[0]


def go_on(seat: Seat) -> None:
    """Press the big button and wait for the page that it leads to."""
    before = seat.page.url
    seat.page.click(PRESS)
    seat.page.wait_for_function("before => location.href !== before", arg=before)
    seat.page.wait_for_load_state()


def fill(seat: Seat) -> None:
    """Answer the page at hand."""
    here = at_page(seat)
    if here == "what":
        seat.page.fill("#id_text", WAGES)
    elif here in CHOICES:
        seat.page.check(CHOICES[here])
    if here == "contact":
        seat.page.fill("#id_name", "沈月琴")
        seat.page.fill("#id_phone", "13800000000")
    if here == "place":
        seat.page.fill("#id_address", "富民路 8 号")


def begin(seat: Seat, *, shared: bool = False) -> None:
    """To the first question."""
    seat.go("/report/")
    if shared:
        seat.page.check("#shared")
    go_on(seat)
    assert at_page(seat) == "what"


def write(seat: Seat, until: str = "check") -> list[str]:
    """Answer page after page; the pages seen."""
    seen = []
    while at_page(seat) != until:
        seen.append(at_page(seat))
        fill(seat)
        go_on(seat)
    return seen


def in_chinese(seat: Seat) -> list[str]:
    """Words of the house on the page that are not English."""
    words = seat.words("main")
    trees = directory()
    names = [unit.name for unit in trees.units] + [region.name for region in trees.regions]
    for name in sorted((*OURS, *names), key=len, reverse=True):
        words = words.replace(name, "")
    return HAN.findall(words)


@pytest.mark.parametrize("look", [{}, {"language": "en", "theme": "dark", "size": "large"}])
def test_from_the_first_click_to_the_tracking_page(seats: Seats, look: dict[str, Any]) -> None:
    seat = seats(phone=True, **look)
    seat.page.set_viewport_size({"width": 320, "height": 640})
    seat.go("/")
    seat.page.click("a[href='/report/']")
    seat.page.wait_for_url("**/report/")
    flaws = {"start": seat.flaws()}
    go_on(seat)
    while at_page(seat) != "receipt":
        flaws[at_page(seat)] = seat.flaws()
        if look:
            assert in_chinese(seat) == [], at_page(seat)
        fill(seat)
        go_on(seat)
    flaws["receipt"] = seat.flaws()
    assert {page: found for page, found in flaws.items() if found} == {}
    assert len(flaws) >= 10
    code = seat.words(".big-code")
    assert seat.page.locator("svg.qr").count() == 1
    seat.page.click("main a.button")
    seat.page.wait_for_url(f"**/t/{code}")


def test_faults_stand_on_top_and_beside_and_lead_to_the_field(seats: Seats) -> None:
    seat = seats(phone=True)
    begin(seat)
    seat.page.click(PRESS)
    seat.page.wait_for_selector("[data-faults]:focus")
    assert seat.flaws() == []
    seat.page.click("[data-faults] a")
    assert seat.page.evaluate("() => document.activeElement.id") == "id_text"
    assert seat.page.title().startswith("有错误")


def test_the_whole_of_it_without_a_mouse(seats: Seats) -> None:
    seat = seats()
    begin(seat)
    seat.tab_to("#id_text")
    seat.page.keyboard.type(WAGES)
    seat.tab_to(PRESS)
    seat.press_through("Enter")
    write(seat, "where")
    assert seat.page.locator(".map").get_attribute("aria-hidden") == "true"
    seat.tab_to("[name=county]:checked")
    seat.page.keyboard.press("ArrowDown")
    assert seat.page.evaluate("() => document.querySelector('.map path.chosen').dataset.for") == "330503"
    seat.tab_to(PRESS)
    seat.press_through("Enter")
    assert at_page(seat) == "place"


def test_the_map_chooses_what_the_list_says(seats: Seats) -> None:
    seat = seats(phone=True)
    begin(seat)
    write(seat, "where")
    seat.page.click(".map text:has-text('安吉县')", force=True, position={"x": 2, "y": 2})
    seat.page.click(".map path[data-for='330523']")
    assert seat.page.is_checked("[value='330523']")
    go_on(seat)
    assert "递铺街道" in seat.words()


def test_back_shows_what_was_answered_and_forward_goes_on(seats: Seats) -> None:
    seat = seats(phone=True)
    begin(seat)
    write(seat, "where")
    seat.page.go_back()
    assert seat.page.is_checked("[value=no]")
    seat.page.go_back()
    seat.page.go_back()
    assert seat.page.input_value("#id_text") == WAGES
    go_on(seat)
    assert at_page(seat) == "kind"


def test_sent_by_a_double_tap_it_is_one_matter(seats: Seats) -> None:
    seat = seats(phone=True)
    begin(seat)
    write(seat)
    posts: list[str] = []
    seat.page.on("request", lambda sent: posts.append(sent.url) if sent.method == "POST" else None)
    seat.page.dblclick(PRESS)
    seat.page.wait_for_url("**/report/receipt")
    assert len(posts) == 1
    code = seat.words(".big-code")
    seat.page.go_back()
    seat.page.wait_for_url("**/report/receipt")
    assert seat.words(".big-code") == code


def test_a_lost_connection_loses_nothing_and_sends_when_it_is_back(seats: Seats) -> None:
    seat = seats(phone=True)
    begin(seat)
    seat.page.fill("#id_text", WAGES)
    seat.page.context.set_offline(True)
    seat.page.click(PRESS)
    seat.page.wait_for_selector("[data-offline]:visible")
    assert "没有网络，内容已保存在本机，恢复后可继续" in seat.words("[data-offline]")
    assert seat.page.evaluate(KEPT) == 1
    seat.page.context.set_offline(False)
    seat.page.wait_for_url("**/report/kind")
    assert seat.page.evaluate(KEPT) == 0


def test_what_had_not_arrived_is_put_back_when_the_page_is_opened_again(seats: Seats) -> None:
    seat = seats(phone=True)
    begin(seat)
    seat.page.fill("#id_text", WAGES)
    seat.page.close()
    seat.page = seats.contexts[-1].new_page()
    seat.go("/report/what")
    assert seat.page.input_value("#id_text") == WAGES
    assert seat.page.is_visible("[data-restored]")


def test_on_a_shared_computer_nothing_is_kept(seats: Seats) -> None:
    seat = seats(phone=True)
    begin(seat, shared=True)
    seat.page.fill("#id_text", WAGES)
    seat.page.context.set_offline(True)
    seat.page.click(PRESS)
    seat.page.wait_for_selector("[data-offline]:visible")
    assert "本机" not in seat.words("[data-offline]")
    assert seat.page.evaluate("() => localStorage.length") == 0
    seat.page.context.set_offline(False)
    seat.page.wait_for_url("**/report/kind")
    write(seat)
    assert seat.page.evaluate("() => localStorage.length") == 0


def test_after_the_receipt_this_device_keeps_nothing(seats: Seats) -> None:
    seat = seats(phone=True)
    begin(seat)
    write(seat, "receipt")
    assert seat.page.evaluate(KEPT) == 0
    seat.page.click("form[data-forget] button")
    seat.page.wait_for_url(re.compile(r"/$"))
    seat.go("/report/receipt")
    assert at_page(seat) == "what"


@pytest.mark.parametrize("address", ["/", "/report/", "/report/what"])
def test_a_first_load_is_light(seats: Seats, address: str) -> None:
    seat = seats(phone=True)
    weights: list[int] = []
    seat.page.on("response", lambda answer: weights.append(len(answer.body()) + _head(answer)))
    seat.page.goto(address, wait_until="networkidle")
    assert 0 < sum(weights) <= FIRST_LOAD


def _head(answer: Any) -> int:
    return sum(len(name) + len(value) + 4 for name, value in answer.all_headers().items())
