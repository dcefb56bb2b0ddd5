"""A matter's life in a real browser: the clerk, a second pair of hands, the reporter's phone; axe on every page."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from heyi.accounts.operations import demo_people
from heyi.kernel.clock import now
from heyi.laws.operations import keep_cases
from tests.browsing import press, violations
from tests.factories.matters import Received, received
from tests.laws.conftest import example_cases

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
Open = Callable[..., Page]
_signed_in: dict[
    str, dict[str, Any]
] = {}  # address of a server: its people's cookies, once they have signed in


@pytest.fixture
def open_page(browser: Browser, served: str) -> Iterator[Open]:
    """A new browser of somebody: open_page("zhili.clerk", phone=True, language="en", theme="dark")."""
    contexts = []
    states = _signed_in.setdefault(served, {})

    def opened(person: str = "", *, phone: bool = False, language: str = "", theme: str = "") -> Page:
        context = browser.new_context(
            base_url=served,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport=PHONE if phone else DESK,
            reduced_motion="reduce",  # what moves is drawn sixty times a second, and nobody watches
            storage_state=states.get(person),
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        kept = {"django_language": language, "heyi_theme": theme}
        context.add_cookies([{"name": k, "value": v, "url": served} for k, v in kept.items() if v])
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"script: {error}"))
        if person and person not in states:
            page.goto("/accounts/login/")
            page.fill("#id_login", person)
            page.fill("#id_password", demo_people()[0].password)
            page.press("#id_password", "Enter")
            page.wait_for_url("**/desk/**")
            states[person] = context.storage_state()
        return page

    yield opened
    for context in contexts:
        context.close()


def flaws(page: Page) -> list[Any]:
    """What axe finds, and whether the page is wider than its window."""
    found = [(flaw["id"], flaw["nodes"][0]["target"]) for flaw in violations(page)]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append(("wider than the window", page.url))
    return found


def matter_in_zhili(**given: Any) -> Received:
    return received("楼上晾衣滴水，我们两家起了纠纷。", at=now(), title="晾衣滴水", **given)


def do(page: Page, label: str, **filled: str) -> None:
    """Press a button of the matter, fill its form, send it with the keyboard."""
    press(page, f".buttons a:has-text('{label}')")
    page.wait_for_selector("#act form")
    for name, value in filled.items():
        field = page.locator(f"#act [name={name}]").first
        if field.evaluate("field => field.type") == "radio":
            said = f"#act label:has-text('{value}') [name={name}]"  # by its words, or by its value
            page.check(said if page.locator(said).count() else f"#act [name={name}][value={value}]")
        elif field.evaluate("field => field.tagName") == "SELECT":
            page.select_option(f"#act [name={name}]", value)
        else:
            page.fill(f"#act [name={name}]", value)
    with page.expect_navigation():
        page.click("#act button[type=submit]")


def told(page: Page) -> str:
    return page.locator("main .notice").first.inner_text()


def test_a_matter_is_signed_for_worked_on_answered_contested_and_closed(open_page: Open) -> None:
    matter = matter_in_zhili()
    clerk, handler, phone = open_page("zhili.clerk"), open_page("zhili.handler"), open_page(phone=True)
    there = f"/desk/matters/{matter.number}/"
    clerk.goto("/desk/matters/")
    handler.goto(there)
    clerk.click(f"a[href='{there}']")
    clerk.click("button:has-text('签收')")
    assert told(clerk) == "已记录：签收"

    handler.click("button:has-text('签收')")
    assert "织里镇经办员" in told(handler)
    assert "您的操作没有生效" in told(handler)

    do(clerk, "联系", text="电话里说好明天上门。")
    do(clerk, "记录", zone="CONFIDENTIAL", text="一方愿意先退一步。")
    do(clerk, "指派", handler="织里镇承办人")
    do(clerk, "中止", reason="WAITS_FOR_REPORTER", text="等照片。")
    assert "时限暂停" in clerk.inner_text(".sentence")
    clerk.click("button:has-text('恢复')")
    do(clerk, "答复", text="双方已约定晾衣时间。")
    assert flaws(clerk) == []

    phone.goto("/")
    phone.fill("#code", matter.receipt["tracking_code"].lower())
    phone.press("#code", "Enter")
    phone.wait_for_url("**/t/*")
    assert "双方已约定晾衣时间。" in phone.inner_text("main")
    assert "一方愿意先退一步" not in phone.content()
    phone.click("summary:has-text('提出异议')")
    phone.fill("#contest textarea", "昨天又滴水了。")
    assert flaws(phone) == []
    phone.click("button:has-text('提交异议')")
    assert "重新办理" in told(phone)
    assert phone.locator("summary:has-text('提出异议')").count() == 0

    clerk.goto(there)
    assert "昨天又滴水了。" in clerk.inner_text(".timeline")
    do(clerk, "答复", text="已装好接水槽。")
    do(clerk, "办结")
    assert "已办结" in clerk.inner_text(".sentence")


def test_an_opened_identity_is_shown_to_the_reporter(open_page: Open) -> None:
    matter = matter_in_zhili(reporter={"name": "沈月琴", "phone": "13857200001"})
    clerk, phone = open_page("zhili.clerk"), open_page(phone=True)
    clerk.goto(f"/desk/matters/{matter.number}/")
    assert "沈月琴" not in clerk.content()
    clerk.click("text=查看联系方式")
    clerk.select_option("[name=purpose]", "CONTACT")
    clerk.click("main form button[type=submit]")
    clerk.wait_for_selector("text=沈月琴")
    assert flaws(clerk) == []
    phone.goto(f"/t/{matter.receipt['tracking_code']}")
    assert "织里镇经办员" in phone.inner_text(".looks")


def test_the_list_works_by_keyboard_alone(open_page: Open) -> None:
    first, second = matter_in_zhili(), matter_in_zhili()
    clerk = open_page("zhili.clerk")
    clerk.goto("/desk/matters/")
    for key in ("j", "j", "k"):
        clerk.keyboard.press(key)
    clerk.keyboard.press("Enter")
    clerk.wait_for_selector(".sentence")
    clerk.wait_for_load_state()  # keys work once the page's scripts do
    clerk.keyboard.press("/")
    clerk.keyboard.type(second.number)
    clerk.keyboard.press("Enter")
    clerk.wait_for_url(f"**/{second.number}/")
    clerk.goto(f"/desk/matters/{first.number}/")
    clerk.focus(".buttons a:has-text('记录')")
    clerk.keyboard.press("Enter")
    clerk.wait_for_selector("#act form")
    clerk.keyboard.press("Escape")
    assert clerk.locator("#act form").count() == 0


def test_axe_finds_nothing_at_a_desk(open_page: Open) -> None:
    """By day, at a wide screen; tests/journeys/test_browser_faces.py asks every page of every role on a telephone."""
    matter = matter_in_zhili(reporter={"name": "沈月琴", "phone": "13857200001"})
    there = f"/desk/matters/{matter.number}/"
    seen: dict[str, list[Any]] = {}

    def look_at(page: Page, *addresses: str) -> None:
        for address in addresses:
            page.goto(address)
            seen[address] = flaws(page)

    look_at(
        open_page(),
        "/",
        "/t/",
        "/t/?code=0",
        f"/t/{matter.receipt['tracking_code']}",
        "/accounts/login/",
    )
    parts = [f"{there}{part}" for part in ("", "note", "refer", "identity")]
    look_at(open_page("zhili.clerk"), "/desk/matters/", "/desk/matters/?done=1", *parts, "/desk/units/")
    assert {address: found for address, found in seen.items() if found} == {}


TRAVELLED = """() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, one) => sum + one.transferSize, 0)"""


@pytest.mark.parametrize(("person", "address"), [("", "/"), ("zhili.clerk", "/desk/matters/")])
def test_a_first_look_weighs_less_than_150_kilobytes(
    open_page: Open, served: str, person: str, address: str
) -> None:
    page = open_page(person)
    kept = page.context.storage_state()  # signed in, in a browser that has nothing in its cache
    assert page.context.browser is not None
    context = page.context.browser.new_context(base_url=served, storage_state=kept)
    fresh = context.new_page()
    fresh.goto(address, wait_until="networkidle")
    travelled = fresh.evaluate(TRAVELLED)
    context.close()
    assert 10_000 < travelled < 150_000


def test_language_theme_and_text_size_are_kept(open_page: Open) -> None:
    page = open_page()
    page.goto("/")
    assert "欢迎来到合一" in page.inner_text("h1")
    page.click("text=English")
    assert "Welcome to Heyi" in page.inner_text("h1")
    page.click("button[name=theme]")
    page.click("button[name=size]")
    page.goto("/t/")
    root = page.locator("html")
    kept = {name: root.get_attribute(name) for name in ("lang", "data-theme", "data-text")}
    assert kept == {"lang": "en", "data-theme": "dark", "data-text": "large"}


def test_a_published_case_beside_a_matter_and_on_its_page(open_page: Open) -> None:
    keep_cases(example_cases(), anew=True, at=now())
    mine = received("租邻居的房子，租期满了房东不退押金，我们两家起了纠纷。", at=now())
    for phone, language, theme in ((True, "", ""), (False, "en", "dark")):
        page = open_page("zhili.clerk", phone=phone, language=language, theme=theme)
        page.goto(f"/desk/matters/{mine.number}/")
        page.click("a[href$='/precedents']")
        page.wait_for_selector("#like .passage mark")
        assert flaws(page) == []
        page.goto(f"/desk/matters/{mine.number}/precedents")
        assert flaws(page) == []
        page.click(".related a[href*='/cases/']")
        assert page.inner_text("h1") == "沈某诉房东房屋租赁合同案"
        assert flaws(page) == []
        page.emulate_media(media="print")
        assert page.is_hidden(f"a[href='/desk/matters/{mine.number}/']")
        assert page.is_visible(".published h1")
