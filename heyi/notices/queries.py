"""Reads and rows of notices."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Q

from heyi.notices.codes import NoticeKind, NoticeWay
from heyi.notices.models import Address, Drill, Notice, Setting
from heyi.notices.rules.ways import Choices, Quiet, read_choices

MOST_SHOWN = 99
"""Unread ones are counted up to here; whoever has more is shown so."""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice as its person reads it."""

    id: UUID
    county: str
    matter_id: UUID
    seq: int
    kind: str
    unit_id: int
    number: str
    due_at: datetime | None
    is_urgent: bool
    at: datetime
    read_at: datetime | None


_COLUMNS = (
    "id",
    "county",
    "matter_id",
    "seq",
    "kind",
    "unit_id",
    "number",
    "due_at",
    "is_urgent",
    "at",
    "read_at",
)
_UNREAD = """SELECT count(*) FROM (
    SELECT FROM notices_notice WHERE person_id = %s AND read_at IS NULL LIMIT %s) AS unread"""


def count_unread(person_id: int) -> int:
    """How many were not read, one more than MOST_SHOWN at most; one statement by an index of unread ones alone."""
    with connection.cursor() as cursor:
        cursor.execute(_UNREAD, [person_id, MOST_SHOWN + 1])
        return int(cursor.fetchone()[0])


def notices_of(person_id: int, *, unread_only: bool, before: UUID | None, limit: int) -> list[NoticeRow]:
    """A person's notices, newest first."""
    rows = Notice.objects.filter(person_id=person_id)
    if unread_only:
        rows = rows.filter(read_at=None)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [NoticeRow(*row) for row in rows.order_by("-id").values_list(*_COLUMNS)[:limit]]


@dataclass(frozen=True, slots=True)
class AddressRow:
    """Where somebody is reached outside: known by its hint, with how it fared."""

    id: int
    person_id: int | None
    unit_id: int | None
    way: NoticeWay
    hint: str
    language: str
    works_at: datetime | None
    failed_at: datetime | None
    last_error: str

    @property
    def is_failing(self) -> bool:
        """Whether the last attempt failed."""
        return self.failed_at is not None and (self.works_at is None or self.works_at < self.failed_at)


_OF_ADDRESS = ("id", "person_id", "unit_id", "way", "hint", "language", "works_at", "failed_at", "last_error")


def _address(row: tuple[object, ...]) -> AddressRow:
    place, person, unit, way, *rest = row
    return AddressRow(place, person, unit, NoticeWay(way), *rest)  # type: ignore[arg-type]


def addresses_of(people: Collection[int], units: Collection[int]) -> list[AddressRow]:
    """Addresses of these people and robots of these units; one query."""
    rows = Address.objects.filter(Q(person_id__in=people) | Q(unit_id__in=units)).order_by("id")
    return [_address(row) for row in rows.values_list(*_OF_ADDRESS)]


def find_address(address_id: int) -> AddressRow | None:
    """One address; None once it was taken away."""
    row = Address.objects.filter(pk=address_id).values_list(*_OF_ADDRESS).first()
    return _address(row) if row else None


def address_names(numbers: Collection[int]) -> dict[int, tuple[NoticeWay, str, int | None]]:
    """(way, person's name, unit) of these addresses; one query."""
    rows = Address.objects.filter(pk__in=numbers).values_list("id", "way", "person__name", "unit_id")
    return {row[0]: (NoticeWay(row[1]), row[2] or "", row[3]) for row in rows}


def choices_of(people: Collection[int]) -> dict[int, Choices]:
    """What these people chose; who chose nothing is not there. One query."""
    rows = Setting.objects.filter(person_id__in=people)
    return {row.pk: read_choices(row.choices, Quiet(row.quiet_starts, row.quiet_ends)) for row in rows}


@dataclass(frozen=True, slots=True)
class DrillRow:
    """A drill that was held."""

    id: int
    unit_id: int
    by_name: str
    at: datetime
    people: int
    outside: int


def drills_of(unit_id: int, *, limit: int) -> list[DrillRow]:
    """The drills of a unit, newest first; one query."""
    rows = Drill.objects.filter(unit_id=unit_id).order_by("-id")
    columns = ("id", "unit_id", "by_name", "at", "people", "outside")
    return [DrillRow(*row) for row in rows.values_list(*columns)[:limit]]


def answers_of_drill(county: str, nil: UUID, drill_id: int) -> list[tuple[int, datetime, datetime | None]]:
    """(person, told at, acknowledged at) of a drill; one query."""
    rows = Notice.objects.filter(county=county, matter_id=nil, seq=drill_id, kind=NoticeKind.DRILL.value)
    return list(rows.order_by("person_id").values_list("person_id", "at", "read_at"))
