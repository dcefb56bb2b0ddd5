"""News through the database's channel: small enough for it, and nothing lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.kernel.news import LIMIT, Change, News, NotNews, messages, read

CHANGES = st.builds(Change, st.integers(0, 10**6), st.integers(0, 10**6))
UNITS = st.dictionaries(st.integers(1, 2**31), CHANGES, max_size=600)


@given(UNITS, st.sets(st.integers(1, 2**31), max_size=600))
def test_every_message_fits_and_together_they_say_it_all(units: dict[int, Change], end: set[int]) -> None:
    told = list(messages(News(units, end)))
    assert all(len(message.encode()) <= LIMIT for message in told)
    heard = [read(message) for message in told]
    assert {unit: change for news in heard for unit, change in news.units.items()} == units
    assert {person for news in heard for person in news.end} == end


def test_no_news_is_no_message() -> None:
    assert list(messages(News())) == []


@pytest.mark.parametrize(
    "message", ["", "{}", "[]", "null", '{"units":[],"end":[]}', '{"units":{"a":[1,2]},"end":[]}']
)
def test_what_is_no_news_is_refused(message: str) -> None:
    with pytest.raises(NotNews):
        read(message)
