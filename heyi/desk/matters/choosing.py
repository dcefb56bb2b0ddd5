"""What a form offers to choose from."""

from collections.abc import Iterator
from itertools import groupby
from uuid import UUID

from heyi.accounts.rules import Standing
from heyi.deadlines.rules import Limit
from heyi.dispatch.access import room_to_extend, tasks_view
from heyi.dispatch.rules.routing import RoutingFacts
from heyi.kernel.clock import now
from heyi.matters.access import matter_view
from heyi.orgs.access import directory
from heyi.orgs.codes import UnitKind
from heyi.orgs.rules import Directory, UnitFact

Group = tuple[str, list[tuple[int, str]]]


def units_to_refer_to(present: int | None) -> list[Group]:
    """Every open unit but the present one, grouped by county; committees of villages are found by typing."""
    trees = directory()
    units = [
        unit for unit in trees.units if unit.is_open and unit.kind != UnitKind.VILLAGE and unit.id != present
    ]
    units.sort(key=lambda unit: (trees.county_of(unit.region_code), unit.region_code, unit.id))
    return list(_grouped(units, trees))


def _grouped(units: list[UnitFact], trees: Directory) -> Iterator[Group]:
    for county, some in groupby(units, key=lambda unit: trees.county_of(unit.region_code)):
        region = trees.region(county)
        yield (region.name if region else county), [(unit.id, unit.name) for unit in some]


def extension_room(standing: Standing, key: tuple[str, UUID], task_id: UUID | None) -> Limit | None:
    """How much may still be added to the handling clock of a matter's task."""
    matter = matter_view(*key, units=standing.units)
    tasks = tasks_view(*key, units=frozenset(standing.units))
    return room_to_extend(tasks, RoutingFacts.of(matter), task_id=task_id, at=now())
