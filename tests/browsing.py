"""A real server on a clone of the template, and a real Chromium to look at it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings

from heyi.console.postgres import Cluster
from tests.shifted import SHIFT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

REPOSITORY = Path(__file__).resolve().parent.parent
# The shell first: the same engine without the windows, toolbars and their processes of a desktop browser, which a
# context of the whole Chromium starts anew each time: half of what the browser tests cost.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing in a test runs long enough to pay for its optimised code; axe alone had a fifth of its time spent on it.
# Nor is a second process kept ready for a page of another site: there is one site, and it was started for each context.
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--js-flags=--no-opt --no-maglev",
    "--renderer-process-limit=1",
    "--disable-site-isolation-trials",
)
_HELP = (
    "No Chromium here: run `make test`, which installs Debian's where it is root, or install one yourself "
    "(apt-get install chromium, or `uv run playwright install chromium`), or set HEYI_CHROMIUM to its path."
)
# What axe would fetch first (every style sheet again) serves rules about films and turned screens alone, and those
# are not asked: half its time on every page.
_AXE = {"resultTypes": ["violations"], "preload": False}


_RUN = "options => axe.run(options).then((found) => found.violations)"  # the rest of its answer is half a megabyte


def violations(page: "Page") -> list[dict[str, Any]]:
    """What axe finds wrong with the page as it stands."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return list(page.evaluate(_RUN, _AXE))


def is_folded(page: "Page", selector: str) -> bool:
    """Whether the button is there, and folded away with the rarer ones."""
    found = page.locator(selector)
    return found.count() > 0 and bool(
        found.first.evaluate("node => !node.closest('summary') && !!node.closest('details.more:not([open])')")
    )


def press(page: "Page", selector: str) -> None:
    """Click a button of a matter, wherever it stands: one that is folded away is unfolded first."""
    page.wait_for_selector(selector, state="attached")  # a page that is still coming has nothing to unfold
    if is_folded(page, selector):
        page.click("details.more > summary")
    page.click(selector)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; its absence fails the tests that need one, it never skips them."""
    named = os.environ.get("HEYI_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    path = named or _playwrights()
    if not path or not Path(path).exists():
        pytest.fail(_HELP)
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator["Browser"]:
    """One headless Chromium for the whole run."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
        "1"  # Playwright keeps a loop in this thread; our queries do not use it
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: "Browser", served: str) -> Iterator["Page"]:
    """A desktop page of a Chinese reader, on the live server's addresses."""
    context = browser.new_context(
        base_url=served,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": 1366, "height": 768},
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def served(cluster: Cluster, peopled: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of the real server (granian) on a clone with the demo people; both aliases stand on it too."""
    from tests.conftest import cloned, pointed_at

    home = Path(settings.HEYI_HOME)  # the suite's own: what a test seals, the server can open
    with (
        django_db_blocker.unblock(),
        cloned(cluster, peopled) as name,
        pointed_at(cluster, name) as urls,
        serving(home, *urls) as address,
    ):
        yield address


class serving:  # noqa: N801 (reads as a verb)
    """granian, as `heyi up` runs it, on a free port; `shift` is the file with the seconds by which its clock is off.

    `more` are settings of this house alone.
    """

    def __init__(
        self, home: Path, owner: str, server: str, *, shift: Path | None = None, **more: str
    ) -> None:
        self.application = "tests.shifted:application" if shift else "heyi.config.wsgi:application"
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "HEYI_HOME": str(home),
            "HEYI_DATABASE_URL": owner,
            "HEYI_APP_DATABASE_URL": server,
            "HEYI_DEMO": "1",
            "HEYI_SECRET_KEY": "the-suite-alone-knows-this-and-nobody-else",
            "DJANGO_SETTINGS_MODULE": "heyi.config.settings",
            **({SHIFT: str(shift)} if shift else {}),
            **more,
        }
        self.log = home / "server.log"

    def __enter__(self) -> str:
        words = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--port",
            str(self.port),
            "--workers",
            "1",
        ]
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [*words, self.application], cwd=REPOSITORY, env=self.environment, stdout=output, stderr=output
            )
        until = time.monotonic() + 90  # on a machine that does much else
        while not self._listens():
            if self.process.poll() is not None or time.monotonic() > until:
                self.process.kill()
                pytest.fail(f"the server did not start:\n{self.log.read_text()}")
            time.sleep(0.05)
        return self.address

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path
