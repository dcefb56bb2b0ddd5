"""The box and the page that find: at once by number or code, by words as a list, nothing outside reach, no look."""

from random import Random
from typing import Any

import pytest
from django.db import connection

from heyi.accounts.access import standing
from heyi.accounts.models import Person
from heyi.accounts.operations import demo_people
from heyi.journal.access import timeline_of
from heyi.journeys.indexing import index_matters
from heyi.kernel.clock import now
from heyi.matters.access import entering, find_matter, found_by_words
from heyi.search.rules import query_of
from tests.desk.conftest import SignIn
from tests.desk.test_lists import questions
from tests.factories.matters import Received, received

pytestmark = pytest.mark.django_db
FIND = "/desk/find"
PART: dict[str, Any] = {"headers": {"HX-Request": "true"}}


def indexed(text: str = "邻居把衣服晾在楼道里，我们两家起了纠纷。", **given: Any) -> Received:
    matter = received(text, **given)
    with entering("worker"):
        index_matters(timeline_of(*matter.key))
    return matter


def looks() -> int:
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_accesslog")
        return int(cursor.fetchone()[0])


def test_a_whole_number_or_tracking_code_leads_to_its_matter(sign_in: SignIn) -> None:
    matter = indexed()
    clerk = sign_in("zhili.clerk")
    for typed in (
        matter.number,
        f" {matter.number[:6]} {matter.number[6:]}",
        "".join(chr(ord(digit) + 0xFEE0) for digit in matter.number),
        matter.receipt["tracking_code"].lower(),
    ):
        answer = clerk.get(FIND, {"q": typed})
        assert (answer.status_code, answer["Location"]) == (302, f"/desk/matters/{matter.number}/"), typed


def test_words_are_marked_and_escaped(sign_in: SignIn) -> None:
    indexed("邻居起了纠纷，楼道里的<script>alert('衣服')</script>")
    page = sign_in("zhili.clerk").get(FIND, {"q": "衣服"}).content.decode()
    assert "<mark>衣服</mark>" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_looking_for_something_is_no_look_and_opening_is(sign_in: SignIn) -> None:
    matter = indexed()
    clerk = sign_in("zhili.clerk")
    clerk.get(FIND, {"q": "衣服"})
    clerk.get(FIND, {"q": "衣服"}, **PART)
    assert looks() == 0
    clerk.get(f"/desk/matters/{matter.number}/")
    assert looks() == 1


def test_before_anything_is_typed_stands_what_one_opened_last(sign_in: SignIn) -> None:
    matter = indexed(title="晾衣之争")
    clerk, handler = sign_in("zhili.clerk"), sign_in("zhili.handler")
    clerk.get(f"/desk/matters/{matter.number}/")
    for where in ({}, PART):
        assert "晾衣之争" in clerk.get(FIND, **where).content.decode()
        assert "晾衣之争" not in handler.get(FIND, **where).content.decode()


@pytest.mark.parametrize(
    ("query", "finds"),
    [
        ("q=衣服", True),
        ("q=衣服&part=live", True),
        ("q=衣服&part=done", False),
        ("q=衣服&kind=DISPUTE.NEIGHBOUR", True),
        ("q=衣服&kind=HELP.TAX", False),
        ("q=衣服&region=330502100", True),
        ("q=衣服&part=NONSENSE&kind=x&region=y&after=z", True),
    ],
)
def test_results_are_narrowed(sign_in: SignIn, query: str, *, finds: bool) -> None:
    number = indexed().number
    assert (number in sign_in("zhili.clerk").get(f"{FIND}?{query}").content.decode()) is finds


def test_filters_without_words_lead_to_the_work_list(sign_in: SignIn) -> None:
    clerk = sign_in("zhili.clerk")
    clerk.get(f"/desk/matters/{indexed(title='晾衣之争').number}/")
    page = clerk.get(f"{FIND}?part=done&kind=DISPUTE.NEIGHBOUR&region=330502100").content.decode()
    assert 'href="/desk/matters/?kind=DISPUTE.NEIGHBOUR&amp;region=330502100&amp;done=1"' in page
    assert "晾衣之争" not in page
    assert "保存这次查找" not in page


@pytest.mark.parametrize("typed", ["\x00", "😀", "'", "%", "a" * 5000, "\ud800", "1" * 300, "‮衣服", "<b>"])
def test_whatever_is_typed_is_answered(sign_in: SignIn, typed: str) -> None:
    clerk = sign_in("zhili.clerk")
    query = {"q": typed.encode("utf-8", "surrogatepass")}
    assert clerk.get(FIND, query).status_code == 200
    assert clerk.get(FIND, query, **PART).status_code == 200


@pytest.mark.parametrize("where", [{}, PART], ids=["page", "part"])
def test_one_row_and_three_cost_the_same(sign_in: SignIn, where: dict[str, Any]) -> None:
    clerk = sign_in("zhili.clerk")
    indexed()
    one = questions(clerk, f"{FIND}?q=衣服", **where)
    indexed("另一件衣服。")
    indexed("第三件衣服。")
    assert questions(clerk, f"{FIND}?q=衣服", **where) == one <= 8


def test_two_thousand_guesses_give_nobody_what_they_may_not_see(sign_in: SignIn) -> None:
    """Random and neighbouring numbers, from every demo person who works on matters; some of them through the page."""
    matters = [indexed(region=region) for region in ("330502100", "330502101", "330503100")]
    draw = Random(2026)  # noqa: S311 - drawn the same each time
    for person in demo_people():
        units = standing(Person.objects.get(username=person.username).pk, now()).units
        with entering("desk", units=units):
            mine = {matter.number for matter in matters if find_matter(matter.number)}
            for _ in range(2000 if units else 0):
                number = guess(draw, matters)
                assert (find_matter(number) is not None) is (number in mine), (person, number)
            for _ in range(20):
                number = guess(draw, matters)[:-1]
                assert {row.number for row in found_by_words(query_of(number)).rows} <= mine, (person, number)
    peer = sign_in("balidian.clerk")
    for matter in matters[::2]:
        answer = peer.get(FIND, {"q": matter.number})
        assert answer.status_code == 200
        assert 'class="hit"' not in answer.content.decode()


def guess(draw: Random, matters: list[Received]) -> str:
    """A number close to one that there is, or any."""
    near = int(draw.choice(matters).number) + draw.randrange(-9, 10)
    return str(near if draw.random() < 0.8 else draw.randrange(10**19, 10**20))
