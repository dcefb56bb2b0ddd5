"""The bar of the desk: every way is seen or stands under "more", on the screens that desks have; no way is hidden."""

from datetime import timedelta

import pytest

from heyi.kernel.clock import now
from tests.factories.matters import received
from tests.journeys.seats import Seats

pytestmark = pytest.mark.browser
WIDTHS = (1200, 1366, 1536)
PEOPLE = ("wuxing.leader", "wuxing.clerk", "zhili.clerk", "zhili.handler", "city.rules", "admin.audit")
_HIDDEN = """() => {
  const list = document.querySelector(".ways-list"), edge = list.getBoundingClientRect();
  const cut = [...list.querySelectorAll("a")].filter((a) => a.getBoundingClientRect().right > edge.right + 1);
  const bar = document.querySelector(".bar-in"), all = bar.getBoundingClientRect();
  const out = [...bar.children].filter((one) => one.getBoundingClientRect().right > all.right + 1);
  return [...cut, ...out].map((one) => one.innerText.trim());
}"""


@pytest.mark.parametrize("person", PEOPLE)
def test_no_way_is_hidden_on_the_screen_of_a_desk(seats: Seats, person: str) -> None:
    found = {}
    for language in ("zh-hans", "en"):
        seat = seats(person, language=language)
        seat.go("/desk/")
        for width in WIDTHS:
            seat.page.set_viewport_size({"width": width, "height": 800})
            hidden = seat.page.evaluate(_HIDDEN)
            if hidden:
                found[language, width] = hidden
    assert found == {}


def test_more_opens_without_a_script_and_says_where_one_is(seats: Seats) -> None:
    seat = seats("wuxing.leader", scripts=False)
    seat.go("/desk/command/")
    more = seat.page.locator(".ways-more")
    assert more.locator("summary").inner_text().strip() == "更多"
    assert "指挥" in seat.words(".ways-list")
    more.locator("summary").click()
    more.get_by_role("link", name="值班").click()
    assert seat.page.url.endswith("/desk/duty/")
    assert seat.page.locator(".ways-more summary.is-here").inner_text().strip() == "值班"
    assert seat.page.locator(".ways-more a[aria-current]").count() == 1


@pytest.mark.parametrize("phone", [True, False])
def test_the_menu_lies_within_the_window(seats: Seats, phone: bool) -> None:
    seat = seats("wuxing.leader", phone=phone)
    seat.go("/desk/command/")
    seat.page.locator(".ways-more summary").click()
    edges = seat.page.locator(".ways-menu").bounding_box()
    assert edges is not None
    assert edges["x"] >= 0
    assert edges["x"] + edges["width"] <= seat.page.viewport_size["width"]  # type: ignore[index]
    assert seat.flaws() == []


def test_what_is_stuck_is_read_on_a_phone(seats: Seats) -> None:
    late = received("邻居把衣服晾在楼道里，我们两家起了纠纷。", at=now() - timedelta(hours=30))
    seat = seats("wuxing.leader", phone=True)
    seat.go("/desk/matters/stuck")
    row = seat.page.locator(".stuck tbody tr", has_text=str(late.number))
    for part in (".when", ".what", ".who"):
        edges = row.locator(part).bounding_box()
        assert edges is not None
        assert edges["width"] > 250, part
    assert seat.flaws() == []
