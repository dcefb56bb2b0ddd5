"""文书 in browsers: an agreement is concluded at the desk, its paper comes sealed, and each party takes it away."""

import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections

from heyi.accounts.models import Person
from heyi.documents.operations import check_seal
from heyi.journeys.papering import bind_asked, make_papers
from heyi.kernel.clock import now
from heyi.matters.access import entering
from heyi.mediation import operations as ops
from heyi.mediation.codes import AgreementForm
from heyi.mediation.operations import Taking
from tests.factories.matters import ZHILI, Received, desk, hand, received
from tests.factories.mediations import REFRAINS, opened
from tests.factories.parties import address_of
from tests.journeys.seats import Seat, Seats
from tests.journeys.test_browser_mediation_desk import consents, of, press, signs

pytestmark = pytest.mark.browser
ME = "zhili.mediator"


@pytest.fixture(autouse=True)
def with_seals(settings) -> None:
    """Trial seals, and no authority to wait for."""
    settings.HEYI_SEAL_TRIAL, settings.HEYI_TSA_URL = True, ""


def all_signed() -> Received:
    """One that every party has signed, and that its mediator has to issue."""
    with entering("admin"):
        me = Person.objects.get(username=ME).pk
    taking = Taking(hand(ZHILI, person=me, name="调解员"), now())
    matter, _id = opened(
        matter=received("邻居晾衣服滴水。", at=now()), at=now(), mediator_id=me, mediator="调解员"
    )
    consents(matter, "A", "B")
    with desk(ZHILI):
        ops.declare(matter.key, taking=taking)
        ops.begin(matter.key, taking=taking)
        ops.draft(matter.key, taking=taking, form=AgreementForm.WRITTEN, facts="同住一楼。", terms=[REFRAINS])
        ops.fix(matter.key, taking=taking)
    signs(matter, "A", "B")
    return matter  # type: ignore[return-value]


def work(job: Callable[..., int]) -> None:
    """The worker's turn, on a thread of its own: a browser's loop runs on this one."""

    def turn() -> int:
        try:
            return job(now=now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as hands:
        hands.submit(turn).result()


def downloaded(seat: Seat, card: str, into: Path) -> Path:
    with seat.page.expect_download() as got:
        seat.page.locator(f"{card} a:has-text('下载')").first.click()
    got.value.save_as(into)
    return into


def accepted(path: Path) -> None:
    """By the house, and by poppler where it is there."""
    assert check_seal(path.read_bytes()).is_whole
    if tool := shutil.which("pdfsig"):
        said = subprocess.run([tool, path], capture_output=True, text=True, check=False).stdout
        assert "Signature is Valid" in said
        assert "Total document signed" in said


def test_the_sealed_agreement_is_taken_at_the_desk_and_by_each_party(seats: Seats, tmp_path: Path) -> None:
    matter, mediator = all_signed(), seats(ME)
    mediator.go(of(matter))
    press(mediator, "签发协议", ".headed")
    assert "正在生成协议书" in mediator.words("#papers")
    work(make_papers)
    mediator.go(of(matter))
    assert "已签章" in mediator.words("#papers")
    assert mediator.flaws() == []
    accepted(downloaded(mediator, "#papers", tmp_path / "desk.pdf"))
    for side, look in (("A", {}), ("B", {"language": "en", "theme": "dark"})):
        phone = seats(phone=True, **look)
        phone.go(address_of(matter, side))
        assert phone.flaws() == []
        with phone.page.expect_download() as got:
            phone.page.locator("a[href*='/papers/']").first.click()
        got.value.save_as(tmp_path / f"{side}.pdf")
        accepted(tmp_path / f"{side}.pdf")


def test_a_party_hands_in_a_chat_and_the_mediator_binds_it(seats: Seats) -> None:
    matter, mediator = all_signed(), seats(ME)
    phone = seats(phone=True)
    phone.go(address_of(matter, "A", "exhibits/new"))
    assert phone.flaws() == []
    phone.page.fill("#id_pasted", "2026-11-20 10:00:00 李建国\n衣服是我晾的\n")
    phone.page.check("input[name=capture][value=CHAT_EXPORT]")
    phone.page.fill("#id_steps", "在自己手机上复制")
    press(phone, "提交证据")
    assert "已经收到您的证据" in phone.words()
    mediator.go(of(matter))
    assert "聊天记录" in mediator.words("#exhibits")
    mediator.page.click("#papers summary")
    assert mediator.flaws() == []
    mediator.page.locator("#papers li:has-text('聊天记录整理件') button").click()
    mediator.page.wait_for_selector("text=已制作：聊天记录整理件")
    press(mediator, "装订卷宗", "#papers")
    work(bind_asked)
    mediator.page.wait_for_selector("#papers li:has-text('卷宗')")
    mediator.go(of(matter, "exhibits/new"))
    assert mediator.flaws() == []
