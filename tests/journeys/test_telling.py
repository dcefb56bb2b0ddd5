"""A partner is told of every change of what it handed in, whatever its own server does meanwhile."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from heyi.dispatch import operations as ops
from heyi.intake.operations import disable_partner, set_callback
from heyi.journal.codes import DeliveryState
from heyi.journal.events import SYSTEM
from heyi.journal.operations import consume
from heyi.journeys.delivering import deliver_due
from heyi.journeys.telling import queue_news
from heyi.matters.access import entering
from tests.factories.callbacks import Listener, listening
from tests.factories.erasing import erase_reporter
from tests.factories.journal import settle
from tests.factories.matters import (
    BALIDIAN,
    MORNING,
    ZHILI,
    ZHILI_POLICE,
    Received,
    desk,
    received,
    step,
    unit,
)
from tests.factories.telling import (  # noqa: F401 - fixtures too
    Partner,
    contest,
    ledger,
    listener,
    partner,
    partner_at,
    read_journal,
    states,
    told,
    waiting_jobs,
    walk,
)

pytestmark = pytest.mark.usefixtures("own_database")


def test_every_change_is_told_in_order_and_once(listener: Listener, partner: Partner):
    matter = partner.hands_in()
    walk(matter, "sign", "contact", "note", "hold", "resume", "answer", "close")
    contest(matter)
    assert told() == 6
    assert told() == 0
    verbs = [one.news["event"]["verb"] for one in listener.told]
    assert verbs == [
        "task.signed",
        "task.held",
        "task.resumed",
        "task.answered",
        "task.closed",
        "matter.contested",
    ]
    seqs = [one.seq for one in listener.told]
    assert seqs == sorted(set(seqs))
    assert [one.headers["X-Heyi-Event"] for one in listener.told] == verbs
    assert len({one.headers["Idempotency-Key"] for one in listener.told}) == 6
    assert all(one.is_signed_by(partner.key) for one in listener.told)
    assert set(states()) == {DeliveryState.DELIVERED}


def test_what_is_told_is_what_the_api_answers(listener: Listener, partner: Partner):
    matter = partner.hands_in()
    walk(matter, "sign", "answer")
    told()
    news = listener.told[-1].news
    happened = news.pop("event")
    assert news == Client().get(f"/api/v1/reports/{news['tracking_code']}").json()
    assert (happened["verb"], happened["at"]) == ("task.answered", "2026-11-24T09:00:00+08:00")
    assert news["state"] == "ANSWERED"
    assert [answer["text"] for answer in news["answers"]] == ["已协调解决"]


def test_a_referral_names_the_new_unit(listener: Listener, partner: Partner):
    matter = partner.hands_in()
    with desk(ZHILI):
        ops.refer(matter, step=step(ZHILI), to_unit=unit(BALIDIAN), text="事发地在八里店")
    told()
    (one,) = listener.told
    assert (one.news["event"]["verb"], one.news["state"]) == ("task.referred", "TO_SIGN")
    assert "八里店" in one.news["unit"]


def test_what_the_alarmed_police_do_is_not_a_change_of_the_matter(listener: Listener, partner: Partner):
    matter = partner.hands_in("有人持刀追砍邻居，快来人，要出人命了！")
    walk(matter, "sign", by=ZHILI_POLICE)
    assert told() == 0
    walk(matter, "sign")
    assert told() == 1


def test_working_notes_and_names_are_not_told(listener: Listener, partner: Partner):
    matter = partner.hands_in(reporter={"name": "陈阿婆", "phone": "13812345678"})
    walk(matter, "sign", "note", "answer")
    told()
    said = b"".join(one.body for one in listener.told).decode()
    for hidden in ("陈", "1381234", "记一笔", partner.source, str(matter[1])):
        assert hidden not in said


def test_why_something_is_to_be_erased_stays_between_reporter_and_unit(listener: Listener, partner: Partner):
    county, matter_id = partner.hands_in(reporter={"name": "陈阿婆", "phone": "13812345678"})
    matter = Received({}, county, matter_id)
    erase_reporter(matter)
    walk(matter.key, "sign", "answer")
    told()
    assert [answer["what"] for answer in listener.told[-1].news["answers"]] == ["answer"]
    status = Client().get(f"/api/v1/reports/{listener.told[-1].news['tracking_code']}").content.decode()
    for hidden in ("不想再被联系", "按本人请求"):
        assert hidden not in status


def test_imports_and_partners_without_callback_are_told_nothing(listener: Listener, partner: Partner):
    imported = received().key
    silent = partner_at("").hands_in()
    gone = partner_at(listener.address)
    left = gone.hands_in()
    with entering("admin"):
        disable_partner(gone.name, by=SYSTEM, at=MORNING)
    for matter in (imported, silent, left):
        walk(matter, "sign")
    assert told() == 0
    assert ledger() == []
    assert waiting_jobs() == 0


def test_receiving_alone_is_told_nothing(listener: Listener, partner: Partner):
    partner.hands_in()
    assert told() == 0
    assert ledger() == []


def test_each_partner_hears_of_its_own(listener: Listener, partner: Partner):
    with listening() as another:
        other = partner_at(another.address)
        mine, theirs = partner.hands_in(), other.hands_in("楼上漏水三个月，无人处理。")
        walk(mine, "sign")
        walk(theirs, "sign", "answer")
        told()
        assert (len(listener.told), len(another.told)) == (1, 2)
        assert another.told[0].is_signed_by(other.key)


def test_the_same_events_read_again_queue_nothing_more(listener: Listener, partner: Partner):
    walk(partner.hands_in(), "sign")
    read_journal()
    events = settled_events()
    assert events
    with entering("worker"):
        assert queue_news(events, at=MORNING) == 0
    assert len(ledger()) == 1


def test_queueing_wakes_the_courier_once(listener: Listener, partner: Partner):
    matter = partner.hands_in()
    walk(matter, "sign", "answer")
    read_journal()
    assert waiting_jobs() == 1
    walk(matter, "close")
    read_journal()
    assert waiting_jobs() == 1
    assert len(ledger()) == 3


@pytest.mark.parametrize("matters", [1, 3])
def test_statements_do_not_grow_with_the_events(listener: Listener, partner: Partner, matters: int):
    for _ in range(matters):
        walk(partner.hands_in(), "sign", "answer")
    events = settled_events()
    with entering("worker"), CaptureQueriesContext(connection) as queries:
        assert queue_news(events, at=MORNING) == 2 * matters
    assert len(queries) == 5, [query["sql"][:80] for query in queries]
    with entering("worker"), CaptureQueriesContext(connection) as queries:
        queue_news([event for event in events if event.verb == "matter.received"], at=MORNING)
    assert len(queries) == 0


def settled_events() -> list[Any]:
    read: list[Any] = []
    settle()
    with entering("worker"):
        consume("test", read.extend, at=MORNING)
    return read


def test_statements_of_one_delivery(listener: Listener, partner: Partner):
    walk(partner.hands_in(), "sign")
    read_journal()
    with CaptureQueriesContext(connection) as queries:
        assert deliver_due(now=lambda: MORNING) == 1
    spoken = [q["sql"] for q in queries if not q["sql"].startswith(("BEGIN", "COMMIT", "SELECT set_config"))]
    assert len(spoken) == 4, spoken  # claim, callback, mark, and nothing more to claim


def test_the_journal_holds_no_secret_of_an_address(listener: Listener, partner: Partner):
    with entering("admin"):
        set_callback(partner.name, "https://example.org/heyi?token=geheim", by=SYSTEM, at=MORNING)
    with entering("admin"), connection.cursor() as cursor:
        cursor.execute("SELECT body FROM journal_event ORDER BY position DESC LIMIT 1")
        (told_of,) = cursor.fetchone()
    assert json.loads(told_of)["facts"] == {"name": partner.name, "callback": "https://example.org/heyi"}
