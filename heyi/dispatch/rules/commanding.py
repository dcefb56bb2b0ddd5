"""What a hand is to a command group, and which part a unit usually has in one. Pure."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from heyi.dispatch.codes import GroupPart
from heyi.matters.commands import COMMAND, MEMBER


class MemberLike(Protocol):
    """A member of a group."""

    @property
    def unit_id(self) -> int: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def leads(self) -> bool: ...


class GroupLike(Protocol):
    """A group, as far as these rules ask."""

    @property
    def by_unit_id(self) -> int: ...
    @property
    def ended_at(self) -> datetime | None: ...
    @property
    def present(self) -> Sequence[MemberLike]: ...


def roles_in(group: GroupLike | None, *, units: Collection[int], person_id: int | None) -> frozenset[str]:
    """What a hand is to a group that stands.

    COMMAND: of the unit that convened it, or its lead; MEMBER: of a unit that was called in, by name or not.
    """
    if group is None or group.ended_at is not None:
        return frozenset()
    mine = [each for each in group.present if each.unit_id in units]
    commands = group.by_unit_id in units or any(each.leads and each.person_id == person_id for each in mine)
    return frozenset(role for role, holds in ((COMMAND, commands), (MEMBER, bool(mine))) if holds)


_BY_KIND: Mapping[str, GroupPart] = {
    "POLICE": GroupPart.SCENE,
    "JUSTICE": GroupPart.LEGAL,
    "COURT": GroupPart.LEGAL,
    "PROCURATORATE": GroupPart.LEGAL,
    "VILLAGE": GroupPart.PARTIES,
    "CENTRE": GroupPart.PARTIES,
}
_BY_SPECIALTY: Mapping[str, GroupPart] = {
    "HEALTH": GroupPart.MEDICAL,
    "EMERGENCY": GroupPart.SCENE,
    "FINANCE": GroupPart.SUPPLY,
    "CIVIL_AFFAIRS": GroupPart.SUPPLY,
}


def usual_part(kind: str, specialty: str) -> GroupPart:
    """The part that a unit of this kind usually has; whoever commands may say another."""
    return _BY_SPECIALTY.get(specialty) or _BY_KIND.get(kind, GroupPart.SUPPORT)
