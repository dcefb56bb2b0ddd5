"""What a form offers to choose from."""

from collections.abc import Iterator
from itertools import groupby

from heyi.orgs.access import directory
from heyi.orgs.rules import Directory, UnitFact

Group = tuple[str, list[tuple[int, str]]]


def units_to_refer_to(present: int | None) -> list[Group]:
    """Every open unit but the present one, grouped by the county of its seat."""
    trees = directory()
    units = [unit for unit in trees.units if unit.is_open and unit.id != present]
    units.sort(key=lambda unit: (trees.county_of(unit.region_code), unit.region_code, unit.id))
    return list(_grouped(units, trees))


def _grouped(units: list[UnitFact], trees: Directory) -> Iterator[Group]:
    for county, some in groupby(units, key=lambda unit: trees.county_of(unit.region_code)):
        region = trees.region(county)
        yield (region.name if region else county), [(unit.id, unit.name) for unit in some]
