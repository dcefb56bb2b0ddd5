import pytest

from heyi.triage.gazetteer import Gazetteer
from heyi.triage.places import place_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("我在织里镇打工", "330502100"),
        ("吴兴区织里利济路", "330502100"),
        ("织里医院", "330502100"),
        ("南浔古镇停车难", "330503"),  # the district: 南浔 is both
        ("南浔镇泰安路", "330503100"),
        ("湖州市南浔双林", "330503101"),
        ("双林派出所旁", "330503101"),
        ("长兴和平镇城南", "330522110"),
        ("长兴和平城南", "330522110"),
        ("吴兴朝阳街道", "330502002"),
        ("湖州的路灯", "330500"),
        ("我是织里人，在八里店被欠薪", "330502101"),
        ("老家安吉，在德清新市打工", "330521102"),
        ("我是织里人", "330502100"),  # better than nothing
    ],
)
def test_place_is_the_most_specific_one_named(text: str, code: str, huzhou: Gazetteer) -> None:
    found = place_of("", "", text, huzhou)
    assert found is not None
    assert found.value == code


@pytest.mark.parametrize(
    "text", ["", "和平相处", "朝阳路上", "株洲市和平镇", "北京朝阳区", "双林先生来信", "新市场"]
)
def test_ordinary_words_and_other_cities_are_no_place(text: str, huzhou: Gazetteer) -> None:
    assert place_of("", "", text, huzhou) is None


@pytest.mark.parametrize(
    ("place", "text", "code"),
    [
        ("吴兴区织里镇富民路", "我在德清县被打", "330502100"),
        ("湖州", "安吉县的民宿", "330523"),  # the text makes it finer
        ("某小区3幢", "八里店镇某小区", "330502101"),
        ("吴兴区", "南浔区的店", "330502"),
    ],
)
def test_given_place_beats_the_text(place: str, text: str, code: str, huzhou: Gazetteer) -> None:
    found = place_of(place, "", text, huzhou)
    assert found is not None
    assert found.value == code


def test_title_counts_more_than_text(huzhou: Gazetteer) -> None:
    found = place_of("", "八里店镇某厂欠薪", "老板住织里镇", huzhou)
    assert found is not None
    assert found.value == "330502101"


def test_reason_names_the_whole_place(huzhou: Gazetteer) -> None:
    found = place_of("", "", "织里的店", huzhou)
    assert found is not None
    assert dict(found.reason.params) == {"region": "湖州市吴兴区织里镇"}
    assert found.reason.quote == "织里"


def test_empty_gazetteer_knows_no_place() -> None:
    assert place_of("织里", "", "织里", Gazetteer.of(())) is None


def test_circular_parents_end() -> None:
    odd = Gazetteer.of([("1", "甲镇", "2"), ("2", "乙县城", "1")])
    assert odd.name_of("1") == "乙县城甲镇"
