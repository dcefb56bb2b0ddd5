"""Consumers: every event once, in one order, whatever the order of commits."""

from collections.abc import Callable, Iterator, Sequence
from threading import Event as Signal
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction

from heyi.journal.access import consumers, standing_problems
from heyi.journal.events import RecordedEvent
from heyi.journal.operations import Consumed, consume
from heyi.journal.queries import reading
from heyi.kernel.clock import now
from tests.factories.journal import (
    NOON,
    ChangedMind,
    drain,
    recorder,
    settle,
    told,
    write_and_change_ones_mind,
)

pytestmark = pytest.mark.usefixtures("house")
Hands = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def name(house: None) -> Iterator[str]:
    """A consumer of this test's own, which has read all that was there before."""
    name = f"reader-{uuid4()}"
    drain(name, limit=10_000)
    yield name
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_cursor WHERE name = %s", [name])


def verbs(events: Sequence[RecordedEvent]) -> list[str]:
    return [event.verb for event in events]


def test_every_event_is_read_once_in_order(name: str) -> None:
    told("matter.received", "task.given")
    told("matter.opened")
    assert verbs(drain(name, limit=2)) == ["matter.received", "task.given", "matter.opened"]
    assert drain(name) == []


def test_event_of_a_slow_transaction_is_not_passed_over(name: str, hands: Hands) -> None:
    """Its number is lower, its commit later: a reader of numbers would have gone past it for ever."""
    written, go_on = Signal(), Signal()

    def slow() -> None:
        with transaction.atomic():
            told("slow.began_first")
            written.set()
            go_on.wait(20)

    work = hands(slow)
    assert written.wait(20)
    told("quick.committed_first")
    read: list[RecordedEvent] = []
    assert consume(name, read.extend, at=NOON) == Consumed(0)
    go_on.set()
    work.result(20)
    read += drain(name)
    assert verbs(read) == ["slow.began_first", "quick.committed_first"]


def test_reading_never_loses_an_event_among_many_hands(name: str, hands: Hands) -> None:
    def write() -> list[Any]:
        return [told("matter.received", "task.given").matter_id for _ in range(15)]

    work = [hands(write) for _ in range(3)]
    read: list[RecordedEvent] = []
    while not all(hand.done() for hand in work):
        consume(name, read.extend, at=NOON, limit=7)
    read += drain(name)
    made = [matter for hand in work for matter in hand.result()]
    assert sorted((event.matter_id, event.seq) for event in read) == sorted(
        (m, s) for m in made for s in (1, 2)
    )


def test_only_one_process_works_for_a_consumer(name: str, hands: Hands) -> None:
    told("matter.received")
    settle()
    seen: list[Consumed] = []

    def handler(events: Sequence[RecordedEvent]) -> None:
        seen.append(hands(lambda: consume(name, list, at=NOON)).result(10))

    assert consume(name, handler, at=NOON) == Consumed(1)
    assert seen == [Consumed(0)]


def test_effects_and_cursor_stand_or_fall_together(name: str) -> None:
    told("matter.received")
    settle()
    rounds: list[Consumed] = []
    with pytest.raises(ChangedMind):
        write_and_change_ones_mind(lambda: rounds.append(consume(name, list, at=NOON)))
    assert rounds == [Consumed(1)]
    assert len(drain(name)) == 1


def test_failing_event_holds_the_consumer_and_says_why(name: str, caplog: pytest.LogCaptureFixture) -> None:
    done: list[str] = []

    def handler(events: Sequence[RecordedEvent]) -> None:
        for event in events:
            if event.verb == "task.cursed":
                raise LookupError("没有这个单位")
        done.extend(verbs(events))

    told("task.given", "task.cursed", "task.signed")
    settle()
    assert consume(name, handler, at=NOON) == Consumed(1, failed=True)
    assert consume(name, handler, at=NOON) == Consumed(0, failed=True)
    assert done == ["task.given"]
    (standing,) = [standing for standing in consumers() if standing.name == name]
    assert (standing.failures, standing.failed_at) == (2, NOON)
    assert "task.cursed: LookupError: 没有这个单位" in standing.last_error
    assert f"consumer {name} failed" in caplog.text
    assert [problem.code for problem in standing_problems("default", at=now()) if problem.where == name] == [
        "consumer.fails"
    ]
    assert verbs(drain(name)) == ["task.cursed", "task.signed"]
    (standing,) = [standing for standing in consumers() if standing.name == name]
    assert (standing.failures, standing.last_error, standing.failed_at) == (0, "", None)


def test_lost_connection_is_not_the_events_fault(name: str) -> None:
    def handler(events: Sequence[RecordedEvent]) -> None:
        raise OperationalError("server closed the connection")

    told("matter.received")
    settle()
    with pytest.raises(OperationalError):
        consume(name, handler, at=NOON)
    assert [standing.failures for standing in consumers() if standing.name == name] == [0]


def test_consumer_that_lags_is_named(name: str) -> None:
    matter = recorder()  # at NOON, which is long past or long to come
    matter.record("matter.received")
    matter.flush()
    settle()
    late = NOON.replace(hour=5)
    assert "consumer.lags" in [p.code for p in standing_problems("default", at=late) if p.where == name]
    drain(name)
    assert [p.code for p in standing_problems("default", at=late) if p.where == name] == []


def test_consumer_reads_by_its_index_in_the_servers_role() -> None:
    """A sort of the whole journal at each round would be no error, only ruin."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        sql = reading._SETTLED.replace("%s", "'0'")
        cursor.execute(f"EXPLAIN (COSTS OFF) {sql}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert 'ROW(xact, "position") > ROW(' in plan.partition("Index Cond")[2]
    assert "events_in_commit_order" in plan
    assert "Sort" not in plan
