"""分项 at the desk: split off, seen on both pages, answered, returned, accepted; closed over with a reason."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.dispatch.access import parts_of
from heyi.matters.access import entering
from tests.desk.conftest import SignIn
from tests.factories.matters import BALIDIAN, Received, received, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
GIVEN = {
    "kind": "DISPUTE.LABOUR",
    "title": "拖欠工资",
    "text": "工地欠一名工人两个月工资。",
    "place": "吴兴大道工地",
}


def pressed(client: Client, number: str, verb: str, **given: object) -> str:
    return client.post(f"/desk/matters/{number}/{verb}", given, follow=True).content.decode()


def page(client: Client, number: str) -> str:
    return client.get(f"/desk/matters/{number}/").content.decode()


def split_off(client: Client, head: Received, **given: object) -> str:
    pressed(
        client,
        head.number,
        "split",
        **{**GIVEN, "region_code": "330502100", "to_unit": unit(BALIDIAN), **given},
    )
    with entering("worker"):
        return parts_of(*head.key)[-1].number


@pytest.fixture
def head() -> Received:
    return received("工地拖欠工资，食堂也没有证。", reporter={"name": "王小明", "phone": "13800001234"})


def test_a_part_from_the_form_to_its_end(sign_in: SignIn, head: Received) -> None:
    town, other = sign_in("zhili.handler"), sign_in("balidian.clerk")
    form = town.get(f"/desk/matters/{head.number}/split").content.decode()
    assert "承接单位只看得到您在这里写的" in form
    assert "工地拖欠工资" not in form.split('id="act"')[1].split("</form>")[0], (
        "nothing of the text is filled in"
    )
    number = split_off(town, head)
    shown = page(town, head.number)
    assert f"/desk/matters/{number}/" in shown
    assert "拆分出 1 项" in shown
    theirs = page(other, number)
    assert head.number in theirs
    assert f"/desk/matters/{head.number}/" not in theirs
    assert "王" not in theirs
    assert "反映人由主件的主办单位联系" in theirs
    assert "<dt>查询码" not in theirs
    for absent in ("contact", "split", "transfer", "accept_part"):
        assert f"/desk/matters/{number}/{absent}" not in theirs
    pressed(other, number, "sign")
    assert "主件的主办单位会看到全文" in other.get(f"/desk/matters/{number}/answer").content.decode()
    pressed(other, number, "answer", text="工资已补发。")
    assert "已答复" in page(town, head.number)
    mine = page(town, number)
    assert f"/desk/matters/{head.number}/" in mine
    assert "工资已补发。" in mine
    pressed(town, number, "return_part", text="请附工资表")
    assert "主件的主办单位退回了上一次答复" in page(other, number)
    pressed(other, number, "answer", text="附上工资表。")
    assert f"/desk/matters/{number}/return_part" not in page(town, number)
    assert "主件的主办单位认可了" in pressed(town, number, "accept_part")
    assert "主件的主办单位已认可" in page(town, head.number)


def test_what_is_no_longer_needed_is_ended_with_a_reason(sign_in: SignIn, head: Received) -> None:
    town = sign_in("zhili.handler")
    number = split_off(town, head)
    assert "不再需要" in pressed(town, number, "end_part", text="已由别处办了")
    assert "已结束" in page(town, head.number)


def test_the_head_is_closed_over_a_part_with_a_reason(sign_in: SignIn, head: Received) -> None:
    town = sign_in("zhili.handler")
    split_off(town, head)
    pressed(town, head.number, "sign")
    pressed(town, head.number, "answer", text="先答复工资的事。")
    assert "为什么不等分项" in town.get(f"/desk/matters/{head.number}/close").content.decode()
    refused = town.post(f"/desk/matters/{head.number}/close")
    assert refused.status_code == 409
    assert "还有分项没有办结" in refused.content.decode()
    assert town.post(f"/desk/matters/{head.number}/close", {"over_parts": ""}).status_code == 422
    assert "食堂另行处理" in pressed(town, head.number, "close", over_parts="食堂另行处理")


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "X"}, {"title": ""}, {"text": ""}, {"region_code": "9"}, {"to_unit": "x"}, {"to_unit": "-1"}],
)
def test_a_faulty_form_is_told_and_splits_nothing(
    sign_in: SignIn, head: Received, wrong: dict[str, str]
) -> None:
    given = {**GIVEN, "region_code": "330502100", **wrong}
    answer = sign_in("zhili.handler").post(f"/desk/matters/{head.number}/split", given)
    assert answer.status_code == 422
    with entering("worker"):
        assert parts_of(*head.key) == ()


def test_both_pages_ask_as_much_for_three_parts_as_for_one(sign_in: SignIn, head: Received) -> None:
    town, anybody, counts = sign_in("zhili.handler"), Client(), []
    for _each in range(3):
        split_off(town, head)
        page(town, head.number)
        anybody.get(f"/t/{head.receipt['tracking_code']}")
        with CaptureQueriesContext(connection) as captured:
            page(town, head.number)
            anybody.get(f"/t/{head.receipt['tracking_code']}")
        counts.append(len(captured))
    assert counts[0] == counts[2]


def test_a_page_of_what_has_no_part_asks_nothing_of_parts(sign_in: SignIn, head: Received) -> None:
    town = sign_in("zhili.handler")
    with CaptureQueriesContext(connection) as captured:
        page(town, head.number)
    assert not [query for query in captured.captured_queries if "dispatch_part" in query["sql"]]
