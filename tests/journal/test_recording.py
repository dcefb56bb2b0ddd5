"""Writing events: chains that cannot fork, tables that cannot be changed, one statement."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from heyi.journal.access import administrative_events, timeline_of
from heyi.journal.events import Head
from heyi.journal.operations import Recorder, flush_many, record_administration
from heyi.kernel import chain
from tests.factories.journal import (
    CLERK,
    COUNTY,
    NOON,
    ChangedMind,
    recorder,
    told,
    write_and_change_ones_mind,
)

pytestmark = pytest.mark.usefixtures("house")
Hands = Callable[[Callable[[], Any]], Any]


def test_recorded_events_are_read_back_as_they_happened() -> None:
    matter = recorder()
    matter.record("task.signed", task="T1", due=NOON)
    matter.record("task.answered", words=matter.commitment(b"salt", "已与企业核实"))
    head = matter.flush()
    first, second = timeline_of(COUNTY, matter.matter_id)
    assert (first.verb, first.at, first.actor, first.seq) == ("task.signed", NOON, CLERK, 1)
    assert first.facts == {"task": "T1", "due": chain.written(NOON)}
    assert chain.matches(second.facts["words"], b"salt", "已与企业核实")
    assert head == (2, second.hash)


def test_head_is_right_before_the_flush() -> None:
    matter = recorder()
    matter.record("matter.received")
    assert matter.head == matter.flush()


def test_flush_writes_once_and_in_one_statement() -> None:
    matters = [recorder() for _ in range(3)]
    for matter in matters:
        matter.record("matter.received", title="🚧 张家湾漏水 <b>")
        matter.record("task.given", unit=42)
    with CaptureQueriesContext(connection) as queries:
        flush_many(matters)
        flush_many(matters)
    assert len(queries) == 1
    assert [len(timeline_of(COUNTY, matter.matter_id)) for matter in matters] == [2, 2, 2]


def test_chain_goes_on_from_a_stored_head() -> None:
    first = told("matter.received")
    second = recorder(matter_id=first.matter_id, head=Head(*first.head))
    second.record("task.given")
    second.flush()
    assert [event.seq for event in timeline_of(COUNTY, first.matter_id)] == [1, 2]


def test_two_hands_on_one_head_cannot_fork_the_chain(hands: Hands) -> None:
    matter = told("matter.received")
    together = Barrier(2)

    def act() -> bool:
        mine = Recorder(COUNTY, matter.matter_id, head=matter.head, actor=CLERK, at=NOON)
        mine.record("task.signed")
        together.wait(10)
        try:
            mine.flush()
        except IntegrityError:
            return False
        return True

    assert sorted(work.result(10) for work in [hands(act), hands(act)]) == [False, True]
    assert len(timeline_of(COUNTY, matter.matter_id)) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_event SET verb = 'task.closed' WHERE county = %s AND matter_id = %s",
        "DELETE FROM journal_event WHERE county = %s AND matter_id = %s",
    ],
)
def test_written_event_can_be_neither_changed_nor_deleted(statement: str) -> None:
    matter = told("matter.received")
    with suppress(DatabaseError), connection.cursor() as cursor:  # refused, or no row in the server's sight
        cursor.execute(statement, [COUNTY, matter.matter_id])
    assert [event.verb for event in timeline_of(COUNTY, matter.matter_id)] == ["matter.received"]


def test_rollback_leaves_no_event() -> None:
    matter = recorder()
    matter.record("matter.received")
    with pytest.raises(ChangedMind):
        write_and_change_ones_mind(matter.flush)
    assert timeline_of(COUNTY, matter.matter_id) == ()


def test_administrators_at_once_make_one_chain(hands: Hands) -> None:
    def change() -> Head:
        return record_administration("unit.renamed", {"unit": 42}, actor=CLERK, at=NOON)

    heads = [work.result(30) for work in [hands(change) for _ in range(8)]]
    assert len({head.seq for head in heads}) == 8
    newest = administrative_events(limit=1).rows[0]
    assert (newest.verb, newest.seq, newest.hash) == ("unit.renamed", *max(heads))


def test_recorder_uses_the_algorithm_that_is_set(settings: Any) -> None:
    settings.HEYI_HASH = "SM3"
    matter = told("matter.received")
    (event,) = timeline_of(COUNTY, matter.matter_id)
    assert event.algo == "SM3"
    assert matter.commitment(b"", "").startswith("SM3:")
