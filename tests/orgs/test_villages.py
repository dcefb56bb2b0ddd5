"""1,301 villages and communities: the facts as shipped, and how a house that runs already gets them."""

import re
from collections import Counter

import pytest
from django.db.models import Q

from heyi.kernel.clock import now
from heyi.matters.access import entering
from heyi.orgs.access import directory, edition
from heyi.orgs.models import Region, Unit, UnitRegion
from heyi.orgs.operations import load_huzhou
from heyi.orgs.rules import Directory, town_of
from heyi.orgs.rules.shipped import shipped_regions, shipped_unit, shipped_units

VILLAGES = [row for row in shipped_regions() if row["level"] == "VILLAGE"]
COMMITTEES = [row for row in shipped_units() if row["kind"] == "VILLAGE"]


def test_there_are_as_many_as_the_statistical_list_of_2023_has() -> None:
    assert len(VILLAGES) == len({row["code"] for row in VILLAGES}) == len(COMMITTEES) == 1301
    kinds = Counter(row["code"][9] for row in VILLAGES)
    assert kinds == {
        "0": 387,
        "2": 913,
        "5": 1,
    }  # residents' committees, villagers' ones, a forest farm's quarter


def test_each_hangs_under_the_town_of_its_code_and_every_town_has_some() -> None:
    towns = {row["code"] for row in shipped_regions() if row["level"] == "TOWNSHIP"}
    assert all(row["parent"] == town_of(row["code"]) for row in VILLAGES)
    assert {row["parent"] for row in VILLAGES} == towns


def test_names_are_those_people_write_and_one_within_a_town() -> None:
    ends = Counter(re.sub(r".*(村|社区|生活区)$", r"\1", row["name"]) for row in VILLAGES)
    assert ends == {"村": 913, "社区": 387, "生活区": 1}
    assert max(Counter((row["parent"], row["name"]) for row in VILLAGES).values()) == 1
    shared = Counter(row["name"] for row in VILLAGES)
    assert len([name for name, times in shared.items() if times > 1]) == 39


@pytest.mark.parametrize(
    ("code", "name", "committee", "short", "alias"),
    [
        ("330502100202", "大邾村", "织里镇大邾村村民委员会", "织里镇大邾村村委会", "织里镇大邾村委会"),
        ("330523108204", "余村", "天荒坪镇余村村民委员会", "天荒坪镇余村村委会", "天荒坪镇余村委会"),
        (
            "330502001016",
            "月河社区",
            "月河街道月河社区居民委员会",
            "月河街道月河社区居委会",
            "月河街道月河居委会",
        ),
        ("330502100001", "织里社区", "织里镇织里社区居民委员会", "织里镇织里社区居委会", "织里镇织里居委会"),
        ("330523111500", "南湖林场生活区", "天子湖镇南湖林场生活区", "天子湖镇南湖林场生活区", ""),
    ],
)
def test_committees_are_named_after_town_and_place(
    code: str, name: str, committee: str, short: str, alias: str
) -> None:
    assert next(row["name"] for row in VILLAGES if row["code"] == code) == name
    row = shipped_unit(f"{code}-VILLAGE")
    assert row is not None
    assert (row["name"], row["short_name"], row["aliases"]) == (committee, short, alias)
    assert (row["parent"], row["region"], row["serves"]) == (f"{code[:9]}-CENTRE", code, code)


def test_a_village_is_served_by_its_own_and_its_town(huzhou: Directory) -> None:
    own = huzhou.serving("VILLAGE", "330502100202")
    police = huzhou.serving("POLICE", "330502100202")
    assert own is not None
    assert police is not None
    assert (own.code, police.code) == ("330502100202-VILLAGE", "330502100-POLICE")
    assert huzhou.serving("VILLAGE", "330502100") is None
    assert huzhou.name_of_region("330502100202") == "湖州市吴兴区织里镇大邾村"
    assert [huzhou.place_name(code) for code in ("330502100202", "330502100", "9")] == [
        "织里镇大邾村",
        "织里镇",
        "",
    ]


def test_lists_know_no_villages(huzhou: Directory) -> None:
    assert [huzhou.has_parts(code) for code in ("330500", "330502", "330502100", "330502100202", "9")] == [
        True,
        True,
        False,
        False,
        False,
    ]


# A house that ran before there were villages


def _as_before_villages() -> None:
    """Huzhou as the version before shipped it."""
    UnitRegion.objects.filter(unit__kind="VILLAGE").delete()
    Unit.objects.filter(kind="VILLAGE").delete()
    Region.objects.filter(level="VILLAGE").delete()


def _loaded() -> None:
    with entering("admin"):
        load_huzhou(now())


@pytest.mark.django_db
def test_a_house_that_runs_gets_them_at_its_next_start_and_nothing_else_changes() -> None:
    before = set(Unit.objects.exclude(kind="VILLAGE").values_list("id", "code", "name", "parent_id"))
    _as_before_villages()
    held = edition()
    _loaded()
    assert edition() != held
    trees = directory()
    assert Counter(unit.kind for unit in trees.units)["VILLAGE"] == 1301
    assert set(Unit.objects.exclude(kind="VILLAGE").values_list("id", "code", "name", "parent_id")) == before
    centre = trees.unit_by_code("330502100-CENTRE")
    assert centre is not None
    assert len(trees.children(centre.id)) == 70


@pytest.mark.django_db
def test_at_the_start_after_that_nothing_is_written() -> None:
    held = edition()
    _loaded()
    assert edition() == held


@pytest.mark.django_db
def test_what_an_administrator_had_made_or_closed_stays_and_the_start_goes_on() -> None:
    _as_before_villages()
    centre, above = Unit.objects.get(code="330502100-CENTRE"), Unit.objects.get(code="330502-CENTRE")
    own = Unit.objects.create(
        code="OWN-DAHE",
        name="织里镇大河村村民委员会",
        short_name="大河",
        kind="VOLUNTEERS",
        level="TOWNSHIP",
        parent=centre,
        region_id="330502100",
        starts_at=now(),
    )
    Unit.objects.filter(pk=centre.pk).update(ends_at=now())
    _loaded()
    assert not Unit.objects.filter(code="330502100219-VILLAGE").exists()
    assert Unit.objects.get(pk=own.pk).kind == "VOLUNTEERS"
    assert Unit.objects.filter(Q(region__parent="330502100") & Q(kind="VILLAGE")).count() == 69
    assert set(Unit.objects.filter(region__parent="330502100").values_list("parent", flat=True)) == {above.pk}
