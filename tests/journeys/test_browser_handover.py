"""20:00: 110 hands a quarrel about drying clothes over; what the centre does shows at 110 without anybody's doing."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from heyi.adapters.hotline12345.stub import TRADE as HOTLINE
from heyi.adapters.police110.stub import TRADE as POLICE
from tests.factories.partners import Stub, running
from tests.journeys.seats import Seat, Seats
from tests.journeys.test_browser_scene import LIST, open_by_keys, open_form, press, send_form

pytestmark = pytest.mark.browser
ANSWER = "双方当面说定：楼上晾衣前拧干，装一个接水盘。"


@pytest.fixture(scope="module")
def worker(served: str) -> Iterator[None]:
    """The house's worker, as `heyi up` runs it beside the web."""
    environment = os.environ | {
        "HEYI_HOME": str(settings.HEYI_HOME),
        "HEYI_SECRET_KEY": "the-suite-alone-knows-this-and-nobody-else",
        "DJANGO_SETTINGS_MODULE": "heyi.config.settings",
    }
    environment.pop("HEYI_DATABASE_URL")
    words = [sys.executable, "-m", "heyi.console", "worker", "--open"]
    with Path(settings.HEYI_HOME, "worker.log").open("wb") as log:
        process = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
        yield
        process.terminate()
        process.wait(20)


@pytest.fixture
def police(served: str, worker: None) -> Iterator[Stub]:
    with running(POLICE, served) as stub:
        yield stub


@pytest.fixture
def hotline(served: str, worker: None) -> Iterator[Stub]:
    with running(HOTLINE, served) as stub:
        yield stub


def stubs_page(browser: Browser, stub: Stub, *, phone: bool = False, dark: bool = False) -> Page:
    context = browser.new_context(
        viewport={"width": 390, "height": 844} if phone else {"width": 1366, "height": 768},
        color_scheme="dark" if dark else "light",
    )
    page = context.new_page()
    page.goto(stub.server.address)
    return page


def handed_over(page: Page, sample: str) -> str:
    """Press a prepared call; the number under which it was received."""
    page.get_by_role("button", name=sample).click()
    number = page.locator(".call").first.locator(".receipt .ref")
    expect(number).to_have_text(re.compile(r"\d{20}"))
    return number.inner_text()


def test_110_hands_over_and_sees_how_it_ends(seats: Seats, browser: Browser, police: Stub) -> None:
    at_110 = stubs_page(browser, police)
    number = handed_over(at_110, "邻居晾晒衣物")
    clerk = seats("balidian.clerk")
    open_by_keys(clerk, number)
    assert "先期处置" in clerk.words(".timeline")
    press(clerk, "sign")
    for words in ("电话联系沈女士，愿意调解。", "电话联系楼上住户，愿意调解。"):
        open_form(clerk, "contact")
        send_form(clerk, words)
    open_form(clerk, "answer")
    send_form(clerk, ANSWER)
    open_form(clerk, "close")
    send_form(clerk)
    call = at_110.locator(".call").first
    expect(call.locator(".state")).to_have_text("已办结", timeout=20_000)
    assert call.locator(".history strong").all_inner_texts() == ["办理中", "已答复", "已办结"]
    expect(call.locator(".history blockquote")).to_have_text(ANSWER)
    assert police.book.faults == []
    clerk.go(f"{LIST}{number}/")
    assert clerk.words(".deliveries").count("已送达") == 3
    assert clerk.flaws() == []
    at_110.context.close()


def test_an_unclear_owner_is_spoken_about_by_three_and_that_stands_with_the_matter(
    seats: Seats, browser: Browser, police: Stub, hotline: Stub
) -> None:
    for stub, sample in ((police, "三方通话"), (hotline, "三方通话")):
        page = stubs_page(browser, stub)
        number = handed_over(page, sample)
        expect(page.locator(".call").first).to_contain_text("三方通话记录：已送达")
        leader = seats("city.leader")  # above whichever unit has it
        leader.go(f"{LIST}{number}/")
        assert "三方通话" in leader.words(".timeline")
        assert "由社会治理中心受理" in leader.words(".timeline")
        page.context.close()


