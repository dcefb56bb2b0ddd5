from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from heyi.matters.access import entering
from heyi.orgs import access
from heyi.orgs.access import directory, edition, unit_page
from heyi.orgs.models import Region, Unit
from heyi.orgs.operations import CannotChangeUnit, add_unit, change_unit, close_unit, load_huzhou, move_unit
from heyi.orgs.rules import Directory, UnitDraft, UnitFact

pytestmark = pytest.mark.django_db

AT = datetime(2031, 1, 6, 1, 0, tzinfo=UTC)  # after whatever the template was loaded at


class Officer:
    """Somebody with roles, as orgs knows them."""

    def __init__(self, name: str, *roles: str) -> None:
        self.person_id = 1
        self.name = name
        self.roles = roles

    def holds(self, role: str) -> bool:
        return role in self.roles


SHEN = Officer("沈系统", "SYSTEM_ADMINISTRATOR")
QIAN = Officer("钱安全", "SECURITY_ADMINISTRATOR")


@pytest.fixture(autouse=True)
def city() -> Iterator[None]:
    with entering("admin"):
        load_huzhou(AT)
        yield


def the(code: str) -> UnitFact:
    unit = directory().unit_by_code(code)
    assert unit is not None
    return unit


def a_draft(**change: object) -> UnitDraft:
    draft = UnitDraft(
        code="330502100-VOLUNTEERS",
        name="织里镇平安志愿者协会",
        short_name="织里平安志愿者",
        kind="VOLUNTEERS",
        level="TOWNSHIP",
        parent_id=the("330502100-CENTRE").id,
        region_code="330502100",
        regions=("330502100",),
        aliases=("织里志愿者",),
    )
    return replace(draft, **change)


def verbs() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT verb FROM journal_event ORDER BY seq DESC LIMIT 1")
        return [row[0] for row in cursor.fetchall()]


def test_loading_again_adds_nothing_and_keeps_what_was_changed() -> None:
    station = the("330502100-POLICE")
    change_unit(station.id, draft_of(station, name="湖州市公安局织里分局"), by=SHEN, at=AT)
    before = edition()
    load_huzhou(AT)
    assert edition() == before
    assert the("330502100-POLICE").name == "湖州市公安局织里分局"
    assert Unit.objects.count() == len(directory().units)


def test_loading_brings_back_what_is_missing() -> None:
    Unit.objects.get(code="330523-CHAMBER").services.all().delete()
    Unit.objects.filter(code="330523-CHAMBER").delete()
    load_huzhou(AT)
    assert the("330523-CHAMBER").regions == ("330523",)


def test_the_database_holds_what_the_files_say(huzhou: Directory) -> None:
    held = directory()
    assert [region.code for region in held.regions] == sorted(region.code for region in huzhou.regions)
    for unit in huzhou.units:
        same = held.unit_by_code(unit.code)
        assert same is not None
        assert replace(same, id=unit.id, parent_id=unit.parent_id) == unit
        assert [held.unit(n).code for n in held.ancestors(same.id)] == [
            huzhou.unit(n).code for n in huzhou.ancestors(unit.id)
        ]


def draft_of(unit: UnitFact, **change: object) -> UnitDraft:
    draft = UnitDraft(
        code=unit.code,
        name=unit.name,
        short_name=unit.short_name,
        kind=unit.kind,
        level=unit.level,
        parent_id=unit.parent_id,
        region_code=unit.region_code,
        regions=unit.regions,
        specialty=unit.specialty,
        aliases=unit.aliases,
    )
    return replace(draft, **change)


def test_an_added_unit_serves_at_once_and_is_journalled() -> None:
    number = add_unit(a_draft(), by=SHEN, at=AT)
    unit = directory().unit(number)
    assert directory().serving("VOLUNTEERS", "330502100") == unit
    assert directory().ancestors(number)[0] == the("330502100-CENTRE").id
    assert unit.aliases == ("织里志愿者",)
    assert verbs() == ["unit.added"]


def test_a_changed_unit_has_its_new_names_and_regions() -> None:
    zone = the("330500-NANTAIHU")
    change_unit(
        zone.id, draft_of(zone, short_name="南太湖中心", regions=("330502008", "330502009")), by=SHEN, at=AT
    )
    assert the("330500-NANTAIHU").short_name == "南太湖中心"
    assert directory().serving("ZONE", "330502008") == the("330500-NANTAIHU")
    assert directory().serving("ZONE", "330502006") is None
    assert verbs() == ["unit.changed"]


def test_a_moved_unit_takes_all_below_it_along() -> None:
    bureau, committee = the("330502-POLICE"), the("330502-COMMITTEE")
    move_unit(bureau.id, under=committee.id, by=SHEN, at=AT)
    station = the("330502100-POLICE")
    assert directory().ancestors(station.id)[:2] == (bureau.id, committee.id)
    assert verbs() == ["unit.moved"]


def test_a_closed_unit_serves_no_more_but_is_still_named() -> None:
    station = the("330502100-POLICE")
    close_unit(station.id, by=SHEN, at=AT)
    assert directory().serving("POLICE", "330502100") == the("330502-POLICE")
    assert directory().unit(station.id).name == station.name
    assert not directory().unit(station.id).is_open
    assert verbs() == ["unit.closed"]


