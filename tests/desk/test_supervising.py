"""催办 and 督办 at the desk: what is stuck is seen with its remedy; pressed by hand and by rule; answered and ended."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.journeys.sweeping import sweep
from heyi.kernel.clock import now
from tests.desk.conftest import SignIn
from tests.factories.matters import received

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

TEXTS = (
    "邻居把衣服晾在楼道里，我们两家起了纠纷。",
    "邻居夜里唱歌，我们两家起了纠纷。",
    "邻居的狗咬了人，我们两家起了纠纷。",
)


def late(text: str = TEXTS[0]) -> str:
    """A matter that nobody has signed for in thirty hours."""
    return str(received(text, at=now() - timedelta(hours=30)).number)


def pressed(client: Client, number: str, verb: str, **given: str) -> str:
    return client.post(f"/desk/matters/{number}/{verb}", given, follow=True).content.decode()


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_stuck_view_says_what_since_when_on_whom_and_offers_the_remedy(sign_in: SignIn) -> None:
    number, leader = late(), sign_in("wuxing.leader")
    shown = page(leader, "/desk/matters/stuck")
    wanted = (number, "已超", "织里镇社会治理中心", "还没有")
    assert [words for words in wanted if words not in shown] == []
    assert f"/desk/matters/{number}/urge" in shown
    pressed(leader, number, "urge", text="请今天签收。")
    assert "催办</span>" in page(leader, "/desk/matters/stuck")
    assert "请今天签收。" in page(sign_in("zhili.handler"), f"/desk/matters/{number}/")
    assert f"/desk/matters/{number}/urge" not in page(leader, f"/desk/matters/{number}/")


def test_it_is_supervised_answered_and_ended(sign_in: SignIn) -> None:
    number, leader, town = late(), sign_in("wuxing.leader"), sign_in("zhili.handler")
    pressed(leader, number, "supervise", ground="PERFUNCTORY", text="请说明原因。")
    shown = page(town, f"/desk/matters/{number}/")
    assert "督办 织里镇社会治理中心：敷衍拖延" in shown
    assert "前反馈" in shown
    assert f"/desk/matters/{number}/end_supervision" not in page(leader, f"/desk/matters/{number}/")
    pressed(town, number, "reply_supervision", text="今天下午上门。")
    assert "已反馈" in page(leader, "/desk/matters/stuck")
    pressed(leader, number, "end_supervision", text="同意。")
    assert "您的单位督办的" not in page(leader, "/desk/matters/stuck")


def test_the_sweep_urges_by_rule_and_the_page_says_by_which(sign_in: SignIn) -> None:
    number = late()
    sweep(now=now)
    shown = page(sign_in("zhili.handler"), f"/desk/matters/{number}/")
    assert "时限已过" in shown
    assert "催办" in shown


def test_a_unit_does_not_press_itself_nor_its_equal(sign_in: SignIn) -> None:
    number = late()
    for person in ("zhili.handler", "balidian.clerk"):
        client = sign_in(person)
        assert f"/desk/matters/{number}/urge" not in page(client, f"/desk/matters/{number}/")
    assert sign_in("zhili.handler").post(f"/desk/matters/{number}/urge").status_code == 409
    assert sign_in("balidian.clerk").post(f"/desk/matters/{number}/urge").status_code == 404


def test_the_reporter_reads_that_it_is_supervised(sign_in: SignIn, client: Client) -> None:
    matter = received(at=now() - timedelta(hours=30))
    pressed(sign_in("wuxing.leader"), str(matter.number), "supervise", ground="SHIRKING", text="请说明原因。")
    shown = page(client, f"/t/{matter.receipt['tracking_code']}")
    assert "上级单位正在督办" in shown
    assert "请说明原因" not in shown


def test_a_key_that_no_list_gave_is_the_first_page(sign_in: SignIn) -> None:
    number = late()
    assert number in page(sign_in("wuxing.leader"), "/desk/matters/stuck?after=x")


def test_the_view_asks_as_much_for_three_as_for_one(sign_in: SignIn) -> None:
    leader = sign_in("wuxing.leader")
    number = late()
    pressed(leader, number, "supervise", ground="SHIRKING", text="请说明原因。")
    for_one = statements(leader)
    for text in TEXTS[1:]:
        pressed(leader, late(text), "supervise", ground="SHIRKING", text="请说明原因。")
    assert statements(leader) == for_one


def statements(client: Client) -> int:
    page(client, "/desk/matters/stuck")  # what a process holds is read now
    with CaptureQueriesContext(connection) as captured:
        page(client, "/desk/matters/stuck")
    return len(captured)
