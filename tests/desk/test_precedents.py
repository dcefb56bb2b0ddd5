"""Like cases beside a matter: closed ones of much the same words, only within reach, with what became of them; and
cases that courts published, to whoever may see the page that they stand on.
"""

import re
from pathlib import Path

import pytest
from django.db import connection, connections
from pytest_django import Settings

from heyi.dispatch import operations as dispatch
from heyi.journal.access import timeline_of
from heyi.journeys.indexing import index_matters
from heyi.kernel.clock import now
from heyi.laws.access import shelf
from heyi.laws.operations import keep_cases
from heyi.laws.rules.cases import Case
from heyi.matters.access import entering
from tests.desk.conftest import SignIn
from tests.desk.test_lists import questions
from tests.factories.matters import ZHILI, Received, desk, received, step
from tests.laws.conftest import DEPOSIT, example_articles, example_cases, quiet

pytestmark = pytest.mark.django_db
LEAK = "楼上卫生间漏水，天花板发霉，邻居一直不肯修，我们两家起了纠纷。"
LIKE = "楼上邻居卫生间漏水把我家天花板泡坏了，协商几次不肯赔，两家起了纠纷。"
LEASE = "租邻居的房子，租期满了房东不退押金，我们两家起了纠纷。"
OTHER = "邻居家的狗整夜叫，吵得孩子睡不着，我们两家起了纠纷。"


def indexed(matter: Received) -> Received:
    with entering("worker"):
        index_matters(timeline_of(*matter.key))
    return matter


def closed(text: str, answer: str = "已经修好。") -> Received:
    matter = received(text)
    with desk(ZHILI):
        dispatch.sign(matter.key, step=step(ZHILI))
        dispatch.contact(matter.key, step=step(ZHILI), text="已联系")
        dispatch.answer(matter.key, step=step(ZHILI), text=answer)
        dispatch.close(matter.key, step=step(ZHILI))
    return indexed(matter)


def part(client, matter: Received) -> str:
    address = f"/desk/matters/{matter.number}/precedents"
    return client.get(address, headers={"HX-Request": "true"}).content.decode()


def test_the_like_one_is_shown_with_its_answer_and_others_are_not(sign_in: SignIn) -> None:
    like, other, mine = closed(LIKE, "楼上已重做防水，赔偿八百元。"), closed(OTHER), indexed(received(LEAK))
    still_open = indexed(received(LIKE))
    shown = part(sign_in("zhili.clerk"), mine)
    assert like.number in shown
    assert "重做防水" in shown
    assert other.number not in shown or shown.index(like.number) < shown.index(other.number)
    assert still_open.number not in shown


def test_nothing_outside_reach(sign_in: SignIn) -> None:
    like, mine = closed(LIKE), indexed(received(LEAK))
    for basis in ("ALARM", "DENIED"):
        with entering("worker"), connection.cursor() as cursor:
            cursor.execute("UPDATE matters_reach SET basis = %s WHERE matter_id = %s", [basis, like.id])
            assert cursor.rowcount
        assert like.number not in part(sign_in("zhili.clerk"), mine)
    assert sign_in("deqing.clerk").get(f"/desk/matters/{mine.number}/precedents").status_code == 404


def test_of_an_alarm_nothing_is_told_by_likeness(sign_in: SignIn) -> None:
    like, mine = closed(LIKE), indexed(received(LEAK))
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("UPDATE matters_reach SET basis = 'ALARM' WHERE matter_id = %s", [mine.id])
    assert like.number not in part(sign_in("zhili.clerk"), mine)


def test_as_many_questions_for_three_as_for_one(sign_in: SignIn) -> None:
    mine, clerk = indexed(received(LEAK)), sign_in("zhili.clerk")
    address, part_asked = f"/desk/matters/{mine.number}/precedents", {"headers": {"HX-Request": "true"}}
    closed(LIKE)
    one = questions(clerk, address, **part_asked)
    closed(LIKE + "漏了半年。")
    closed(LIKE + "物业也管不了。")
    assert part(clerk, mine).count("<li>") == 3
    assert questions(clerk, address, **part_asked) == one


