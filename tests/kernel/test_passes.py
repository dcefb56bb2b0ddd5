"""A pass to listen: nobody reads one, makes one, or uses one that is over."""

import base64

import pytest

from heyi.kernel.passes import BadPass, Pass, read, written

SECRET = "the-house-alone-knows"
GIVEN = Pass(7, (12, 330), 1000.0)


def test_a_pass_says_who_for_which_units_until_when() -> None:
    assert read(written(GIVEN, SECRET), SECRET, at=999.9) == GIVEN


def test_a_pass_ends_at_its_instant() -> None:
    with pytest.raises(BadPass, match="over"):
        read(written(GIVEN, SECRET), SECRET, at=1000.0)


def test_a_pass_tells_an_onlooker_nothing() -> None:
    carried = written(GIVEN, SECRET)
    opened = base64.urlsafe_b64decode(carried + "=" * (-len(carried) % 4))
    assert b"330" not in opened
    assert written(GIVEN, SECRET) != carried


@pytest.mark.parametrize("place", range(0, 60, 7))
def test_a_pass_that_was_changed_anywhere_opens_nothing(place: int) -> None:
    carried = written(GIVEN, SECRET)
    other = "A" if carried[place] != "A" else "B"
    with pytest.raises(BadPass):
        read(carried[:place] + other + carried[place + 1 :], SECRET, at=0)


@pytest.mark.parametrize(
    "carried",
    ["", "x", "%", "é", "A" * 60, "A" * 5000, "\x00", written(GIVEN, "another")],
    ids=["empty", "short", "percent", "latin", "letters", "long", "nul", "another secret"],
)
def test_what_is_no_pass_opens_nothing(carried: str) -> None:
    with pytest.raises(BadPass):
        read(carried, SECRET, at=0)
