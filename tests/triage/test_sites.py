"""Roads, estates, villages below the towns; names are invented or those of any city."""

import pytest

from heyi.triage.lexicon.standard import of_facts
from heyi.triage.reading import Where
from heyi.triage.scan import scan
from heyi.triage.sites import sites


def told(words: str) -> list[str]:
    found = sites(scan(words, Where.TEXT, of_facts()), ())
    return [f"{site.sort} {site.name}" for site in found]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("凯旋路88号的路灯坏了", ["ROAD 凯旋路"]),
        ("我住在湖州市吴兴区织里镇利济路", ["ROAD 利济路"]),
        ("从人民路到解放街都堵", ["ROAD 人民路", "ROAD 解放街"]),
        ("碧桂花园小区3幢漏水", ["ESTATE 碧桂花园小区"]),
        ("位于吴兴大道和爱山广场之间", ["ROAD 吴兴大道", "BUILDING 爱山广场"]),
        ("埭溪镇红星村的路", ["VILLAGE 红星村"]),
        ("投诉月河社区", ["VILLAGE 月河社区"]),
        ("浙北大厦门口摆摊", ["BUILDING 浙北大厦"]),
        ("在织里轻纺市场租了摊位", ["MARKET 织里轻纺市场"]),
        ("去年在和平路买的房", ["ROAD 和平路"]),
        ("利济路路口有个坑", ["ROAD 利济路"]),
        ("利济路路灯坏了", ["ROAD 利济路"]),
        ("利济路口堵车", ["ROAD 利济路"]),
    ],
)
def test_a_place_is_named_without_its_division(words: str, expected: list[str]) -> None:
    assert told(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "马路边",
        "回农村老家",
        "整个小区",
        "我们小区",
        "走投无路",
        "武康街道",
        "菜市场里",
        "路过这里",
        "村长说",
        "维权之路",
        "乘370路",
        "健身房跑路",
        "出租车绕路",
        "谢谢社区",
        "感谢社区帮忙",
    ],
)
def test_a_word_for_a_sort_of_place_is_no_name(words: str) -> None:
    assert told(words) == []


def test_what_is_an_organisation_already_is_no_place() -> None:
    words = "湖州市东街幼儿园"
    assert sites(scan(words, Where.TEXT, of_facts()), [(0, len(words))]) == ()
