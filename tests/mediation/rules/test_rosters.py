"""Lists of parties: what people paste and upload, read line by line; what is not understood is told, never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.mediation.rules.rosters import Named, read_roster

WANG = Named(1, "王秀英", "13900000001")


@pytest.mark.parametrize(
    "line",
    [
        "王秀英 13900000001",
        "王秀英\t13900000001",
        "王秀英，13900000001",
        "王秀英,13900000001,",
        "1\t王秀英\t13900000001",
        "1. 王秀英 13900000001",
        "１、王秀英 13900000001",
        '"王秀英","13900000001"',
        "王秀英13900000001",
        "  王秀英、13900000001  ",
    ],
)
def test_one_person_however_the_line_is_written(line: str) -> None:
    assert read_roster(line).people == (WANG,)


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("李建国", Named(1, "李建国", "")),
        ("阿卜杜拉·买买提 0572-2026661", Named(1, "阿卜杜拉·买买提", "0572-2026661")),
        ("John Smith +86 139 0000 0001", Named(1, "John Smith", "+86 139 0000 0001")),
        ("𠮷田", Named(1, "𠮷田", "")),
    ],
)
def test_names_and_telephones_of_every_kind(line: str, person: Named) -> None:
    assert read_roster(line).people == (person,)


def test_a_heading_and_empty_lines_say_nothing_and_lines_keep_their_numbers() -> None:
    found = read_roster("\ufeff姓名,电话\n\n王秀英,13900000001\n\n李建国,\n".removeprefix("\ufeff"))
    assert [(each.line, each.name) for each in found.people] == [(3, "王秀英"), (5, "李建国")]
    assert found.faults == ()


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ("13900000001", "name_missing"),
        ("\t13900000001", "name_missing"),
        ("王秀英,13900000001,9600", "line_unclear"),
        ("王秀英 1390000000", "phone_unclear"),
        ("王秀英 139000000012", "phone_unclear"),
        ("王秀英,没有", "phone_unclear"),
        ("王3秀英 13900000001", "name_unclear"),
        ("王" * 61, "name_unclear"),
    ],
)
def test_what_is_not_understood_is_a_fault_of_its_line(sheet: str, code: str) -> None:
    found = read_roster(f"李建国 13900000002\n{sheet}")
    assert [(line, refusal.code) for line, refusal in found.faults] == [(2, code)]


def test_nobody_is_named_twice_and_a_shared_telephone_is_told() -> None:
    twice = read_roster("王秀英 13900000001\n王秀英 13900000001")
    assert [(line, refusal.code) for line, refusal in twice.faults] == [(2, "line_twice")]
    shared = read_roster("王秀英 13900000001\n李建国 139-0000-0001\n周强 13900000003")
    assert shared.faults == ()
    assert shared.sharing() == ((1, 2),)


@given(st.text(max_size=300))
def test_every_line_is_a_person_a_fault_or_says_nothing(sheet: str) -> None:
    found = read_roster(sheet)
    lines = [each.line for each in found.people] + [line for line, _refusal in found.faults]
    assert len(lines) == len(set(lines))
    said = {number for number, line in enumerate(sheet.splitlines(), 1) if line.strip()}
    assert set(lines) <= said
    assert len(said) - len(lines) <= 1  # the heading
