"""Photographs in a real browser: chosen, dropped beside a bad one, looked at, and added from a phone."""

from pathlib import Path

import pytest

from tests.factories.files import SVG, picture
from tests.journeys.seats import Hotline, Seat, Seats

pytestmark = pytest.mark.browser

LIST = "/desk/matters/"
QUARREL = "织里镇邻居把衣服晾在楼道里，我们两家起了纠纷。"
DROP = """([name, type, bytes]) => {
  const moved = new DataTransfer();
  moved.items.add(new File([new Uint8Array(bytes)], name, { type }));
  document.querySelector("#files").dispatchEvent(new DragEvent("drop", { dataTransfer: moved, bubbles: true }));
}"""


@pytest.fixture
def pictures(tmp_path: Path) -> list[str]:
    """Two photographs and a drawing with a script, in a person's folder."""
    files = {"楼道.jpg": picture((1600, 1200)), "门口.jpg": picture(colour="#884422"), "drawing.svg": SVG}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    return [str(tmp_path / name) for name in files]


def upload(seat: Seat) -> None:
    """Press the button and wait until everything was answered."""
    seat.page.click("form[data-files] button[type=submit]")
    seat.page.wait_for_selector(".file-told:not(:empty)")


def test_a_clerk_adds_looks_and_turns_the_leaves(seats: Seats, hotline: Hotline, pictures: list[str]) -> None:
    receipt = hotline.send(QUARREL)
    clerk = seats("zhili.clerk")
    clerk.go(f"{LIST}{receipt['number']}/")
    clerk.page.click("#files summary")
    clerk.page.set_input_files("#files input[type=file]", pictures)
    clerk.page.evaluate(DROP, ["dropped.jpg", "image/jpeg", list(picture(colour="#22aa66"))])
    assert clerk.page.locator(".file-progress li").count() == 4
    assert clerk.flaws() == []
    upload(clerk)
    assert "drawing.svg" in clerk.words(".file-progress")
    assert "为了安全" in clerk.words(".file-progress .refused")
    assert clerk.page.locator(".files .file").count() == 3
    assert clerk.flaws() == []

    clerk.page.click(".files .file-open")
    clerk.page.wait_for_selector("[data-viewer] img")
    assert clerk.page.evaluate("document.querySelector('[data-viewer] img').naturalWidth") == 1600
    assert clerk.flaws() == []
    clerk.press_through("ArrowRight")
    assert "第 2 个" in clerk.words("main")
    clerk.press_through("Escape")
    assert clerk.page.url.endswith("#files")


def test_a_resident_adds_pictures_on_a_phone(seats: Seats, hotline: Hotline, pictures: list[str]) -> None:
    receipt = hotline.send(QUARREL)
    resident = seats(phone=True)
    resident.go(f"/t/{receipt['tracking_code']}")
    resident.page.click("#files summary")
    resident.page.set_input_files("#files input[type=file]", pictures[:2])
    assert resident.flaws() == []
    upload(resident)
    assert "全部上传好了" in resident.words(".file-told")
    assert resident.page.locator(".files img").count() == 2
    assert resident.flaws() == []
