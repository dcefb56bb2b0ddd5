"""At the edge of a field, without network: filled in, read out, sent once there is network again, and once only."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Route, expect

from tests.journeys.seats import Seat, Seats, sign_in

pytestmark = pytest.mark.browser
SEND = "button:has-text('登记现场调处')"
BIG = 44
_IS_READY = """() => navigator.serviceWorker.ready.then(() => caches.keys()).then(async (names) => {
  const cache = await caches.open(names.find((name) => name.startsWith('heyi-onsite-')) || 'none');
  return (await cache.keys()).some((kept) => kept.url.endsWith('/offline'));
})"""
_AT_REST = """() => new Promise((done) => {
  indexedDB.open('heyi-onsite').onsuccess = (event) => {
    const all = event.target.result.transaction('waiting').objectStore('waiting').getAll();
    all.onsuccess = () => done(all.result.map((one) =>
      JSON.stringify({ ...one, sealed: null }) + new TextDecoder().decode(one.sealed.data)));
  };
})"""


def small_targets(seat: Seat) -> list[str]:
    """What can be pressed in the page's own part and is smaller than a thumb."""
    found: list[str] = seat.page.evaluate(
        """least => [...document.querySelectorAll("main button, main a.button, main label:has(input), main select")]
            .filter((one) => one.offsetParent && one.getBoundingClientRect().height < least)
            .map((one) => one.textContent.trim())""",
        BIG,
    )
    return found


def fill(seat: Seat, *, phone: str = "13800003333", text: str = "两家为屋檐滴水吵起来，说定装水槽。") -> None:
    """A quarrel over a gutter."""
    page = seat.page
    page.get_by_label("都安全", exact=True).check()
    page.fill("[name=text]", text)
    page.fill("[name=place]", "第三组晒场")
    for place, (name, number) in enumerate((("阮阿婆", "13800002222"), ("沈大海", phone))):
        page.fill(f"[name=p{place}-name]", name)
        page.fill(f"[name=p{place}-phone]", number)
    page.fill("[name=c0-what]", "在屋檐装好水槽")
    page.fill("[name=c0-due_on]", (date.today() + timedelta(days=7)).isoformat())  # noqa: DTZ011 - the browser's day
    for name in ("adults", "unrelated", "read_out"):
        page.check(f"[name={name}]")


def ready(seat: Seat) -> None:
    """Wait until the form is kept for when there is no network."""
    seat.page.wait_for_function(_IS_READY)
    expect(seat.page.locator("[data-read]")).to_be_visible()


def test_without_network_it_waits_sealed_and_arrives_once(seats: Seats) -> None:
    worker = seats("dahe.grid", phone=True)
    assert worker.go("/desk/onsite/") == 200
    ready(worker)
    assert (worker.flaws(), small_targets(worker)) == ([], [])
    before = worker.page.locator(".site-rows > li:has(.mark)").count()
    worker.page.context.set_offline(True)
    worker.page.goto("/desk/onsite/")
    expect(worker.page.locator("[data-offline]")).to_be_visible()
    assert worker.flaws() == []
    fill(worker)
    expect(worker.page.locator("[data-read] li")).to_contain_text("沈大海在")
    worker.page.click(SEND)
    expect(worker.page.locator("[data-waiting] .mark")).to_have_text("等网络，会自动发送")
    kept = worker.page.evaluate(_AT_REST)
    assert len(kept) == 1
    assert not [word for word in ("阮阿婆", "13800002222", "屋檐") if word in kept[0]]
    worker.page.context.set_offline(False)
    expect(worker.page.locator("[data-waiting] .mark")).to_contain_text("已发送")
    assert worker.page.evaluate(_AT_REST) == []
    worker.go("/desk/onsite/")
    rows = worker.page.locator(".site-rows > li:has(.mark)")
    expect(rows).to_have_count(before + 1)
    assert "等确认" in rows.first.inner_text()
    assert rows.first.inner_text().count("还没确认") == 2
    assert worker.flaws() == []


def test_what_is_refused_says_why_and_is_corrected_and_sent_again(seats: Seats) -> None:
    worker = seats("dahe.grid", phone=True)
    worker.go("/desk/onsite/")
    ready(worker)
    before = worker.page.locator(".site-rows > li:has(.mark)").count()
    fill(worker, phone="")
    worker.page.click(SEND)
    expect(worker.page.locator("[data-waiting] .mark")).to_have_text("没有收下，请改好再发")
    expect(worker.page.locator("[data-waiting]")).to_contain_text("要留手机号码")
    assert worker.flaws() == []
    worker.page.get_by_role("button", name="改", exact=True).click()
    expect(worker.page.locator("[name=p1-name]")).to_have_value("沈大海")
    worker.page.fill("[name=p1-phone]", "13800003333")
    worker.page.click(SEND)
    expect(worker.page.locator("[data-waiting] .mark")).to_contain_text("已发送")
    expect(worker.page.locator(".site-rows > li:has(.mark)")).to_have_count(before + 1)


def test_where_somebody_is_in_danger_there_is_no_form(seats: Seats) -> None:
    worker = seats("dahe.grid", phone=True)
    worker.go("/desk/onsite/")
    ready(worker)
    worker.page.get_by_label("有危险", exact=True).check()
    expect(worker.page.locator(".site-danger")).to_be_visible()
    expect(worker.page.locator("[name=text]")).to_be_hidden()
    assert worker.flaws() == []


def test_an_answer_that_is_lost_makes_no_second_one(seats: Seats) -> None:
    worker = seats("dahe.grid", phone=True)
    worker.go("/desk/onsite/")
    ready(worker)
    before = worker.page.locator(".site-rows > li:has(.mark)").count()
    lost: list[str] = []

    def lose(route: Route) -> None:
        """The house takes it in, and the answer never comes."""
        if route.request.method == "POST" and not lost:
            lost.append(str(route.fetch().status))
            route.abort()
        else:
            route.continue_()

    worker.page.route("**/desk/onsite/", lose)
    fill(worker, text="两家为路边的柴堆吵起来，说定搬走。")
    worker.page.click(SEND)
    expect(worker.page.locator("[data-waiting] .mark")).to_have_text("等网络，会自动发送")
    worker.page.click("[data-again]")
    expect(worker.page.locator("[data-waiting] .mark")).to_contain_text("已发送")
    assert lost == ["201"]
    expect(worker.page.locator(".site-rows > li:has(.mark)")).to_have_count(before + 1)


def test_a_colleague_on_the_same_telephone_sees_nothing_of_what_waits(seats: Seats) -> None:
    worker = seats("dahe.grid", phone=True)
    worker.go("/desk/onsite/")
    ready(worker)
    worker.page.context.set_offline(True)
    fill(worker, text="两家为鸡跑进菜地吵起来。")
    worker.page.click(SEND)
    expect(worker.page.locator("[data-waiting] .mark")).to_have_text("等网络，会自动发送")
    worker.page.route("**/desk/onsite/key", lambda route: route.abort())
    worker.page.context.clear_cookies()
    worker.page.context.set_offline(False)  # last: nothing asked in his name may be answered into her cookies
    sign_in(worker, "zhili.police")
    worker.page.unroute("**/desk/onsite/key")
    worker.go("/desk/onsite/")
    expect(worker.page.locator("[data-waiting]")).to_be_hidden()
    assert len(worker.page.evaluate(_AT_REST)) == 1  # still there, for whose word it is
