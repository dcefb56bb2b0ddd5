"""Giving a matter to 110 or 12345 at the desk: who is offered it, what would leave, what is shown of it afterwards."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from heyi.desk.matters.transferring import LEAVES, in_words
from heyi.dispatch import operations as ops
from heyi.intake.codes import PartnerKind
from heyi.journal.access import timeline_of
from heyi.journal.operations import claim_due, mark
from heyi.journeys.transferring import queue_transfers
from heyi.kernel.clock import now
from heyi.matters.access import entering, matter_view
from heyi.matters.transfers import ASKED_MOST
from heyi.web.moments import instant_words
from tests.desk.conftest import SignIn
from tests.desk.test_lists import questions
from tests.factories.matters import (
    WUXING,
    WUXING_POLICE,
    ZHILI,
    Received,
    desk,
    received,
    reporters_step,
    step,
    unit,
)
from tests.factories.partners import HOTLINE_TRANSFERS, POLICE_TRANSFERS, Signing, signing
from tests.factories.transfers import all_transfers, given, open_transfer, standing

pytestmark = pytest.mark.django_db
LIST = "/desk/matters/"
CALLBACK = "http://127.0.0.1:9/heyi"
STORY = "邻居在楼道里持棍威胁，我们一家不敢出门。"
REPORTER = {"name": "张三", "phone": "13800000000"}


@pytest.fixture
def police(db: None) -> Signing:
    return signing(PartnerKind.POLICE110, callback=CALLBACK)


def in_hand(text: str = STORY, **report: Any) -> Received:
    matter = received(text, at=now(), **report)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI, at=now()))
    return matter


def arrived(matter: Received, *, at: datetime) -> None:
    """Their system has answered 2xx to the offer."""
    with entering("worker"):
        queue_transfers(timeline_of(*matter.key), at=at)
        for due in claim_due(at=at):
            mark(due, None, at=at)


def text_of(answer: Any) -> str:
    """A page without its markup of times."""
    return re.sub(r"</?time[^>]*>", "", answer.content.decode())


def page(client: Client, matter: Received, verb: str = "") -> str:
    return client.get(f"/desk/matters/{matter.number}/{verb}").content.decode()


def sends(client: Client, matter: Received, police: Signing, **changed: str) -> Any:
    form = {"to": f"{police.id}:EMERGENCY", "told": "有人持棍威胁", "text": "请立即出警", **changed}
    return client.post(f"/desk/matters/{matter.number}/transfer", {k: v for k, v in form.items() if v})


def is_offered(words: str, verb: str) -> bool:
    return re.search(rf'href="[^"]+/{verb}"[^>]*data-press', words) is not None


def test_without_a_partner_there_is_no_button(sign_in: SignIn) -> None:
    matter = in_hand()
    assert not is_offered(page(sign_in("zhili.clerk"), matter), "transfer")


def test_the_form_shows_exactly_what_will_leave_and_that_is_what_has_left(
    sign_in: SignIn, police: Signing
) -> None:
    matter, clerk = in_hand(place="织里镇童装城"), sign_in("zhili.clerk")
    assert is_offered(page(clerk, matter), "transfer")
    form = page(clerk, matter, "transfer")
    box = form[form.index('class="leaves"') :].split("</section>")[0]
    shown = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", box)
    assert STORY in form
    assert sends(clerk, matter, police).status_code == 302
    (transfer,) = all_transfers(matter)
    assert tuple(shown[: len(in_words(transfer.sent))]) == in_words(transfer.sent)
    assert set(transfer.sent) == set(LEAVES) - {"route"}  # to another city alone
    assert (transfer.told, transfer.asked, transfer.with_contact) == ("有人持棍威胁", "请立即出警", False)


def test_after_it_the_page_says_who_has_it_and_offers_no_second_owner(
    sign_in: SignIn, police: Signing
) -> None:
    matter, clerk = in_hand(), sign_in("zhili.clerk")
    sends(clerk, matter, police)
    words = page(clerk, matter)
    assert f"正转交 <b>{police.name}</b>，等待对方接收。" in words
    assert "仍由承办单位负责" in words
    offered = {verb for verb in ("transfer", "answer", "refer", "hold", "recall") if is_offered(words, verb)}
    assert offered == {"recall"}
    transfer = all_transfers(matter)[0]
    police.post(POLICE_TRANSFERS, {"zjbh": str(transfer.id), "czlx": "1", "jjdbh": "J33050001"})
    words = page(clerk, matter)
    assert f"<b>{police.name}</b>已接收，由其办理（对方编号 J33050001）" in words
    assert "对方接收，由其办理" in words
    assert "暂停计时" in words
    assert is_offered(words, "recall")


def test_it_is_recalled_with_a_reason(sign_in: SignIn, police: Signing) -> None:
    matter, clerk = in_hand(), sign_in("zhili.clerk")
    sends(clerk, matter, police)
    there = f"/desk/matters/{matter.number}/recall"
    assert clerk.post(there, {"text": " "}).status_code == 422
    assert clerk.post(there, {"text": "对方电话说明不属其职责"}).status_code == 302
    words = page(clerk, matter)
    assert "收回转交" in words
    assert is_offered(words, "transfer")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"to": ""}, "请选择。"),
        ({"to": "999:EMERGENCY"}, "选择一个有效的选项"),
        ({"text": ""}, "请填写。"),
        ({"told": ""}, "请填写。"),
        ({"told": "长" * 5001}, "5000"),
    ],
)
def test_a_fault_is_named_and_what_was_typed_stays(
    sign_in: SignIn, police: Signing, changed: dict[str, str], words: str
) -> None:
    matter = in_hand()
    answer = sends(sign_in("zhili.clerk"), matter, police, **changed)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(words, told), told
    assert "有人持棍威胁" in told or "told" in changed
    assert all_transfers(matter) == ()


def test_a_matter_about_the_police_does_not_leave_for_110(sign_in: SignIn, police: Signing) -> None:
    matter = in_hand()
    right = ops.Right(subjects=[unit(WUXING_POLICE)])
    with desk(WUXING):
        ops.correct(matter.key, step=step(WUXING, at=now()), right=right, text="来电说明")
    answer = sends(sign_in("zhili.clerk"), matter, police)
    assert answer.status_code == 409
    assert "须回避的单位" in answer.content.decode()
    assert "有人持棍威胁" in answer.content.decode()
    assert all_transfers(matter) == ()


def test_the_contact_is_offered_where_there_is_one_and_to_the_lead_alone(
    sign_in: SignIn, police: Signing
) -> None:
    box = 'name="with_contact"'
    with_one, without = in_hand(reporter=REPORTER), in_hand()
    assert box in page(sign_in("zhili.clerk"), with_one, "transfer")
    assert box not in page(sign_in("zhili.clerk"), without, "transfer")
    assert box not in page(sign_in("wuxing.dispatcher"), with_one, "transfer")


def test_giving_the_contact_is_shown_to_the_reporter(sign_in: SignIn, police: Signing) -> None:
    matter = in_hand(reporter=REPORTER)
    sends(sign_in("zhili.clerk"), matter, police, with_contact="on")
    told = Client().get(f"/t/{matter.receipt['tracking_code']}").content.decode()
    assert "把您的姓名和电话随转交提供给了接收的一方" in told
    assert "TRANSFER" not in page(sign_in("zhili.clerk"), matter, "identity")  # no purpose of one's own


def test_who_sees_only_the_alarm_learns_of_no_transfer(sign_in: SignIn, police: Signing) -> None:
    matter = in_hand("织里镇吴兴大道，两户邻居起纠纷，对方正拿着刀要砍人，快来救命！")
    sends(sign_in("zhili.clerk"), matter, police)
    words = page(sign_in("zhili.police"), matter)
    assert "紧急警情" in words
    assert police.name not in words
    assert not is_offered(words, "transfer")
    with desk("330502100-POLICE"):
        assert matter_view(*matter.key, units=[unit("330502100-POLICE")]).partner == ""


def test_one_transfer_and_three_cost_the_page_the_same(sign_in: SignIn, police: Signing) -> None:
    matter, clerk = in_hand(), sign_in("zhili.clerk")
    there = f"/desk/matters/{matter.number}/"
    costs = []
    for _each in range(3):
        _matter, number = given(police, matter=matter, at=now())
        police.post(POLICE_TRANSFERS, {"zjbh": str(number), "czlx": "2", "fknr": "不属警情"})
        costs.append(questions(clerk, there))
    assert costs[0] == costs[2]
    assert standing(matter) == ("IN_HAND", "")


def test_what_the_reporter_adds_meanwhile_is_to_be_passed_on(sign_in: SignIn, police: Signing) -> None:
    matter, number = given(police, at=now())
    police.post(POLICE_TRANSFERS, {"zjbh": str(number), "czlx": "1", "jjdbh": "J1"})
    with entering("tracking", matter=matter.id):
        ops.supplement(matter.key, step=reporters_step(at=now()), text="他又来了")
    assert f"请转告 {police.name}" in page(sign_in("zhili.clerk"), matter)


def test_an_offer_that_nobody_has_taken_shows_in_the_list_on_the_page_and_in_the_ledger(
    sign_in: SignIn, police: Signing
) -> None:
    at = now() - timedelta(hours=5)
    matter, number = given(police, at=at)
    since = instant_words(at, now=now())
    clerk, above = sign_in("zhili.clerk"), sign_in("wuxing.dispatcher")
    waits = f"等 {police.name} 接收，{since} 起"
    assert waits in text_of(clerk.get(LIST))
    assert waits in text_of(above.get(f"{LIST}?below=1"))
    assert f"{since} 起等 {police.name} 接收" in text_of(clerk.get(f"{LIST}{matter.number}/"))
    ledger = "对方系统收下了"
    arrived(matter, at=at)
    for address in ("/desk/deliveries/", f"{LIST}{matter.number}/"):
        assert ledger in text_of(clerk.get(address))
    police.post(POLICE_TRANSFERS, {"zjbh": str(number), "czlx": "2", "fknr": "不属警情"})
    given(police, matter=matter, at=now())
    assert ledger not in text_of(
        clerk.get("/desk/deliveries/")
    )  # the first was answered, the second has not left
    police.post(POLICE_TRANSFERS, {"zjbh": str(open_transfer(matter).id), "czlx": "1", "jjdbh": "J1"})
    assert f"等 {police.name} 接收" not in text_of(clerk.get(LIST))


def test_who_has_only_the_alarm_reads_of_no_offer_in_the_list(sign_in: SignIn, police: Signing) -> None:
    matter, _number = given(police, text="织里镇吴兴大道，两户邻居起纠纷，对方正拿着刀要砍人，快来救命！")
    page = text_of(sign_in("zhili.police").get(LIST))
    assert matter.number in page
    assert police.name not in page


def test_one_offer_in_the_list_and_three_cost_the_same(sign_in: SignIn, police: Signing) -> None:
    clerk = sign_in("zhili.clerk")
    given(police)
    one = questions(clerk, LIST)
    given(police)
    given(police)
    assert questions(clerk, LIST) == one


def test_it_has_a_tab_of_its_own(sign_in: SignIn, police: Signing) -> None:
    matter, number = given(police, at=now())
    police.post(POLICE_TRANSFERS, {"zjbh": str(number), "czlx": "1", "jjdbh": "J1"})
    clerk = sign_in("zhili.clerk")
    assert matter.number in clerk.get("/desk/matters/?state=WITH_PARTNER").content.decode()
    assert matter.number not in clerk.get("/desk/matters/?state=IN_HAND").content.decode()


def test_a_reply_bears_the_name_of_who_wrote_it_whoever_has_the_matter_since(
    police: Signing, client: Client
) -> None:
    hotline = signing(PartnerKind.HOTLINE12345, callback=CALLBACK)
    matter, number = given(hotline, "HOTLINE12345", at=now())
    for verb, more in (
        ("ACCEPT", {"orderNo": "H1"}),
        ("REPLY", {"content": "已派单。"}),
        ("RETURN", {"content": "不属"}),
    ):
        answer = {"transferNo": str(number), "action": verb, **more}
        assert hotline.post(HOTLINE_TRANSFERS, answer).status_code == 201
    given(police, matter=matter, at=now())
    words = client.get(reverse("portal:track", args=[matter.receipt["tracking_code"]])).content.decode()
    assert f"{hotline.name}的答复" in words
    assert f"{police.name}的答复" not in words


def test_what_is_asked_of_a_partner_is_bounded_where_it_is_written(sign_in: SignIn, police: Signing) -> None:
    matter, clerk = in_hand(), sign_in("zhili.clerk")
    assert sends(clerk, matter, police, text="请" * (ASKED_MOST + 1)).status_code == 422
    assert sends(clerk, matter, police, text="请" * ASKED_MOST).status_code == 302
