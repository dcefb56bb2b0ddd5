"""Keys, numbers and tracking codes."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from heyi.kernel.codes import (
    ALPHABET,
    county_of_code,
    is_number,
    number_of,
    read_tracking_code,
    spaced,
    tracking_code,
    uuid7,
)

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
counties = st.integers(110000, 659999).map(str)


def test_number_carries_county_and_the_day_in_china():
    late = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)  # half past midnight of the 25th in Huzhou
    assert number_of("330502", late, 7) == "33050220261125000007"
    assert is_number("33050220261125000007")
    assert not is_number("3305022026112500000x")


def test_uuid7_is_of_version_7_and_in_order_of_time():
    earlier, later = uuid7(NOON), uuid7(NOON.replace(hour=5))
    assert (earlier.version, later.version) == (7, 7)
    assert earlier < later


@given(counties)
def test_tracking_code_carries_its_county_and_reads_back(county):
    code = tracking_code(county)
    assert len(code) == 16
    assert county_of_code(code) == county
    assert read_tracking_code(spaced(code).lower()) == code


@given(counties, st.integers(0, 15), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_noticed(county, place, letter):
    code = tracking_code(county)
    mistyped = code[:place] + letter + code[place + 1 :]
    same_to_the_check = {letter, code[place]} == {"0", "Z"}
    assert (read_tracking_code(mistyped) == mistyped) == (mistyped == code or same_to_the_check)


@given(st.text(max_size=40))
def test_any_words_may_be_typed_as_a_code(words):
    assert read_tracking_code(words) in (None, read_tracking_code(words))
