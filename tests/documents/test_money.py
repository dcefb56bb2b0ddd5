"""Amounts in figures and capital numerals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.documents.rules.money import LARGEST, capitals_of, figures_of
from heyi.documents.rules.words import ordinal

WRITTEN = [
    ("0", "零元整"),
    ("0.05", "伍分"),
    ("0.50", "伍角整"),
    ("1.05", "壹元零伍分"),
    ("10", "壹拾元整"),
    ("10005", "壹万零伍元整"),
    ("12000", "壹万贰仟元整"),
    ("100000", "壹拾万元整"),
    ("105000", "壹拾万伍仟元整"),
    ("100500.30", "壹拾万零伍佰元叁角整"),
    ("10010000", "壹仟零壹万元整"),
    ("20000001.10", "贰仟万零壹元壹角整"),
    ("300000050", "叁亿零伍拾元整"),
    ("1005000300.09", "壹拾亿零伍佰万零叁佰元零玖分"),
    ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
]
_FIGURES = {figure: value for value, figure in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(("amount", "words"), WRITTEN)
def test_capital_numerals(amount: str, words: str) -> None:
    assert capitals_of(Decimal(amount)) == words


def read(words: str) -> Decimal:
    """What the capital numerals say, read the other way round."""
    total, group, figure = Decimal(0), 0, 0
    for letter in words:
        if letter in _FIGURES:
            figure = _FIGURES[letter]
        elif letter in _PLACES:
            group, figure = group + figure * _PLACES[letter], 0
        elif letter in "亿万元":
            scale = {"亿": 10**8, "万": 10**4, "元": 1}[letter]
            total, group, figure = total + (group + figure) * scale, 0, 0
        elif letter in "角分":
            total, figure = total + Decimal(figure) / {"角": 10, "分": 100}[letter], 0
    return total


@given(st.integers(0, int(LARGEST * 100)))
def test_capital_numerals_say_the_amount(fen: int) -> None:
    amount = Decimal(fen) / 100
    words = capitals_of(amount)
    assert read(words) == amount
    assert "零零" not in words


@pytest.mark.parametrize("wrong", ["-1", "0.001", "NaN", "Infinity", "1000000000000"])
def test_what_is_no_amount_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        capitals_of(Decimal(wrong))


def test_figures_have_commas() -> None:
    assert figures_of(Decimal("1234567.5")) == "1,234,567.50"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (103, "一百零三"),
        (112, "一百一十二"),
    ],
)
def test_ordinals(number: int, words: str) -> None:
    assert ordinal(number) == words
