"""Ten thousand guesses at tracking codes give nothing, and are told when to try again."""

import json
import random

import pytest
from django.test import Client, RequestFactory

from heyi.accounts.codes import Door
from heyi.accounts.rules import ALLOWANCES
from heyi.api.status import view as status
from heyi.kernel.codes import ALPHABET, tracking_code
from tests.factories.matters import MORNING, received

pytestmark = pytest.mark.django_db

MOST = min(allowance.most for allowance in ALLOWANCES[Door.TRACKING])
API = "/api/v1/reports/"


@pytest.fixture(autouse=True)
def one_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands: no window ends while a test counts."""
    monkeypatch.setattr("heyi.web.waiting.now", lambda: MORNING)
    monkeypatch.setattr("heyi.api.door.now", lambda: MORNING)


def neighbours(code: str) -> list[str]:
    """Every code that differs in one letter."""
    return [
        code[:place] + letter + code[place + 1 :]
        for place in range(len(code))
        for letter in ALPHABET
        if letter != code[place]
    ]


def guesses(code: str) -> list[str]:
    """Ten thousand: neighbours of a code that is there, and codes made as ours are."""
    near = neighbours(code)
    drawn = random.Random(7).choices(near, k=5_000)  # noqa: S311 - guesses, not secrets
    return [*drawn, *(tracking_code("330502") for _guess in range(5_000))]


def test_ten_thousand_guesses_give_nothing_and_are_told_to_wait() -> None:
    code = received().receipt["tracking_code"]
    asked = RequestFactory().get(API)
    answers = [status(asked, tracking_code=guess) for guess in guesses(code)]
    assert [answer.status_code for answer in answers] == [404] * MOST + [429] * (10_000 - MOST)
    assert {int(answer["Retry-After"]) for answer in answers[MOST:]} == {600}
    assert {json.loads(answer.content)["code"] for answer in answers[MOST:]} == {"TOO_MANY"}
    assert Client().get(f"/t/{code}").status_code == 429, "one count for every door that takes a code"


def test_whoever_must_wait_gets_the_same_answer_to_a_right_code() -> None:
    code = received().receipt["tracking_code"]
    client = Client()
    for guess in neighbours(code)[:MOST]:
        client.get(f"/t/{guess}")
    right, wrong = (client.get(f"/t/{typed}") for typed in (code, tracking_code("330502")))
    assert right.status_code == wrong.status_code == 429
    assert client.get(f"{API}{code}").status_code == 429
    assert Client(REMOTE_ADDR="192.0.2.9").get(f"/t/{code}").status_code == 200


def test_the_api_says_it_in_its_own_form() -> None:
    code = received().receipt["tracking_code"]
    client = Client()
    for guess in neighbours(code)[:MOST]:
        assert client.get(f"{API}{guess}").status_code == 404
    answer = client.get(f"{API}{code}", HTTP_ACCEPT_LANGUAGE="en")
    assert (answer.status_code, answer.json()["code"]) == (429, "TOO_MANY")
    assert answer["Content-Type"] == "application/problem+json"
    assert int(answer["Retry-After"]) > 0


def test_right_codes_cost_nothing() -> None:
    code = received().receipt["tracking_code"]
    client = Client()
    assert {client.get(f"/t/{code}").status_code for _time in range(MOST + 5)} == {200}


def test_the_page_says_when_in_both_languages() -> None:
    client = Client()
    for _time in range(MOST + 1):
        answer = client.get("/t/", {"code": "no such code"})
    assert "次数太多" in answer.content.decode()
    client.cookies["django_language"] = "en"
    english = client.get("/t/", {"code": "no such code"}).content.decode()
    assert "次数太多" not in english
    assert "Too many" in english
