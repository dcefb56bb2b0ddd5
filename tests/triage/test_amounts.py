from decimal import Decimal

import pytest

from heyi.triage.amounts import MOST, amounts
from heyi.triage.numerals import number
from heyi.triage.reading import Where
from heyi.triage.scan import Scan


def read(words: str) -> list[tuple[str, str]]:
    found = amounts(Scan(Where.TEXT, words, {}))
    return [(format(find.value, "f"), find.reason.quote) for find in found]


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("欠我3万5千元", "35000"),
        ("欠薪12,000元", "12000"),
        ("二十三万零三百元", "230300"),
        ("壹万贰仟叁佰元整", "12300"),
        ("三万五元", "35000"),
        ("三万零五元", "30005"),
        ("3000多块钱", "3000"),
        ("10余万元", "100000"),
        ("欠3.7万没还", "37000"),
        ("￥1,234.50", "1234.5"),
        ("1亿2000万元", "120000000"),
        ("两百块", "200"),
        ("赔偿１２００元", "1200"),
        ("花了50多万", "500000"),
    ],
)
def test_amount_is_read_in_yuan(words: str, yuan: str) -> None:
    assert [value for value, _ in read(words)] == [yuan]


@pytest.mark.parametrize(
    "words",
    [
        "三块地",
        "一块田",
        "20万人",
        "单元门坏了",
        "1.5元/吨",
        "几十万元",
        "化素食二元",
        "欠3.7万平方",
        "电话13800138000",
        "0元",
    ],
)
def test_what_is_no_sum_of_money_is_left_alone(words: str) -> None:
    assert read(words) == []


def test_several_amounts_keep_their_order_and_words() -> None:
    assert read("押金2000元，租金3.6万元") == [("2000", "2000元"), ("36000", "3.6万元")]


def test_a_text_of_amounts_is_cut_off() -> None:
    assert len(read("5元，" * 500)) == MOST


@pytest.mark.parametrize(
    ("words", "value"), [("十", 10), ("一百零五", 105), ("万", 10000), ("3.5万", 35000), ("两千", 2000)]
)
def test_number_reads_both_scripts(words: str, value: int) -> None:
    assert number(words) == Decimal(value)


@pytest.mark.parametrize("words", ["", "元", "1.2.3"])
def test_number_of_no_number_is_none(words: str) -> None:
    assert number(words) is None
