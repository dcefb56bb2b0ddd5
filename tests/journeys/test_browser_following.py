"""A reporter on a phone: follows, sees who looked, contests once, is answered again, accepts, rates; finds all own
matters by a code over a real gateway. In both languages, and every page is asked for its flaws."""

import re
from collections.abc import Mapping
from typing import Any

import pytest

from heyi.adapters.texting.stub import Sink
from heyi.dispatch import operations as ops
from heyi.kernel.clock import now
from heyi.kernel.codes import spaced
from heyi.matters.access import find_tracked
from tests.factories.matters import ZHILI, desk, step
from tests.journeys.seats import Hotline, Seat, Seats

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("sink")]

TEXT = "织里镇吴越花园三幢楼上晾衣一直滴水，我们两家吵了好几次，请帮忙调解。"
PHONE = "13800000000"
SECRET = "only-for-this-test"
Receipt = Mapping[str, Any]


@pytest.fixture
def receipt(hotline: Hotline) -> Receipt:
    return hotline.send(TEXT, title="楼上晾衣滴水", reporter={"name": "沈月琴", "phone": PHONE})


def track(receipt: Receipt, verb: str = "") -> str:
    return f"/t/{spaced(receipt['tracking_code'])}{'/' if verb else ''}{verb}"


def handled(receipt: Receipt, *verbs: str, text: str = "双方说定：拧干再晾，加装雨棚。") -> None:
    """What the desk does meanwhile."""
    key = find_tracked(receipt["tracking_code"])
    assert key is not None
    for verb in verbs:
        with desk(ZHILI):
            form = {"text": text} if verb == "answer" else {}
            getattr(ops, verb)(key, step=step(ZHILI, at=now()), **form)


def press(seat: Seat, words: str) -> None:
    with seat.page.expect_navigation():
        seat.page.click(f"main button:has-text('{words}')")


def test_a_reporter_follows_on_a_phone_until_it_is_settled(seats: Seats, receipt: Receipt) -> None:
    phone, handler = seats(phone=True), seats("zhili.handler")
    phone.go(track(receipt))
    assert "还没有人打开过这件事" in phone.words()
    assert phone.flaws() == []
    handler.go(f"/desk/matters/{receipt['number']}/")
    handled(receipt, "sign", "answer")
    phone.page.reload()
    assert "织里镇承办人" in phone.words("[aria-labelledby=looks-title]")
    phone.page.click("summary:has-text('提出异议')")
    phone.page.fill("#contest textarea", "昨天又滴了一整天。")
    press(phone, "提交异议")
    assert "重新办理" in phone.told()
    handler.page.reload()
    assert "反映人不认可上一次答复" in handler.words()
    assert handler.flaws() == []
    handled(receipt, "answer", text="雨棚今天装好了。")
    phone.page.reload()
    assert "雨棚今天装好了。" in phone.words()
    assert "已提出过一次异议" in phone.words()
    _accepted_and_rated(phone)
    handler.page.reload()
    assert "还是没有拧干" in handler.words("[aria-labelledby=rating-title]")
    assert handler.flaws() == []


def _accepted_and_rated(phone: Seat) -> None:
    with phone.page.expect_navigation():
        phone.page.click("a:has-text('认可答复')")
    assert phone.flaws() == []
    press(phone, "认可，办结")
    assert "反映人认可了" in phone.words(".sentence")
    phone.page.click("summary:has-text('评价办理')")
    assert phone.flaws() == []
    phone.page.check("[name=reasonable][value=yes]")
    phone.page.check("[name=done][value=no]")
    phone.page.check("[name=satisfied][value=SATISFIED]")
    phone.page.fill("#rate textarea", "还是没有拧干")
    press(phone, "提交评价")
    assert "评价已经送到" in phone.told()
    assert "修改评价" in phone.words()


def test_adding_and_withdrawing_work_without_a_script(seats: Seats, receipt: Receipt) -> None:
    context = seats.browser.new_context(
        base_url=seats.address, java_script_enabled=False, viewport={"width": 320, "height": 700}
    )
    seats.contexts.append(context)
    phone = Seat(context.new_page())
    phone.go(track(receipt))
    phone.page.click("summary:has-text('补充情况')")
    phone.page.fill("#supplement textarea", "门牌是三幢二单元。")
    press(phone, "提交补充")
    assert "门牌是三幢二单元。" in phone.words()
    with phone.page.expect_navigation():
        phone.page.click("a:has-text('撤回反映')")
    press(phone, "撤回，不再办理")
    assert "反映人已撤回" in phone.words(".sentence")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_all_own_matters_by_a_code_from_a_real_gateway(
    seats: Seats, hotline: Hotline, sink: Sink, language: str
) -> None:
    number = f"1380000000{len(language)}"
    mine = hotline.send(TEXT, title="楼上晾衣滴水", reporter={"name": "沈月琴", "phone": number})
    other = hotline.send(TEXT + "！", title="别人的事", reporter={"name": "别人", "phone": "13900000000"})
    phone = seats(phone=True, language=language)
    phone.go("/mine/")
    assert phone.flaws() == []
    phone.page.fill("[name=phone]", number)
    with phone.page.expect_navigation():
        phone.page.click("main button[type=submit]")
    assert phone.flaws() == []
    sent = re.search(r"\d{6}", sink.kept[-1].words)
    assert sent is not None
    phone.page.fill("[name=code]", sent[0])
    with phone.page.expect_navigation():
        phone.page.click("main button[type=submit]")
    assert mine["number"] in phone.words()
    assert other["number"] not in phone.page.content()
    assert phone.flaws() == []
    with phone.page.expect_navigation():
        phone.page.click(f"main a:has-text('{mine['number']}')")
    assert phone.page.url.endswith(track(mine))
    assert phone.flaws() == []


@pytest.mark.parametrize("verb", ["", "accept", "withdraw"])
@pytest.mark.parametrize(("language", "theme", "size"), [("en", "dark", "large"), ("zh-hans", "", "large")])
def test_pages_have_no_flaw_in_any_clothes(
    seats: Seats, receipt: Receipt, verb: str, language: str, theme: str, size: str
) -> None:
    handled(receipt, "sign", "answer")
    phone = seats(phone=True, language=language, theme=theme, size=size)
    phone.go(track(receipt, verb))
    for summary in phone.page.locator("summary").all():
        summary.click()
    assert phone.flaws() == []
