"""A wage group: thirty workers against one company, one mediation, one agreement, thirty-one signatures.

Whoever has a telephone consents and signs by the link that came to it, one browser after the other; who has none signs
on paper, which is scanned and held against the hash that was printed. Nothing binds before the last one has signed.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from heyi.documents.operations import check_seal
from heyi.kernel.clock import CHINA, now
from tests.factories.files import picture
from tests.factories.printed import scanned, words_on
from tests.journeys.scenes import (
    Worker,
    code_to,
    link_to,
    opened,
    pressed,
    sent,
    take_step,
)
from tests.journeys.seats import Hotline, Seat, Seats

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("sink")]

TEXT = "我们是织里镇吴越童装厂的工人，一共三十个人，厂里拖欠八月到十月的工资 288000 元，要求支付。"
COMPANY, ITS_PHONE = "湖州吴越童装有限公司", "13905720001"
FAMILY, GIVEN = "马丁吴周沈顾陆费姚钮", ("小军", "桂花", "阿根")
WORKERS = [f"{family}{given}" for given in GIVEN for family in FAMILY]
WITHOUT = set(WORKERS[-22:])  # no mobile telephone of their own
PHONES = {name: f"138572001{n:02}" for n, name in enumerate(WORKERS) if name not in WITHOUT}
LIST = [f"{name}\t{PHONES.get(name, '')}" for name in WORKERS[1:]]
EACH = 9600


@dataclass
class Group:
    """The mediator at the desk, and a plain telephone without scripts that is handed round."""

    desk: Seat
    phone: Seat
    worker: Worker
    number: str
    place: Path
    links: dict[str, str] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)

    def at_desk(self) -> str:
        self.desk.go(f"/desk/matters/{self.number}/mediation/")
        return self.desk.words()

    def takes(self, number: str, *parts: str) -> None:
        """Another one takes their own telephone: nothing of the one before is in it."""
        self.phone.page.context.clear_cookies()
        self.phone.go("/".join((self.links[number], *parts)))


def test_thirty_workers_and_a_company_sign_one_agreement(
    seats: Seats, served: str, hotline: Hotline, worker: Worker, tmp_path: Path
) -> None:
    receipt = hotline.send(
        TEXT, title="三十名工人讨薪", reporter={"name": WORKERS[0], "phone": PHONES[WORKERS[0]]}
    )
    group = Group(
        seats("zhili.mediator"), seats(phone=True, scripts=False), worker, str(receipt["number"]), tmp_path
    )
    _is_opened(group)
    _the_list_is_pasted(group)
    _all_consent(group)
    _one_text_for_all(group)
    _thirty_sign(group)
    _the_last_one_signs(group)
    _the_paper_has_all_signatures(group, seats(phone=True))


def _is_opened(group: Group) -> None:
    desk = group.desk
    take_step(desk, group.number, "sign")
    pressed(desk, "调解")
    desk.page.check("input[name=safety][value=CLEAR]")
    pressed(desk, "下一步")
    desk.page.select_option("#id_dispute", "LABOUR")
    desk.page.fill("#id_gist", "三十名工人主张 2026 年 8 月至 10 月的劳动报酬，希望约定付清的日期。")
    desk.page.fill("#id_party0-name", COMPANY)
    desk.page.fill("#id_party0-phone", ITS_PHONE)
    desk.page.select_option("#id_party0-capacity", "BODY")
    desk.page.fill("#id_party0-agent", "经办人费会计")
    pressed(desk, "登记调解")


def _the_list_is_pasted(group: Group) -> None:
    """With a mistyped number nobody is taken; then what was read is looked at, and taken whole."""
    desk = group.desk
    pressed(desk, "一次增加多位")
    desk.page.fill("#id_lines", "\n".join([*LIST, "王多一\t1385720019"]))
    pressed(desk, "先看一遍")
    assert "第 30 行：电话不对" in desk.words()
    desk.page.fill("#id_lines", "\n".join(LIST))
    pressed(desk, "先看一遍")
    assert "读到 29 位申请人" in desk.words()
    assert f"{len(WITHOUT)} 位没有手机号码" in desk.words()
    pressed(desk, "登记这 29 位")
    parties = desk.page.locator(".med-parties > li").all_inner_texts()
    assert len(parties) == 31
    group.without = [words.split()[0] for words in parties if "138" not in words and COMPANY not in words]
    assert len(group.without) == len(WITHOUT)
    assert desk.flaws() == []


def _all_consent(group: Group) -> None:
    desk, phone = group.desk, group.phone
    pressed(desk, "给没有征询的各位发短信")
    group.worker.carries()
    group.links = {number: link_to(group.worker.sink, number) for number in [*PHONES.values(), ITS_PHONE]}
    for place, number in enumerate(group.links):
        if place == 0:
            group.takes(number)
            pressed(phone, "同意调解")
        else:
            group.takes(number, "consent")
        pressed(phone, "是的，我同意调解")
        assert "您已同意调解" in phone.words("h1")
    opened(desk, "登记书面同意", f"#party-{group.without[0]}")
    _uploads(group, "征询单.png", picture(kind="PNG"))
    assert "各方都已同意" in desk.words(".headed")
    pressed(desk, "声明无利害关系", ".headed")
    pressed(desk, "开始调解", ".headed")


def _uploads(group: Group, name: str, content: bytes) -> None:
    """One paper, on which the others without a telephone have signed as well."""
    page = group.desk.page
    page.set_input_files("#act input[type=file]", {"name": name, "mimeType": "image/png", "buffer": content})
    for side in group.without[1:]:
        page.check(f"#act [name=too][value={side}]")
    sent(group.desk)
    assert "已记录" in group.desk.told(), group.desk.words("#act")


def _one_text_for_all(group: Group) -> None:
    """A column of amounts; a clause for each worker; the sum is told."""
    desk = group.desk
    pressed(desk, "起草协议", ".headed")
    desk.page.click("#payments summary")
    desk.page.fill("#id_many-what", "2026 年 8 月至 10 月工资")
    desk.page.fill("#id_many-amounts", "\n".join([str(EACH)] * 30))
    day = (now().astimezone(CHINA) + timedelta(days=20)).date().isoformat()
    desk.page.fill("#id_many-due_on", day)
    desk.page.fill("#id_many-manner", "转账到本人工资卡")
    pressed(desk, "每位加一条")
    assert desk.page.locator("#clauses .clauses > li").count() == 30
    assert "付款合计 288,000 元（贰拾捌万捌仟元整）" in desk.words("#clauses")
    desk.page.fill("#id_head-facts", "公司拖欠三十名工人 2026 年 8 月至 10 月工资，每人 9600 元。")
    pressed(desk, "保存")
    assert "都写清楚了" in desk.words()
    pressed(desk, "协议定稿")


def _thirty_sign(group: Group) -> None:
    """Sixteen by telephone, fourteen on the paper that was printed; the company has not."""
    group.worker.carries()
    for place, (name, number) in enumerate(PHONES.items()):
        _signs(group, name, number, looks=place == 0)
    _fourteen_sign_on_paper(group)
    told = group.desk.words()
    assert f"30/31 位已办。等 B {COMPANY} 签名。" in told
    assert "签发协议" not in told
    group.takes(PHONES[WORKERS[0]])
    assert "协议已经生效" not in group.phone.words()


def _signs(group: Group, name: str, number: str, *, looks: bool = False) -> None:
    phone = group.phone
    if looks:
        group.takes(number)
        pressed(phone, "看协议全文")
        assert "写明您姓名的是第 1 条" in phone.words()
        pressed(phone, "核对无误，去签名")
    else:
        group.takes(number, "sign")
    pressed(phone, "获取验证码")
    phone.page.get_by_label("验证码").fill(code_to(group.worker.sink, number))
    phone.page.get_by_label("或者输入您的全名").fill(name)
    pressed(phone, "签名")
    assert "您已签名" in phone.words("h1")


def _fourteen_sign_on_paper(group: Group) -> None:
    desk = group.desk
    short = re.search(r"前 8 位：\s*([0-9a-f]{8})", desk.words())
    assert short is not None
    desk.page.click("#papers details summary")
    desk.page.locator("#papers li:has-text('调解协议书') button:has-text('制作')").click()
    desk.page.wait_for_selector("text=已制作：调解协议书")
    with desk.page.expect_download() as got:
        desk.page.locator("#papers a:has-text('下载')").first.click()
    got.value.save_as(group.place / "to-sign.pdf")
    scan = scanned(group.place / "to-sign.pdf")
    opened(desk, "登记纸质签名", f"#party-{group.without[0]}")
    desk.page.fill("#id_short", short[1])
    _uploads(group, "签过的协议.png", scan)


def _the_last_one_signs(group: Group) -> None:
    _signs(group, COMPANY, ITS_PHONE)
    assert "各方都已签名" in group.at_desk()
    pressed(group.desk, "签发协议", ".headed")
    assert "已达成协议" in group.desk.words()


def _the_paper_has_all_signatures(group: Group, phone: Seat) -> None:
    """One of them reads it at home, on a telephone with scripts, and takes the sealed paper away."""
    group.worker.makes_papers()
    assert "已签章" in group.at_desk()
    phone.go(group.links[PHONES["丁小军"]])
    assert "协议已经生效" in phone.words()
    pressed(phone, "看协议全文")
    assert "写明您姓名的是第 2 条" in phone.words()
    assert phone.flaws() == []
    pressed(phone, "回到您的事项")
    with phone.page.expect_download() as got:
        phone.page.locator("a[href*='/papers/']").first.click()
    got.value.save_as(group.place / "agreement.pdf")
    assert check_seal((group.place / "agreement.pdf").read_bytes()).is_whole
    words = words_on(group.place / "agreement.pdf")
    assert words.count("网上键入") == len(PHONES) + 1
    assert words.count("纸质签名件") == len(WITHOUT)
    assert [name for name in WORKERS if words.count(name) < 2] == []
    assert words.count("9,600.00元") >= 30
