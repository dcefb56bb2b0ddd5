"""织里 hands a matter over to 嘉兴, and its reporter reads the answer; 嘉兴 hands one over and has it back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from heyi.adapters.city.stub import TRADE as CITY
from heyi.kernel.codes import spaced
from tests.factories.matters import ZHILI, desk, received, step
from tests.factories.partners import Stub, running
from tests.journeys.seats import Seats
from tests.journeys.test_browser_handover import handed_over, stubs_page, worker  # noqa: F401
from tests.journeys.test_browser_scene import LIST, open_form, press

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def jiaxing(served: str, worker: None) -> Iterator[Stub]:
    with running(CITY, served) as stub:
        yield stub


def test_one_of_theirs_is_shown_with_whence_it_came_and_sent_back(
    seats: Seats, browser: Browser, jiaxing: Stub
) -> None:
    there = stubs_page(browser, jiaxing)
    number = handed_over(there, "邻居漏水")
    clerk = seats("zhili.clerk")
    clerk.go(f"{LIST}{number}/")
    card = clerk.words("section[aria-labelledby=arrival-title]")
    assert jiaxing.partner.name in card
    assert "南湖区新嘉街道社会治理中心" in card
    press(clerk, "sign")
    open_form(clerk, "send_back")
    assert clerk.flaws() == []
    clerk.page.locator("form.act textarea").fill("房屋在德清，不在本镇。")
    with clerk.page.expect_navigation():
        clerk.page.locator("form.act button[type=submit]").click()
    assert "已退回移交的城市" in clerk.words("main")
    call = there.locator(".call").first
    expect(call.locator(".state")).to_have_text("对方退回", timeout=20_000)
    expect(call.locator(".history")).to_contain_text("房屋在德清，不在本镇。")
    assert jiaxing.book.faults == []
    there.context.close()


def test_handed_over_and_its_answer_read_at_the_tracking_page(
    seats: Seats, browser: Browser, jiaxing: Stub
) -> None:
    from heyi.dispatch import operations as ops
    from heyi.kernel.clock import now

    matter = received(
        "和嘉兴的房东为押金起了纠纷。", at=now(), reporter={"name": "张三", "phone": "13800000011"}
    )
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI, at=now()))
    clerk = seats("zhili.clerk")
    clerk.go(f"{LIST}{matter.number}/")
    open_form(clerk, "transfer")
    form = clerk.page.locator("form.act")
    assert "单独同意" in form.inner_text()
    assert "经过的城市" in form.inner_text()
    assert clerk.flaws() == []
    form.get_by_label("事情发生在对方城市").first.check()
    form.get_by_label("情况").fill("房屋在嘉兴秀洲，房东不退押金 3000 元。")
    form.get_by_label("请对方做什么").fill("请组织调解。")
    with clerk.page.expect_navigation():
        form.locator("button[type=submit]").click()
    assert f"等 {jiaxing.partner.name} 接收" in clerk.words("main")
    there = stubs_page(browser, jiaxing)
    given = there.locator(".given").first
    expect(given).to_contain_text("房东不退押金", timeout=20_000)
    given.get_by_role("button", name="接收", exact=True).click()
    given.locator("textarea").fill("已约双方周五调解。")
    given.get_by_role("button", name="答复").click()
    reporter = seats(phone=True)
    reporter.go(f"/t/{spaced(matter.receipt['tracking_code'])}")
    expect(reporter.page.locator(".public-note.reply")).to_contain_text("已约双方周五调解。", timeout=20_000)
    facts = reporter.words("section[aria-labelledby=facts-title]")
    assert jiaxing.partner.name in facts
    assert re.search(r"对方编号 Z[0-9A-F]{12}\n.*起", facts)
    assert reporter.flaws() == []
    there.context.close()
