from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.orgs.codes import DEPTH, LEVEL_WORDS, SPECIALTY_WORDS, UNIT_KIND_WORDS, Level, Specialty, UnitKind
from heyi.orgs.rules import Directory, RegionFact, UnitFact

TOWN = "330502100"  # 织里镇
NEEDED_EVERYWHERE = [("CENTRE", ""), ("POLICE", ""), ("JUSTICE", ""), ("COURT", ""), ("PROCURATORATE", "")]
DEPARTMENTS = [("DEPARTMENT", specialty.value) for specialty in Specialty]


def a_unit(
    number: int, parent: int | None, *, region: str = "330500", kind: str = "CENTRE", **more: object
) -> UnitFact:
    facts = {"level": "CITY", "specialty": "", "regions": (region,), "is_open": True} | more
    return UnitFact(
        number,
        f"U-{number}",
        f"单位{number}",
        f"{number}",
        kind,
        parent_id=parent,
        region_code=region,
        **facts,
    )


@st.composite
def trees(draw: st.DrawFn) -> Directory:
    """Any tree: each unit hangs under one made before it."""
    size = draw(st.integers(1, 25))
    parents = [None, *(draw(st.integers(1, number)) for number in range(1, size))]
    return Directory(1, (), tuple(a_unit(number, parent) for number, parent in enumerate(parents, 1)))


@given(trees())
def test_a_unit_is_in_the_line_of_its_superiors_and_of_nobody_else(tree: Directory) -> None:
    for unit in tree.units:
        for other in tree.units:
            is_below = other.id == unit.id or unit.id in tree.ancestors(other.id)
            assert (other.id in tree.line(unit.id)) == is_below


@given(trees())
def test_superiors_come_nearest_first(tree: Directory) -> None:
    for unit in tree.units:
        chain = (unit.id, *tree.ancestors(unit.id))
        assert [tree.unit(below).parent_id for below in chain] == [*chain[1:], None]


@given(trees())
def test_a_line_names_each_unit_once_and_itself_first(tree: Directory) -> None:
    for unit in tree.units:
        line = tree.line(unit.id)
        assert line[0] == unit.id
        assert len(set(line)) == len(line)


@st.composite
def served_places(draw: st.DrawFn) -> Directory:
    """A city, two counties, four towns; units of one kind serve any of them, some closed."""
    regions = [RegionFact("330500", "市", "CITY", None)]
    for county in ("330502", "330521"):
        regions.append(RegionFact(county, county, "COUNTY", "330500"))
        regions += [RegionFact(county + town, town, "TOWNSHIP", county) for town in ("100", "101")]
    codes = st.lists(st.sampled_from([region.code for region in regions]), max_size=4)
    units = [
        a_unit(
            number,
            None,
            regions=tuple(draw(codes)),
            level=draw(st.sampled_from(list(Level))),
            is_open=draw(st.booleans()),
        )
        for number in range(1, draw(st.integers(1, 6)))
    ]
    return Directory(1, tuple(regions), tuple(units))


@given(served_places())
def test_the_nearest_open_unit_serves_and_of_several_the_lowest(tree: Directory) -> None:
    for region in tree.regions:
        for around in tree.around(region.code):
            able = [unit for unit in tree.units if unit.is_open and around.code in unit.regions]
            if able:
                assert tree.serving("CENTRE", region.code) == min(
                    able, key=lambda unit: (-DEPTH[unit.level], unit.id)
                )
                break
        else:
            assert tree.serving("CENTRE", region.code) is None


def test_huzhou_has_five_counties_72_towns_and_streets_and_1301_villages_and_communities(
    huzhou: Directory,
) -> None:
    levels = Counter(region.level for region in huzhou.regions)
    assert levels == {"CITY": 1, "COUNTY": 5, "TOWNSHIP": 72, "VILLAGE": 1301}


