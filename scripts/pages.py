"""How heavy, steady and touchable pages are: `.venv/bin/python scripts/pages.py http://127.0.0.1:8000 / /t/`.

Each page is opened anew in a real Chromium, at a desk and on a telephone, and measured by the browser's own account:

- bytes that travel at the first load, and how long the server thought (told, never judged: a busy machine is slow);
- layout shift (CLS), tasks that held the page for more than 50 ms, scripts that hold up its drawing;
- what can be pressed and is smaller than 24 px (WCAG 2.2, 2.5.8), on residents' pages smaller than 44 px (GB/T 37668);
- contrast and the rest of what axe finds; a page wider than its window; complaints of the console.

Prints one line of JSON for each page and window; the exit code says whether any page has a fault.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import product
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

WINDOWS = {"desk": (1366, 768), "wide": (1920, 1080), "phone": (390, 844)}
MOST_BYTES = 150_000  # design, section 6: a first load
MOST_SHIFT = 0.02  # CLS; 0.1 is what search engines call good
SMALLEST, SMALLEST_FOR_RESIDENTS = 24, 44  # CSS pixels
STAFF = ("/desk/", "/accounts/", "/components")
_WATCH = """
window.seen = {shift: 0, long: []};
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) seen.shift += one.value;
}).observe({type: "layout-shift", buffered: true});
new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.long.push(Math.round(one.duration)); })
  .observe({type: "longtask", buffered: true});
"""
_ACCOUNT = """(smallest) => {
  const [page] = performance.getEntriesByType("navigation");
  const parts = performance.getEntriesByType("resource").filter((one) => !one.name.endsWith(".ico"));
  const small = [];
  for (const one of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!one.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    const box = (one.labels?.[0] && ["radio", "checkbox", "file"].includes(one.type) ? one.labels[0] : one)
      .getBoundingClientRect();
    if (!box.width || one.closest(".unseen, [inert]") || one.matches(".unseen")) continue;
    const inLine = getComputedStyle(one).display === "inline"
      && [...one.parentElement.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!inLine && (box.height < smallest - 0.5 || box.width < Math.min(smallest, 24) - 0.5))
      small.push(`${one.tagName.toLowerCase()} "${(one.innerText || one.name || one.id).trim().slice(0, 20)}"`
        + ` ${Math.round(box.width)}x${Math.round(box.height)}`);
  }
  return {
    bytes: page.transferSize + parts.reduce((sum, one) => sum + one.transferSize, 0),
    requests: parts.length + 1,
    server_ms: Math.round((page.responseStart - page.requestStart) * 10) / 10,
    drawn_ms: Math.round(performance.getEntriesByName("first-contentful-paint")[0]?.startTime || 0),
    blocking: parts.filter((one) => one.renderBlockingStatus === "blocking" && one.initiatorType === "script")
      .map((one) => new URL(one.name).pathname),
    shift: Math.round(seen.shift * 1000) / 1000,
    long: seen.long,
    small,
    wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  };
}"""


@dataclass
class Measured:
    """One page in one window, and what is wrong with it."""

    address: str
    window: str
    status: int
    bytes: int
    requests: int
    server_ms: float
    drawn_ms: int
    shift: float
    long: list[int]
    faults: list[str] = field(default_factory=list)


def measured(page: Page, address: str, window: str) -> Measured:
    """Open the address in this page, which has opened nothing before, and take its account."""
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.add_init_script(_WATCH)
    answer = page.goto(address, wait_until="networkidle")
    smallest = SMALLEST if urlsplit(address).path.startswith(STAFF) else SMALLEST_FOR_RESIDENTS
    account: dict[str, Any] = page.evaluate(_ACCOUNT, smallest)
    found = Measured(
        address,
        window,
        answer.status if answer else 0,
        **{name: account[name] for name in ("bytes", "requests", "server_ms", "drawn_ms", "shift", "long")},
    )
    found.faults = [*_faults(account), *_flaws(page), *complaints]
    return found


def _faults(account: dict[str, Any]) -> Iterator[str]:
    if account["bytes"] > MOST_BYTES:
        yield f"{account['bytes']} bytes"
    if account["shift"] > MOST_SHIFT:
        yield f"moves by {account['shift']} while it is read"
    if account["wide"]:
        yield "wider than its window"
    yield from (f"held up by {script}" for script in account["blocking"])
    yield from (f"too small to press: {small}" for small in account["small"])


def _flaws(page: Page) -> Iterator[str]:
    for flaw in Axe().run(page).response["violations"]:
        yield f"axe {flaw['id']}: {flaw['nodes'][0]['target']}"


def opened(browser: Browser, base: str, window: str, cookies: Sequence[Any] = ()) -> Page:
    """A page of a browser that has been nowhere yet."""
    width, height = WINDOWS[window]
    context = browser.new_context(base_url=base, locale="zh-CN", viewport={"width": width, "height": height})
    context.add_cookies(list(cookies))
    return context.new_page()


def signed_in(browser: Browser, base: str, username: str, password: str) -> list[Any]:
    """The cookies of somebody who signed in."""
    page = opened(browser, base, "desk")
    page.goto("/accounts/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/desk/**")
    cookies = page.context.cookies()
    page.context.close()
    return cookies


def arguments() -> argparse.ArgumentParser:
    """What the command takes."""
    parser = argparse.ArgumentParser(description="measure pages in a real Chromium")
    parser.add_argument("base", help="where the house is, http://127.0.0.1:8000")
    parser.add_argument("addresses", nargs="*", default=["/"], help="paths; / if none")
    parser.add_argument("--as", dest="who", default="", metavar="NAME:PASSWORD", help="sign in first")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    return parser


def main(words: Sequence[str]) -> int:
    """Measure every address in every window."""
    given = arguments().parse_args(words)
    is_faulty = False
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=given.chromium, args=args)
        username, _colon, password = given.who.partition(":")
        cookies = signed_in(browser, given.base, username, password) if username else []
        for address, window in product(given.addresses, WINDOWS):
            page = opened(browser, given.base, window, cookies)
            found = measured(page, address, window)
            page.context.close()
            is_faulty |= bool(found.faults)
            sys.stdout.write(json.dumps(asdict(found), ensure_ascii=False) + "\n")
        browser.close()
    return int(is_faulty)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
