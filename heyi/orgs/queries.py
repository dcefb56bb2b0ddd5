"""Reads of both trees as a whole: they are small, and everybody works on one copy per process."""

from django.db import connection

from heyi.orgs.models import Region, Unit, UnitRegion
from heyi.orgs.rules import Directory, RegionFact, UnitFact


def edition_number() -> int:
    """The number of the present edition; raises LookupError where there is none. Asked all the time: plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM orgs_edition WHERE id = 1")
        row = cursor.fetchone()
    if row is None:
        raise LookupError("no edition of the directory")
    return int(row[0])


def read_directory(number: int) -> Directory:
    """Both trees as they stand, under the number read before them."""
    return Directory(number, _regions(), _units())


def _regions() -> tuple[RegionFact, ...]:
    rows = Region.objects.order_by("code").values_list("code", "name", "level", "parent_id")
    return tuple(RegionFact(*row) for row in rows)


def _units() -> tuple[UnitFact, ...]:
    served: dict[int, list[str]] = {}
    for unit_id, region in UnitRegion.objects.order_by("region_id").values_list("unit_id", "region_id"):
        served.setdefault(unit_id, []).append(region)
    return tuple(
        UnitFact(
            id=unit.pk,
            code=unit.code,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind,
            level=unit.level,
            specialty=unit.specialty,
            parent_id=unit.parent_id,
            region_code=unit.region_id,
            regions=tuple(served.get(unit.pk, ())),
            aliases=tuple(unit.aliases),
            is_open=unit.ends_at is None,
            own_hours=unit.hours,
        )
        for unit in Unit.objects.order_by("id")
    )
