"""Which amounts are the sum that a text tells of: a table of invented texts, properties, and real ones."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.triage.totals import MOST, Role, sums
from tests.factories.timing import processor_seconds

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "dev" / "lawbench_crime_amount.jsonl"
WORDS = "0123456789元万共计骗取退还其中，。；、\n（盗价值约每-至到OO人民币￥十百角分 上述事实证据经审理查明"


def total(text: str) -> str:
    return format(sums(text).total, "f")


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("没有钱的事", "0"),
        ("欠薪3万5千元", "35000"),
        ("欠我8000元，老王1.2万，小李4OO0元", "24000"),
        ("定金五千元、材料费壹万贰仟叁佰元整，共计17300元", "17300"),
        ("骗取张某3000元、李某2000元，共计5000元", "5000"),
        ("盗走现金100元、手机2部（价值共计5000元）", "5100"),
        ("盗窃两起，价值共计700元，具体如下：1、窃得手机，价值300元。2、窃得现金400元。", "700"),
        ("骗走6000元。事后退还2000元", "6000"),
        ("偷走自行车，价值800元，以100元的价格卖掉", "800"),
        ("盗窃大米30袋，每袋价值60元，共计1800元", "1800"),
        ("骗取9000元，被判处罚金2000元", "9000"),
        ("窃得现金500元，从其身上查获现金300元", "500"),
        ("曾因盗窃800元被判处拘役。窃得现金900元", "900"),
        ("谎称需要5000元，骗取5000元", "5000"),
        ("货款3000至5000元", "5000"),
        ("3-5万元", "50000"),
        ("给了1万元，他取走1万元", "10000"),
        ("花了五元三角二分", "5.32"),
        ("综上，共骗取8万元", "80000"),
        ("指控：骗取500元。上述事实，有借条600元等证据证实", "500"),
        ("公诉机关指控：骗取500元。本院经审理查明：骗取400元。", "400"),
        ("获利300元", "300"),
        ("损失1.5万-2万元", "20000"),
        ("三五千元", "5000"),
        ("人民币叁拾万零伍佰元整（¥300500.00）", "300500"),
        ("借款叁拾万元（300000元）", "300000"),
        ("1,200元（大写：壹仟贰佰元整）", "1200"),
        ("叁佰元整（300.00元）", "300"),
        ("大写叁万元整，小写30000元", "30000"),
        ("借款5万（50000元）", "50000"),
        ("手机3000元，电脑3000元", "6000"),
        ("工资分别为3000元、4000元、5000元，共12000元", "12000"),
        ("先付了2万元，还剩3万元没付，总共5万元", "50000"),
        ("材料费2000，人工费3000，一共5000", "5000"),
        ("3000+2000=5000元", "5000"),
        ("100斤×2.5元=250元", "250"),
        ("给老王3000元，给老李共5000元", "8000"),
        ("欠12000元，其中工资3000元，奖金9000元", "12000"),
        ("借了5万元，已还2万元，还欠3万元", "50000"),
        ("工程款共10万元，已付6万元，尚欠4万元", "100000"),
        ("借款5万元，现金3万元，转账2万元", "50000"),
        ("每月6500元，一共19500元", "19500"),
        ("三次，分别是1万、2万、3万，共计6万元整，只还了1万", "60000"),
        ("欠我5000元，还了2000元", "5000"),
        ("要求赔偿医药费3000元、误工费2000元", "5000"),
        ("医药费3万元，要求赔偿10万元", "30000"),
        ("房租从3000元涨到5000元", "5000"),
        ("罚款200元", "200"),
        ("每度八角", "0.8"),
    ],
)
def test_what_a_text_comes_to(text: str, yuan: str) -> None:
    assert total(text) == yuan


def test_every_amount_says_where_it_stands_and_what_it_is() -> None:
    text = "骗取张某3000元、李某2000元，共计5000元，已退还1000元"
    found = sums(text).amounts
    assert [text[one.start : one.end] for one in found] == ["3000元", "2000元", "5000元", "1000元"]
    assert [one.role for one in found] == [Role.PART, Role.PART, Role.TOTAL, Role.GIVEN_BACK]
    assert [one.counted for one in found] == [False, False, True, False]


@given(st.text(alphabet=WORDS, max_size=120))
def test_the_total_is_the_sum_of_what_is_counted(text: str) -> None:
    found = sums(text)
    assert found.total == sum((one.yuan for one in found.amounts if one.counted), Decimal(0))
    assert all(0 <= one.start < one.end <= len(text) for one in found.amounts)
    assert len({(one.start, one.end) for one in found.amounts}) == len(found.amounts)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert sums(text).total >= 0


@given(st.lists(st.integers(1, 99_999), min_size=1, max_size=6, unique=True))
def test_a_list_of_thefts_comes_to_its_sum_with_and_without_a_stated_total(yuan: list[int]) -> None:
    told = "".join(f"{at}、窃得现金{each}元。" for at, each in enumerate(yuan, 1))
    assert sums(told).total == sum(yuan)
    assert sums(f"{told}综上，共计{sum(yuan)}元。").total == sum(yuan)


@pytest.mark.parametrize(
    "piece",
    [
        "1元",
        "共计1元",
        "1元，",
        "（经审理查明1元",
        "上述事实1元",
        "将所1元",
        "因犯1元",
        "万",
        "1-",
        "一块",
        "5毛",
        "三五 ",
    ],
)
def test_ten_thousand_letters_of_anything_are_quick(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    assert len(sums(text).amounts) <= 2 * MOST
    assert processor_seconds(lambda: sums(text)) < 0.1


@pytest.mark.skipif(not DATA.exists(), reason=f"no shared data at {DATA}")
def test_real_judgments_are_summed_right_in_six_of_seven() -> None:
    rows = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]
    right = [
        sums(row["question"]).total == Decimal(re.search(r"([\d.]+)元", row["answer"])[1])  # type: ignore[index]
        for row in rows
    ]
    assert sum(right) / len(right) >= 0.85
