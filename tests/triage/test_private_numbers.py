"""Telephones, identity cards, bank cards and plates: found however they are written, and never shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heyi.triage.amounts import amounts
from heyi.triage.private_numbers import Veil, is_id_number, sealed_numbers
from heyi.triage.reading import Where
from heyi.triage.scan import Scan

CHECKED = "11010519491231002X"  # the example of GB 11643-1999
PIECES = "0123456789１２Ol-— ()元，。X一三八"
CARD = "4111111111111111"  # a card number of no bank's client, right by Luhn


def found(words: str) -> list[tuple[str, str]]:
    return [(one.sort.value, one.find.value) for one in sealed_numbers(Scan(Where.TEXT, words, {}))]


@pytest.mark.parametrize(
    ("words", "sort", "mask"),
    [
        ("电话13812345678。", "PHONE", "138****5678"),
        ("手机 138 1234 5678，", "PHONE", "138****5678"),
        ("138-1234-5678", "PHONE", "138****5678"),
        ("+86 13812345678", "PHONE", "138****5678"),
        ("１３８１２３４５６７８", "PHONE", "138****5678"),
        ("l38OOl38OOO打给我", "PHONE", "138****8000"),
        ("幺三八幺二三四五六七八", "PHONE", "138****5678"),
        ("微信tel13812345678ok", "PHONE", "138****5678"),
        ("1381234567813987654321", "PHONE", "138***************4321"),
        ("0572-2123456", "PHONE", "0572*****56"),
        ("(0572)2123456转801", "PHONE", "0572*****56"),
        ("（０５７２）212 3456", "PHONE", "0572*****56"),
        ("02112345678", "PHONE", "021******78"),
        ("座机2123456", "PHONE", "*****56"),
        ("拨打400-820-1234", "PHONE", "400*****34"),
        ("客服95588", "PHONE", "95***"),
        (f"身份证{CHECKED}", "ID_NUMBER", "110105********002X"),
        ("110105194912 31002x", "ID_NUMBER", "110105********002X"),
        (
            "身份证号330501199001011234",
            "ID_NUMBER",
            "330501********1234",
        ),  # a wrong check digit after the word
        ("330501900101123", "ID_NUMBER", "330501******123"),  # of before 1999
        (f"打到{CARD}", "BANK_CARD", "4111********1111"),
        ("4111 1111 1111 1111", "BANK_CARD", "4111********1111"),
        ("卡号6222 0212 0200 1234 567", "BANK_CARD", "6222***********4567"),
        ("浙E12345", "PLATE", "浙E***45"),
        ("被浙E·D12345撞了", "PLATE", "浙E****45"),
        ("苏a.8899k", "PLATE", "苏A***9K"),
    ],
)
def test_a_private_number_is_masked(words: str, sort: str, mask: str) -> None:
    assert found(words) == [(sort, mask)]


@pytest.mark.parametrize(
    "words",
    [
        "欠我13800138000元",
        "￥13800138000",
        "收入95000元，客服说95588元",
        "2019-10-16至2020.12.31",
        "1971.12-1972.1在县里，1974.10-1978.1在市里",
        "电话里说的20190428",
        "订单号6222021202001234567",
        "面积1381.23平方米",
        "拨打12345和110",
        "新A小区3栋1201室",
        "138****5678",
        "第13812号判决",
        "112233445566778899",
        "1" * 400,
    ],
)
def test_amounts_days_and_orders_are_no_private_numbers(words: str) -> None:
    assert found(words) == []


def test_several_numbers_stand_apart() -> None:
    words = "13812345678 13912345678、0572-2123456 2019-10-16"
    assert [mask for _sort, mask in found(words)] == ["138****5678", "139****5678", "0572*****56"]


def test_a_number_is_no_amount_and_an_amount_no_number() -> None:
    words = "电话13812345678，欠3500元"
    assert [find.reason.quote for find in amounts(Scan(Where.TEXT, words, {}))] == ["3500元"]
    assert found(words) == [("PHONE", "138****5678")]


def test_one_wrong_digit_of_an_identity_number_is_noticed() -> None:
    assert is_id_number(CHECKED)
    for place in range(17):
        for more in range(1, 10):
            digit = (int(CHECKED[place]) + more) % 10
            assert not is_id_number(f"{CHECKED[:place]}{digit}{CHECKED[place + 1 :]}")


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"0123456789１２Ol-— ()元，。X一三八", "13812345678", CHECKED, "浙E12345"]),
        max_size=60,
    )
)
def test_a_mask_lies_over_its_own_letters_only(pieces: list[str]) -> None:
    words = "".join(pieces)
    end = 0
    for one in sealed_numbers(Scan(Where.TEXT, words, {})):
        start, until = one.find.reason.span
        assert start >= end
        assert len(words[start:until]) == len(one.find.reason.quote)
        assert all(
            mask in (letter, "*")
            for mask, letter in zip(one.find.reason.quote, words[start:until], strict=True)
        )
        assert "*" in one.find.value
        end = until


def test_the_veil_masks_what_is_quoted_of_a_number() -> None:
    words = "老板电话13812345678不接"
    veil = Veil(tuple(sealed_numbers(Scan(Where.TEXT, words, {}))))
    assert veil.words(words, 0, Where.TEXT) == "老板电话138****5678不接"
    assert veil.words("2345678不", 8, Where.TEXT) == "***5678不"
    assert veil.words("13812345678", 0, Where.TITLE) == "13812345678"
