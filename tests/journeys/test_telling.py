"""A partner is told of every change of what it handed in, whatever its own server does meanwhile."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from heyi.adapters.callback import CallbackCourier
from heyi.dispatch import operations as ops
from heyi.intake.access import find_partner_by_key
from heyi.intake.operations import add_partner, disable_partner, set_callback
from heyi.intake.rules import body_hash, read_report
from heyi.journal.access import deliveries, standing_problems
from heyi.journal.codes import DeliveryState
from heyi.journal.events import SYSTEM
from heyi.journal.operations import consume, resend
from heyi.journal.rules import REST, TRIES
from heyi.journeys import delivering, reactions
from heyi.journeys.delivering import deliver_due
from heyi.journeys.receive import receive
from heyi.journeys.telling import queue_news
from heyi.journeys.waking import DELIVER
from heyi.kernel.clock import now
from heyi.matters.access import entering, find_tracked
from heyi.matters.codes import Zone
from tests.factories.callbacks import Listener, listening
from tests.factories.journal import settle
from tests.factories.matters import (
    BALIDIAN,
    MORNING,
    ZHILI,
    ZHILI_POLICE,
    body,
    desk,
    received,
    reporters_step,
    step,
    unit,
)

pytestmark = pytest.mark.usefixtures("own_database")
FORMS: dict[str, dict[str, Any]] = {
    "hold": {"reason": "WAITS_FOR_EXPERT", "text": "等鉴定"},
    "answer": {"text": "已协调解决"},
    "contact": {"text": "已电话联系"},
    "note": {"text": "记一笔", "zone": Zone.WORKING},
}


@dataclass(frozen=True)
class Partner:
    """A system that hands reports in."""

    name: str
    key: str
    source: str

    def hands_in(
        self, text: str = "邻居把衣服晾在楼道里，我们两家起了纠纷。", **given: Any
    ) -> tuple[str, UUID]:
        sent = body(text, **given)
        report = read_report(sent, at=now(), regions={sent["region"]})
        with entering("receive", source=self.source):
            answer = receive(
                report, source=self.source, key=uuid4().hex, body_hash=body_hash(sent), at=MORNING
            )
        found = find_tracked(str(answer.receipt["tracking_code"]))
        assert found is not None
        return found


def partner_at(address: str) -> Partner:
    name = f"安吉热线 {uuid4()}"
    with entering("admin"):
        key = add_partner(name, callback=address, by=SYSTEM, at=MORNING)
    found = find_partner_by_key(key)
    assert found is not None
    return Partner(name, key, found.source)


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as found:
        yield found


@pytest.fixture
def partner(listener: Listener) -> Partner:
    return partner_at(listener.address)


def walk(matter: tuple[str, UUID], *verbs: str, by: str = ZHILI) -> None:
    """The unit takes these steps, each in a transaction of its own."""
    for verb in verbs:
        with desk(by):
            getattr(ops, verb)(matter, step=step(by), **FORMS.get(verb, {}))


def contest(matter: tuple[str, UUID]) -> None:
    with entering("tracking", matter=matter[1]):
        ops.contest(matter, step=reporters_step(), text="还没有解决")


def read_journal(at: datetime = MORNING) -> None:
    """The worker's reactions, once no transaction of any test at the same time holds events back."""
    settle()
    reactions.react(now=lambda: at)


def told(at: datetime = MORNING) -> int:
    """The worker reads the journal, then carries what is due at this instant."""
    read_journal(at)
    return carry(at)


def carry(at: datetime) -> int:
    """What is due at this instant, and how many attempts that took."""
    return deliver_due(now=lambda: at)


def ledger() -> list[Any]:
    with entering("worker"):
        return sorted(deliveries(limit=1000).rows, key=lambda row: (row.destination, row.seq))


def states() -> list[DeliveryState]:
    return [row.state for row in ledger()]


def waiting_jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = %s AND status = 'todo'", [DELIVER]
        )
        return int(cursor.fetchone()[0])


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


def test_a_refusal_is_given_up_named_by_check_and_sent_again_by_a_person(
    listener: Listener, partner: Partner
):
    listener.statuses, listener.answer = [422, 204], "没有这个编号".encode()
    walk(partner.hands_in(), "sign")
    told()
    (row,) = ledger()
    assert (row.state, row.attempts) == (DeliveryState.GAVE_UP, 1)
    assert row.last_error == "对方答复 422：没有这个编号"
    assert "delivery.given_up" in [problem.code for problem in standing_problems(at=MORNING)]
    with entering("audit"):
        resend(row.county, row.id, by=SYSTEM, at=MORNING)
    assert told() == 1
    assert states() == [DeliveryState.DELIVERED]
    assert len({one.headers["Idempotency-Key"] for one in listener.told}) == 1
    assert standing_problems_of_deliveries(MORNING) == []


