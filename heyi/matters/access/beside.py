"""Matters beside the one that is being taken: those this scope sees, and how many more there are."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from heyi.matters.codes import Basis
from heyi.matters.models import Matter, Reach

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Nearby:
    """A matter in one line; who has only an alarm is not told the title."""

    county: str
    id: UUID
    number: str
    title: str
    state: str
    lead_unit_id: int


@dataclass(frozen=True, slots=True)
class Beside:
    """What is seen, and the number of what lies with others; what one is shut out of is in neither."""

    seen: tuple[Nearby, ...]
    elsewhere: int


def beside(keys: Collection[Key], *, units: Collection[int]) -> Beside:
    """Of these matters those that a person of these units sees, in the order of the keys. Three statements at most."""
    if not keys:
        return Beside((), 0)
    ids = [matter_id for _county, matter_id in keys]
    rows = Matter.objects.filter(county__in={county for county, _id in keys}, id__in=ids)
    found = {row.id: row for row in rows.only("county", "id", "number", "title", "state", "lead_unit_id")}
    told = _told_the_story(found, units)
    seen = tuple(_brief(found[matter_id], told) for matter_id in ids if matter_id in found)
    hidden = [key for key in keys if key[1] not in found]
    return Beside(seen, len(hidden) - _shut_out_of(hidden))


def is_shut_out(county: str, matter_id: UUID) -> bool:
    """Whether one of this scope's units is denied the matter: nothing of it may be shown, not even its number."""
    return _shut_out_of([(county, matter_id)]) > 0


def _told_the_story(ids: Collection[UUID], units: Collection[int]) -> frozenset[UUID]:
    rows = Reach.objects.filter(matter_id__in=ids, unit_id__in=units).exclude(basis=Basis.ALARM.value)
    return frozenset(rows.values_list("matter_id", flat=True))


def _brief(row: Matter, told: Collection[UUID]) -> Nearby:
    title = row.title if row.id in told else ""
    return Nearby(row.county, row.id, row.number, title, row.state, row.lead_unit_id)


def _shut_out_of(keys: Collection[Key]) -> int:
    if not keys:
        return 0
    counties, ids = [county for county, _id in keys], [matter_id for _county, matter_id in keys]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM unnest(%s::text[], %s::uuid[]) AS key (county, id)"
            " WHERE heyi_shut_out(county, id)",
            [counties, ids],
        )
        return int(cursor.fetchone()[0])
