"""A report and everything that goes wrong with it: strange input, two windows, lost drafts, guesses, too many."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from heyi.accounts.codes import Door
from heyi.accounts.operations import count_attempt
from heyi.accounts.rules import ALLOWANCES
from heyi.intake.drafts import LIFE, SHARED_LIFE
from heyi.kernel.clock import now
from tests.factories.residents import WAGES, Resident, drafts, matters, view_of, words_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

RIVALS = "邻居把衣服晾在楼道里一直滴水，我们两家在织里镇吵了好几次，请帮忙调解。"
HOSTILE = [
    "<script>alert(1)</script>",
    "😀𠮷野家 🏮",
    "{{ 7|add:7 }} %(x)s",
    "a\u202eb",
    "'; DROP TABLE x; --",
]


def test_nothing_of_the_draft_is_left_once_it_is_sent() -> None:
    resident = Resident()
    resident.write()
    assert drafts() == 1
    resident.send()
    assert drafts() == 0


def test_the_last_button_pressed_twice_shows_the_same_receipt() -> None:
    resident = Resident()
    checked = resident.write()
    before = matters()
    answers = [resident.send(checked) for _press in range(2)]
    assert {answer["Location"] for answer in answers} == {"/report/receipt"}
    assert matters() == before + 1


@pytest.mark.parametrize("text", HOSTILE)
def test_strange_text_is_kept_as_it_is_and_runs_nowhere(text: str) -> None:
    resident = Resident()
    checked = resident.write(f"{WAGES}{text}").content.decode()
    assert "<script>alert" not in checked
    resident.send()
    assert view_of(resident.code()).narrative == f"{WAGES}{text}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "请写下发生了什么事"),
        (" \r\n ", "请写下发生了什么事"),
        ("字" * 100_000, "最多 5000 个"),
        ("a\0b", "null"),
        ("字" * 5001, "5001"),
    ],
)
def test_bad_text_is_told_on_top_and_beside_and_is_not_lost(text: str, told: str) -> None:
    answer = Resident().fill("what", text=text)
    page = words_of(answer)
    assert answer.status_code == 422
    assert page.count(told) >= 2 or told == "null"
    assert 'aria-invalid="true"' in page
    assert text.strip()[:50].replace("\0", "") in page.replace("\0", "")
    assert drafts() == 0


def test_a_machine_that_fills_the_trap_is_refused_with_words() -> None:
    answer = Resident().fill("what", text=WAGES, website="http://x.example")
    assert (answer.status_code, "请留空" in words_of(answer)) == (422, True)


def test_two_windows_on_two_pages_lose_nothing() -> None:
    resident = Resident()
    resident.write()
    when, place = resident.look("when"), resident.look("place")
    resident.fill("when", looked=when, when="yesterday")
    resident.fill("place", looked=place, region="330502101", address="八里店")
    checked = words_of(resident.look("check"))
    assert "八里店镇 八里店" in checked
    assert ">今天<" not in checked


def test_two_windows_on_one_page_are_told_and_the_second_press_counts() -> None:
    resident = Resident()
    resident.write()
    first, second = resident.look("when"), resident.look("when")
    resident.fill("when", looked=first, when="yesterday")
    told = resident.fill("when", looked=second, when="unknown")
    assert (told.status_code, "另一个窗口" in words_of(told)) == (409, True)
    assert resident.fill("when", looked=told, when="unknown").status_code == 302


def test_what_another_window_changed_is_not_sent_unseen() -> None:
    resident = Resident()
    checked = resident.write()
    resident.fill("when", when="yesterday")
    before = matters()
    assert resident.send(checked).status_code == 409
    assert matters() == before


def test_a_page_of_a_draft_that_was_sent_or_thrown_away_is_not_taken_for_the_new_one() -> None:
    resident = Resident()
    resident.write()
    old, last = resident.look("when"), resident.look("what")
    resident.send()
    answers = [
        resident.fill("when", looked=old, when="yesterday"),
        resident.fill("what", looked=last, text=RIVALS),
    ]
    assert {answer.status_code for answer in answers} == {409}
    assert RIVALS in words_of(answers[1])
    resident.fill("what", text=RIVALS)
    assert resident.fill("when", looked=old, when="yesterday").status_code == 409


def test_an_expired_draft_is_told_clearly_and_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    resident = Resident()
    checked = resident.write()
    later = now() + LIFE
    monkeypatch.setattr("heyi.portal.report.views.now", lambda: later)
    monkeypatch.setattr("heyi.portal.report.sending.now", lambda: later)
    before = matters()
    answer = resident.send(checked)
    assert (answer.status_code, "草稿已经没有了" in words_of(answer)) == (410, True)
    assert matters() == before
    assert "已过期" in words_of(resident.look())


def test_on_a_shared_computer_the_draft_lives_short_and_the_cookie_dies_with_the_browser() -> None:
    resident = Resident()
    resident.fill("what", looked=resident.look("what?shared=1"), text=WAGES)
    assert resident.client.cookies["heyi_report"]["max-age"] == ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT expires_at - begun_at FROM intake_draft")
        assert cursor.fetchone()[0] == SHARED_LIFE
    assert "data-shared" in words_of(resident.look("contact"))


def test_the_cookie_is_signed_hidden_from_scripts_and_for_these_pages_alone() -> None:
    resident = Resident()
    resident.fill("what", text=WAGES)
    cookie = resident.client.cookies["heyi_report"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/report/")
    assert cookie["max-age"] == int(timedelta(days=7).total_seconds())


@pytest.mark.parametrize("guess", ["", "x", "abc:def:ghi", "A" * 4000])
def test_a_guessed_cookie_opens_nothing(guess: str) -> None:
    Resident().write()
    stranger = Resident()
    stranger.client.cookies["heyi_report"] = guess
    for page in ("", "what", "check", "receipt", "contact"):
        assert WAGES not in words_of(stranger.client.get(f"/report/{page}", follow=True))


def test_without_cookies_nothing_is_sent_and_it_is_said() -> None:
    answer = Client().post("/report/contact", {"draft": "x"})
    assert (answer.status_code, "Cookie" in words_of(answer)) == (410, True)


def test_too_many_begun_from_one_address_wait_and_lose_nothing() -> None:
    most = min(allowance.most for allowance in ALLOWANCES[Door.REPORT_BEGUN])
    for _time in range(most):
        Client().post("/report/what", {"text": ""})
    answer = Client().post("/report/what", {"text": WAGES})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert WAGES in words_of(answer)
    assert Client(REMOTE_ADDR="192.0.2.7").post("/report/what", {"text": WAGES}).status_code == 302


def test_too_many_sent_from_one_address_wait_and_lose_nothing() -> None:
    resident = Resident()
    checked = resident.write()
    for _time in range(min(allowance.most for allowance in ALLOWANCES[Door.REPORT_SENT])):
        count_attempt(Door.REPORT_SENT, "127.0.0.1", at=now())
    answer = resident.send(checked)
    assert (answer.status_code, WAGES in words_of(answer)) == (429, True)
    assert drafts() == 1


def test_whoever_sent_and_leaves_leaves_nothing_behind() -> None:
    resident = Resident()
    resident.write()
    resident.send()
    resident.client.post("/report/leave")
    assert resident.look("receipt")["Location"] == "/report/what"
