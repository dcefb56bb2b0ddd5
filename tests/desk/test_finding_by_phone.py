"""By the last four digits of a telephone: for a purpose, inside reach, each find noted; and searches that are kept."""

from datetime import timedelta

import pytest
from django.db import connection

from heyi.accounts.codes import Door
from heyi.accounts.rules.allowances import ALLOWANCES, Allowance
from heyi.kernel.clock import now
from heyi.matters.access import entering
from heyi.search.access import saved_searches
from heyi.search.operations import MOST_SAVED, TooManySaved, save_search
from tests.desk.conftest import SignIn
from tests.factories.matters import received

pytestmark = pytest.mark.django_db
PHONE = "/desk/find/phone"
ASKED = {"tail": "4321", "purpose": "CONTACT"}


def looks() -> list[tuple[str, str]]:
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT what, purpose FROM journal_accesslog")
        return list(cursor.fetchall())


@pytest.fixture
def matter():
    return received(
        "邻居把衣服晾在楼道里，我们两家起了纠纷。", reporter={"name": "陈一", "phone": "13712344321"}
    )


def test_a_caller_is_found_by_the_end_of_the_number_and_that_is_noted(sign_in: SignIn, matter) -> None:
    answer = sign_in("zhili.clerk").post(PHONE, ASKED)
    assert answer.status_code == 200
    assert matter.number in answer.content.decode()
    assert looks() == [("PHONE_TAIL", "CONTACT")]


def test_wide_figures_are_figures(sign_in: SignIn, matter) -> None:
    answer = sign_in("zhili.clerk").post(PHONE, {**ASKED, "tail": "４３２１"})
    assert matter.number in answer.content.decode()


def test_nothing_is_looked_for_without_a_purpose_or_by_other_than_four_digits(
    sign_in: SignIn, matter
) -> None:
    clerk = sign_in("zhili.clerk")
    for typed in (
        {"tail": "4321", "purpose": ""},
        {"tail": "432", "purpose": "CONTACT"},
        {"tail": "____", "purpose": "CONTACT"},
        {"tail": "4321", "purpose": "TRANSFER"},
    ):
        answer = clerk.post(PHONE, typed)
        assert (answer.status_code, matter.number in answer.content.decode()) == (422, False), typed
    assert looks() == []


def test_who_has_no_reach_finds_nothing(sign_in: SignIn, matter) -> None:
    for username in ("deqing.clerk", "balidian.clerk"):
        answer = sign_in(username).post(PHONE, ASKED).content.decode()
        assert matter.number not in answer
        assert "没有这个尾号" in answer
    assert sign_in("admin.audit").post(PHONE, ASKED).status_code == 403


@pytest.mark.parametrize(
    "closed",
    [
        "UPDATE matters_reach SET basis = 'ALARM'",
        "UPDATE matters_reach SET basis = 'DENIED'",
        "UPDATE matters_matter SET confidentiality = 'SEALED'",
    ],
)
def test_an_alarm_a_denial_and_a_seal_keep_it_closed(sign_in: SignIn, matter, closed: str) -> None:
    clerk = sign_in("zhili.clerk")
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SELECT set_config('heyi.entrance', 'worker', true)")
        cursor.execute(closed)
        assert cursor.rowcount
    assert matter.number not in clerk.post(PHONE, ASKED).content.decode()


def test_only_so_often(sign_in: SignIn, matter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ALLOWANCES, Door.PHONE_TAIL, (Allowance(1, timedelta(days=1)),))
    clerk = sign_in("zhili.clerk")
    assert [clerk.post(PHONE, ASKED).status_code for _again in range(2)] == [200, 429]


def test_a_search_is_kept_under_its_name_used_again_and_forgotten(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    kept = {"name": "欠薪在办", "query": "q=工资&part=live&after=x&other=1"}
    clerk.post("/desk/find/save", kept)
    clerk.post("/desk/find/save", {**kept, "query": "q=工钱"})
    page = clerk.get("/desk/find").content.decode()
    assert page.count("欠薪在办</a>") == 1
    assert 'href="?q=%E5%B7%A5%E9%92%B1"' in page
    other = sign_in("zhili.handler")
    assert "欠薪在办" not in other.get("/desk/find").content.decode()
    number = page.split('name="saved" value="')[1].split('"')[0]
    other.post("/desk/find/forget", {"saved": number})
    assert "欠薪在办</a>" in clerk.get("/desk/find").content.decode()
    clerk.post("/desk/find/forget", {"saved": number})
    assert "欠薪在办</a>" not in clerk.get("/desk/find").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"name": "", "query": "q=a"}, {"name": "x", "query": ""}, {"name": "x" * 31}]
)
def test_without_name_or_words_nothing_is_kept(sign_in: SignIn, wrong: dict[str, str]) -> None:
    assert "起个名称" in sign_in("zhili.clerk").post("/desk/find/save", wrong, follow=True).content.decode()


def test_no_more_than_are_of_use() -> None:
    for place in range(MOST_SAVED):
        save_search(7, name=f"第{place}个", query="q=a", at=now())
    with pytest.raises(TooManySaved):
        save_search(7, name="再一个", query="q=a", at=now())
    save_search(7, name="第0个", query="q=b", at=now())
    assert len(saved_searches(7)) == MOST_SAVED
