"""退单异议 at the desk: made, found, decided, ruled; refusals say why; lists ask the same for three as for one."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.kernel.clock import now
from tests.desk.conftest import SignIn
from tests.factories.matters import received, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

LABOUR = "330502-HUMAN_RESOURCES"
STEPS = ("drop_objection", "agree_objection", "refuse_objection", "rule_kept", "rule_moved")


@pytest.fixture
def number() -> str:
    return str(received(at=now()).number)


def form(**change: str) -> dict[str, str]:
    return {"ground": "NOT_COMPETENT", "to_unit": str(unit(LABOUR)), "text": "属人社局职责。", **change}


def pressed(client: Client, number: str, verb: str, **given: str) -> str:
    return client.post(f"/desk/matters/{number}/{verb}", given, follow=True).content.decode()


def offered(client: Client, number: str) -> set[str]:
    page = client.get(f"/desk/matters/{number}/").content.decode()
    return {verb for verb in re.findall(rf"/desk/matters/{number}/(\w+)", page) if verb in {"object", *STEPS}}


def test_it_is_made_found_refused_and_ruled(sign_in: SignIn, number: str) -> None:
    town, county, city = sign_in("zhili.handler"), sign_in("wuxing.clerk"), sign_in("city.leader")
    assert offered(town, number) == {"object"}
    assert "5 个工作日" in town.get(f"/desk/matters/{number}/object").content.decode()
    assert "提出退单异议：不属于本单位职责" in pressed(town, number, "object", **form())
    assert offered(town, number) == {"drop_objection"}
    assert "退单异议 1 件等待您的单位决定" in county.get("/desk/matters/").content.decode()
    assert number in county.get("/desk/matters/objections").content.decode()
    assert offered(county, number) == {"agree_objection", "refuse_objection"}
    assert offered(city, number) == set()
    assert "裁定，期限" in pressed(county, number, "refuse_objection", text="镇里有调解职责。")
    assert offered(county, number) == set()
    assert offered(city, number) == {"rule_kept", "rule_moved"}
    assert "裁定由原单位办理" in pressed(city, number, "rule_kept", text="由镇里办理。")
    assert offered(town, number) == set()


def test_it_is_agreed_to_and_the_form_names_whom_the_unit_named(sign_in: SignIn, number: str) -> None:
    town, county = sign_in("zhili.handler"), sign_in("wuxing.clerk")
    pressed(town, number, "object", **form())
    assert (
        f'<option value="{unit(LABOUR)}" selected'
        in county.get(f"/desk/matters/{number}/agree_objection").content.decode()
    )
    pressed(county, number, "agree_objection", to_unit=str(unit(LABOUR)), text="同意。")
    assert (
        "派单单位同意，改由该单位办理"
        in sign_in("wuxing.labour").get(f"/desk/matters/{number}/").content.decode()
    )
    assert "曾经办" in town.get(f"/desk/matters/{number}/").content.decode()


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"ground": ""}, 422, ""),
        ({"ground": "LAZY"}, 422, ""),
        ({"text": ""}, 422, ""),
        ({"to_unit": "99999999"}, 422, ""),
    ],
)
def test_what_cannot_be_says_why_and_keeps_what_was_typed(
    sign_in: SignIn, number: str, change: dict[str, str], status: int, words: str
) -> None:
    town = sign_in("zhili.handler")
    answer = town.post(f"/desk/matters/{number}/object", form(**change))
    assert (answer.status_code, words in answer.content.decode()) == (status, True)
    assert (change.get("text", "属人社局职责。")) in answer.content.decode()
    assert offered(town, number) == {"object"}


def test_a_stranger_finds_no_button_and_no_page(sign_in: SignIn, number: str) -> None:
    pressed(sign_in("zhili.handler"), number, "object", **form())
    stranger = sign_in("deqing.clerk")
    assert stranger.post(f"/desk/matters/{number}/agree_objection", {"text": "好"}).status_code == 404
    assert number not in stranger.get("/desk/matters/objections").content.decode()


def test_the_reporter_reads_that_it_is_being_settled_whose_it_is(sign_in: SignIn, client: Client) -> None:
    matter = received(at=now())
    pressed(sign_in("zhili.handler"), str(matter.number), "object", **form())
    page = client.get(f"/t/{matter.receipt['tracking_code']}", follow=True).content.decode()
    assert "有关单位正在确认" in page
    assert "属人社局职责" not in page  # what units write to each other stays with them


def test_the_lists_ask_as_much_for_three_as_for_one(sign_in: SignIn, number: str) -> None:
    town, county = sign_in("zhili.handler"), sign_in("wuxing.clerk")
    pressed(town, number, "object", **form())
    paths = ("/desk/matters/objections", "/desk/matters/", "/desk/matters/?below=1")
    for_one = [statements(county, path) for path in paths]
    for text in ("邻居夜里唱歌，我们两家起了纠纷。", "邻居的狗咬了人，我们两家起了纠纷。"):
        pressed(town, str(received(text, at=now()).number), "object", **form())
    assert [statements(county, path) for path in paths] == for_one


def statements(client: Client, path: str) -> int:
    client.get(path)  # what a process holds is read now
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)
