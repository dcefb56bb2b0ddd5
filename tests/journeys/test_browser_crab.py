"""A crab farmer of Zhili is owed by a buyer in another province: chats kept as evidence, three instalments, one late.

Everything is done by pages: the farmer's and the buyer's on their telephones, the unit's at its desk. The calendar is
turned from October to December; at each station the farmer reads of his report what is true just then.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from heyi.documents.operations import check_seal
from heyi.kernel.clock import CHINA
from tests.factories.files import picture
from tests.factories.printed import words_on
from tests.journeys.scenes import (
    Calendar,
    Worker,
    code_to,
    link_to,
    opened,
    pressed,
    sent,
    take_step,
    texts_to,
)
from tests.journeys.seats import Seat, Seats

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("sink")]

BEGIN = datetime(2026, 10, 12, 9, 30, tzinfo=CHINA)
FARMER, BUYER = ("钱水根", "13857200101"), ("周海生", "13605100202")
STORY = (
    "我在织里镇养大闸蟹，江苏兴化的客商周某从我这里拿了三批蟹，共 36000 元，说好国庆前付清，"
    "到今天一分钱没有给，微信也不回。要求他付清货款。"
)
CHAT = """周海生 2026-09-12 08:10:05
第一批三百斤收到了，蟹不错

钱水根 2026-09-12 08:11:40
一共 12000 元，国庆前一起结

周海生 2026-09-26 19:02:11
[转账] ¥500.00 定金，已收款

周海生 2026-09-28 07:30:00
三批都收到，总共三万六，月底给你
"""
ANSWER = "双方自愿达成调解协议：货款 36000 元分三期付清，最后一期 12 月 20 日。协议书可在您的调解页面下载。"


@pytest.fixture
def begins() -> datetime:
    return BEGIN


@pytest.fixture
def worker(worker: Worker, house: tuple[str, Calendar]) -> Worker:
    """The worker of that house, by its clock."""
    return Worker(worker.sink, house[1].now)


@dataclass
class Scene:
    """One claim, and everybody who has to do with it."""

    farmer: Seat
    buyer: Seat
    mediator: Seat
    worker: Worker
    calendar: Calendar
    code: str = ""
    number: str = ""

    @property
    def page(self) -> str:
        return f"/desk/matters/{self.number}/mediation/"

    def at_desk(self) -> str:
        """What stands at the desk."""
        self.mediator.go(self.page)
        return self.mediator.words()

    def at_party(self, seat: Seat) -> str:
        """What stands on a party's own page."""
        seat.go(link_to(self.worker.sink, (FARMER if seat is self.farmer else BUYER)[1]))
        return seat.words()

    def report_says(self) -> str:
        """What the farmer reads of the report, whole; the desk reads the same sentence of the matter."""
        self.farmer.go(f"/t/{self.code}")
        told = self.farmer.words(".sentence")
        self.mediator.go(f"/desk/matters/{self.number}/")
        assert self.mediator.words(".sentence") == told
        return self.farmer.words()


def test_a_crab_farmer_is_paid_in_three_parts(
    people: Seats, worker: Worker, house: tuple[str, Calendar], tmp_path: Path
) -> None:
    phones = people(phone=True), people(phone=True)
    scene = Scene(*phones, people("zhili.mediator"), worker, house[1])
    _reports(scene)
    _is_opened_and_both_consent(scene)
    _keeps_the_chat_as_evidence(scene, tmp_path)
    _agrees_on_three_parts(scene)
    _both_sign(scene)
    _takes_the_sealed_agreement(scene, tmp_path)
    _pays_the_first(scene)
    _is_late_with_the_second(scene)
    _pays_all_and_it_is_closed(scene)


def _reports(scene: Scene) -> None:
    """On a telephone, page after page; it goes to the town without anybody's doing."""
    farmer = scene.farmer
    farmer.go("/report/")
    answers = {
        "what": lambda page: page.fill("#id_text", STORY),
        "kind": lambda page: page.check("[name=kind] >> nth=0"),
        "about": lambda page: page.check("[value=no]"),
        "where": lambda page: page.check("[value='330502']"),
        "place": lambda page: (page.get_by_label("织里镇").check(), page.fill("#id_address", "大河村东塘")),
        "when": lambda page: page.get_by_label("说不清，或一直都有").check(),
        "same": lambda page: page.check("[value=no]"),
        "contact": lambda page: (
            page.check("[value=me]"),
            page.fill("#id_name", FARMER[0]),
            page.fill("#id_phone", FARMER[1]),
        ),
    }
    while "/receipt" not in farmer.page.url:
        here = farmer.page.url.partition("/report/")[2].partition("?")[0]
        answers.get(here, lambda _page: None)(farmer.page)
        before = farmer.page.url
        farmer.page.click("main form .button.wide")
        farmer.page.wait_for_function("before => location.href !== before", arg=before)
        farmer.page.wait_for_load_state()
    scene.code = farmer.words(".big-code")
    farmer.go(f"/t/{scene.code}")
    scene.number = farmer.words(".track-head .num")
    assert "织里镇社会治理中心" in farmer.words()
    assert "今天 09:30" in farmer.words(".stations")