@pytest.mark.parametrize("kind", ["CENTRE", "POLICE", "JUSTICE"])
def test_every_town_has_its_own(huzhou: Directory, kind: str) -> None:
    served = [unit.regions for unit in huzhou.units if unit.kind == kind and unit.level == "TOWNSHIP"]
    assert sorted(served) == sorted((region.code,) for region in huzhou.regions if region.level == "TOWNSHIP")


@pytest.mark.parametrize(("kind", "specialty"), NEEDED_EVERYWHERE + DEPARTMENTS)
def test_every_place_is_served_from_its_own_county(huzhou: Directory, kind: str, specialty: str) -> None:
    for region in huzhou.regions:
        unit = huzhou.serving(kind, region.code, specialty)
        assert unit is not None, (region, kind, specialty)
        assert (unit.kind, unit.specialty) == (kind, specialty)
        assert huzhou.county_of(unit.region_code) == huzhou.county_of(region.code)


def test_every_unit_hangs_under_the_city_committee(huzhou: Directory) -> None:
    committee = huzhou.unit_by_code("330500-COMMITTEE")
    assert committee is not None
    assert set(huzhou.line(committee.id)) == {unit.id for unit in huzhou.units}


def test_no_name_that_people_write_means_two_units(huzhou: Directory) -> None:
    names = Counter(name for unit in huzhou.units for name in {unit.name, unit.short_name, *unit.aliases})
    assert [name for name, times in names.items() if times > 1] == []


def test_no_unit_is_of_a_higher_level_than_its_superior(huzhou: Directory) -> None:
    for unit in huzhou.units:
        if unit.parent_id is not None:
            assert DEPTH[unit.level] >= DEPTH[huzhou.unit(unit.parent_id).level]


def test_zhili_s_police_station_stands_under_the_bureau_and_the_county_centre(huzhou: Directory) -> None:
    station = huzhou.serving("POLICE", TOWN)
    assert station is not None
    assert station.short_name == "织里派出所"
    assert [huzhou.unit(number).short_name for number in huzhou.ancestors(station.id)] == [
        "吴兴区公安分局",
        "吴兴区三源共治中心",
        "湖州市社会治理中心",
        "湖州市委政法委",
    ]


def test_the_new_area_is_a_zone_and_takes_no_street_from_its_district(huzhou: Directory) -> None:
    zone = huzhou.serving("ZONE", "330502008")
    street = huzhou.serving("CENTRE", "330502008")
    assert zone is not None
    assert street is not None
    assert zone.short_name == "南太湖新区社会治理中心"
    assert street.short_name == "仁皇山街道社会治理中心"


@pytest.mark.parametrize(
    ("code", "county", "name"),
    [
        (TOWN, "330502", "湖州市吴兴区织里镇"),
        ("330523", "330523", "湖州市安吉县"),
        ("330500", "330500", "湖州市"),
        ("110000", "330500", ""),  # nowhere that we know: the city's
        ("", "330500", ""),
    ],
)
def test_a_place_has_a_county_and_a_full_name(huzhou: Directory, code: str, county: str, name: str) -> None:
    assert (huzhou.county_of(code), huzhou.name_of_region(code)) == (county, name)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (TOWN, TOWN, False),
        (TOWN, "330502", False),
        ("330500", TOWN, False),
        (TOWN, "330502101", True),
        (TOWN, "330521", True),
        ("330521", "330522", True),
        (TOWN, "", False),
        ("110000", TOWN, False),
    ],
)
def test_two_places_are_apart_where_neither_lies_in_the_other(
    huzhou: Directory, one: str, other: str, apart: bool
) -> None:
    assert huzhou.are_apart(one, other) is huzhou.are_apart(other, one) is apart


def test_an_unknown_place_is_served_by_nobody(huzhou: Directory) -> None:
    assert huzhou.serving("CENTRE", "110000") is None


def test_every_code_has_its_words() -> None:
    assert set(LEVEL_WORDS) == set(Level)
    assert set(UNIT_KIND_WORDS) == set(UnitKind)
    assert set(SPECIALTY_WORDS) == set(Specialty)
