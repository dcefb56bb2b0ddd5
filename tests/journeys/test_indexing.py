"""The index follows the journal, from its first event on."""

from datetime import timedelta

import pytest

from heyi.matters.access import found_by_words
from heyi.search.rules import query_of
from tests.factories.matters import MORNING, ZHILI, desk, received
from tests.factories.reacting import reacted


@pytest.mark.usefixtures("own_database")
def test_the_reaction_indexes_what_was_there_before_and_what_comes() -> None:
    """A consumer that begins reads the journal from its first event: the reaction is the backfill too."""
    first = received("老早的漏水。")
    reacted()
    second = received("刚来的漏水。", at=MORNING + timedelta(seconds=1))
    reacted()
    with desk(ZHILI):
        found = [row.number for row in found_by_words(query_of("漏水")).rows]
    assert found == [second.number, first.number]
