"""Longer at the desk: asked on the matter's page, found by who decides, granted there, and told in words."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.dispatch import operations as ops
from heyi.dispatch.access import waiting_extensions
from heyi.kernel.clock import now
from tests.desk.conftest import SignIn
from tests.factories.matters import WUXING, ZHILI, desk, received, step, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

FORM = {"ground": "MANY_PARTIES", "amount": "3", "text": "两家都要等家人回来再谈。"}


@pytest.fixture
def number() -> str:
    return in_hand("邻居把衣服晾在楼道里，我们两家起了纠纷。")


def in_hand(text: str) -> str:
    matter = received(text, at=now())
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI, at=now()))
    return str(matter.number)


def pressed(client: Client, number: str, verb: str, **form: str) -> Client:
    return client.post(f"/desk/matters/{number}/{verb}", form, follow=True)


def test_it_is_asked_found_and_granted(sign_in: SignIn, number: str) -> None:
    handler, above = sign_in("zhili.handler"), sign_in("wuxing.clerk")
    assert "最多还可以延长 30 日" in handler.get(f"/desk/matters/{number}/ask_extension").content.decode()
    asked = pressed(handler, number, "ask_extension", **FORM).content.decode()
    assert "等待审批" in asked
    assert f"/desk/matters/{number}/ask_extension" not in asked  # one at a time
    assert f"/desk/matters/{number}/grant_extension" not in asked  # not by who asked
    assert "延期申请 1 件等待审批" in above.get("/desk/matters/?below=1").content.decode()
    assert number in above.get("/desk/matters/extensions").content.decode()
    granted = pressed(above, number, "grant_extension", text="家人外出，请多等几天。").content.decode()
    assert "已延期" in granted
    assert "没有等待审批的延期申请" in above.get("/desk/matters/extensions").content.decode()


def test_the_city_s_leader_refuses_and_the_unit_reads_why(sign_in: SignIn, number: str) -> None:
    handler, leader = sign_in("zhili.handler"), sign_in("city.leader")
    pressed(handler, number, "ask_extension", **FORM)
    assert "未同意延期" in pressed(leader, number, "refuse_extension", text="材料齐全。").content.decode()
    assert "材料齐全。" in handler.get(f"/desk/matters/{number}/").content.decode()


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"amount": "31"}, 409, "最多还可以延长 30"),
        ({"amount": "-1"}, 422, ""),
        ({"amount": "many"}, 422, ""),
        ({"ground": "LAZY"}, 422, ""),
        ({"text": ""}, 422, ""),
    ],
)
def test_what_cannot_be_asked_says_why_and_keeps_what_was_typed(
    sign_in: SignIn, number: str, change: dict[str, str], status: int, words: str
) -> None:
    answer = sign_in("zhili.handler").post(f"/desk/matters/{number}/ask_extension", FORM | change)
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert (change.get("amount") or FORM["amount"]) in answer.content.decode()
    with desk(WUXING):
        assert waiting_extensions([unit(WUXING)], ()) == ()


def test_the_list_asks_as_much_for_three_as_for_one(sign_in: SignIn, number: str) -> None:
    handler, above = sign_in("zhili.handler"), sign_in("wuxing.clerk")
    pressed(handler, number, "ask_extension", **FORM)
    paths = ("/desk/matters/extensions", "/desk/matters/?below=1")
    for_one = [statements(above, path) for path in paths]
    for text in ("邻居夜里唱歌，我们两家起了纠纷。", "邻居的狗咬了人，我们两家起了纠纷。"):
        pressed(handler, in_hand(text), "ask_extension", **FORM)
    assert [statements(above, path) for path in paths] == for_one


def statements(client: Client, path: str) -> int:
    client.get(path)  # what a process holds is read now
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)
