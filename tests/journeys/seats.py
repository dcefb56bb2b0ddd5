"""A seat before a browser: opened for a person, watched for every complaint; and a partner's program beside it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

from playwright.sync_api import Browser, BrowserContext, Page, Response

from heyi.accounts.operations.demo import DEMO_PASSWORD as PASSWORD
from heyi.intake.operations import add_partner
from heyi.journal.events import SYSTEM
from heyi.kernel.clock import now
from heyi.matters.access import entering
from tests.browsing import is_folded, violations
from tests.browsing import press as press_on

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1366, "height": 768}
FAULTY = 500
MOST_TABS = 80
_TELL_OF_POLICY = """
addEventListener("securitypolicyviolation",
                 (told) => console.error("policy: " + told.violatedDirective + " " + told.blockedURI))
"""
_FOCUSED = "() => document.activeElement"
_DOOR = "/accounts/login/"


@dataclass
class Seat:
    """One page of one browser, with the words of a person at it."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("console", self._hear)
        self.page.on("response", self._weigh)
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    def _hear(self, message: Any) -> None:
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _weigh(self, answer: Response) -> None:
        """No page fails, and no part of a page is missing."""
        is_part = answer.request.resource_type not in ("document", "fetch", "xhr")
        if answer.status >= FAULTY or (is_part and answer.status >= 400):
            self.complaints.append(f"{answer.status} {answer.url}")

    def go(self, address: str) -> int:
        """To an address; the status of its answer."""
        answer = self.page.goto(address)
        return answer.status if answer else 0

    def words(self, part: str = "main") -> str:
        """What a reader reads in this part of the page."""
        return self.page.locator(part).first.inner_text()

    def told(self) -> str:
        """What the page says happened."""
        return self.words("main .notice")

    def tab_to(self, selector: str) -> None:
        """Tab until the focus is there, as somebody does who has no mouse; what is folded away is unfolded first."""
        self.page.wait_for_selector(selector, state="attached")
        if is_folded(self.page, selector):
            self.tab_to("details.more > summary")
            self.page.keyboard.press("Enter")
        for _press in range(MOST_TABS):
            if self.page.evaluate(
                "wanted => !!document.activeElement && document.activeElement.matches(wanted)", selector
            ):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} cannot be reached by Tab")

    def press(self, selector: str) -> None:
        """Click a button, wherever it stands."""
        press_on(self.page, selector)

    def press_through(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def flaws(self) -> list[Any]:
        """What axe finds serious, and whether the page is wider than its window."""
        found = [
            (flaw["id"], flaw["nodes"][0]["target"])
            for flaw in violations(self.page)
            if flaw["impact"] in ("serious", "critical")
        ]
        wide = self.too_wide()
        return [*found, ("wider than the window", wide)] if wide else found

    def too_wide(self) -> list[str]:
        """The elements that stick out of the window where the page scrolls sideways."""
        return self.page.evaluate(_WIDE)  # type: ignore[no-any-return]


_WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
    .map((element) => element.tagName + "." + element.className).slice(0, 6);
}"""


class Seats:
    """Everybody who sits at a browser in one test."""

    def __init__(self, browser: Browser, address: str, states: dict[str, Any]) -> None:
        self.browser, self.address, self.states = browser, address, states
        self.contexts: list[BrowserContext] = []
        self.seats: list[Seat] = []

    def __call__(self, person: str = "", **look: Any) -> Seat:
        """Somebody, signed in where named."""
        if person and person not in self.states:
            self.states[person] = self._signed_in(person)
        return self._open(self.states.get(person), **look)

    def _signed_in(self, person: str) -> Any:
        """What a browser keeps of somebody who has sent the form; `sign_in` shows the page itself to a test."""
        context = self.browser.new_context(base_url=self.address)
        context.request.get(_DOOR)
        (token,) = (kept["value"] for kept in context.cookies() if kept["name"] == "csrftoken")
        form = {"login": person, "password": PASSWORD, "csrfmiddlewaretoken": token}
        answer = context.request.post(_DOOR, form=form, max_redirects=0)
        assert (answer.status, answer.headers["location"][:6]) == (302, "/desk/"), answer.text()
        state = context.storage_state()
        context.close()
        return state

    def _open(
        self,
        state: Any = None,
        *,
        phone: bool = False,
        language: str = "",
        theme: str = "",
        size: str = "",
        scripts: bool = True,
    ) -> Seat:
        context = self.browser.new_context(
            base_url=self.address,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport=PHONE if phone else DESK,
            reduced_motion="reduce",  # what moves is drawn sixty times a second, and nobody watches
            storage_state=state,
            java_script_enabled=scripts,
        )
        context.set_default_timeout(10_000)
        context.add_init_script(_TELL_OF_POLICY)
        kept = {"django_language": language, "heyi_theme": theme, "heyi_text": size}
        context.add_cookies([{"name": k, "value": v, "url": self.address} for k, v in kept.items() if v])
        self.contexts.append(context)
        seat = Seat(context.new_page())
        self.seats.append(seat)
        return seat

    def complaints(self) -> list[str]:
        """All that any page complained of."""
        return [complaint for seat in self.seats for complaint in seat.complaints]

    def leave(self) -> None:
        """Close every browser."""
        for context in self.contexts:
            context.close()


def sign_in(seat: Seat, person: str, password: str = PASSWORD, *, at: str = "/desk/") -> None:
    """By the sign-in page, to which every door leads, with the keyboard alone; then at the door again."""
    seat.go(at)
    seat.page.wait_for_function("() => document.activeElement.id === 'id_login'")
    seat.page.keyboard.type(person)
    seat.page.keyboard.press("Tab")
    seat.page.keyboard.type(password)
    seat.press_through("Enter")
    assert "/desk/" in seat.page.url


@dataclass
class Hotline:
    """A partner's program: sends reports with its key, as any system of the town would."""

    address: str
    key: str

    def send(self, text: str, **given: Any) -> Mapping[str, Any]:
        """One report; its receipt."""
        body = {"text": text, "channel": "web", "region": "330502100", **given}
        request = Request(  # noqa: S310  # our own server
            f"{self.address}/api/v1/reports",
            data=json.dumps(body, ensure_ascii=False).encode(),
            headers={
                "Authorization": f"Bearer {self.key}",
                "Idempotency-Key": str(uuid4()),
                "Content-Type": "application/json",
            },
        )
        with urlopen(request, timeout=20) as answer:  # noqa: S310
            assert answer.status == 201
            receipt: Mapping[str, Any] = json.load(answer)
            return receipt

    def status(self, code: str) -> int:
        """The status with which the public door answers a code."""
        request = Request(  # noqa: S310
            f"{self.address}/api/v1/reports/{code}", headers={"Authorization": f"Bearer {self.key}"}
        )
        try:
            with urlopen(request, timeout=20) as answer:  # noqa: S310
                return int(answer.status)
        except HTTPError as refused:
            refused.close()
            return refused.code


def add_hotline(address: str) -> Hotline:
    """A partner of the running house."""
    with entering("admin"):
        return Hotline(address, add_partner(f"湖州热线 {uuid4()}", by=SYSTEM, at=now()))
