"""What a transaction from before them held back is read when it has gone, though nobody wakes the worker then."""

import psycopg
import pytest

from heyi.journeys.reactions import MOST_LOOKS, react_until_settled
from heyi.kernel.clock import now
from heyi.matters.access import found_by_words
from heyi.search.rules import query_of
from tests.factories.journal import settle
from tests.factories.matters import ZHILI, desk, received


@pytest.fixture
def before(own_database: tuple[str, str]):
    """A transaction that has written something and is not over."""
    with psycopg.connect(own_database[0]) as open_transaction:
        open_transaction.execute("SELECT pg_current_xact_id()")
        yield open_transaction


def found() -> list[str]:
    with desk(ZHILI):
        return [row.number for row in found_by_words(query_of("漏水")).rows]


def test_events_that_were_held_back_are_read_as_soon_as_they_may_be(before) -> None:
    matter = received("楼上漏水。")
    pauses = []

    def pause() -> None:
        pauses.append(found())
        if len(pauses) == 2:
            before.rollback()
            settle()

    react_until_settled(now=now, pause=pause)
    assert pauses == [[], []]
    assert found() == [matter.number]


def test_nobody_looks_for_ever(before) -> None:
    received("楼上漏水。")
    pauses = []
    react_until_settled(now=now, pause=lambda: pauses.append(1))
    assert (len(pauses), found()) == (MOST_LOOKS, [])


def test_where_nothing_is_held_back_it_looks_once_more_and_no_oftener(own_database) -> None:
    matter = received("楼上漏水。")
    settle()
    pauses = []
    react_until_settled(now=now, pause=lambda: pauses.append(settle()))
    assert (len(pauses), found()) == (1, [matter.number])
