"""One step on many matters: told beforehand, each by itself, nothing overwritten, a second sending changes nothing."""

import re
import threading
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from heyi.accounts.models import Person
from heyi.accounts.operations import load_demo_people
from heyi.desk.matters import many
from heyi.journal.access import timeline_of
from heyi.kernel.clock import now
from heyi.matters.access import briefs, entering
from tests.factories.matters import ZHILI, Received, desk, received, unit

MANY = "/desk/matters/many"


@pytest.fixture
def zhili(request: pytest.FixtureRequest) -> Client:
    """The clerk of Zhili at the desk; with `own_database`, one in which transactions end."""
    if "own_database" not in request.fixturenames:
        request.getfixturevalue("db")
    with entering("admin"):
        load_demo_people(now())
    return seat("zhili.clerk")


def seat(username: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(username=username), backend="heyi.accounts.backends.PersonBackend")
    return client


def three() -> list[Received]:
    return [received(f"第{n}次晾衣滴水，邻居起了纠纷。", at=now()) for n in range(3)]


def preview(client: Client, verb: str, matters: list[Received], **given: Any) -> str:
    sent = {"verb": verb, "n": [matter.number for matter in matters], "stage": "preview", **given}
    answer = client.post(MANY, sent)
    assert answer.status_code == 200
    return answer.content.decode()


def confirm(client: Client, page: str) -> str:
    """Press the button of the preview: send the hidden fields of its form."""
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'value="do"' in form)
    sent: dict[str, list[str]] = {}
    for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', form):
        sent.setdefault(name, []).append(value)
    answer = client.post(MANY, sent)
    assert answer.status_code == 200
    return answer.content.decode()


def state_of(matter: Received) -> str:
    with desk(ZHILI):
        return briefs([matter.number])[0].state


def events_of(matter: Received, verb: str) -> int:
    with desk(ZHILI):
        return sum(event.verb == verb for event in timeline_of(*matter.key))


def test_the_preview_tells_what_will_go_and_changes_nothing(zhili: Client) -> None:
    matters = three()
    zhili.post(f"/desk/matters/{matters[0].number}/sign")
    page = preview(zhili, "sign", matters)
    assert "将签收 2 件" in page
    assert "当前状态不能进行这一步" in page
    assert [state_of(matter) for matter in matters] == ["IN_HAND", "TO_SIGN", "TO_SIGN"]
    assert "办成 2 件" in confirm(zhili, page)
    assert {state_of(matter) for matter in matters} == {"IN_HAND"}


@pytest.mark.parametrize(
    ("verb", "given", "event"),
    [("sign", {}, "task.signed"), ("note", {"zone": "WORKING", "text": "一起上门看过。"}, "note.added")],
)
def test_a_second_sending_changes_nothing(
    zhili: Client, verb: str, given: dict[str, str], event: str
) -> None:
    matters = three()
    page = preview(zhili, verb, matters, **given)
    confirm(zhili, page)
    again = confirm(zhili, page)
    assert "办成 3 件" in again
    assert "您刚才已经办过" in again
    assert [events_of(matter, event) for matter in matters] == [1, 1, 1]


def test_a_note_with_other_words_is_another_note(zhili: Client) -> None:
    matters = three()
    first = preview(zhili, "note", matters, zone="WORKING", text="一起上门看过。")
    second = preview(zhili, "note", matters, zone="WORKING", text="约好明天再谈。")
    confirm(zhili, first)
    assert "您刚才已经办过" not in confirm(zhili, second)
    assert [events_of(matter, "note.added") for matter in matters] == [2, 2, 2]


def test_what_somebody_did_since_the_preview_is_not_overwritten(zhili: Client) -> None:
    matters = three()
    person = Person.objects.get(username="zhili.handler").pk
    page = preview(zhili, "assign", matters, handler=person, unit=unit(ZHILI))
    seat("zhili.handler").post(f"/desk/matters/{matters[1].number}/sign")
    result = confirm(zhili, page)
    assert "办成 2 件" in result
    assert "抢先办了" in result
    assert matters[1].number in result
    assert result.count("晾衣滴水") >= 3, "each by its title, done or not"
    assert [events_of(matter, "task.assigned") for matter in matters] == [1, 0, 1]


