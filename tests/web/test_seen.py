"""How far a page had read: only this house reads it, and only for the matter that it was made for."""

import pytest

from heyi.web.seen import read_seen, seen_mark

NUMBER, OTHER = "33050220261124000001", "33050220261124000002"


@pytest.mark.parametrize("seq", [0, 1, 37, 2**31 - 1])
def test_a_mark_comes_back_for_its_own_matter_alone(seq: int) -> None:
    mark = seen_mark(seq, NUMBER)
    assert read_seen(mark, NUMBER) == seq
    assert read_seen(mark, OTHER) is None
    assert mark != seen_mark(seq, OTHER)


def test_a_mark_shows_no_number() -> None:
    marks = [int(seen_mark(seq, NUMBER), 16) for seq in range(1, 50)]
    assert len(set(marks)) == 49
    assert marks != sorted(marks)


@pytest.mark.parametrize("typed", ["", "x", "-1", "９", "0x10", "ff", "f" * 31, "f" * 32, "f" * 64, "1" * 10])
def test_what_is_none_is_none(typed: str) -> None:
    assert read_seen(typed, NUMBER) is None
