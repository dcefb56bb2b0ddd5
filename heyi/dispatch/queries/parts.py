"""Reads of dispatch: the parts of a matter, and the head of one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from heyi.dispatch.models import Part

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part as its head knows it: nothing of its text."""

    county: str
    matter_id: UUID
    number: str
    kind: str
    state: str
    closing: str
    lead_unit_id: int
    due_at: datetime | None
    has_alarm: bool
    head_county: str
    head_id: UUID
    head_number: str
    head_unit_id: int
    head_is_closed: bool
    split_at: datetime
    is_seen: bool = True  # whether the scope sees the part itself

    @property
    def key(self) -> Key:
        """The part's own key."""
        return self.county, self.matter_id

    @property
    def head(self) -> Key:
        """The head's key."""
        return self.head_county, self.head_id


_COLUMNS = tuple(name for name in PartRow.__dataclass_fields__ if name != "is_seen")
_SELECT = f"SELECT {', '.join(f'p.{column}' for column in _COLUMNS)}"
_OF_HEAD = (
    f"{_SELECT}, EXISTS (SELECT FROM matters_matter m WHERE m.county = p.county AND m.id = p.matter_id)"  # noqa: S608
    " FROM dispatch_part p WHERE p.head_county = %s AND p.head_id = %s ORDER BY p.split_at, p.id"
)
_LINKED = (
    f"{_SELECT} FROM dispatch_part p WHERE (p.county, p.matter_id) IN"  # noqa: S608
    " (SELECT * FROM unnest(%s::text[], %s::uuid[])) OR (p.head_county, p.head_id) IN"
    " (SELECT * FROM unnest(%s::text[], %s::uuid[]))"
)


def parts_of(county: str, head_id: UUID) -> tuple[PartRow, ...]:
    """The parts of a matter in the order in which they were split off, as far as the scope sees. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_HEAD, [county, head_id])
        return tuple(PartRow(*row) for row in cursor.fetchall())


def head_of(county: str, matter_id: UUID) -> PartRow | None:
    """What links a part to its head. One query."""
    row = Part.objects.filter(county=county, matter_id=matter_id).values_list(*_COLUMNS).first()
    return PartRow(*row) if row else None


def links_of(keys: Collection[Key]) -> tuple[PartRow, ...]:
    """The links of these matters, whether they are part or head. One query."""
    counties, ids = [key[0] for key in keys], [key[1] for key in keys]
    with connection.cursor() as cursor:
        cursor.execute(_LINKED, [counties, ids, counties, ids])
        return tuple(PartRow(*row) for row in cursor.fetchall())


_LEADS_HEAD = """SELECT EXISTS (SELECT FROM dispatch_part p
       JOIN matters_matter h ON h.county = p.head_county AND h.id = p.head_id
      WHERE p.county = %s AND p.matter_id = %s AND h.lead_unit_id = p.head_unit_id AND h.lead_unit_id = ANY (%s))"""


def leads_head(county: str, matter_id: UUID, units: Collection[int]) -> bool:
    """Whether one of these units leads the part's head now, and the part has followed it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_LEADS_HEAD, [county, matter_id, list(units)])
        return bool(cursor.fetchone()[0])


_HEAD_NOW = (
    """SELECT h.lead_unit_id, h.state, h.closing FROM matters_matter h WHERE h.county = %s AND h.id = %s"""
)


@dataclass(frozen=True, slots=True)
class HeadNow:
    """What parts follow of their head, as it stands."""

    lead_unit_id: int
    state: str
    closing: str


def head_now(county: str, head_id: UUID) -> HeadNow:
    """The head as it stands. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_HEAD_NOW, [county, head_id])
        return HeadNow(*cursor.fetchone())