def standing_problems_of_deliveries(at: datetime) -> list[str]:
    return [problem.code for problem in standing_problems(at=at) if problem.code.startswith("delivery.")]


def test_down_for_an_hour_and_back_nothing_is_lost_or_doubled_and_the_last_is_known(
    listener: Listener, partner: Partner
):
    listener.statuses = [503]
    matter = partner.hands_in()
    walk(matter, "sign", "answer", "close")
    read_journal()
    at = MORNING
    while at < MORNING + timedelta(hours=1):
        carry(at)
        assert standing_problems_of_deliveries(at) == []
        at += timedelta(minutes=1)
    attempts = len(listener.told)
    assert attempts <= timedelta(hours=1) / REST + len(TRIES)
    assert set(states()) == {DeliveryState.WAITING}
    listener.told.clear()
    listener.statuses = [204]
    while at < MORNING + timedelta(hours=3):
        carry(at)
        at += timedelta(minutes=1)
    assert set(states()) == {DeliveryState.DELIVERED}
    assert sorted(one.seq for one in listener.told) == [row.seq for row in ledger()]
    assert ledger()[0].attempts > 1
    newest = max(listener.told, key=lambda one: one.seq)
    assert newest.news["state"] == "CLOSED"


def test_who_is_down_holds_nobody_up_and_is_asked_once(listener: Listener, partner: Partner):
    listener.statuses = [503]
    for _ in range(3):
        walk(partner.hands_in(), "sign")
    with listening() as another:
        other = partner_at(another.address)
        walk(other.hands_in(), "sign", "answer")
        assert told() == 3
        assert (len(listener.told), len(another.told)) == (1, 2)
    assert sorted(row.attempts for row in ledger() if row.destination == partner.source) == [0, 0, 1]


def test_who_is_slow_is_cut_off_and_tried_again(
    listener: Listener, partner: Partner, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(delivering, "courier_of", lambda _destination: CallbackCourier(seconds=0.2))
    listener.is_slow = True
    walk(partner.hands_in(), "sign")
    told()
    assert (states(), ledger()[0].last_error) == ([DeliveryState.WAITING], "0.2 秒内没有答复。")
    listener.is_slow = False
    told(MORNING + TRIES[0])
    assert states() == [DeliveryState.DELIVERED]


def test_no_transaction_is_open_while_the_partner_is_spoken_to(
    listener: Listener, partner: Partner, monkeypatch: pytest.MonkeyPatch
):
    inside: list[bool] = []

    class Watching(CallbackCourier):
        def deliver(self, *given: Any, **named: Any) -> None:
            inside.append(connection.in_atomic_block)
            super().deliver(*given, **named)

    monkeypatch.setattr(delivering, "courier_of", lambda _destination: Watching())
    walk(partner.hands_in(), "sign")
    told()
    assert inside == [False]
    assert len(listener.told) == 1


def test_a_run_ends_in_time_for_the_next(listener: Listener, partner: Partner):
    matter = partner.hands_in()
    walk(matter, "sign", "answer", "close")
    read_journal()
    ticks = (MORNING + 2 * number * delivering.RUN for number in range(100))
    assert deliver_due(now=lambda: next(ticks)) == 0
    assert deliver_due(now=lambda: MORNING + timedelta(hours=1)) == 3


def test_a_callback_taken_away_gives_up_what_waits(listener: Listener, partner: Partner):
    walk(partner.hands_in(), "sign")
    read_journal()
    with entering("admin"):
        set_callback(partner.name, "", by=SYSTEM, at=MORNING)
    told()
    assert listener.told == []
    assert ledger()[0].last_error == "该协作系统已停用，或没有回调地址。"


def test_a_destination_that_nobody_carries_to_is_given_up(listener: Listener, partner: Partner):
    walk(partner.hands_in(), "sign")
    with override_settings(HEYI_COURIERS={}):
        told()
    assert states() == [DeliveryState.GAVE_UP]
    assert partner.source in ledger()[0].last_error


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
