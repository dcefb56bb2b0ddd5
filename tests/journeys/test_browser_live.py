"""Lists that change by themselves: two people at their browsers, the worker beside them, and what goes wrong."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from heyi.dispatch import operations as ops
from heyi.kernel.clock import now
from heyi.matters.access import attachments_of, matter_view
from heyi.matters.codes import Zone
from tests.browsing import _free_port, serving
from tests.conftest import cloned, pointed_at
from tests.factories.erasing import erase_reporter
from tests.factories.files import kept
from tests.factories.matters import ZHILI, Received, desk, received, step, unit
from tests.factories.reacting import reacted
from tests.journeys.seats import Seat, Seats

pytestmark = pytest.mark.browser
LIST = "/desk/matters/"
LISTENING = "#live[data-kind=live]"


class Live:
    """The live process, which a test may stop and start again."""

    def __init__(self, server: str) -> None:
        self.port = _free_port()
        self.environment = os.environ | {
            "HEYI_APP_DATABASE_URL": server,
            "HEYI_SECRET_KEY": "the-suite-alone-knows-this-and-nobody-else",
        }

    def start(self) -> None:
        words = [sys.executable, "-m", "granian", "--interface", "asgi", "--http", "1", "--no-ws"]
        words += ["--port", str(self.port), "--workers", "1", "--workers-kill-timeout", "1"]
        with (Path(settings.HEYI_HOME) / "live.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*words, "--factory", "heyi.config.lively:load"], env=self.environment, stdout=log, stderr=log
            )

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(20)


@pytest.fixture(scope="module")
def live_and_served(cluster, peopled, django_db_setup, django_db_blocker) -> Iterator[tuple[Live, str]]:
    """Web and live process on a clone with the demo people."""
    home = Path(settings.HEYI_HOME)
    with django_db_blocker.unblock(), cloned(cluster, peopled) as name, pointed_at(cluster, name) as urls:
        live = Live(urls[1])
        house = serving(home, *urls)
        house.environment["HEYI_LIVE_PORT"] = str(live.port)
        live.start()
        try:
            with house as address:
                yield live, address
        finally:
            live.stop()


@pytest.fixture(scope="module")
def served(live_and_served: tuple[Live, str]) -> str:
    return live_and_served[1]


@pytest.fixture(scope="module")
def live(live_and_served: tuple[Live, str]) -> Live:
    return live_and_served[0]


def quarrel(**given: Any) -> Received:
    found = received("楼上晾衣滴水，我们两家起了纠纷。", at=now(), title="晾衣滴水", **given)
    reacted()
    return found


def signed(matter: Received) -> None:
    """A colleague in Zhili signs for it, and the worker does its round."""
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI, at=now()))
    reacted()


def row(matter: Received, state: str) -> str:
    return f"tr[data-key='{matter.number}'][data-mark^={state}]"


def open_list(seats: Seats, person: str, query: str = "", **look: Any) -> Seat:
    seat = seats(person, **look)
    seat.go(LIST + query)
    seat.page.wait_for_selector(LISTENING, state="attached")
    return seat


def count(seat: Seat, name: str) -> int:
    return int(seat.page.locator(f".tabs [data-count={name}]").inner_text())


def test_one_signs_and_the_others_lists_change_by_themselves(seats: Seats) -> None:
    matter = quarrel()
    clerk, leader = open_list(seats, "zhili.clerk"), open_list(seats, "wuxing.dispatcher", "?below=1")
    before = count(clerk, "to_sign")
    clerk.page.focus(f"a[href='{LIST}{matter.number}/']")

    handler = seats("zhili.handler")
    handler.go(f"{LIST}{matter.number}/")
    with handler.page.expect_navigation():
        handler.page.click("button:has-text('签收')")
    reacted()

    for seat in (clerk, leader):
        seat.page.wait_for_selector(row(matter, "IN_HAND"))
        assert "fresh" in seat.page.get_attribute(row(matter, "IN_HAND"), "class")
    assert count(clerk, "to_sign") == before - 1
    focused = "document.activeElement.closest('tr').dataset.key"
    assert clerk.page.evaluate(focused) == matter.number
    assert clerk.flaws() == leader.flaws() == []


def test_a_new_report_comes_in_by_itself(seats: Seats) -> None:
    clerk = open_list(seats, "zhili.clerk")
    before = count(clerk, "to_do")
    clerk.page.evaluate("window.scrollTo(0, 40)")
    matter = quarrel()
    clerk.page.wait_for_selector(row(matter, "TO_SIGN"))
    assert count(clerk, "to_do") == before + 1
    assert clerk.page.locator(".ways-bar [data-count=to_do]").inner_text() == str(before + 1)


def test_who_is_choosing_is_told_and_not_disturbed(seats: Seats) -> None:
    clerk = open_list(seats, "zhili.clerk")
    clerk.page.focus("#id_kind")
    matter = quarrel()
    clerk.page.wait_for_selector("#live[data-kind=changed]")
    assert "有 1 件变化" in clerk.words("#live")
    assert clerk.page.locator(row(matter, "TO_SIGN")).count() == 0
    assert clerk.flaws() == []
    clerk.page.click("#live [data-reload]")
    clerk.page.wait_for_selector(row(matter, "TO_SIGN"))
    clerk.page.wait_for_selector(LISTENING, state="attached")


def test_a_key_refreshes(seats: Seats) -> None:
    clerk = open_list(seats, "zhili.clerk")
    clerk.page.evaluate("document.querySelector('#live').dataset.stream = ''")
    matter = received("楼上滴水。", at=now())
    clerk.page.keyboard.press("r")
    clerk.page.wait_for_selector(row(matter, "TO_SIGN"))


def test_a_matter_that_changes_says_who_did_what_and_keeps_what_was_typed(seats: Seats) -> None:
    matter = quarrel()
    clerk = seats("zhili.clerk")
    clerk.go(f"{LIST}{matter.number}/")
    clerk.page.wait_for_selector(LISTENING, state="attached")
    clerk.page.click(".buttons [href$='/note']")
    clerk.page.fill("#act textarea", "两家都愿意谈。")
    clerk.page.check("#act [value=CONFIDENTIAL]")
    signed(matter)
    clerk.page.wait_for_selector("#live[data-kind=changed]")
    assert "李明" in clerk.words("#live")
    assert "签收" in clerk.words("#live")
    assert clerk.page.input_value("#act textarea") == "两家都愿意谈。"
    assert clerk.flaws() == []
    with clerk.page.expect_navigation():
        clerk.page.click("#live [data-reload]")
    assert clerk.page.input_value("#act textarea") == "两家都愿意谈。"
    assert clerk.page.is_checked("#act [value=CONFIDENTIAL]")
    assert "办理中" in clerk.words(".matter-head")


def test_what_is_erased_leaves_every_page_on_which_it_stands(seats: Seats) -> None:
    matter = quarrel(reporter={"name": "王小明", "phone": "13800001234"})
    with desk(ZHILI):
        ops.attach(matter.key, step=step(ZHILI, at=now()), files=[kept(name="楼道.jpg")], zone=Zone.WORKING)
    reader, opener, looker = (seats("zhili.clerk") for _ in range(3))
    for seat in (reader, looker):
        seat.go(f"{LIST}{matter.number}/")
    with looker.page.expect_navigation():
        looker.page.click(".file-open")
    opener.go(f"{LIST}{matter.number}/identity")
    opener.page.select_option("[name=purpose]", "CONTACT")
    with opener.page.expect_navigation():
        opener.page.click("main form button[type=submit]")
    assert "13800001234" in opener.words()
    for seat in (reader, opener, looker):
        seat.page.wait_for_selector(LISTENING, state="attached")
    with desk(ZHILI):
        file = attachments_of(matter_view(*matter.key, units=[unit(ZHILI)]))[0].id
        ops.erase_file(
            matter.key, step=step(ZHILI, at=now()), attachment=file, ground="UNLAWFUL", text="误传"
        )
    erase_reporter(matter, at=now())
    reacted()
    for seat in (reader, opener, looker):
        seat.page.wait_for_selector("#live[data-kind=changed]")
    assert "王" not in opener.words()
    assert "13800001234" not in opener.page.content()
    assert "任何人都不能再打开" in opener.words()
    assert "身份已清除" in reader.words(".people-lines")
    assert reader.page.locator("a[href$='/identity']").count() == 0
    assert reader.page.locator(".file-open, .file img").count() == 0
    assert looker.page.locator("main img, main a[download]").count() == 0
    assert "楼道.jpg" not in looker.words()
    assert reader.flaws() == opener.flaws() == looker.flaws() == []
    with opener.page.expect_navigation():
        opener.page.click("#live [data-reload]")
    assert opener.page.url.endswith(f"{LIST}{matter.number}/")


def test_who_signed_out_elsewhere_is_told(seats: Seats) -> None:
    clerk = open_list(seats, "balidian.clerk")
    clerk.page.context.clear_cookies(name="sessionid")
    received("八里店镇邻里纠纷。", at=now(), region="330502101")
    reacted()
    clerk.page.wait_for_selector("#live[data-kind=out]")
    assert "已退出，请重新登录" in clerk.words("#live")
    assert "/accounts/login/?next=/desk/matters/" in clerk.page.get_attribute("#live [data-sign-in]", "href")
    assert clerk.flaws() == []


def test_when_the_live_process_is_gone_the_page_says_so_and_comes_back(seats: Seats, live: Live) -> None:
    clerk = open_list(seats, "zhili.clerk")
    live.stop()
    clerk.page.wait_for_selector("#live[data-kind=lost]")
    assert "连接已断开，正在重连" in clerk.words("#live")
    assert clerk.flaws() == []
    matter = quarrel()  # while nobody can tell it
    live.start()
    clerk.page.wait_for_selector(row(matter, "TO_SIGN"), timeout=60_000)
    clerk.complaints.clear()  # the browser itself complains of a connection that was refused


@pytest.mark.parametrize("look", [{"phone": True, "language": "en"}, {"theme": "dark"}, {"size": "large"}])
def test_it_is_fit_for_everybody(seats: Seats, look: dict[str, Any]) -> None:
    quarrel()
    clerk = open_list(seats, "zhili.clerk", **look)
    assert clerk.flaws() == []
    smallest = "Math.min(...[...document.querySelectorAll('.work tr[data-mark]')].map(r => r.offsetHeight))"
    assert clerk.page.evaluate(smallest) >= (44 if "phone" in look else 30)


def test_a_clerk_sees_fourteen_rows_at_once(seats: Seats) -> None:
    for _ in range(16):
        received("楼上滴水。", at=now())
    clerk = open_list(seats, "zhili.clerk")
    seen = """[...document.querySelectorAll(".work tr[data-mark]")]
        .filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length"""
    assert clerk.page.evaluate(seen) >= 14


def test_without_scripts_the_list_is_whole(seats: Seats, browser, served: str) -> None:
    matter = quarrel()
    signed_in = seats("zhili.clerk")
    context = browser.new_context(
        base_url=served, java_script_enabled=False, storage_state=signed_in.page.context.storage_state()
    )
    page = context.new_page()
    page.goto(LIST + "?state=TO_SIGN")
    assert page.locator(f"tr[data-key='{matter.number}']").count() == 1
    page.click(".tabs a:has-text('今天到期')")
    assert "due=today" in page.url
    context.close()


def test_the_line_above_hears_of_what_it_sees_alone(seats: Seats) -> None:
    leader = open_list(seats, "wuxing.dispatcher", "?below=1")
    about = received("织里镇社会治理中心的工作人员态度恶劣，推诿扯皮，我要投诉他们。", at=now())
    zhili = open_list(seats, "zhili.clerk")
    reacted()
    leader.page.wait_for_selector(f"tr[data-key='{about.number}']")
    assert zhili.page.locator(f"tr[data-key='{about.number}']").count() == 0
