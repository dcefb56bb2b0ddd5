"""The page of settling on site: who may, what is refused beside which field, the list, paper that comes later, keys."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.desk.onsite.keys import name_of, private_half, public_half
from heyi.kernel.clock import now
from heyi.mediation.access import code_of, settled_on_site
from heyi.mediation.queries import find_mediation, parties_of
from tests.factories.files import picture
from tests.factories.matters import desk, unit
from tests.factories.on_site import DAHE

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
PAGE = "/desk/onsite/"


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("paper.jpg", picture(), "image/jpeg")


def form(**given):
    """A quarrel over a gutter between two neighbours who confirm by telephone."""
    told = {
        "safe": "no",
        "text": "两家为屋檐滴水吵起来，说定装水槽。",
        "dispute": "NEIGHBOURS",
        "where": str(unit(DAHE)),
        "place": "第三组晒场",
        "adults": "on",
        "unrelated": "on",
        "read_out": "on",
        "settles_itself": "on",
        "key": str(uuid4()),
        "captured_at": (now() - timedelta(hours=1)).isoformat(),
        "c0-kind": "DO",
        "c0-who": "B",
        "c0-to": "A",
        "c0-what": "在屋檐装好水槽",
        "c0-due_on": (now() + timedelta(days=7)).date().isoformat(),
        "c1-kind": "",
    }
    for place, (name, phone) in enumerate((("阮阿婆", "13800002222"), ("沈大海", "13800003333"))):
        told |= {f"p{place}-name": name, f"p{place}-phone": phone, f"p{place}-way": "LINK"}
    return {**told, **given}


def sent(worker, **given):
    return worker.post(PAGE, form(**given), headers={"accept": "application/json"})


def lines(worker):
    with desk(DAHE):
        return settled_on_site([unit(DAHE)], mediator_id=int(worker.session["_auth_user_id"]))


def test_who_may_settle_and_who_may_not(sign_in):
    assert Client().get(PAGE).status_code == 302
    for person, status in (("dahe.grid", 200), ("zhili.police", 200), ("admin.system", 403)):
        assert sign_in(person).get(PAGE).status_code == status, person


def test_sent_twice_it_is_one_and_stands_in_the_list(sign_in):
    worker, told = sign_in("dahe.grid"), form()
    first = worker.post(PAGE, told, headers={"accept": "application/json"})
    second = worker.post(PAGE, told, headers={"accept": "application/json"})
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    page = worker.get(PAGE).content.decode()
    assert page.count(first.json()["number"]) >= 1
    assert len(lines(worker)) == 1
    assert "阮阿婆" not in page  # masked: the telephone goes from hand to hand


def test_without_our_script_it_is_a_form_like_any(sign_in):
    worker = sign_in("dahe.grid")
    answer = worker.post(PAGE, form(), follow=True)
    assert answer.redirect_chain == [(PAGE, 302)]
    assert "已经收到，编号" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"safe": "yes"}, "safe", "110"),
        ({"safe": ""}, "safe", "危险"),
        ({"text": ""}, "text", "填写"),
        ({"adults": ""}, "adults", "调解室"),
        ({"read_out": ""}, "read_out", "念给"),
        ({"p1-name": ""}, "p1-name", "填写"),
        ({"captured_at": "yesterday"}, "captured_at", "时间"),
        ({"c0-due_on": ""}, "", "不明确"),
        ({"p1-phone": ""}, "", "手机号码"),
        ({"p1-way": "PAPER"}, "", "书面材料"),
        ({"c0-kind": "PAY", "c0-amount": "-1"}, "c0-amount", ""),
        ({"where": "1"}, "where", ""),
        ({"key": "x"}, "key", ""),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(given, field, words, sign_in):
    worker = sign_in("dahe.grid")
    answer = sent(worker, **given)
    assert answer.status_code == 422
    faults = {fault["field"]: fault["words"] for fault in answer.json()["faults"]}
    assert words in faults[field]
    assert lines(worker) == ()


def test_paper_that_comes_later_and_the_mediator_who_concludes(sign_in):
    worker = sign_in("dahe.grid")
    number = sent(worker, settles_itself="", paper=paper(), **{"p1-way": "PAPER"}).json()["number"]
    page = worker.get(PAGE).content.decode()
    assert f"{number}/paper/A" in page
    assert f"{number}/paper/B" not in page
    assert worker.post(f"{PAGE}{number}/paper/A", {}).status_code == 422
    assert worker.post(f"{PAGE}{number}/paper/A", {"paper": paper()}).status_code == 302
    assert worker.get(f"{PAGE}{number}/paper/A").status_code == 404
    assert f"{number}/conclude" in worker.get(PAGE).content.decode()
    assert "已经生效" in worker.post(f"{PAGE}{number}/conclude", follow=True).content.decode()
    assert [line.state for line in lines(worker)] == ["AGREED"]
    assert sign_in("zhili.police").post(f"{PAGE}{number}/conclude").status_code == 404


def test_a_party_reads_and_confirms_on_one_page(sign_in):
    worker = sign_in("dahe.grid")
    sent(worker, paper=paper(), **{"p1-way": "PAPER"})
    (line,) = lines(worker)
    with desk(DAHE):
        party = parties_of(line.county, find_mediation(*line.key).id)[0]
    address, telephone = f"/m/{code_of(line.county, party)}/", Client()
    page = telephone.get(address.rstrip("/"), follow=True).content.decode()
    assert "请核对现场说定的内容" in page
    assert "在屋檐装好水槽" in page
    assert "沈大海" in page
    shown = re.search(r'name="text" value="(\w{64})"', telephone.get(f"{address}sign").content.decode())
    assert shown is not None
    signed = telephone.post(f"{address}sign", {"text": shown[1], "name": "阮阿婆", "stroke": ""}, follow=True)
    assert "协议已经生效" in signed.content.decode()
    assert [line.state for line in lines(worker)] == ["AGREED"]


def test_the_list_asks_as_much_for_three_as_for_one(sign_in):
    worker = sign_in("dahe.grid")
    asked = []
    for count in (1, 2):
        for _each in range(count):
            sent(worker)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            worker.get(f"{PAGE}mine")
        asked.append(len(caught))
    assert asked[0] == asked[1]


def test_what_a_browser_keeps_names_nobody(sign_in):
    worker = sign_in("dahe.grid")
    sent(worker)
    shell = worker.get(f"{PAGE}offline").content.decode()
    assert "csrfmiddlewaretoken" not in shell
    assert not [word for word in ("阮", "沈", "3305022026", '"d"') if word in shell]
    script = worker.get(f"{PAGE}worker.js")
    assert script["Content-Type"].startswith("text/javascript")
    assert script["Cache-Control"] == "no-store"
    assert "/desk/onsite/offline" in script.content.decode()


def test_the_halves_of_a_key_are_one_persons_and_the_private_one_is_given_signed_in(sign_in):
    worker = sign_in("dahe.grid")
    given = worker.get(f"{PAGE}key")
    person = int(worker.session["_auth_user_id"])
    assert given["Cache-Control"] == "no-store"
    assert given.json()["opens"] == private_half(person)
    assert given.json()["key"] == public_half(person)
    assert name_of(person) != name_of(person + 1)
    assert public_half(person) != public_half(person + 1)
    assert Client().get(f"{PAGE}key").status_code == 302