def _is_opened_and_both_consent(scene: Scene) -> None:
    mediator = scene.mediator
    take_step(mediator, scene.number, "sign")
    take_step(mediator, scene.number, "contact", text="电话联系钱水根，愿意先请调解员谈一谈。")
    assert "正在办理" in scene.report_says()
    pressed(mediator, "调解")
    mediator.page.check("input[name=safety][value=CLEAR]")
    pressed(mediator, "下一步")
    mediator.page.select_option("#id_dispute", "CONTRACT")
    mediator.page.fill("#id_gist", "一方称供应大闸蟹后没有收到货款，希望约定付款的日期和方式。")
    mediator.page.fill("#id_party0-name", BUYER[0])
    mediator.page.fill("#id_party0-phone", BUYER[1])
    pressed(mediator, "登记调解")
    pressed(mediator, "发短信征询", ".headed")
    pressed(mediator, "发短信征询", ".headed")
    scene.worker.carries()
    for phone in (scene.farmer, scene.buyer):
        assert "您愿意请人调解这件事吗" in scene.at_party(phone)
        pressed(phone, "同意调解")
        pressed(phone, "是的，我同意调解")
        assert "您已同意调解" in phone.words("h1")
    assert STORY[:20] not in scene.at_party(scene.buyer)
    scene.at_desk()
    pressed(mediator, "声明无利害关系", ".headed")
    pressed(mediator, "开始调解", ".headed")
    assert "登记为调解的当事人" in scene.report_says()


def _keeps_the_chat_as_evidence(scene: Scene, place: Path) -> None:
    farmer, mediator = scene.farmer, scene.mediator
    for name, content, capture in (
        ("微信聊天记录.txt", CHAT.encode(), "CHAT_EXPORT"),
        ("转账截图.png", picture(kind="PNG"), "CHAT_SCREENSHOT"),
    ):
        scene.at_party(farmer)
        pressed(farmer, "提交证据")
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        farmer.page.set_input_files("#id_sent", file)
        farmer.page.check(f"input[name=capture][value={capture}]")
        farmer.page.fill("#id_steps", "在自己手机的微信里，和周海生的聊天，今天上午导出。")
        pressed(farmer, "提交证据")
        assert "已经收到您的证据" in farmer.words()
    assert farmer.flaws() == []
    assert "微信聊天记录" not in scene.at_party(scene.buyer)
    scene.at_desk()
    mediator.page.click("#papers summary")
    mediator.page.locator("#papers li:has-text('聊天记录整理件') button").click()
    mediator.page.wait_for_selector("text=已制作：聊天记录整理件")
    with mediator.page.expect_download() as got:
        mediator.page.locator("#papers li:has-text('聊天记录整理件') a:has-text('下载')").first.click()
    got.value.save_as(place / "chat.pdf")
    words = words_on(place / "chat.pdf")
    wanted = (
        "消息条数4条",
        "12026年9月12日08:10周海生",
        "22026年9月12日08:11钱水根",
        "周海生（转账，收下）1500.00",
    )
    assert [each for each in wanted if each not in words] == []


def _agrees_on_three_parts(scene: Scene) -> None:
    mediator = scene.mediator
    scene.at_desk()
    pressed(mediator, "起草协议", ".headed")
    mediator.page.fill("#id_head-facts", "周海生自钱水根处收到大闸蟹三批，货款合计 36000 元，没有支付。")
    pressed(mediator, "保存")
    mediator.page.select_option("#id_who", "B")
    mediator.page.select_option("#id_to", "A")
    mediator.page.fill("#id_what", "支付大闸蟹货款")
    mediator.page.fill("#id_amount", "36000")
    mediator.page.fill("#id_due_on", "2026-10-20")
    mediator.page.fill("#id_parts", "3")
    pressed(mediator, "加上这一条")
    assert "还有 2 处不明确" in mediator.words()
    mediator.page.click("#clauses a:has-text('修改')")
    mediator.page.fill("#id_manner", "转账到钱水根的农商银行账户")
    mediator.page.fill("#id_breach", "一期不付，没有付的部分一并到期。")
    pressed(mediator, "保存这一条")
    assert mediator.flaws() == []
    parts = mediator.page.locator(".instalments tbody tr").all_inner_texts()
    assert [line.split("\t") for line in parts] == [
        [str(nth), f"2026-{month}-20", "12,000 元"] for nth, month in enumerate((10, 11, 12), 1)
    ]
    assert "都写清楚了" in mediator.words()
    pressed(mediator, "协议定稿")


