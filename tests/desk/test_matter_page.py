"""The matter's page: who judges repeats, what paper carries, whose mark it bears."""

from uuid import UUID

import pytest
from django.db import connection

from heyi.dispatch import operations as ops
from heyi.journal.access import timeline_of
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.matters.access import entering, matter_view
from heyi.matters.codes import Zone
from tests.desk.conftest import SignIn
from tests.factories.matters import ZHILI, Received, desk, received, step, unit

TEXT = "楼上邻居晾衣服一直往下滴水，说了三次还是不改，两家为此吵了起来，请社区来人调解一下。"


def two_alike() -> tuple[Received, Received, UUID]:
    first, second = received(TEXT), received(TEXT)
    with desk(ZHILI):
        (like,) = matter_view(*second.key, units=[unit(ZHILI)]).likenesses
    return first, second, like.id


@pytest.mark.django_db
def test_a_repeat_is_judged_from_either_page_and_taken_back(sign_in: SignIn) -> None:
    first, second, link = two_alike()
    clerk = sign_in("zhili.clerk")
    for matter in (first, second):
        there = f"/desk/matters/{matter.number}/"
        assert "可能是同一件事" in clerk.get(there).content.decode()
        assert clerk.post(f"{there}likeness/{link}", {"verdict": "SAME"})["Location"] == there
        assert "收回" in clerk.get(there).content.decode()
        clerk.post(f"{there}likeness/{link}", {"verdict": ""})
    with desk(ZHILI):
        judged = [event for event in timeline_of(*second.key) if event.verb == "likeness.judged"]
    assert [event.facts["verdict"] for event in judged] == ["SAME", "", "SAME", ""]


@pytest.mark.django_db
def test_a_peer_judges_nothing_and_another_matter_has_no_such_link(sign_in: SignIn) -> None:
    first, _second, link = two_alike()
    stranger = received("完全不同的一件事，工地拖欠工资。")
    peer, clerk = sign_in("balidian.clerk"), sign_in("wuxing.dispatcher")
    assert peer.post(f"/desk/matters/{first.number}/likeness/{link}", {"verdict": "SAME"}).status_code == 404
    assert (
        clerk.post(f"/desk/matters/{stranger.number}/likeness/{link}", {"verdict": "SAME"}).status_code == 404
    )


@pytest.mark.usefixtures("own_database")
def test_a_verdict_is_told_by_the_journal() -> None:
    from heyi.journal.codes import ActorKind
    from heyi.journal.events import Actor
    from heyi.matters.codes import Verdict
    from heyi.matters.operations import judge_likeness

    _first, second, link = two_alike()
    with desk(ZHILI):
        by = Actor(ActorKind.PERSON, 1, "李明", unit(ZHILI))
        assert judge_likeness(*second.key, link, verdict=Verdict.DIFFERENT, by=by, at=now())
        assert not judge_likeness(*second.key, link, verdict=Verdict.DIFFERENT, by=by, at=now())
    assert list(verify_problems()) == []
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("UPDATE matters_likeness SET verdict = 'SAME' WHERE id = %s", [link])
    assert [problem.code for problem in verify_problems()] == ["row.changed"]


@pytest.mark.django_db
def test_paper_carries_no_confidence_and_its_printing_is_a_look(sign_in: SignIn) -> None:
    matter = received(reporter={"name": "沈月琴", "phone": "13857200001"})
    with desk(ZHILI):
        for zone, text in (
            (Zone.PUBLIC, "公开的话"),
            (Zone.WORKING, "内部的话"),
            (Zone.CONFIDENTIAL, "私下的话"),
        ):
            ops.note(matter.key, step=step(ZHILI), zone=zone, text=text)
    page = sign_in("zhili.clerk").get(f"/desk/matters/{matter.number}/print").content.decode()
    assert "公开的话" in page
    assert "内部的话" in page
    assert "私下的话" not in page
    assert "沈月琴" not in page
    assert "织里镇经办员 于" in page
    with entering("worker"), connection.cursor() as cursor:
        cursor.execute("SELECT what FROM journal_accesslog WHERE matter_id = %s", [matter.id])
        assert cursor.fetchall() == [("PRINT",)]
    assert sign_in("balidian.clerk").get(f"/desk/matters/{matter.number}/print").status_code == 404


@pytest.mark.django_db
def test_an_alarm_on_paper_tells_place_and_danger_alone(sign_in: SignIn) -> None:
    matter = received("我在利济路88号楼下看到有人拿刀砍人，欠薪引起的，快来。", title="欠薪持刀")
    page = sign_in("zhili.police").get(f"/desk/matters/{matter.number}/print").content.decode()
    assert "可能有生命危险" in page
    assert "欠薪" not in page


@pytest.mark.django_db
def test_the_mark_is_the_viewers_own_and_stays_out_of_shared_caches(sign_in: SignIn) -> None:
    answer = sign_in("zhili.clerk").get("/desk/watermark.svg")
    assert "织里镇经办员" in answer.content.decode()
    assert answer["Content-Type"] == "image/svg+xml"
    assert "private" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]


def told_of(page: str) -> str:
    """The card of what was read in the words; "" where there is none."""
    _before, found, after = page.partition('id="told-of-title"')
    return after.partition("</section>")[0] if found else ""


@pytest.mark.django_db
def test_who_what_for_when_and_where_stand_beside_the_words_with_numbers_masked(sign_in: SignIn) -> None:
    text = (
        "我叫钱阿根，在利民童装厂打工，老板沈某上个月起拖欠工资，今早8点在凯旋路要钱被骂，电话13812345678。"
        "要求支付工资30000元，并赔礼道歉。"
    )
    matter = received(text)
    card = told_of(sign_in("zhili.clerk").get(f"/desk/matters/{matter.number}/").content.decode())
    for words in (
        "钱阿根",
        "沈某",
        "对方",
        "支付工资30000元",
        "30,000 元",
        "赔礼道歉",
        "上个月",
        "08:00",
        "凯旋路",
    ):
        assert words in card, words
    assert "138****5678" in card
    assert "13812345678" not in card


@pytest.mark.django_db
def test_who_has_only_the_alarm_reads_nothing_of_the_words(sign_in: SignIn) -> None:
    matter = received("我在利济路88号楼下看到老板沈某拿刀砍人，欠薪引起的，快来。", title="欠薪持刀")
    assert told_of(sign_in("zhili.police").get(f"/desk/matters/{matter.number}/").content.decode()) == ""
