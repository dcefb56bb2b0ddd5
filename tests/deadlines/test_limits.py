"""Limits as rules and contracts write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.deadlines.codes import LimitUnit
from heyi.deadlines.rules import BadLimit, Limit

READ = [
    ("24 hours", 24, LimitUnit.HOURS),
    ("1 hour", 1, LimitUnit.HOURS),
    ("1 day", 1, LimitUnit.DAYS),
    ("1 days", 1, LimitUnit.DAYS),
    ("15 days", 15, LimitUnit.DAYS),
    ("1 working day", 1, LimitUnit.WORKING_DAYS),
    ("5 working days", 5, LimitUnit.WORKING_DAYS),
    ("  5   Working  Days ", 5, LimitUnit.WORKING_DAYS),
    ("05 days", 5, LimitUnit.DAYS),
    ("999999 hours", 999_999, LimitUnit.HOURS),
]

REFUSED = [
    ("", "LIMIT_UNCLEAR"),
    ("5", "LIMIT_UNCLEAR"),
    ("days", "LIMIT_UNCLEAR"),
    ("five days", "LIMIT_UNCLEAR"),
    ("1.5 days", "LIMIT_UNCLEAR"),
    ("+5 days", "LIMIT_UNCLEAR"),
    ("5 workingdays", "LIMIT_UNCLEAR"),
    ("5 weeks", "LIMIT_UNCLEAR"),
    ("5 days 3 hours", "LIMIT_UNCLEAR"),
    ("５ days", "LIMIT_UNCLEAR"),
    ("5 days\0", "LIMIT_UNCLEAR"),
    ("0 days", "LIMIT_TOO_SHORT"),
    ("000 hours", "LIMIT_TOO_SHORT"),
    ("-3 working days", "LIMIT_TOO_SHORT"),
    ("1000000 hours", "LIMIT_TOO_LONG"),
    ("9" * 5000 + " days", "LIMIT_TOO_LONG"),
]


@pytest.mark.parametrize(("words", "amount", "unit"), READ)
def test_a_limit_is_read(words: str, amount: int, unit: LimitUnit) -> None:
    assert Limit.parse(words) == Limit(amount, unit)


@pytest.mark.parametrize(("words", "code"), REFUSED)
def test_what_is_no_limit_is_refused_with_a_reason(words: str, code: str) -> None:
    with pytest.raises(BadLimit) as caught:
        Limit.parse(words)
    refusal = caught.value.refusal
    assert refusal.code == code
    assert len(refusal.sentence.format(**refusal.params)) < 120


@given(st.integers(1, 999_999), st.sampled_from(LimitUnit))
def test_a_limit_written_is_the_limit_read(amount: int, unit: LimitUnit) -> None:
    assert Limit.parse(str(Limit(amount, unit))) == Limit(amount, unit)


def test_one_is_written_in_the_singular() -> None:
    assert str(Limit(1, LimitUnit.WORKING_DAYS)) == "1 working day"
    assert str(Limit(3, LimitUnit.HOURS)) == "3 hours"


def test_a_negative_limit_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="never negative"):
        Limit(-1, LimitUnit.DAYS)


@given(st.text(max_size=30))
def test_any_words_are_read_or_refused(words: str) -> None:
    try:
        limit = Limit.parse(words)
    except BadLimit:
        return
    assert limit.amount >= 1
