from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.triage.amounts import MOST, amounts, written_sums
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


WAYS = {
    "大写 and old letters": [
        ("壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分", "1234567.89"),
        ("人民币贰拾萬元整", "200000"),
        ("壹佰元零伍分", "100.05"),
        ("伍元整", "5"),
        ("人民币陆角整", "0.6"),
        ("捌分", "0.08"),
        ("叁仟圆整", "3000"),
        ("廿五元", "25"),
        ("卅万元", "300000"),
        ("俩百块", "200"),
        ("贰仟（2000）元", "2000"),
    ],
    "spoken": [
        ("老板欠我三千二", "3200"),
        ("三千二", "3200"),
        ("欠我1万五", "15000"),
        ("借了我两万三没还", "23000"),
        ("欠我2万5", "25000"),
        ("3万零200", "30200"),
        ("一千零五块", "1005"),
        ("1万2千3百元", "12300"),
        ("二点五万元", "25000"),
        ("一亿两千万的工程款", "120000000"),
        ("骗了2个亿", "200000000"),
        ("借给朋友王五八万块", "80000"),
        ("张四三千元", "3000"),
        ("损失近百万", "1000000"),
        ("二手车5万8，开了一年", "58000"),
        ("买房120万", "1200000"),
    ],
    "about": [
        ("十几万元", "100000"),
        ("百余万元", "1000000"),
        ("七十余万元", "700000"),
        ("10几万", "100000"),
        ("50几块", "50"),
        ("千把块", "1000"),
        ("一万块出头", "10000"),
        ("万余元", "10000"),
        ("上千元", "1000"),
        ("5万余元", "50000"),
        ("欠3万多", "30000"),
        ("工资不到2000", "2000"),
    ],
    "块, 角, 毛, 分": [
        ("15块8", "15.8"),
        ("十五块八", "15.8"),
        ("3块5", "3.5"),
        ("三块五毛", "3.5"),
        ("三块二毛五", "3.25"),
        ("两块半", "2.5"),
        ("1元2角3分", "1.23"),
        ("5块零5分", "5.05"),
        ("欠我5毛钱", "0.5"),
        ("每度八角", "0.8"),
        ("八毛五", "0.85"),
        ("三角五分", "0.35"),
        ("2分钱", "0.02"),
        ("4块一斤", "4"),
    ],
    "figures": [
        ("借款 5 万元", "50000"),
        ("5 000 元", "5000"),
        ("12,345.67元", "12345.67"),
        ("12，345元", "12345"),
        ("lOO0元", "1000"),
        ("I00元", "100"),
        ("4OO元", "400"),
        ("人民币5000", "5000"),
        ("RMB300", "300"),
        ("￥ 3000元", "3000"),
        ("欠10w", "100000"),
        ("1.2w", "12000"),
        ("工资5K没发", "5000"),
        ("说好4.5万一亩", "45000"),
        ("欠我2千没还", "2000"),
        ("押金2000不退", "2000"),
        ("500元/月", "500"),
    ],
}


@pytest.mark.parametrize(("words", "yuan"), [pair for pairs in WAYS.values() for pair in pairs])
def test_a_sum_is_read_however_it_is_written(words: str, yuan: str) -> None:
    assert [value for value, _ in read(words)] == [yuan]


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("2000元-3000元", "2000", "3000"),
        ("1.5万元至2万元", "15000", "20000"),
        ("1.5万到2万之间", "15000", "20000"),
        ("货款3-5万元", "30000", "50000"),
        ("十到二十万元", "100000", "200000"),
        ("五千到一万元", "5000", "10000"),
        ("￥3,000～￥5,000", "3000", "5000"),
        ("每月3-5千元", "3000", "5000"),
        ("欠3000到5000", "3000", "5000"),
        ("三五千元", "3000", "5000"),
        ("七八百元", "700", "800"),
        ("大概一千五六百块", "1500", "1600"),
        ("十七八万", "170000", "180000"),
        ("两三块钱", "2", "3"),
        ("借三万五万", "30000", "50000"),
        ("百八十块", "80", "100"),
        ("3到4万5的补贴", "30000", "45000"),
        ("三四毛钱", "0.3", "0.4"),
    ],
)
def test_both_ends_of_a_range_are_told(words: str, low: str, high: str) -> None:
    found = list(written_sums(words))
    assert [(format(each.yuan, "f"), each.is_low_end) for each in found] == [(low, True), (high, False)]


@pytest.mark.parametrize(
    "words",
    [
        "利率24%，年息5%",
        "2023年5月1日",
        "欠款2020至2023，",
        "3栋502室",
        "0572-2123456",
        "打了110没人管，拨打12345，没人接",
        "收款62220212345678",
        "港币5000元",
        "赔5万美元",
        "$500",
        "5千人",
        "欠我一百个",
        "扣了12分",
        "八角茴香",
        "三毛流浪记",
        "三角五金店",
        "树了一二块警示牌",
        "分给我一块养殖地",
        "万一出事",
        "退一万步说",
        "每次多出500到1000千克",
        "在十元店里",
        "欠款千万别还",
        "（单位：万元）",
        "一分钱都没拿到",
        "没给过一毛钱",
        "几百块",
        "几个亿",
    ],
)
def test_what_only_looks_like_money_is_none(words: str) -> None:
    assert read(words) == []


@pytest.mark.parametrize(
    ("words", "yuan"),
    [
        ("分别为3000、4000和5000元", ["3000", "4000", "5000"]),
        ("3000+2000元", ["3000", "2000"]),
        ("1、300元。2、400元", ["300", "400"]),
        ("2000元、3000，其余没给", ["2000", "3000"]),
        ("水费2元5角，电费3角", ["2.5", "0.3"]),
    ],
)
def test_a_list_shares_its_yuan(words: str, yuan: list[str]) -> None:
    assert [value for value, _ in read(words)] == yuan


@given(
    st.text(
        alphabet="0123456789lO一二三五八十百千万亿元块角毛分多余几个点半欠借共至到-（）￥，、 w", max_size=60
    )
)
def test_each_amount_stands_once_in_its_place(words: str) -> None:
    spans = [(each.start, each.end) for each in written_sums(words)]
    assert len(set(spans)) == len(spans)
    assert all(0 <= start < end <= len(words) for start, end in spans)


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
