"""The two trees as one value: what is above, below and beside a unit, and who serves a place."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from heyi.kernel.codes import CITY
from heyi.kernel.hours import OpeningHours
from heyi.orgs.codes import DEPTH, Level, UnitKind
from heyi.orgs.rules.hours import opening_hours

TOWN_DIGITS = 9


def town_of(region_code: str) -> str:
    """The town or street of a village's code; any larger division's code as it is."""
    return region_code[:TOWN_DIGITS]


@dataclass(frozen=True, slots=True)
class RegionFact:
    """A division: its code, its own name, its level and the code of the division it lies in."""

    code: str
    name: str
    level: str
    parent_code: str | None


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit as the directory knows it; closed ones stay, so that old matters can still name them."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    level: str
    specialty: str
    parent_id: int | None
    region_code: str
    regions: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    is_open: bool = True
    own_hours: str = ""

    @property
    def hours(self) -> OpeningHours:
        """When it serves people: by its own words, or as its kind does."""
        return opening_hours(self.own_hours, self.kind, self.level)


@dataclass(frozen=True, eq=False)
class Directory:
    """Regions and units of one edition. Every answer is a look-up in an index built once."""

    version: int
    regions: tuple[RegionFact, ...]
    units: tuple[UnitFact, ...]

    @cached_property
    def _units(self) -> Mapping[int, UnitFact]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def _units_by_code(self) -> Mapping[str, UnitFact]:
        return {unit.code: unit for unit in self.units}

    @cached_property
    def _regions(self) -> Mapping[str, RegionFact]:
        return {region.code: region for region in self.regions}

    @cached_property
    def _parted(self) -> frozenset[str | None]:
        return frozenset(region.parent_code for region in self.regions if region.level != Level.VILLAGE)

    @cached_property
    def _children(self) -> Mapping[int | None, tuple[UnitFact, ...]]:
        found: dict[int | None, list[UnitFact]] = defaultdict(list)
        for unit in self.units:
            found[unit.parent_id].append(unit)
        return {parent: tuple(children) for parent, children in found.items()}

    @cached_property
    def _ancestors(self) -> Mapping[int, tuple[int, ...]]:
        return {unit.id: tuple(self._walk_up(unit)) for unit in self.units}

    @cached_property
    def _lines(self) -> Mapping[int, tuple[int, ...]]:
        return {unit.id: tuple(self._walk_down(unit.id)) for unit in self.units}

    @cached_property
    def _servers(self) -> Mapping[tuple[str, str, str], UnitFact]:
        """The one open unit per kind, specialty and region: the deepest level, then the oldest."""
        by_rank = sorted(self.units, key=lambda unit: (DEPTH[unit.level], -unit.id))
        return {
            (unit.kind, unit.specialty, region): unit
            for unit in by_rank
            if unit.is_open
            for region in unit.regions
        }

    def unit(self, unit_id: int) -> UnitFact:
        """The unit with this id; KeyError where there is none."""
        return self._units[unit_id]

    def find_unit(self, unit_id: int) -> UnitFact | None:
        """The unit with this id, if there is one."""
        return self._units.get(unit_id)

    def unit_by_code(self, code: str) -> UnitFact | None:
        """The unit with this code, if there is one."""
        return self._units_by_code.get(code)

    def is_named(self, unit: UnitFact, words: str) -> bool:
        """Whether the words stand in the unit's code or in any of its names; no words stand everywhere."""
        return any(words in known for known in (unit.name, unit.short_name, unit.code, *unit.aliases))

    def children(self, unit_id: int | None) -> tuple[UnitFact, ...]:
        """The units directly below; of None, the roots."""
        return self._children.get(unit_id, ())

    def ancestors(self, unit_id: int) -> tuple[int, ...]:
        """The superiors of a unit, nearest first."""
        return self._ancestors[unit_id]

    def line(self, unit_id: int) -> tuple[int, ...]:
        """The unit itself and all below it."""
        return self._lines[unit_id]

    def serving(self, kind: str, region_code: str, specialty: str = "") -> UnitFact | None:
        """The lowest open unit of that kind (and specialty) that serves the region or the nearest one around it."""
        for region in self.around(region_code):
            unit = self._servers.get((kind, specialty, region.code))
            if unit is not None:
                return unit
        return None

    def region(self, code: str) -> RegionFact | None:
        """The region with this code, if there is one."""
        return self._regions.get(code)

    def around(self, region_code: str) -> Iterator[RegionFact]:
        """The region and those it lies in, smallest first; nothing for an unknown code."""
        code: str | None = region_code
        while code is not None and (region := self._regions.get(code)) is not None:
            yield region
            code = region.parent_code

    @cached_property
    def county_codes(self) -> tuple[str, ...]:
        """Every county of the city, and the city itself for what lies in none that is known."""
        return (CITY, *(region.code for region in self.regions if region.level == Level.COUNTY))

    def are_apart(self, one: str, other: str) -> bool:
        """Whether two known regions are neither equal nor one inside the other; of an unknown one, no."""
        around_one, around_other = ({region.code for region in self.around(code)} for code in (one, other))
        is_known = bool(around_one and around_other)
        return is_known and one not in around_other and other not in around_one

    def has_parts(self, region_code: str) -> bool:
        """Whether regions that lists tell apart lie in the region: lists know towns and streets, and no villages."""
        return region_code in self._parted

    def county_of(self, region_code: str) -> str:
        """The county (or district) in which the region lies; the city's own code where no county is known."""
        return next((r.code for r in self.around(region_code) if r.level == Level.COUNTY), CITY)

    def is_self_governed(self, unit_id: int) -> bool:
        """Whether it is a village or community: not part of the authority above, which guides it (村委会组织法 §5)."""
        return self._units[unit_id].kind == UnitKind.VILLAGE

    def place_name(self, code: str) -> str:
        """A region as lists write it: its own name, a village's behind its town's; empty for an unknown code."""
        names = [region.name for region in self.around(code)]
        return "".join(reversed(names[:2])) if len(code) > TOWN_DIGITS else "".join(names[:1])

    def name_of_region(self, code: str) -> str:
        """The full name, largest division first (湖州市吴兴区织里镇); empty for an unknown code."""
        return "".join(reversed([region.name for region in self.around(code)]))

    def _walk_up(self, unit: UnitFact) -> Iterator[int]:
        parent = unit.parent_id
        while parent is not None:
            yield parent
            parent = self._units[parent].parent_id

    def _walk_down(self, unit_id: int) -> Iterator[int]:
        yield unit_id
        for child in self.children(unit_id):
            yield from self._walk_down(child.id)
