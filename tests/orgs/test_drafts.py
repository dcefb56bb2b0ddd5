from dataclasses import replace

import pytest

from heyi.orgs.rules import Directory, UnitDraft, faults_of_draft, faults_of_move


@pytest.fixture
def draft(huzhou: Directory) -> UnitDraft:
    centre = huzhou.unit_by_code("330502100-CENTRE")
    assert centre is not None
    return UnitDraft(
        code="330502100-VOLUNTEERS",
        name="织里镇平安志愿者协会",
        short_name="织里平安志愿者",
        kind="VOLUNTEERS",
        level="TOWNSHIP",
        parent_id=centre.id,
        region_code="330502100",
        regions=("330502100",),
    )


def test_a_whole_draft_has_no_fault(draft: UnitDraft, huzhou: Directory) -> None:
    assert list(faults_of_draft(draft, huzhou)) == []


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"name": " "}, "name", "name_needed"),
        ({"name": "湖" * 81}, "name", "name_needed"),
        ({"name": "吴兴区织里镇社会治理中心"}, "name", "name_taken"),
        ({"short_name": ""}, "short_name", "short_name_needed"),
        ({"code": "330502100-POLICE"}, "code", "code_taken"),
        ({"code": "织里"}, "code", "bad_code"),
        ({"kind": "ARMY"}, "kind", "unknown_kind"),
        ({"kind": "DEPARTMENT"}, "specialty", "specialty_needed"),
        ({"specialty": "TAX"}, "specialty", "specialty_not_here"),
        ({"level": "PROVINCE"}, "level", "unknown_level"),
        ({"level": "COUNTY"}, "parent", "level_too_low"),
        ({"parent_id": None}, "parent", "unknown_unit"),
        ({"parent_id": 99999}, "parent", "unknown_unit"),
        ({"region_code": "110000"}, "region", "unknown_region"),
        ({"regions": ()}, "regions", "regions_needed"),
        ({"hours": "nine to five"}, "hours", "hours_unclear"),
        ({"regions": ("330502100", "999999")}, "regions", "unknown_region"),
    ],
)
def test_a_fault_stands_at_its_field(
    draft: UnitDraft, huzhou: Directory, change: dict[str, object], field: str, code: str
) -> None:
    faults = list(faults_of_draft(replace(draft, **change), huzhou))
    assert [(fault.field, fault.code) for fault in faults] == [(field, code)]


def test_a_unit_may_keep_its_own_name(draft: UnitDraft, huzhou: Directory) -> None:
    centre = huzhou.unit_by_code("330502100-CENTRE")
    assert centre is not None
    same = replace(draft, code=centre.code, name=centre.name, kind="CENTRE")
    assert list(faults_of_draft(same, huzhou, unit_id=centre.id)) == []


@pytest.mark.parametrize(
    ("unit", "under", "codes"),
    [
        ("330502100-POLICE", "330502-CENTRE", []),
        ("330502-CENTRE", "330502100-CENTRE", ["under_itself"]),
        ("330502-CENTRE", "330502-CENTRE", ["under_itself"]),
        ("330502-COURT", "330502100-CENTRE", ["level_too_low"]),
        ("330502-COURT", "nowhere", ["unknown_unit"]),
    ],
)
def test_a_unit_moves_only_where_a_tree_remains(
    huzhou: Directory, unit: str, under: str, codes: list[str]
) -> None:
    moved = huzhou.unit_by_code(unit)
    assert moved is not None
    faults = faults_of_move(moved, huzhou.unit_by_code(under), huzhou)
    assert [fault.code for fault in faults] == codes
