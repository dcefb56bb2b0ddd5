"""What a text names, by rank, and which two texts name two places: invented sentences, properties, hostile texts."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.triage.ranked_names import Names, Rank, names_of_report, ranks_apart, ranks_shared
from tests.factories.timing import processor_seconds

TOWNS = ["德清县", "长兴县", "织里镇", "练市镇", "武康街道", "大河村", "红旗社区", "A3区", "A7县"]
OTHERS = ["人民路", "利济路12号", "阳光小区3幢", "恒大公司", "烧烤店", "的", "在", "路灯"]
PLACES = st.sampled_from([*TOWNS, *OTHERS])
sentences = st.lists(PLACES, max_size=6).map("".join)


def named(words: str) -> Names:
    return names_of_report("", words)


@pytest.mark.parametrize(
    ("words", "rank", "cores"),
    [
        ("湖州市吴兴区织里镇大河村路灯坏了", Rank.CITY, ["湖州"]),
        ("湖州市吴兴区织里镇大河村路灯坏了", Rank.COUNTY, ["吴兴"]),
        ("湖州市吴兴区织里镇大河村路灯坏了", Rank.TOWN, ["织里"]),
        ("湖州市吴兴区织里镇大河村路灯坏了", Rank.VILLAGE, ["大河"]),
        ("八里店镇停水", Rank.TOWN, ["八里店"]),
        ("练市镇停水", Rank.TOWN, ["练市"]),
        ("A市A3区B2村修路", Rank.COUNTY, ["A3"]),
        ("A市A3区B2村修路", Rank.VILLAGE, ["B2"]),
        ("浙江省湖州市德清县", Rank.PROVINCE, ["浙江"]),
        ("A市A9市的路", Rank.COUNTY, ["A9"]),
        ("大河村3组的路", Rank.GROUP, ["3"]),
        ("碧桂花园小区的电梯", Rank.ESTATE, ["碧桂"]),
        ("人民路与建设路口红绿灯坏了", Rank.ROAD, ["人民", "建设"]),
        ("人民路路灯不亮", Rank.ROAD, ["人民"]),
        ("318国道堵车", Rank.ROAD, ["318"]),
        ("利济路一百二十号门口", Rank.HOUSE, ["120"]),
        ("新华路100弄5号漏水", Rank.LANE, ["100"]),
        ("新华路100弄5号漏水", Rank.HOUSE, ["5"]),
        ("阳光小区3、5幢", Rank.BUILDING, ["3", "5"]),
        ("阳光小区1-4栋", Rank.BUILDING, ["1", "2", "3", "4"]),
        ("我家三号楼二单元", Rank.STAIRS, ["2"]),
        ("坐12路公交车", Rank.LINE, ["12"]),
        ("六号线施工", Rank.LINE, ["6"]),
        ("恒大物业服务有限公司乱收费", Rank.BODY, ["恒大"]),
        ("人民路烧烤店油烟大", Rank.ROAD, ["人民"]),
        ("他在永兴化工厂门口等", Rank.BODY, ["永兴"]),
        ("烧烤店油烟大，物业公司不管", Rank.BODY, []),
        ("菜市场旁边的马路没有路灯", Rank.ROAD, []),
        ("我们村里的社区干部", Rank.VILLAGE, []),
        ("小区门口的老城区", Rank.COUNTY, []),
        ("我是德清县人，路上堵车", Rank.ROAD, []),
        ("我老家在德清县，路上堵车", Rank.COUNTY, []),
    ],
)
def test_names_are_read_by_their_ends(words: str, rank: Rank, cores: list[str]) -> None:
    assert [name.core for name in named(words).all.get(rank, ())] == cores


@pytest.mark.parametrize(
    ("one", "other", "rank"),
    [
        ("德清县路灯坏了", "长兴县路灯坏了", Rank.COUNTY),
        ("A3区路灯坏了", "A5区路灯坏了", Rank.COUNTY),
        ("武康街道路灯坏了", "雉城街道路灯坏了", Rank.TOWN),
        ("织里镇大河村路灯坏了", "织里镇小河村路灯坏了", Rank.VILLAGE),
        ("春江花园停水三天了", "阳光花园停水三天了", Rank.ESTATE),
        ("人民路与建设路口红绿灯坏了", "人民路与解放路口红绿灯坏了", Rank.ROAD),
        ("解放东路堵车", "解放西路堵车", Rank.ROAD),
        ("利济路12号烧烤店油烟扰民", "利济路188号烧烤店油烟扰民", Rank.HOUSE),
        ("阳光小区3幢电梯坏了", "阳光小区9幢电梯坏了", Rank.BUILDING),
        ("阳光小区3幢1单元", "阳光小区3幢2单元", Rank.STAIRS),
        ("湖州恒大公司拖欠工资", "湖州万达公司拖欠工资", Rank.BODY),
        ("第一小学门口堵车", "第二小学门口堵车", Rank.BODY),
        ("新风小学门口堵车", "新风中学门口堵车", Rank.BODY),
        ("建设银行乱收费", "工商银行乱收费", Rank.BODY),
        ("甲公司拖欠工资", "乙公司拖欠工资", Rank.BODY),
        ("A小区停水", "B小区停水", Rank.ESTATE),
        ("大河村3组停水", "大河村8组停水", Rank.GROUP),
    ],
)
def test_two_names_of_a_rank_are_two_places(one: str, other: str, rank: Rank) -> None:
    assert rank in ranks_apart(named(one), named(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("利济路12号油烟", "利济路12号烧烤店油烟"),
        ("阳光小区停水", "阳光小区3幢停水"),
        ("阳光小区三幢停水", "阳光小区3号楼停水"),
        ("织里镇停水", "湖州市吴兴区织里镇停水"),
        ("织里镇停水", "织里镇大河村停水"),
        ("恒大公司欠薪", "湖州恒大物业服务有限公司欠薪"),
        ("湖师学院门口堵车", "湖州师范学院堵车"),
        ("华洋公司欠薪", "洋华公司欠薪"),
        ("黄兴路堵车", "黄兴北路堵车"),
        ("阳光小区1-4栋停水", "阳光小区3栋停水"),
        ("A市A3区停水", "A3区停水"),
        ("A市停水", "A9市停水"),
        ("浙江省停水", "湖州市停水"),
        ("建设银行织里支行乱收费", "建设银行乱收费"),
        ("停水了", "织里镇停水了"),
    ],
)
def test_who_says_more_names_no_other_place(one: str, other: str) -> None:
    assert not ranks_apart(named(one), named(other))


def test_what_is_told_in_passing_parts_no_two_that_begin_with_one_place() -> None:
    one = names_of_report("阳光小区漏水", "找过恒大公司，没有用")
    assert not ranks_apart(one, names_of_report("阳光小区一直漏水", "万达公司来看过"))
    assert ranks_apart(one, names_of_report("一直漏水", "万达公司来看过")) == {Rank.BODY}


def test_organisations_with_which_neither_begins_part_nothing() -> None:
    long = "水从楼上漏下来，墙都湿了，地板也翘了，" * 4
    one, other = (names_of_report("家里一直漏水", f"{long}找过{name}") for name in ("恒大公司", "万达公司"))
    assert not ranks_apart(one, other)
    assert ranks_apart(named("找过恒大公司"), named("找过万达公司"))


def test_a_county_in_common_is_no_place_in_common() -> None:
    assert not ranks_shared(named("德清县停水"), named("德清县停电"))
    assert ranks_shared(named("德清县武康街道停水"), named("武康街道停电")) == {Rank.TOWN}


@given(sentences, sentences)
def test_it_is_the_same_whichever_comes_first(one: str, other: str) -> None:
    a, b = named(one), named(other)
    assert ranks_apart(a, b) == ranks_apart(b, a)
    assert ranks_shared(a, b) == ranks_shared(b, a)
    assert not ranks_apart(a, a)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_read(title: str, text: str) -> None:
    report = names_of_report(title, text)
    assert not ranks_apart(report, report)


@pytest.mark.parametrize(
    "unit",
    [
        "路",
        "1-60栋",
        "甲乙丙镇",
        "大河村1号",
        "公司" + string.ascii_letters,
        "一1号楼",
        "人民路12弄",
        "A3区",
        "市镇",
        "物业",
        "物业公司",
    ],
)
def test_no_text_takes_long(unit: str) -> None:
    text = unit * (1_200 // len(unit))

    def compares() -> None:
        one, other = named(text), named(text[1:])
        ranks_apart(one, other)
        ranks_shared(one, other)

    assert processor_seconds(compares) < 0.1