def test_110_is_down_and_the_desk_says_so(seats: Seats, browser: Browser, police: Stub) -> None:
    at_110 = stubs_page(browser, police)
    number = handed_over(at_110, "邻居晾晒衣物")
    at_110.get_by_role("button", name="一律拒收").click()
    clerk = seats("balidian.clerk")
    clerk.go(f"{LIST}{number}/")
    press(clerk, "sign")
    clerk.page.wait_for_function(
        "async () => (await (await fetch(location.href)).text()).includes('模拟拒收')", timeout=20_000
    )
    clerk.go("/desk/deliveries/?state=GAVE_UP")
    assert number in clerk.words()
    assert clerk.flaws() == []
    at_110.get_by_role("button", name="正常").click()
    clerk.page.get_by_role("link", name=number).first.click()
    clerk.page.get_by_role("button", name="重新发送").click()
    assert "已排队重新发送" in clerk.told()
    expect(at_110.locator(".call").first.locator(".state")).to_have_text("办理中", timeout=20_000)
    at_110.context.close()


def test_a_police_matter_goes_to_110_which_takes_it_by_a_button(
    seats: Seats, browser: Browser, police: Stub
) -> None:
    at_110 = stubs_page(browser, police)
    number = handed_over(at_110, "邻居晾晒衣物")
    clerk = seats("balidian.clerk")
    clerk.go(f"{LIST}{number}/")
    clerk.page.keyboard.press("o")
    clerk.page.wait_for_selector("#act form .leaves")
    assert clerk.flaws() == []
    own = f"[name=to][value^='{police.partner.id}:']"  # other tests have left partners of their own
    clerk.page.locator(f"label:has({own})", has_text="属于公安管辖的警情").click()
    clerk.page.locator("#act textarea[name=text]").fill("请派民警到场。")
    clerk.press_through("Control+Enter")
    assert "等待对方接收" in clerk.words(".sentence")
    given = at_110.locator(".given").first
    given.get_by_role("button", name="接收", exact=True).click(timeout=20_000)
    expect(given.locator(".state")).to_have_text("已接收，办理中")
    clerk.go(f"{LIST}{number}/")
    assert "已接收，由其办理" in clerk.words(".sentence")
    at_110.context.close()


@pytest.mark.parametrize("look", [{}, {"phone": True}, {"dark": True}])
def test_the_stubs_page_has_no_flaw(browser: Browser, police: Stub, look: dict[str, bool]) -> None:
    page = stubs_page(browser, police, **look)
    handed_over(page, "拖欠工资")
    page.get_by_text("自己填写").click()
    assert Seat(page).flaws() == []
    page.context.close()


def test_a_free_form_is_handed_over_and_a_refused_one_says_why(browser: Browser, police: Stub) -> None:
    page = stubs_page(browser, police)
    page.get_by_text("自己填写").click()
    page.get_by_label("报警内容").fill("<b>楼道堆物</b>，走不过去。")
    page.get_by_label("报警电话").fill("不详")
    page.get_by_role("button", name="移交", exact=True).click()
    call = page.locator(".call").first
    expect(call).to_contain_text("移交未成：422")
    expect(call).to_contain_text("bjrdh")
    expect(call.locator(".told")).to_have_text("<b>楼道堆物</b>，走不过去。")
    page.context.close()


@pytest.mark.parametrize("path", ["/desk/deliveries/", "/desk/deliveries/?state=WAITING"])
def test_the_ledger_in_every_look(seats: Seats, path: str) -> None:
    for look in ({}, {"phone": True}, {"theme": "dark"}, {"language": "en"}, {"size": "large"}):
        seat = seats("balidian.clerk", **look)
        assert seat.go(path) == 200
        assert seat.flaws() == [], look
