"""The clerk's door in a real browser, without a mouse: how many keys and pages a plain case takes, and what is kept."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.seats import PASSWORD, Seat, Seats

pytestmark = pytest.mark.browser
TAKE = "/desk/take/"
QUARREL = "织里镇吴越花园三幢楼上晾衣一直滴水，我们两家吵了好几次，请帮忙调解。"
DANGER = "织里镇富民路三号，有人拿着刀要砍人，快来！"
MOST_KEYS, MOST_PAGES = 5, 2
MOST_KEYS_TO_CHOOSE = (
    7  # another kind or unit by the first letters of its pinyin, the way there and back included
)


@pytest.fixture(scope="module")
def states() -> dict[str, Any]:
    return {}


@pytest.fixture
def seats(browser: Browser, served: str, states: dict[str, Any]) -> Iterator[Seats]:
    opened = Seats(browser, served, states)
    yield opened
    complaints = opened.complaints()
    opened.leave()
    assert complaints == []


class Counted:
    """A keyboard that counts its keys, the caller's own words left out."""

    def __init__(self, seat: Seat) -> None:
        self.seat, self.keys, self.pages = seat, 0, 0

    def says(self, words: str) -> None:
        self.seat.page.keyboard.type(words)

    def press(self, key: str) -> None:
        self.keys += 1
        self.seat.page.keyboard.press(key)

    def choose(self, key: str, letters: str) -> int:
        """Another choice of a long list: to its box, the letters typed one by one, Enter; how many keys it took."""
        before = self.keys
        for pressed in (key, *letters):
            self.press(pressed)
        self.seat.page.locator(".pick-list:not([hidden]) [aria-selected=true]").wait_for()
        assert self.seat.flaws() == []
        with self.seat.page.expect_response("**/reading"):
            self.press("Enter")
        assert self.seat.page.evaluate("document.activeElement.id") == "id_text"
        return self.keys - before

    def through(self, key: str) -> None:
        self.keys, self.pages = self.keys + 1, self.pages + 1
        self.seat.press_through(key)


def stand_in_words(seat: Seat) -> None:
    """Wait until the words' field has the focus: a page sets its first focus after it has loaded."""
    seat.page.wait_for_function("() => document.activeElement.id === 'id_text'")


def say(seat: Seat, words: str) -> None:
    stand_in_words(seat)
    seat.page.keyboard.insert_text(words)


def read(seat: Seat, words: str, part: str = "#p-foreseen") -> None:
    """Wait until the reading shows these words."""
    seat.page.locator(part, has_text=words).wait_for()


def sign_in_again(seat: Seat) -> None:
    """The session is over: by the page to which every door leads."""
    seat.page.wait_for_url("**/accounts/login/**")
    seat.page.fill("#id_login", "zhili.clerk")
    seat.page.fill("#id_password", PASSWORD)
    with seat.page.expect_navigation():
        seat.page.press("#id_password", "Enter")


def test_a_plain_case_takes_few_keys_and_two_pages(seats: Seats) -> None:
    seat = seats("zhili.clerk")
    seat.go(TAKE)
    hand = Counted(seat)
    hand.pages += 1
    stand_in_words(seat)
    hand.says(QUARREL)
    read(seat, "织里镇社会治理中心")
    hand.press("Tab")
    hand.says("沈月琴")
    hand.press("Enter")
    hand.says("13800000000")
    hand.press("F2")
    read(seat, "经人确认", "#p-kind")
    hand.through("Control+Enter")
    assert "受理回执" in seat.words("h1")
    assert re.search(r"330502\d{14}", seat.words(".receipt"))
    print(f"\na plain case: {hand.keys} keys beside the caller's words, {hand.pages} pages")  # noqa: T201
    assert hand.keys <= MOST_KEYS
    assert hand.pages <= MOST_PAGES
    seat.press_through("n")
    assert seat.page.input_value("#id_text") == ""


def test_finds_are_corrected_and_shown_by_keys(seats: Seats) -> None:
    seat = seats("zhili.clerk")
    seat.go(TAKE)
    say(seat, QUARREL)
    seat.press_through("Control+Enter")
    earlier = seat.words(".receipt dd.num")
    seat.press_through("n")
    say(seat, QUARREL)
    read(seat, "织里镇", "#p-region")
    seat.page.keyboard.press("F7")
    seat.page.keyboard.press("F4")
    chosen = "document.querySelector('#id_text').value.slice(id_text.selectionStart, id_text.selectionEnd)"
    assert seat.page.evaluate(chosen) == "织里镇"
    hand = Counted(seat)
    assert hand.choose("F6", "jfll") <= MOST_KEYS_TO_CHOOSE
    read(seat, "经人确认", "#p-kind")
    assert seat.page.eval_on_selector("select[name=kind]", "select => select.value") == "DISPUTE.NEIGHBOUR"
    seat.page.keyboard.press("F6")
    seat.page.keyboard.type("没有这样的")
    seat.page.keyboard.press("Enter")  # is said aloud, and sends nothing
    assert seat.page.inner_text(".pick-list:not([hidden])") == "没有找到"
    seat.page.keyboard.press("Escape")
    assert seat.page.input_value("#id_kind") == "矛盾纠纷 · 邻里"
    assert hand.choose("F9", "zlpcs") <= MOST_KEYS_TO_CHOOSE
    seat.page.locator("#p-subjects :checked + span", has_text="织里派出所").wait_for()
    print(f"\nanother kind and a unit: {hand.keys} keys")  # noqa: T201
    seat.page.keyboard.press("Escape")
    for is_linked in (True, False, True):  # said, taken back, said again
        with seat.page.expect_response("**/reading"):
            seat.page.keyboard.press("l")
        boxes = seat.page.locator(f"#p-beside [value='{earlier}']:is(input):checked")
        boxes.wait_for() if is_linked else boxes.wait_for(state="detached")
    seat.page.keyboard.press("s")
    seat.press_through("Control+Enter")
    seat.press_through("m")
    assert earlier in seat.words(".related")
    assert "登记时指明是同一件事" in seat.words(".related")
    assert "织里派出所" in seat.words(".facts")
    assert "正在办理" in seat.words(".sentence")
    assert seat.flaws() == []


