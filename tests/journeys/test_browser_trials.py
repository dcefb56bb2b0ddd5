"""What goes wrong at a desk: markup and long words in what people write, a session that ends, a key pressed twice,
the way back, a page from yesterday; and strangers who guess."""

from collections.abc import Mapping
from typing import Any

import pytest

from heyi.kernel.codes import ALPHABET, tracking_code
from tests.journeys.seats import Hotline, Seat, Seats, sign_in

pytestmark = pytest.mark.browser

LIST = "/desk/matters/"
LONG = "没完没了" * 90 + "W" * 180
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
RARE = "🙂👨‍👩‍👧 𠮷野家 𰻞"
TITLE = f"{MARKUP} {RARE}"
TEXT = f"织里镇邻居晾衣起了纠纷。{MARKUP} {RARE} '\"><svg onload=alert(3)> {{{{ 7*7 }}}} https://a.example/{'x' * 200}"
QUARREL = "织里镇邻居把衣服晾在楼道里，我们两家起了纠纷。"
GUESSES = 25
Receipt = Mapping[str, Any]


def there(receipt: Receipt) -> str:
    return f"{LIST}{receipt['number']}/"


def write(seat: Seat, verb: str, words: str) -> None:
    """Open a step's form, write, send."""
    seat.press(f".buttons [href$='/{verb}']")
    seat.page.wait_for_selector("#act form")
    seat.page.fill("#act textarea", words)
    with seat.page.expect_navigation():
        seat.page.click("#act button[type=submit]")


def sign(seat: Seat) -> None:
    with seat.page.expect_navigation():
        seat.page.click(".buttons form[action$='/sign'] button")


def notes_of(seat: Seat, receipt: Receipt, words: str) -> int:
    """How many notes of these words stand on the matter's page."""
    seat.go(there(receipt))
    return seat.page.locator(".entry-text", has_text=words).count()


