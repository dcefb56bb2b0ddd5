"""The grid worker's door: registered once for who wants it, shown to scan, and seen again by its state alone."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.accounts.models import Person
from heyi.accounts.operations.founding import appoint_by_installation
from heyi.journal.access import timeline_of
from heyi.kernel.clock import now
from heyi.matters.access import entering, find_matter, find_tracked, matter_view
from tests.desk.conftest import SignIn
from tests.factories.files import picture
from tests.factories.matters import ZHILI, desk, unit

pytestmark = pytest.mark.django_db
GRID = "/desk/grid/"
DAHE = "330502100219-VILLAGE"
QUARREL = "邻居把晾衣杆伸到我家院子里，吵了好几次，请帮忙调解。"
UNSURE = "他砸我家门。"
NOT_ASKED = ("SAVEPOINT", "set_config", "current_setting")


def told(text: str = QUARREL, **given: Any) -> dict[str, Any]:
    return {
        "text": text,
        "where": str(unit(DAHE)),
        "place": "第三组",
        "told": "on",
        "key": str(uuid4()),
    } | given


def receipt_of(worker: Client, **given: Any) -> str:
    answer = worker.post(GRID, told(**given))
    assert answer.status_code == 302, answer.content.decode()
    return worker.get(answer["Location"]).content.decode()


def number_on(page: str) -> str:
    found = re.search(r"330\d{17}", page)
    assert found is not None
    return found[0]


def view_of(number: str, looks: str = ZHILI) -> Any:
    with desk(looks):
        found = find_matter(number)
        assert found is not None
        return matter_view(*found, units=[unit(looks)])


def matters() -> int:
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matters_matter")
        return int(cursor.fetchone()[0])


def colleague(name: str, code: str) -> Person:
    person = Person.objects.create(username=name, name=name, created_at=now())
    with entering("admin"):
        appoint_by_installation(person.pk, role="GRID_WORKER", unit_id=unit(code), at=now())
    return person


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="heyi.accounts.backends.PersonBackend")
    return client


def test_the_party_gets_a_code_and_the_matter_stands_in_the_village(sign_in: SignIn) -> None:
    worker = sign_in("dahe.grid")
    page = receipt_of(worker, name="阮阿婆", phone="13800002222")
    code = re.search(r"<code>([0-9A-Z-]{19})</code>", page)
    assert code is not None
    assert find_tracked(code[1]) is not None
    assert 'class="qr"' in page
    assert "阮阿婆" not in page
    view = view_of(number_on(page))
    assert (view.region_code, view.channel, view.place) == ("330502100219", "grid", "第三组")


def test_that_the_party_was_told_and_by_whom_stands_in_the_journal(sign_in: SignIn) -> None:
    number = number_on(receipt_of(sign_in("dahe.grid")))
    with desk(ZHILI):
        found = find_matter(number)
        assert found is not None
        first = timeline_of(*found)[0]
    assert (first.verb, first.facts["notice"]) == ("matter.received", "GRID_1")
    assert (first.actor.name, first.actor.unit_id) == ("织里镇大河村网格员", unit(DAHE))
    assert (
        "网格员代为登记，已当面说明"
        in sign_in("zhili.clerk").get(f"/desk/matters/{number}/").content.decode()
    )


def test_nobody_is_registered_who_was_not_told(sign_in: SignIn) -> None:
    worker, before = sign_in("dahe.grid"), matters()
    answer = worker.post(GRID, told(told=""))
    assert answer.status_code == 422
    assert "请先向当事人说明" in answer.content.decode()
    assert QUARREL in answer.content.decode()  # nothing typed is lost
    assert matters() == before


@pytest.mark.parametrize(
    "given",
    [
        {"text": ""},
        {"text": "\0"},
        {"phone": "abc"},
        {"where": "1"},
        {"where": ""},
        {"key": "x"},
        {"text": "x" * 20_001},
    ],
)
def test_what_is_no_report_is_refused(sign_in: SignIn, given: dict[str, str]) -> None:
    before = matters()
    assert sign_in("dahe.grid").post(GRID, told(**given)).status_code == 422
    assert matters() == before


def test_without_a_name_or_number_it_is_registered_all_the_same(sign_in: SignIn) -> None:
    assert number_on(receipt_of(sign_in("dahe.grid")))


def test_what_happened_elsewhere_is_read_from_the_words(sign_in: SignIn) -> None:
    page = receipt_of(sign_in("dahe.grid"), text="织里镇大邾村工地拖欠我工资。", where="elsewhere", place="")
    assert view_of(number_on(page), "330502-CENTRE").region_code == "330502100202"


def test_photographs_go_with_it_and_what_is_none_is_named(sign_in: SignIn) -> None:
    worker = sign_in("dahe.grid")
    page = receipt_of(
        worker,
        sent=[SimpleUploadedFile("杆.jpg", picture()), SimpleUploadedFile("不是.jpg", b"MZ no picture")],
    )
    assert "不是.jpg" in page
    with desk(ZHILI), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM matters_attachment")
        assert cursor.fetchone() == (1,)


def test_a_danger_that_is_not_sure_is_asked_first_and_one_that_is_goes_to_the_police(sign_in: SignIn) -> None:
    worker = sign_in("dahe.grid")
    asked = worker.post(GRID, told(UNSURE))
    assert asked.status_code == 422
    assert "现在有人有生命危险吗" in asked.content.decode()
    assert "现在有人有生命危险吗" not in worker.get(GRID).content.decode()
    number = number_on(receipt_of(worker, text=UNSURE, danger="yes"))
    with desk("330502100-POLICE"):
        assert find_matter(number) is not None
    assert number_on(receipt_of(worker, text=UNSURE, danger="no"))


def test_pressed_twice_it_is_one_matter_and_other_words_are_refused(sign_in: SignIn) -> None:
    worker, same = sign_in("dahe.grid"), told()
    before = matters()
    assert worker.post(GRID, same)["Location"] == worker.post(GRID, same)["Location"]
    assert matters() == before + 1
    assert worker.post(GRID, same | {"text": "别的事，路灯坏了。"}).status_code == 409
    assert matters() == before + 1


def test_about_the_own_village_it_goes_past_it_and_needs_a_number(sign_in: SignIn) -> None:
    worker = sign_in("dahe.grid")
    blame = "大河村村委会不作为，账目不公开。"
    refused = worker.post(GRID, told(blame))
    assert refused.status_code == 422
    assert "请留下手机号" in refused.content.decode()
    page = receipt_of(worker, text=blame, phone="13800002222")
    assert "由您所在的村（社区）回避" in page
    assert re.search(r"330\d{17}", page) is None
    assert re.search(r"330\d{17}", worker.get(GRID).content.decode()) is None


def test_the_own_registrations_alone_by_their_state_alone(sign_in: SignIn) -> None:
    worker = sign_in("dahe.grid")
    number = number_on(receipt_of(worker, name="阮阿婆"))
    page = worker.get(GRID).content.decode()
    assert number in page
    assert "待签收" in page
    assert "晾衣杆" not in page
    assert "阮" not in page
    for other in (colleague("同村网格员", DAHE), colleague("邻村网格员", "330502100202-VILLAGE")):
        theirs = signed_in(other)
        assert number not in theirs.get(GRID).content.decode()
    assert worker.get(f"/desk/matters/{number}/").status_code == 404  # it is the town's


def test_the_receipt_is_its_workers_alone(sign_in: SignIn) -> None:
    worker, sent = sign_in("dahe.grid"), told()
    where = worker.post(GRID, sent)["Location"]
    assert worker.get(where).status_code == 200
    assert signed_in(colleague("同村网格员", DAHE)).get(where).status_code == 404
    assert sign_in("zhili.clerk").get(where).status_code == 403


@pytest.mark.parametrize("person", ["zhili.clerk", "zhili.handler", "wuxing.leader", "admin.system"])
def test_nobody_else_comes_in(sign_in: SignIn, person: str) -> None:
    assert sign_in(person).get(GRID).status_code == 403


def test_the_worker_begins_here_and_has_the_villages_list_beside(sign_in: SignIn) -> None:
    worker = sign_in("dahe.grid")
    assert worker.get("/desk/")["Location"] == GRID
    page = worker.get("/desk/matters/").content.decode()
    assert "代为登记" in page
    assert "登记来电来访" not in page


def test_as_many_statements_at_three_registrations_as_at_one(sign_in: SignIn) -> None:
    worker = sign_in("dahe.grid")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            worker.get(GRID)
        return len([q for q in queries.captured_queries if not any(word in q["sql"] for word in NOT_ASKED)])

    receipt_of(worker)
    first = asked()
    receipt_of(worker, text="门口路灯坏了三天，晚上看不见路。")
    receipt_of(worker, text="村口垃圾堆了一周没人收，很臭。")
    assert asked() == first
