"""Like cases beside a matter: closed ones of much the same words, only within reach, with what became of them."""

import pytest
from django.db import connection, connections

from heyi.dispatch import operations as dispatch
from heyi.journal.access import timeline_of
from heyi.journeys.indexing import index_matters
from heyi.matters.access import entering
from tests.desk.conftest import SignIn
from tests.desk.test_lists import questions
from tests.factories.matters import ZHILI, Received, desk, received, step

pytestmark = pytest.mark.django_db
LEAK = "楼上卫生间漏水，天花板发霉，邻居一直不肯修，我们两家起了纠纷。"
LIKE = "楼上邻居卫生间漏水把我家天花板泡坏了，协商几次不肯赔，两家起了纠纷。"
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
