"""What a party reads of whom it waits for, and how it joins in asking a court; amounts that cannot be."""

from datetime import timedelta

import pytest
from django.test import Client

from heyi.mediation import operations as ops
from tests.desk.conftest import SignIn, sign_in
from tests.factories.matters import ZHILI, desk
from tests.factories.mediations import TOMORROW, begun, colleague, concluded, opened
from tests.factories.parties import address_of

__all__ = ["sign_in"]

pytestmark = pytest.mark.django_db


def page(matter, side="A", *parts, client=None):
    return (client or Client()).get(address_of(matter, side, *parts))


def words(answer) -> str:
    return answer.content.decode().partition("<main")[2]


def sent(matter, side, *parts, client=None, **form):
    return (client or Client()).post(address_of(matter, side, *parts), form, follow=True)


@pytest.mark.parametrize("verb", ["join_confirmation", "decline_confirmation"])
def test_without_a_right_link_nobody_joins(verb: str) -> None:
    assert Client().post(f"/m/330502nothing/{verb}").status_code == 404


def test_who_is_waited_for_is_said_truly() -> None:
    matter, _id = opened()
    sent(matter, "A", "consent")
    assert "还在等其他当事人答复" in words(page(matter, "A"))
    sent(matter, "B", "consent")
    for side in "AB":
        assert "等调解员开始调解" in words(page(matter, side))


@pytest.mark.parametrize(("typed", "told"), [("9999.995", "最多两位小数"), ("1" * 20, "这个数太大了")])
def test_an_amount_that_cannot_be_is_refused_in_plain_words(typed: str, told: str) -> None:
    matter, _id = begun()
    answer = sent(matter, "A", "propose", text="分期付", amount=typed)
    assert answer.status_code == 422
    assert told in words(answer)
    assert "确认小数" not in words(answer)


def asked_for_court() -> object:
    matter, _id = concluded()
    with desk(ZHILI):
        ops.ask_confirmation(matter.key, taking=colleague(), court="吴兴区人民法院")
    return matter


def test_a_party_is_asked_to_join_and_may_decline_on_its_own_device_alone(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for face in ("acting", "views"):
        monkeypatch.setattr(f"heyi.portal.mediation.{face}.now", lambda: TOMORROW)
    matter = asked_for_court()
    told = words(page(matter, "A"))
    for expected in ("您愿意一起请法院确认这份协议吗", "吴兴区人民法院", "三十日内", "民事诉讼法 §205"):
        assert expected in told
    assert "可以请法院确认" not in told
    assert sent(matter, "A", "join_confirmation", client=sign_in("zhili.clerk")).status_code == 403
    assert "您同意一起请法院确认" in words(sent(matter, "A", "join_confirmation"))
    assert "您不参加司法确认的申请" in words(sent(matter, "B", "decline_confirmation"))
    assert sent(matter, "B", "decline_confirmation").status_code == 409
    assert "您同意一起请法院确认" in words(sent(matter, "B", "join_confirmation"))


def test_after_thirty_days_nobody_is_asked_to_join(monkeypatch: pytest.MonkeyPatch) -> None:
    matter = asked_for_court()
    later = TOMORROW + timedelta(days=40)
    for face in ("acting", "views"):
        monkeypatch.setattr(f"heyi.portal.mediation.{face}.now", lambda: later)
    told = words(page(matter, "A"))
    assert "没有申请司法确认" in told
    assert "同意一起申请" not in told
    answer = sent(matter, "A", "join_confirmation")
    assert answer.status_code == 409
    assert "已经超过三十日" in words(answer)


def test_who_asks_for_another_mediator_alone_reads_that_it_waits() -> None:
    matter, _id = opened()
    sent(matter, "A", "ask_recusal", text="他是对方的表哥")
    assert "要求换调解员，调解单位正在处理" in words(page(matter, "A"))
    other = words(page(matter, "B"))
    assert "调解单位正在处理" not in other
    assert "觉得不公正" in other, "the other side may ask too"
    assert sent(matter, "B", "ask_recusal", text="太急").status_code == 200
    assert "要求换调解员，调解单位正在处理" in words(page(matter, "B"))