def token_of(seat: Seat) -> str:
    return str(seat.page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value"))


def test_markup_rare_letters_and_long_words_are_shown_inert(seats: Seats, hotline: Hotline) -> None:
    receipt = hotline.send(
        TEXT,
        title=TITLE,
        place=f"{MARKUP}𠮷巷{LONG}"[:200],
        source_ref=f"<b>{RARE}</b>",
        reporter={"name": f"<i>{RARE}"},
    )
    clerk, phone = seats("zhili.clerk", phone=True), seats(phone=True)
    clerk.go(there(receipt))
    sign(clerk)
    write(clerk, "note", f"{MARKUP}{RARE} {LONG}")
    write(clerk, "answer", f"{MARKUP}{RARE} {LONG}")
    assert clerk.words("h1") == TITLE
    assert clerk.words(".told").startswith(TEXT[:80])
    assert clerk.page.locator(".entry-text", has_text=RARE).count() == 2
    assert clerk.flaws() == []
    clerk.go(LIST)
    assert TITLE in clerk.words()
    assert clerk.flaws() == []
    phone.go(f"/t/{receipt['tracking_code']}")
    assert phone.words("h1") == TITLE
    assert f"{MARKUP}{RARE}" in phone.words(".said")
    assert phone.flaws() == []
    phone.go(f"/t/?code={MARKUP}{LONG}")
    assert phone.flaws() == []
    for seat in (clerk, phone):
        assert seat.page.locator("main img, main script, main .told svg").count() == 0


def test_a_session_that_ended_leads_to_sign_in_and_back(seats: Seats, hotline: Hotline) -> None:
    receipt, clerk = hotline.send(QUARREL), seats()
    sign_in(clerk, "zhili.clerk", at=there(receipt))
    clerk.page.context.clear_cookies(name="sessionid")
    clerk.page.click(".buttons [href$='/note']")
    clerk.page.wait_for_url("**/accounts/login/**")
    sign_in(clerk, "zhili.clerk", at=clerk.page.url)
    assert clerk.page.url.endswith("/note")
    clerk.page.fill("#act textarea", "写到一半")
    clerk.page.context.clear_cookies(name="sessionid")
    with clerk.page.expect_navigation():
        clerk.page.click("#act button[type=submit]")
    sign_in(clerk, "zhili.clerk", at=clerk.page.url)
    assert clerk.page.url.endswith("/note")
    assert notes_of(clerk, receipt, "写到一半") == 0


def test_the_way_back_after_posting_shows_how_it_stands_now(seats: Seats, hotline: Hotline) -> None:
    receipt, clerk = hotline.send(QUARREL), seats("zhili.clerk")
    clerk.go(LIST)
    clerk.go(there(receipt))
    sign(clerk)
    clerk.page.go_back()
    clerk.page.wait_for_load_state()
    assert "前签收" not in clerk.words()
    clerk.go(there(receipt))
    write(clerk, "note", "只写一次")
    clerk.page.go_back()
    clerk.page.go_forward()
    clerk.page.reload()
    assert notes_of(clerk, receipt, "只写一次") == 1


def test_a_key_pressed_twice_is_one_step(seats: Seats, hotline: Hotline) -> None:
    receipt, clerk = hotline.send(QUARREL), seats("zhili.clerk")
    clerk.go(f"{there(receipt)}note")
    clerk.page.fill("#act textarea", "按了两下")
    with clerk.page.expect_navigation():
        clerk.page.dblclick("#act button[type=submit]")
    assert notes_of(clerk, receipt, "按了两下") == 1
    sent = {
        "csrfmiddlewaretoken": token_of(clerk),
        "seen": clerk.page.locator("[name=seen]").first.get_attribute("value"),
    }
    headers = {"Referer": clerk.page.url}
    statuses = [
        clerk.page.request.post(f"{there(receipt)}sign", form=sent, headers=headers, max_redirects=0).status
        for _press in range(2)
    ]
    assert statuses == [302, 409]


def test_a_form_from_elsewhere_is_refused_with_words(seats: Seats, hotline: Hotline) -> None:
    receipt, clerk, phone = hotline.send(QUARREL), seats("zhili.clerk"), seats(phone=True)
    clerk.go(there(receipt))
    clerk.page.context.clear_cookies(name="csrftoken")
    with clerk.page.expect_navigation():
        clerk.page.click(".buttons form[action$='/sign'] button")
    assert clerk.page.title().startswith("页面")
    assert clerk.flaws() == []
    answer = clerk.page.request.post(f"{there(receipt)}sign", form={"csrfmiddlewaretoken": "x" * 64})
    assert answer.status == 403
    clerk.go(there(receipt))
    assert clerk.page.locator(".buttons form[action$='/sign']").count() == 1
    answer = phone.page.request.post(f"/t/{receipt['tracking_code']}/contest", form={"text": "没有凭据"})
    assert answer.status in (403, 409)


def test_guesses_give_a_peer_and_a_stranger_nothing(seats: Seats, hotline: Hotline) -> None:
    receipt, peer = hotline.send(QUARREL, title="楼道晾衣"), seats("balidian.clerk")
    number, code = receipt["number"], receipt["tracking_code"]
    neighbours = [str(int(number) + step) for step in range(-4, 5)]
    strangers = [f"{number[:14]}{guess * 37_991 % 10**6:06d}" for guess in range(1, GUESSES)]
    for guess in (*neighbours, *strangers):
        page = peer.page.request.get(f"{LIST}{guess}/")
        assert page.status == 404
        found = peer.page.request.get(f"/desk/find?q={guess}", max_redirects=0)
        assert f"{LIST}{guess}/" not in found.text() + found.headers.get("location", "")
        assert not any("楼道晾衣" in answer.text() for answer in (page, found))
    assert hotline.status(code) == 200
    mistyped = [code[:-2] + letter + code[-1] for letter in ALPHABET if letter != code[-2]]
    for guess in (*mistyped, *(tracking_code("330502") for _guess in range(GUESSES))):
        assert peer.page.request.get(f"/t/{guess}").status in (404, 429)
        assert hotline.status(guess) in (404, 429)
    assert hotline.status(guess) == 429  # and by then it is told to wait


@pytest.mark.parametrize(
    "door", ["signup", "password/reset", "password/set", "email", "confirm-email", "3rdparty"]
)
def test_doors_that_this_house_has_not_are_walls(seats: Seats, door: str) -> None:
    stranger = seats()
    assert stranger.go(f"/accounts/{door}/") == 404


def test_a_mistyped_body_and_an_unknown_way_are_no_failure(seats: Seats, hotline: Hotline) -> None:
    receipt, clerk = hotline.send(QUARREL), seats("zhili.clerk")
    clerk.go(there(receipt))
    base = {"csrfmiddlewaretoken": token_of(clerk)}
    headers = {"Referer": clerk.page.url}
    odd: tuple[tuple[str, dict[str, str]], ...] = (
        ("note", {}),
        ("note", {"zone": "NOWHERE", "text": "x"}),
        ("note", {"zone": "WORKING", "text": "a\x00b"}),
        ("note", {"zone": "WORKING", "text": "字" * 5001}),
        ("assign", {"handler": "999999999999999999999"}),
        ("assign", {"handler": "-1"}),
        ("refer", {"to_unit": "abc", "text": "x"}),
        ("hold", {"reason": "NONE", "text": "x"}),
        ("sign", {"task": "not-a-uuid", "seen": "-5"}),
        ("close", {}),
        ("unknown", {}),
        ("identity", {"purpose": "CURIOSITY"}),
    )
    for verb, sent in odd:
        answer = clerk.page.request.post(
            there(receipt) + verb, form={**base, **sent}, headers=headers, max_redirects=0
        )
        assert answer.status < 500, (verb, sent)
    for query in (
        "?after=%00",
        "?after=abc",
        "?unit=9e9",
        "?state=%F0%9F%99%82",
        "?region=1%27",
        "jump?q=%00",
        "%00/",
    ):
        assert clerk.page.request.get(LIST + query).status < 500, query
