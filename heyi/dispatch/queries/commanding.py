"""Reads of dispatch: the command group of a matter, its members and orders; and the groups that stand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from heyi.dispatch.models import CommandGroup, GroupMember, GroupOrder


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member of a group: a unit, or a person of it, with a part."""

    id: UUID
    unit_id: int
    person_id: int | None
    person: str
    part: str
    joined_at: datetime
    left_at: datetime | None

    @property
    def leads(self) -> bool:
        """Whether this one leads the group."""
        return self.part == "LEAD"


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order: to which member, what, until when, and how it stands."""

    id: UUID
    member_id: UUID
    what: str
    state: str
    given_at: datetime
    due_at: datetime
    ended_at: datetime | None
    result: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A command group with everybody who ever belonged to it, and its orders."""

    id: UUID
    by_unit_id: int
    purpose: str
    convened_at: datetime
    ended_at: datetime | None
    outcome: str
    members: tuple[MemberRow, ...]
    orders: tuple[OrderRow, ...]

    @property
    def present(self) -> tuple[MemberRow, ...]:
        """Who belongs to it now."""
        return tuple(member for member in self.members if member.left_at is None)

    def member(self, member_id: object) -> MemberRow | None:
        """A member who is there, by key."""
        return next((member for member in self.present if member.id == member_id), None)

    def order(self, order_id: object) -> OrderRow | None:
        """An order by key."""
        return next((order for order in self.orders if order.id == order_id), None)

    @property
    def open_orders(self) -> tuple[OrderRow, ...]:
        """What is still to be reported."""
        return tuple(order for order in self.orders if order.state == "OPEN")


_GROUP = ("id", "by_unit_id", "purpose", "convened_at", "ended_at", "outcome")
_MEMBER = tuple(MemberRow.__dataclass_fields__)
_ORDER = tuple(OrderRow.__dataclass_fields__)


def find_group(county: str, matter_id: UUID) -> GroupRow | None:
    """The group that stands, else the last one that was stood down. Three queries; one where there never was any."""
    of = {"county": county, "matter_id": matter_id}
    rows = CommandGroup.objects.filter(**of).order_by("-convened_at", "-id").values_list(*_GROUP)
    row = rows.first()
    if row is None:
        return None
    inside = {"county": county, "matter_id": matter_id, "group_id": row[0]}
    rows_of = GroupMember.objects.filter(**inside).values_list(*_MEMBER)
    members = sorted((MemberRow(*each) for each in rows_of), key=_in_order)
    orders = GroupOrder.objects.filter(**inside).order_by("given_at", "id").values_list(*_ORDER)
    named: dict[str, Any] = dict(zip(_GROUP, row, strict=True))
    return GroupRow(**named, members=tuple(members), orders=tuple(OrderRow(*each) for each in orders))


def _in_order(member: MemberRow) -> tuple[object, ...]:
    """Who leads first, then as they came."""
    return (not member.leads, member.joined_at, member.unit_id, member.person)


def units_in_group(county: str, matter_id: UUID) -> frozenset[int]:
    """The units that belong to a matter's command group now. One query."""
    rows = GroupMember.objects.filter(county=county, matter_id=matter_id, left_at=None)
    return frozenset(rows.values_list("unit_id", flat=True))


@dataclass(frozen=True, slots=True)
class StandingGroup:
    """A group that stands: on which matter, convened by whom and when, who leads, how much is still open."""

    number: str
    title: str
    lead_unit_id: int
    by_unit_id: int
    purpose: str
    convened_at: datetime
    lead: str
    units: int
    orders: int
    late: int


# The few that stand have an index of their own and are fetched by it first.
_STANDING = """
WITH standing AS MATERIALIZED (
     SELECT county, matter_id, id, by_unit_id, purpose, convened_at FROM dispatch_commandgroup
      WHERE ended_at IS NULL ORDER BY convened_at DESC LIMIT %s)
SELECT m.number, m.title, m.lead_unit_id, g.by_unit_id, g.purpose, g.convened_at,
       (SELECT u.person FROM dispatch_groupmember u WHERE u.county = g.county AND u.matter_id = g.matter_id
           AND u.group_id = g.id AND u.part = 'LEAD' AND u.left_at IS NULL),
       (SELECT count(DISTINCT u.unit_id) FROM dispatch_groupmember u WHERE u.county = g.county
           AND u.matter_id = g.matter_id AND u.group_id = g.id AND u.left_at IS NULL),
       o.open, o.late
  FROM standing g JOIN matters_matter m ON m.county = g.county AND m.id = g.matter_id
 CROSS JOIN LATERAL (SELECT count(*) AS open, count(*) FILTER (WHERE due_at < %s) AS late FROM dispatch_grouporder o
         WHERE o.county = g.county AND o.matter_id = g.matter_id AND o.group_id = g.id AND o.state = 'OPEN') AS o
 WHERE EXISTS (SELECT FROM matters_reach r WHERE r.county = g.county AND r.matter_id = g.matter_id
                  AND r.unit_id = ANY (heyi_units()) AND r.basis IN ('LEAD', 'ASSIST', 'SUPERIOR', 'HEAD', 'GROUP'))
 ORDER BY g.convened_at DESC"""
MOST_STANDING = 50


def standing_groups(*, at: datetime) -> tuple[StandingGroup, ...]:
    """The groups that stand on matters of this scope, the newest first, up to MOST_STANDING. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [MOST_STANDING, at])
        return tuple(StandingGroup(*row) for row in cursor.fetchall())
