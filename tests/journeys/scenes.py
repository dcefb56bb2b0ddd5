"""What scenes of months and of telephones share: a calendar that is turned, a text gateway, the worker's turns."""

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

from django.db import connections

from heyi.adapters.texting.stub import Sink
from heyi.journeys import delivering, mediating, papering, reactions, sweeping
from heyi.kernel.clock import now
from tests.browsing import is_folded
from tests.journeys.seats import Seat

SECRET = "only-for-this-test"  # of a sink that lives for one file
_LINK = re.compile(r"/m/[\w-]+")
_CODE = re.compile(r"验证码 (\d{6})")


class Calendar:
    """The hour at which a scene is; the server's clock follows."""

    def __init__(self, file: Path, begins: datetime) -> None:
        self.file = file
        self.turn_to(begins)

    def turn_to(self, at: datetime) -> None:
        self.at = at
        new = self.file.with_suffix(".new")
        new.write_text(str((at - now()).total_seconds()), encoding="ascii")
        new.replace(self.file)  # whole at any instant: a page may ask for its last picture just now

    def now(self) -> datetime:
        return self.at


@contextmanager
def text_gateway() -> Iterator[Sink]:
    """A gateway that listens, in the surroundings of whatever house is started meanwhile."""
    with Sink(SECRET) as found:
        thread = Thread(target=found.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        given = {"HEYI_TEXT_GATEWAY_URL": f"{found.address}/send", "HEYI_TEXT_GATEWAY_SECRET": SECRET}
        os.environ.update(given)
        yield found
        for name in given:
            del os.environ[name]
        found.shutdown()
        thread.join()


class Worker:
    """The house's worker in turns, on a thread of its own: a browser's loop runs on the test's."""

    def __init__(self, sink: Sink, clock: Callable[[], datetime] = now) -> None:
        self.sink, self.clock, self.is_turning = sink, clock, False
        sink.clock = self.heard_at

    def heard_at(self) -> datetime:
        """What time it is for whoever is called: this process signs by its own clock, the server by the moved one."""
        return now() if self.is_turning else self.clock()

    def carries(self) -> None:
        """What happened is reacted to, and texts are brought to the telephones."""
        self._turn(lambda: reactions.react(now=self.clock), lambda: delivering.deliver_due(now=self.clock))

    def watches(self) -> None:
        """The clocks speak, and who owes or is silent is reminded."""
        self._turn(lambda: sweeping.sweep(now=self.clock), lambda: mediating.remind_parties(now=self.clock))
        self.carries()

    def makes_papers(self) -> None:
        """Agreements that bind are set and sealed."""
        self._turn(lambda: papering.make_papers(now=self.clock))

    def _turn(self, *jobs: Callable[[], Any]) -> None:
        def turn() -> None:
            try:
                for job in jobs:
                    job()
            finally:
                connections.close_all()

        self.is_turning = True
        with ThreadPoolExecutor(1) as hands:
            hands.submit(turn).result()
        self.is_turning = False


def texts_to(sink: Sink, phone: str) -> list[str]:
    """The messages that this telephone got, the newest first."""
    return [kept.words for kept in reversed(sink.kept) if kept.phone == phone]


def link_to(sink: Sink, phone: str) -> str:
    """The address of the party's page in the newest message that has one."""
    found = (_LINK.search(words) for words in texts_to(sink, phone))
    return next(each[0] for each in found if each)


def code_to(sink: Sink, phone: str) -> str:
    """The digits in the newest message that has some."""
    found = (_CODE.search(words) for words in texts_to(sink, phone))
    return next(each[1] for each in found if each)


def pressed(seat: Seat, words: str, part: str = "main") -> None:
    """Press what is called so, wherever it is folded away, and wait for the next page."""
    found = seat.page.locator(part).first
    named = found.get_by_role("link", name=words).or_(found.get_by_role("button", name=words)).first
    with seat.page.expect_navigation():
        named.click()


def opened(seat: Seat, words: str, part: str = "main") -> None:
    """Open a form on the page of a mediation."""
    seat.page.locator(f"{part} a.button:has-text('{words}')").first.click()
    seat.page.wait_for_selector("#act form")


def sent(seat: Seat) -> None:
    """Send the form that is open."""
    with seat.page.expect_navigation():
        seat.page.click("#act button[type=submit]")


def take_step(seat: Seat, number: str, verb: str, **fields: object) -> Seat:
    """Press a step's button on a matter's page, fill its form in, send it."""
    seat.go(f"/desk/matters/{number}/")
    selector = f".buttons [href$='/{verb}'], .buttons form[action$='/{verb}'] button"
    if is_folded(seat.page, selector):
        seat.page.click("details.more > summary")
    button = seat.page.locator(selector).first
    if button.evaluate("node => node.tagName") == "A":
        button.click()
        seat.page.wait_for_selector("#act form")
        for name, value in fields.items():
            _fill(seat, name, value)
        button = seat.page.locator("#act form button[type=submit]")
    with seat.page.expect_navigation():
        button.click()
    assert "已记录" in seat.told(), seat.words("#act")
    return seat


def _fill(seat: Seat, name: str, value: object) -> None:
    field = seat.page.locator(f"#act [name={name}]").first
    if field.evaluate("node => node.tagName") == "SELECT":
        field.select_option(str(value), force=True)
    elif field.get_attribute("type") in ("radio", "checkbox"):
        seat.page.locator(f"#act [name={name}][value='{value}']").check()
    else:
        field.fill(str(value))


def write_name(seat: Seat) -> None:
    """With a finger over the sheet, two lines."""
    box = seat.page.locator(".sheet").bounding_box()
    assert box
    mouse = seat.page.mouse
    for high in (0.3, 0.6):
        mouse.move(box["x"] + 30, box["y"] + box["height"] * high)
        mouse.down()
        mouse.move(box["x"] + 120, box["y"] + box["height"] * (high + 0.2), steps=6)
        mouse.move(box["x"] + 200, box["y"] + box["height"] * high, steps=6)
        mouse.up()
