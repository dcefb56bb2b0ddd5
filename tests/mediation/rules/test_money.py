"""Amounts in figures and in words (大写): as banks and courts read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.mediation.rules.money import CannotSay, in_figures, in_words


@pytest.mark.parametrize(
    ("amount", "figures", "words"),
    [
        ("0", "0 元", "零元整"),
        ("0.05", "0.05 元", "伍分"),
        ("0.50", "0.50 元", "伍角整"),
        ("1", "1 元", "壹元整"),
        ("10", "10 元", "壹拾元整"),
        ("15.30", "15.30 元", "壹拾伍元叁角整"),
        ("100.01", "100.01 元", "壹佰元零壹分"),
        ("1409.50", "1,409.50 元", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "6,007.14 元", "陆仟零柒元壹角肆分"),
        ("16409.02", "16,409.02 元", "壹万陆仟肆佰零玖元零贰分"),
        ("107000.53", "107,000.53 元", "壹拾万柒仟元伍角叁分"),
        ("10001", "10,001 元", "壹万零壹元整"),
        ("100000", "100,000 元", "壹拾万元整"),
        ("100000001", "100,000,001 元", "壹亿零壹元整"),
        ("1050000000", "1,050,000,000 元", "壹拾亿伍仟万元整"),
        (
            "999999999999.99",
            "999,999,999,999.99 元",
            "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
        ),
    ],
)
def test_amounts(amount, figures, words):
    assert (in_figures(Decimal(amount)), in_words(Decimal(amount))) == (figures, words)


@pytest.mark.parametrize("amount", ["-0.01", "0.001", "1000000000000"])
def test_what_cannot_be_said(amount):
    with pytest.raises(CannotSay):
        in_words(Decimal(amount))


_DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACES = {"拾": 10, "佰": 100, "仟": 1000}


def read(words: str) -> Decimal:
    """The amount that words say: read independently of how they are made."""
    yuan, _, rest = words.rpartition("元") if "元" in words else ("", "", words)
    total, section, digit = 0, 0, 0
    for letter in yuan:
        if letter in _DIGITS:
            digit = _DIGITS[letter]
        elif letter in _PLACES:
            section, digit = section + digit * _PLACES[letter], 0
        else:
            section += digit
            total, section, digit = total + section * {"万": 10**4, "亿": 10**8}[letter], 0, 0
    cents = sum(
        _DIGITS[rest[place - 1]] * worth
        for letter, worth in (("角", 10), ("分", 1))
        if (place := rest.find(letter)) > 0
    )
    return Decimal(total + section + digit) + Decimal(cents) / 100


@given(st.decimals(min_value=0, max_value="999999999999.99", places=2))
def test_words_say_the_amount(amount):
    assert read(in_words(amount)) == amount


@given(st.decimals(min_value=0, max_value="999999999999.99", places=2))
def test_no_nought_stands_twice_or_before_a_unit(amount):
    words = in_words(amount)
    assert "零零" not in words
    assert not any(f"零{unit}" in words for unit in "拾佰仟万亿")
