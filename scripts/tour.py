"""The pictures of docs/start/tour.md, taken from a running demo: `.venv/bin/python scripts/tour.py http://127.0.0.1:8000`.

Walks the scene of the tour as its people would: 110 hands a quarrel over, the centre's clerk settles it, the resident
follows on a telephone. Each picture is what a browser showed at that moment; it changes the demo as the scene does.
"""

import argparse
import io
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "start" / "tour"
PASSWORD = "heyi-demo-2026"  # noqa: S105  # the demo's, which everybody knows
COLOURS = 255  # of a picture: enough for flat pages, half of the bytes
CODE = re.compile(r"^(\w{4}-){3}\w{4}$")
QUARREL = "邻居晾晒衣物"
TOLD = "织里镇富民路一家童装厂拖欠我三个月工资，一共 24600 元，老板电话不接。"
ANSWER = "双方当面说定：楼上晾衣前拧干，装一个接水盘；楼下不再敲管道。两家签了字。"
Windows = dict[str, int]
DESK: Windows = {"width": 1366, "height": 768}
PHONE: Windows = {"width": 390, "height": 844}


class Tour:
    """One walk through the house, numbering its pictures."""

    def __init__(self, browser: Browser, base: str, stub: str, language: str) -> None:
        self.browser, self.base, self.stub, self.language = browser, base, stub, language
        self.number = ""

    def page(self, window: Windows, base: str = "") -> Page:
        """A page of somebody who has been nowhere yet."""
        context = self.browser.new_context(base_url=base or self.base, locale="zh-CN", viewport=window)
        context.add_cookies([{"name": "django_language", "value": self.language, "url": self.base}])
        context.set_default_timeout(30_000)
        return context.new_page()

    def signed_in(self, username: str) -> Page:
        """The desk of a demo person."""
        page = self.page(DESK)
        page.goto("/accounts/login/")
        page.fill("#id_login", username)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url("**/desk/**")
        return page

    def take(self, page: Page, name: str) -> None:
        """A picture of what the page shows now."""
        page.wait_for_load_state("networkidle")
        whole = Image.open(io.BytesIO(page.screenshot()))
        whole.convert("RGB").quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)
        sys.stdout.write(f"{name}\n")

    def walk(self) -> None:
        """Everything, in the order of the page."""
        at_110 = self.handed_over()
        code = self.settled(at_110)
        self.followed(code)
        self.reported()
        self.taken()
        self.found()

    def handed_over(self) -> Page:
        """20:00: 110 hands a quarrel over, and it stands in the list of the centre."""
        at_110 = self.page(DESK, self.stub)
        at_110.goto("/")
        at_110.get_by_role("button", name=QUARREL).click()
        receipt = at_110.locator(".call").first.locator(".receipt .ref")
        receipt.wait_for()
        self.number = receipt.inner_text()
        self.take(at_110, "01-110")
        return at_110

    def settled(self, at_110: Page) -> str:
        """The clerk signs for it, speaks with both, answers, closes; 110 sees it without asking."""
        clerk = self.signed_in("balidian.clerk")
        clerk.goto("/desk/matters/")
        self.take(clerk, "02-list")
        clerk.goto(f"/desk/matters/{self.number}/")
        clerk.locator(".buttons form button").first.click()
        self.step(clerk, "contact", "电话联系了楼上和楼下两家，都愿意今晚来调解。")
        self.take(clerk, "03-matter")
        self.step(clerk, "answer", ANSWER)
        code = clerk.locator("aside code", has_text=CODE).inner_text()
        at_110.locator(".call").first.locator(".history blockquote").wait_for()
        self.take(at_110, "04-answered")
        return code

    def step(self, clerk: Page, verb: str, words: str) -> None:
        """One button with words."""
        clerk.goto(f"/desk/matters/{self.number}/{verb}")
        clerk.fill("#id_text", words)
        clerk.locator("form.act button[type=submit]").click()
        clerk.wait_for_load_state()

    def followed(self, code: str) -> None:
        """The resident follows by the code, on a telephone."""
        phone = self.page(PHONE)
        phone.goto(f"/t/{code}")
        self.take(phone, "05-follow")

    def reported(self) -> None:
        """A resident reports on the web, one question at a time."""
        phone = self.page(PHONE)
        phone.goto("/report/")
        self.go_on(phone)
        phone.locator("main textarea").fill(TOLD)
        self.take(phone, "06-report")
        self.go_on(phone)
        self.take(phone, "07-understood")

    def go_on(self, phone: Page) -> None:
        """To the next question."""
        with phone.expect_navigation():
            phone.locator("main form button").last.click()

    def taken(self) -> None:
        """A clerk takes a call: the caller's words on the left, what was understood on the right."""
        clerk = self.signed_in("wuxing.clerk")
        clerk.goto("/desk/take/")
        clerk.locator("main textarea").first.type(TOLD, delay=5)
        clerk.wait_for_timeout(1500)
        self.take(clerk, "08-take")

    def found(self) -> None:
        """Found again by words, within reach alone."""
        leader = self.signed_in("wuxing.leader")
        leader.goto("/desk/find?q=工资")
        self.take(leader, "09-find")


def main(words: Sequence[str]) -> int:
    """Walk the tour against a running demo."""
    parser = argparse.ArgumentParser(description="take the pictures of the tour from a running demo")
    parser.add_argument("base", help="where the demo is, http://127.0.0.1:8000")
    parser.add_argument("--stub", default="http://127.0.0.1:8011", help="where 110 in small is")
    parser.add_argument("--language", choices=("zh-hans", "en"), default="zh-hans")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args(words)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=given.chromium, args=args)
        Tour(browser, given.base, given.stub, given.language).walk()
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