def test_it_is_said_what_both_turn_on(sign_in: SignIn) -> None:
    closed(LIKE)
    shown = part(sign_in("zhili.clerk"), indexed(received(LEAK)))
    assert re.search(r"同样涉及：<strong>漏水</strong>", shown)


@pytest.fixture
def published(tmp_path: Path, settings: Settings) -> None:
    settings.HEYI_HOME = tmp_path
    shelf().load(example_articles(), tell=quiet)
    keep_cases(example_cases(), anew=True, at=now())


@pytest.mark.usefixtures("published")
def test_a_published_case_tells_what_was_decided_and_opens_with_its_articles(sign_in: SignIn) -> None:
    mine, clerk = received(LEASE), sign_in("zhili.clerk")
    shown = part(clerk, mine)
    assert "沈某诉房东房屋租赁合同案" in shown
    assert "法院判决房东退还押金二千元" in shown
    assert "<strong>押金</strong>" in shown
    assert "<mark>" in shown
    (address,) = re.findall(r'href="(/desk/matters/[^"]+/cases/\d+)"', shown)
    page = clerk.get(address).content.decode()
    assert "<h2>基本案情</h2>" in page
    assert '<a href="#article-2">第三条</a>' in page
    assert 'id="article-2"' in page


@pytest.mark.usefixtures("published")
def test_a_published_case_is_read_by_who_may_read_the_matter(sign_in: SignIn) -> None:
    mine, clerk = received(LEASE), sign_in("zhili.clerk")
    (address,) = re.findall(r'href="(/desk/matters/[^"]+/cases/\d+)"', part(clerk, mine))
    assert sign_in("deqing.clerk").get(address).status_code == 404
    assert clerk.get(address.rpartition("/")[0] + "/999999999").status_code == 404
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("UPDATE matters_reach SET basis = 'ALARM' WHERE matter_id = %s", [mine.id])
    assert "/cases/" not in part(clerk, mine)


@pytest.mark.usefixtures("published")
def test_words_of_a_case_are_words_and_run_nothing(sign_in: SignIn) -> None:
    evil = Case(
        "<b>", "<script>alert(1)</script>", DEPOSIT + "\n<img src=x onerror=alert(1)> [链](javascript:x)\n"
    )
    keep_cases([evil], anew=True, at=now())
    mine, clerk = received(LEASE), sign_in("zhili.clerk")
    shown = part(clerk, mine)
    (address,) = re.findall(r'href="(/desk/matters/[^"]+/cases/\d+)"', shown)
    for page in (shown, clerk.get(address).content.decode()):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "javascript:x" not in page


@pytest.mark.usefixtures("published")
def test_as_many_questions_for_three_published_cases_as_for_one(sign_in: SignIn) -> None:
    clerk, part_asked = sign_in("zhili.clerk"), {"headers": {"HX-Request": "true"}}
    costs = []
    of_all = "打羽毛球被球友打伤眼睛；公司不给加班费，打卡记录不认；租的房子，房东不退押金。"
    for text, many in ((LEASE, 1), (of_all, 3)):
        mine = received(text)
        assert part(clerk, mine).count("/cases/") == many
        costs.append(questions(clerk, f"/desk/matters/{mine.number}/precedents", **part_asked))
    assert costs[0] == costs[1]


def test_without_published_cases_it_says_how_to_load_them(sign_in: SignIn) -> None:
    assert "heyi laws cases" in part(sign_in("zhili.clerk"), received(LEASE))


@pytest.mark.usefixtures("published")
def test_where_none_is_like_it_says_so(sign_in: SignIn) -> None:
    assert "装入的案例里没有相似的" in part(sign_in("zhili.clerk"), received(LEAK))


def test_without_script_it_is_a_page(sign_in: SignIn) -> None:
    mine = indexed(received(LEAK))
    shown = sign_in("zhili.clerk").get(f"/desk/matters/{mine.number}/precedents").content.decode()
    assert "<h1" in shown
    assert "还没有相似" in shown


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_question_goes_by_the_index() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT matter_id FROM search_document WHERE lexemes @@ (%s::tsquery && %s::tsquery)",
            ["'漏水' | '霉邻'", "'#1'"],
        )
        assert "documents_by_lexeme" in "\n".join(row[0] for row in cursor.fetchall())