def test_a_danger_is_sent_to_the_police_by_one_key(seats: Seats) -> None:
    seat, police = seats("zhili.clerk"), seats("zhili.police")
    seat.go(TAKE)
    say(seat, DANGER)
    seat.page.locator("#p-danger .band").wait_for()
    assert seat.flaws() == []
    seat.press_through("F10")
    number = seat.words(".receipt dd.num")
    police.go("/desk/matters/")
    assert number in police.words()


def test_words_outlive_a_session_and_are_gone_after_success_and_sign_out(seats: Seats) -> None:
    seat = seats("zhili.clerk")
    seat.go(TAKE)
    say(seat, QUARREL)
    seat.page.fill("#id_phone", "13800000000")
    key = seat.page.input_value("#id_key")
    seat.page.context.clear_cookies(name="sessionid")
    seat.press_through("Control+Enter")
    sign_in_again(seat)
    seat.page.wait_for_url(f"**{TAKE}")
    read(seat, "织里镇社会治理中心")
    kept = [seat.page.input_value(f"#id_{name}") for name in ("text", "phone", "key")]
    assert kept == [QUARREL, "13800000000", key]
    seat.press_through("Control+Enter")
    assert (
        seat.page.evaluate("Object.keys(sessionStorage).filter((name) => name.startsWith('heyi-keep'))") == []
    )
    seat.go(TAKE)
    say(seat, QUARREL)
    read(seat, "织里镇社会治理中心")
    seat.page.click(".me > summary")
    with seat.page.expect_navigation():
        seat.page.click(".me form button")
    assert seat.page.evaluate("sessionStorage.length") == 0


def test_the_words_of_an_answer_outlive_a_session_too(seats: Seats) -> None:
    seat = seats("zhili.clerk")
    seat.go(TAKE)
    say(seat, QUARREL)
    read(seat, "织里镇社会治理中心")
    seat.page.keyboard.press("Escape")
    seat.page.keyboard.press("s")
    seat.press_through("Control+Enter")
    seat.press_through("m")
    seat.page.click(".buttons [href$='/answer']")
    seat.page.wait_for_selector("#act textarea")
    seat.page.keyboard.type("双方已经说定。")
    seat.page.context.clear_cookies(name="sessionid")
    seat.press_through("Control+Enter")
    sign_in_again(seat)
    seat.page.wait_for_function("() => document.querySelector('#act textarea')?.value === '双方已经说定。'")


def test_it_works_without_scripts(
    browser: Browser, served: str, seats: Seats, states: dict[str, Any]
) -> None:
    seats("zhili.clerk")
    context = browser.new_context(
        base_url=served, java_script_enabled=False, storage_state=states["zhili.clerk"]
    )
    page = context.new_page()
    page.goto(TAKE)
    page.fill("#id_text", QUARREL)
    page.select_option("#id_add_subject", label="湖州市公安局吴兴区分局织里派出所")
    page.select_option("#id_kind", "DISPUTE.NEIGHBOUR")
    page.click(".take-read-it")
    assert "织里镇社会治理中心" in page.inner_text("#p-foreseen")
    assert page.is_checked("#p-subjects input[name=subjects]")
    assert "矛盾纠纷 · 邻里" in page.inner_text("#p-kind")
    page.click(".take-send button:not([name])")
    assert "受理回执" in page.inner_text("h1")
    context.close()


@pytest.mark.parametrize(
    "look", [{}, {"theme": "dark", "language": "en"}, {"phone": True}, {"phone": True, "size": "large"}]
)
def test_axe_finds_nothing_and_nothing_sticks_out(seats: Seats, look: dict[str, Any]) -> None:
    seat = seats("zhili.clerk", **look)
    seat.go(TAKE)
    found = {"empty": seat.flaws()}
    seat.page.fill("#id_text", QUARREL + "投诉织里派出所民警不作为，欠我二万元，昨天的事。")
    seat.page.locator("#p-subjects input").first.wait_for(state="attached")
    found["read"] = seat.flaws()
    seat.page.fill("#id_phone", "电话")
    with seat.page.expect_navigation():
        seat.page.click(".take-send button:not([name])")
    found["refused"] = seat.flaws()
    seat.page.fill("#id_phone", "13800000000")
    with seat.page.expect_navigation():
        seat.page.click(".take-send button:not([name])")
    found["receipt"] = seat.flaws()
    assert {state: flaws for state, flaws in found.items() if flaws} == {}


@pytest.mark.parametrize("window", [(1366, 768), (1920, 1080)])
def test_the_whole_screen_stands_without_scrolling(seats: Seats, window: tuple[int, int]) -> None:
    seat = seats("zhili.clerk")
    seat.page.set_viewport_size({"width": window[0], "height": window[1]})
    seat.go(TAKE)
    say(seat, QUARREL)
    read(seat, "织里镇社会治理中心")
    root = "document.documentElement"
    assert seat.page.evaluate(f"{root}.scrollHeight <= {root}.clientHeight")