@pytest.mark.parametrize(
    ("code", "refusal"), [("330502-POLICE", "has_units_below"), ("330500-COMMITTEE", "is_root")]
)
def test_a_unit_that_others_hang_on_is_not_closed(code: str, refusal: str) -> None:
    with pytest.raises(CannotChangeUnit) as refused:
        close_unit(the(code).id, by=SHEN, at=AT)
    assert refused.value.code == refusal


def test_a_closed_unit_is_changed_and_joined_no_more() -> None:
    station = the("330502100-POLICE")
    close_unit(station.id, by=SHEN, at=AT)
    for change in (
        lambda: close_unit(station.id, by=SHEN, at=AT),
        lambda: change_unit(station.id, draft_of(station), by=SHEN, at=AT),
        lambda: add_unit(a_draft(parent_id=station.id), by=SHEN, at=AT),
        lambda: move_unit(the("330502100-JUSTICE").id, under=station.id, by=SHEN, at=AT),
    ):
        with pytest.raises(CannotChangeUnit) as refused:
            change()
        assert refused.value.code == "unknown_unit"


def test_a_refused_change_tells_every_fault_and_leaves_no_trace() -> None:
    before = directory()
    with pytest.raises(CannotChangeUnit) as refused:
        add_unit(a_draft(name="", code="?", regions=()), by=SHEN, at=AT)
    assert {fault.field for fault in refused.value.faults} == {"name", "code", "regions"}
    assert directory() is before


def test_only_the_system_administrator_keeps_units() -> None:
    for change in (
        lambda: add_unit(a_draft(), by=QIAN, at=AT),
        lambda: close_unit(the("330502100-POLICE").id, by=QIAN, at=AT),
    ):
        with pytest.raises(CannotChangeUnit) as refused:
            change()
        assert refused.value.code == "not_keeper"


def test_the_directory_is_read_once_per_edition(django_assert_num_queries) -> None:
    held = directory()
    with django_assert_num_queries(1):
        assert directory() is held
    with django_assert_num_queries(0):
        assert directory(held.version) is held
    access._held.clear()
    with django_assert_num_queries(4):  # edition, regions, services, units
        assert directory().version == held.version


def test_an_edition_that_was_rolled_back_never_returns() -> None:
    with transaction.atomic():
        add_unit(a_draft(), by=SHEN, at=AT)
        lost = directory()
        transaction.set_rollback(True)
    add_unit(a_draft(name="织里镇商会志愿队"), by=SHEN, at=AT)
    assert edition() != lost.version
    assert the("330502100-VOLUNTEERS").name == "织里镇商会志愿队"


def test_the_list_of_units_filters_and_pages_with_one_query(django_assert_num_queries) -> None:
    directory()
    with django_assert_num_queries(1):
        everything = unit_page()
    assert (everything.total, len(everything.units), everything.pages) == (1704, 50, 35)
    with django_assert_num_queries(1):
        stations = unit_page(words="派出所", kind="POLICE", region_code="330523", page=1)
    assert {unit.kind for unit in stations.units} == {"POLICE"}
    assert (stations.total, stations.pages) == (15, 1)
    assert unit_page(page=36).units == ()


def test_the_list_shows_closed_units_when_asked() -> None:
    close_unit(the("330502100-POLICE").id, by=SHEN, at=AT)
    assert unit_page(words="织里派出所").total == 0
    assert unit_page(words="织里派出所", open_only=False).total == 1


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"kind": "ARMY"}, "unit_kind_known"),
        ({"level": "PROVINCE"}, "unit_level_known"),
        ({"kind": "DEPARTMENT"}, "specialty_is_a_department_s"),
        ({"specialty": "TAX"}, "specialty_is_a_department_s"),
        ({"code": "330502100-POLICE"}, "one_unit_per_code"),
        ({"name": "湖州市公安局"}, "one_open_unit_per_name"),
    ],
)
def test_the_database_refuses_what_no_form_may_write(change: dict[str, str], constraint: str) -> None:
    facts = {"code": "X-1", "name": "某单位", "short_name": "某", "kind": "CHAMBER", "level": "CITY"} | change
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Unit.objects.create(region_id="330500", starts_at=AT, **facts)


@pytest.mark.parametrize(
    ("code", "level", "constraint"),
    [("33O5", "CITY", "region_code_is_digits"), ("330599", "STREET", "region_level_known")],
)
def test_the_database_refuses_a_false_region(code: str, level: str, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Region.objects.create(code=code, name="某地", level=level, starts_on=AT.date(), version=2023)


def test_a_unit_has_the_hours_of_its_kind_until_it_is_given_its_own() -> None:
    centre = the("330502100-CENTRE")
    assert str(centre.hours) == "08:30-12:00 14:00-17:30"
    assert str(the("330502-CENTRE").hours) == str(the("330502100-POLICE").hours) == "daily 00:00-24:00"
    change_unit(centre.id, draft_of(centre, hours=" daily 8:00-20:00 "), by=SHEN, at=AT)
    assert str(the("330502100-CENTRE").hours) == "daily 08:00-20:00"
    change_unit(centre.id, draft_of(centre, hours=" "), by=SHEN, at=AT)
    assert the("330502100-CENTRE").own_hours == ""
