from datetime import datetime

import pytest

from heyi.triage.gazetteer import Gazetteer
from heyi.triage.read import read


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("投诉织里派出所民警不作为", "330502100-POLICE"),
        ("向织里派出所报警，但民警不作为", "330502100-POLICE"),
        ("被织里派出所民警殴打", "330502100-POLICE"),
        ("我在织里，派出所不出警", "330502100-POLICE"),
        ("举报吴兴区人社局工作人员索要红包", "330502-LABOUR"),
        ("到南浔区法院起诉，法官偏袒对方", "330503-COURT"),
        ("八里店镇政府干部吃拿卡要", "330502101-CENTRE"),
        ("反映德清县市场监管局对无证经营不管不问", "330521-MARKET"),
        ("城管在织里暴力执法", "330502-URBAN"),
        ("投诉吴兴区综合执法局", "330502-URBAN"),
        ("湖州市中级人民法院判决不公", "330500-COURT"),
    ],
)
def test_the_unit_complained_about_is_found(
    text: str, unit: str, huzhou: Gazetteer, tuesday: datetime
) -> None:
    reading = read(text, gazetteer=huzhou, at=tuesday)
    assert [subject.value for subject in reading.subjects] == [unit]


@pytest.mark.parametrize(
    "text",
    [
        "已向织里派出所报警，至今没有找到人",
        "请织里派出所处理邻居噪音",
        "投诉织里派出所附近的烧烤店油烟",
        "织里派出所民警帮我找回了钱包，非常感谢",
        "举报邻居打人，织里派出所已经立案",
        "建议德清县市场监管局多检查",
        "织里派出所对面的饭店乱收费",
    ],
)
def test_a_unit_merely_told_or_named_is_no_subject(text: str, huzhou: Gazetteer, tuesday: datetime) -> None:
    assert read(text, gazetteer=huzhou, at=tuesday).subjects == ()


def test_a_blamed_office_without_a_place_asks_a_clerk(huzhou: Gazetteer, tuesday: datetime) -> None:
    reading = read("派出所不出警", gazetteer=huzhou, at=tuesday)
    assert reading.subjects == ()
    assert reading.unsure
    assert "SUBJECT_UNKNOWN" in [reason.code for reason in reading.reasons]


def test_given_place_tells_which_station(huzhou: Gazetteer, tuesday: datetime) -> None:
    reading = read("派出所不出警", place="织里镇", gazetteer=huzhou, at=tuesday)
    assert [subject.value for subject in reading.subjects] == ["330502100-POLICE"]
