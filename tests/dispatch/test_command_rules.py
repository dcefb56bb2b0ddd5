"""What a hand is to a command group, and the part that a unit usually has."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from heyi.dispatch.codes import GroupPart
from heyi.dispatch.rules.commanding import roles_in, usual_part
from heyi.matters.commands import COMMAND, MEMBER
from tests.factories.matters import MORNING

CONVENER, CALLED, LEADS, BESIDE = 1, 2, 3, 4
LEADER, COLLEAGUE = 30, 31


@dataclass(frozen=True)
class Member:
    unit_id: int
    person_id: int | None = None
    leads: bool = False


@dataclass(frozen=True)
class Group:
    present: tuple[Member, ...] = (Member(LEADS, LEADER, leads=True), Member(CALLED))
    by_unit_id: int = CONVENER
    ended_at: datetime | None = None


@pytest.mark.parametrize(
    ("unit", "person", "roles"),
    [
        (CONVENER, COLLEAGUE, {COMMAND}),  # who comes on duty next
        (CALLED, COLLEAGUE, {MEMBER}),
        (LEADS, LEADER, {COMMAND, MEMBER}),
        (LEADS, COLLEAGUE, {MEMBER}),
        (BESIDE, LEADER, set()),  # who no longer works where the lead was named
    ],
)
def test_who_convened_it_or_leads_it_commands_and_who_was_called_in_belongs(
    unit: int, person: int, roles: set[str]
) -> None:
    assert roles_in(Group(), units={unit}, person_id=person) == roles


def test_nobody_is_anything_to_a_group_that_stood_down_or_never_was() -> None:
    for group in (None, Group(ended_at=MORNING)):
        assert roles_in(group, units={CONVENER, CALLED, LEADS}, person_id=LEADER) == frozenset()


@pytest.mark.parametrize(
    ("kind", "specialty", "part"),
    [
        ("POLICE", "", GroupPart.SCENE),
        ("DEPARTMENT", "HEALTH", GroupPart.MEDICAL),
        ("DEPARTMENT", "EMERGENCY", GroupPart.SCENE),
        ("JUSTICE", "", GroupPart.LEGAL),
        ("CENTRE", "", GroupPart.PARTIES),
        ("DEPARTMENT", "TAX", GroupPart.SUPPORT),
    ],
)
def test_the_usual_part_follows_the_kind_of_unit(kind: str, specialty: str, part: GroupPart) -> None:
    assert usual_part(kind, specialty) is part