def test_two_people_at_once_sign_each_matter_once(own_database: tuple[str, str], zhili: Client) -> None:
    matters = three()
    seats = [zhili, seat("zhili.handler")]
    pages = [preview(client, "sign", matters) for client in seats]
    results: list[str] = []

    def press(client: Client, page: str) -> None:
        try:
            results.append(confirm(client, page))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press, args=pair) for pair in zip(seats, pages, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [events_of(matter, "task.signed") for matter in matters] == [1, 1, 1]
    assert sum(int(found) for result in results for found in re.findall(r"办成 (\d) 件", result)) == 3


def test_a_unit_that_the_report_is_about_is_not_given_it(zhili: Client) -> None:
    matter = received("我要投诉织里派出所民警不作为，报警后推诿不管。", at=now())
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT unit_id FROM matters_subjectunit WHERE matter_id = %s", [matter.id])
        (subject,) = cursor.fetchone()
    page = preview(seat("wuxing.dispatcher"), "refer", [matter], to_unit=subject, text="请办理。")
    assert "该单位是被反映的单位，不能承办" in page
    assert 'value="do"' not in page


def test_a_long_run_goes_on_from_page_to_page(zhili: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from heyi.desk.matters import many

    monkeypatch.setattr(many, "AT_A_TIME", 2)
    matters = three()
    halfway = confirm(zhili, preview(zhili, "sign", matters))
    assert "2 / 3" in halfway
    assert "办成 3 件" in confirm(zhili, halfway)
    assert {state_of(matter) for matter in matters} == {"IN_HAND"}


def test_a_peer_neither_previews_nor_does(zhili: Client) -> None:
    matters = three()
    peer = seat("balidian.clerk")
    page = peer.post(MANY, {"verb": "sign", "n": [matter.number for matter in matters], "stage": "preview"})
    assert all(matter.number not in page.content.decode() for matter in matters)
    sent = {"verb": "sign", "stage": "do", "n": [matter.number for matter in matters], "seen": ["9"] * 3}
    assert "办成 0 件" in peer.post(MANY, sent).content.decode()
    assert {state_of(matter) for matter in matters} == {"TO_SIGN"}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"verb": "close", "n": ["1"]},
        {"verb": "sign"},
        {"verb": "sign", "n": [str(n) for n in range(201)]},
    ],
    ids=["nothing", "a verb that is not offered", "no matter", "too many"],
)
def test_what_cannot_be_meant_leads_back_to_the_list_with_a_word(zhili: Client, sent: dict[str, Any]) -> None:
    answer = zhili.post(MANY, sent, follow=True)
    assert answer.redirect_chain == [("/desk/matters/", 302)]
    assert "notice" in answer.content.decode()


@pytest.mark.parametrize("past", ["", "x", "a:b:c"])
def test_nonsense_in_hidden_fields_does_nothing(zhili: Client, past: str) -> None:
    (matter, *_rest) = three()
    sent = {"verb": "sign", "stage": "do", "n": [matter.number, "😀"], "seen": ["x"], "past": past}
    assert zhili.post(MANY, sent).status_code == 200
    assert state_of(matter) == "TO_SIGN"


def test_words_that_are_missing_are_asked_for(zhili: Client) -> None:
    matters = three()
    asked = zhili.post(MANY, {"verb": "note", "n": [matter.number for matter in matters]})
    assert asked.status_code == 200
    assert 'name="text"' in asked.content.decode()
    lacking = zhili.post(MANY, {"verb": "note", "n": [m.number for m in matters], "stage": "preview"})
    assert lacking.status_code == 422


def test_what_left_ones_reach_keeps_its_number_alone(zhili: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    matters = three()
    page = preview(zhili, "sign", matters)
    gone = matters[0].number
    monkeypatch.setattr(many, "briefs", lambda numbers: briefs([n for n in numbers if n != gone]))
    result = confirm(zhili, page)
    line = next(li for li in re.findall(r"<li>.*?</li>", result, re.DOTALL) if gone in li)
    assert "第0次" not in line
    assert "href" not in line, "no way to a page that would not open"
