"""Reads of dispatch: which matters are bundled under which."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from heyi.dispatch.models import Bundling

MOST_MEMBERS = 200


@dataclass(frozen=True, slots=True)
class Membership:
    """That a matter is bundled, and under which."""

    id: UUID
    head_number: str


def membership_of(county: str, matter_id: UUID) -> Membership | None:
    """The bundle that a matter is in now. One query."""
    row = Bundling.objects.filter(county=county, matter_id=matter_id, left_at=None).first()
    if row is None:
        return None
    return Membership(row.id, row.head_number)


def has_members(county: str, matter_id: UUID) -> bool:
    """Whether others are bundled under it, within the scope. One query."""
    return Bundling.objects.filter(head_county=county, head_id=matter_id, left_at=None).exists()


@dataclass(frozen=True, slots=True)
class Member:
    """A matter of a bundle as its head's page lists it."""

    number: str
    title: str
    state: str
    seq: int
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class Bundle:
    """Under which matter one is bundled, or which are under it."""

    head_number: str
    joined_at: datetime | None
    members: tuple[Member, ...]


_BUNDLE = """
SELECT g.matter_id = %s, g.head_number, m.number, m.title, m.state, m.head_seq, g.joined_at
  FROM dispatch_bundling g JOIN matters_matter m ON m.county = g.county AND m.id = g.matter_id
 WHERE g.left_at IS NULL
   AND ((g.county = %s AND g.matter_id = %s) OR (g.head_county = %s AND g.head_id = %s))
 ORDER BY g.joined_at, m.number LIMIT %s"""


def bundle_of(county: str, matter_id: UUID) -> Bundle:
    """The bundle of a matter, as far as the scope sees it; empty where it stands alone. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_BUNDLE, [matter_id, county, matter_id, county, matter_id, MOST_MEMBERS])
        rows = cursor.fetchall()
    if rows and rows[0][0]:
        return Bundle(rows[0][1], rows[0][-1], ())
    return Bundle("", None, tuple(Member(*row[2:]) for row in rows))
