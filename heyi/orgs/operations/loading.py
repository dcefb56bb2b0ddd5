"""Huzhou's regions and units, kept as facts in heyi/orgs/data. Loading again adds only what is missing."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import transaction

from heyi.journal.events import SYSTEM
from heyi.journal.operations import record_administration
from heyi.orgs.models import Region, Unit, UnitRegion
from heyi.orgs.operations.editions import take_edition
from heyi.orgs.rules.shipped import Row, shipped_regions, shipped_units

LIST_OF_YEAR = 2023
LIST_OF = date(2023, 1, 1)


@transaction.atomic
def load_huzhou(at: datetime) -> None:
    """Add the regions and units that are not there yet, by code; what an administrator changed is left alone.

    So a house that has run for long gets what a later version ships. A unit whose name is taken by an open one that
    somebody added here is passed over: two of one name would only be mixed up.
    """
    regions = _missing(shipped_regions(), set(Region.objects.values_list("code", flat=True)))
    present = set(Unit.objects.values_list("code", flat=True))
    taken = set(Unit.objects.filter(ends_at=None).values_list("name", flat=True))
    units = [row for row in _missing(shipped_units(), present) if row["name"] not in taken]
    if not regions and not units:
        return
    take_edition(at)
    _add_regions(regions)
    _add_units(units, at)
    record_administration("orgs.loaded", {"regions": len(regions), "units": len(units)}, actor=SYSTEM, at=at)


def _add_regions(rows: list[Row]) -> None:
    Region.objects.bulk_create(
        Region(
            code=row["code"],
            name=row["name"],
            level=row["level"],
            parent_id=row["parent"] or None,
            starts_on=LIST_OF,
            version=LIST_OF_YEAR,
        )
        for row in rows
    )


def _add_units(rows: list[Row], at: datetime) -> None:
    """In waves from the root: a unit needs its parent's id."""
    homes = _homes()
    while rows:
        wave = [row for row in rows if not row["parent"] or row["parent"] in homes]
        if not wave:
            raise ValueError(f"no such parent: {sorted({row['parent'] for row in rows})}")
        made = Unit.objects.bulk_create(list(_units(wave, homes, at)))
        ids = {unit.code: unit.pk for unit in made}
        homes |= ids
        rows = [row for row in rows if row["code"] not in homes]
        UnitRegion.objects.bulk_create(
            UnitRegion(unit_id=ids[row["code"]], region_id=code)
            for row in wave
            for code in row["serves"].split()
        )


def _homes() -> dict[str, int]:
    """Under which unit a child of each goes: under it, or under the nearest open one above where it was closed."""
    rows = {pk: (code, parent, ends) for pk, code, parent, ends in _stored()}

    def open_from(unit: int) -> int:
        _code, parent, ends = rows[unit]
        return unit if ends is None or parent is None else open_from(parent)

    return {code: open_from(pk) for pk, (code, _parent, _ends) in rows.items()}


def _stored() -> Iterable[tuple[int, str, int | None, datetime | None]]:
    return Unit.objects.values_list("pk", "code", "parent_id", "ends_at")


def _units(rows: list[Row], ids: dict[str, int], at: datetime) -> Iterator[Unit]:
    for row in rows:
        yield Unit(
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            aliases=row["aliases"].split(),
            kind=row["kind"],
            specialty=row["specialty"],
            level=row["level"],
            parent_id=ids[row["parent"]] if row["parent"] else None,
            region_id=row["region"],
            starts_at=at,
        )


def _missing(rows: list[Row], present: set[str]) -> list[Row]:
    return [row for row in rows if row["code"] not in present]