def _both_sign(scene: Scene) -> None:
    scene.worker.carries()
    for phone, (name, number) in ((scene.farmer, FARMER), (scene.buyer, BUYER)):
        scene.at_party(phone)
        pressed(phone, "看协议全文")
        assert "叁万陆仟元整" in phone.words()
        pressed(phone, "核对无误，去签名")
        pressed(phone, "获取验证码")
        phone.page.get_by_label("验证码").fill(code_to(scene.worker.sink, number))
        phone.page.get_by_label("或者输入您的全名").fill(name)
        pressed(phone, "签名")
        assert "您已签名" in phone.words("h1")
    assert "各方都已签名" in scene.at_desk()
    pressed(scene.mediator, "签发协议", ".headed")
    assert "反映人还没有得到答复" in scene.mediator.words()
    pressed(scene.mediator, "回事项答复")
    take_step(scene.mediator, scene.number, "answer", text=ANSWER)
    assert ANSWER in scene.report_says()
    assert "反映人还没有得到答复" not in scene.at_desk()


def _takes_the_sealed_agreement(scene: Scene, place: Path) -> None:
    scene.worker.makes_papers()
    assert "已签章" in scene.at_desk()
    assert scene.mediator.flaws() == []
    scene.at_party(scene.farmer)
    assert scene.farmer.flaws() == []
    with scene.farmer.page.expect_download() as got:
        scene.farmer.page.locator("a[href*='/papers/']").first.click()
    got.value.save_as(place / "agreement.pdf")
    assert check_seal((place / "agreement.pdf").read_bytes()).is_whole
    words = words_on(place / "agreement.pdf")
    assert words.count("12,000.00") == 3
    assert "付款事由：支付大闸蟹货款" in words
    assert words.count("网上键入") == 2


def _pays(scene: Scene) -> None:
    """The buyer says that it is paid, with a proof; the farmer says that it has come."""
    scene.at_party(scene.buyer)
    pressed(scene.buyer, "我已经付了")
    proof = {"name": "回单.png", "mimeType": "image/png", "buffer": picture(kind="PNG")}
    scene.buyer.page.set_input_files("#id_sent", proof)
    pressed(scene.buyer, "是的")
    assert "收到了吗" in scene.at_party(scene.farmer)
    pressed(scene.farmer, "我已经收到")
    pressed(scene.farmer, "确认，已经履行")


def _pays_the_first(scene: Scene) -> None:
    """In time; nobody is called late, and the desk sees the proof."""
    scene.calendar.turn_to(datetime(2026, 10, 18, 10, tzinfo=CHINA))
    scene.worker.watches()
    assert "10月20日以前履行" in texts_to(scene.worker.sink, BUYER[1])[0]
    _pays(scene)
    assert "逾期" not in scene.at_desk()
    pressed(scene.mediator, "看履行凭证")
    assert "回单" in scene.mediator.words()
    assert "已经答复" in scene.report_says()
    pressed(scene.farmer, "认可答复")
    pressed(scene.farmer, "认可")
    assert "已办结" in scene.report_says()


def _is_late_with_the_second(scene: Scene) -> None:
    """Five weeks on: reminded by a text, late at the desk and on both telephones; then paid."""
    scene.calendar.turn_to(datetime(2026, 11, 23, 10, tzinfo=CHINA))
    before = len(texts_to(scene.worker.sink, BUYER[1]))
    scene.worker.watches()
    assert len(texts_to(scene.worker.sink, BUYER[1])) == before + 1
    assert "B 方没有在 11月20日 前履行" in scene.at_desk()
    assert "今天 10:00 提醒过" in scene.mediator.words(".headed")
    assert "逾期" in scene.mediator.words()
    assert scene.mediator.flaws() == []
    for phone in (scene.buyer, scene.farmer):
        assert "已经过期" in scene.at_party(phone)
    _pays(scene)
    assert "逾期" not in scene.at_desk()


def _pays_all_and_it_is_closed(scene: Scene) -> None:
    scene.calendar.turn_to(datetime(2026, 12, 18, 10, tzinfo=CHINA))
    _pays(scene)
    assert "协议已经全部履行" in scene.at_party(scene.farmer)
    assert "协议已经履行" in scene.at_desk()
    opened(scene.mediator, "回访", ".headed")
    scene.mediator.page.select_option("#id_side", "A")
    scene.mediator.page.check("#act [name=performed][value=ALL]")
    scene.mediator.page.check("#act [name=satisfied][value='1']")
    scene.mediator.page.fill("#act textarea", "电话回访钱水根：三期都收到了。")
    sent(scene.mediator)
    assert "三期都收到了" in scene.mediator.words()
    assert "已办结" in scene.report_says()
