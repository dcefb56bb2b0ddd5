"""并案 at the desk: joined by number or from what is judged the same; one press sends the answer to each."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.desk.conftest import SignIn
from tests.factories.matters import Received, received

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
ANSWER = "物业已恢复电梯运行，\n双方说定每月检修。"


def lifts(count: int) -> list[Received]:
    return [received(f"织里镇吴越花园物业停了电梯，第{n}户业主和物业起了纠纷。") for n in range(count)]


def pressed(client: Client, number: str, verb: str, **given: object) -> str:
    return client.post(f"/desk/matters/{number}/{verb}", given, follow=True).content.decode()


def page(client: Client, number: str) -> str:
    return client.get(f"/desk/matters/{number}/").content.decode()


def fields(html: str, name: str) -> list[str]:
    return [part.split('"')[0] for part in html.split(f'name="{name}" value="')[1:]]


def test_the_head_s_answer_goes_to_each_that_joined(sign_in: SignIn) -> None:
    town, (head, *others) = sign_in("zhili.handler"), lifts(3)
    pressed(town, head.number, "sign")
    for matter in others:
        assert "主件编号" in town.get(f"/desk/matters/{matter.number}/bundle").content.decode()
        pressed(town, matter.number, "bundle", head=head.number)
        assert "已并入主件" in page(town, matter.number)
    shown = page(town, head.number)
    assert "签收并案的 2 件" in shown
    assert "/bundle" not in shown
    for matter in others:
        pressed(town, matter.number, "sign")
    pressed(town, head.number, "answer", text=ANSWER)
    assert "把本件的答复送给 2 件" in page(town, head.number)
    numbers = [matter.number for matter in others]
    asked = town.post("/desk/matters/many", {"verb": "answer", "n": numbers, "text": ANSWER}).content.decode()
    assert "双方说定每月检修。</textarea>" in asked
    given = {"verb": "answer", "n": numbers, "text": ANSWER, "stage": "preview"}
    preview = town.post("/desk/matters/many", given).content.decode()
    done = town.post(
        "/desk/matters/many",
        {**given, "stage": "do", "n": fields(preview, "n"), "seen": fields(preview, "seen")},
    ).content.decode()
    assert [number for number in numbers if number not in done] == []
    assert "已答复" in page(town, numbers[0])
    assert "把本件的答复送给" not in page(town, head.number)


def test_what_joined_leaves_again(sign_in: SignIn) -> None:
    town, (head, other) = sign_in("zhili.handler"), lifts(2)
    pressed(town, other.number, "bundle", head=head.number)
    pressed(town, other.number, "unbundle", text="是噪声，不是电梯")
    assert "已并入主件" not in page(town, other.number)
    assert "退出并案" in page(town, other.number)


def test_a_number_that_is_no_head_is_told(sign_in: SignIn) -> None:
    town, (matter,) = sign_in("zhili.handler"), lifts(1)
    answer = town.post(f"/desk/matters/{matter.number}/bundle", {"head": "1"})
    assert answer.status_code == 409
    assert "没有找到这个编号的在办事项" in answer.content.decode()


def test_the_page_asks_as_much_for_three_members_as_for_one(sign_in: SignIn) -> None:
    town, (head, *others) = sign_in("zhili.handler"), lifts(4)
    counts = []
    for matter in others:
        pressed(town, matter.number, "bundle", head=head.number)
        page(town, head.number)
        with CaptureQueriesContext(connection) as captured:
            page(town, head.number)
        counts.append(len(captured))
    assert counts[0] == counts[2]
