"""Which unit each routing rule finds in each place: computed once for a book, asked many times. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from heyi.dispatch.rules.routing import Routing, RoutingFacts, Units, region_at, unit_of
from heyi.kernel.codes import CITY

TOWN_DIGITS = 9


class Region(Protocol):
    """What placing needs of a division."""

    @property
    def code(self) -> str: ...
    @property
    def level(self) -> str: ...


class Tree(Units, Protocol):
    """What placing needs of the directory."""

    @property
    def regions(self) -> Sequence[Region]: ...


@dataclass(frozen=True, slots=True)
class Placed:
    """A rule with the unit that it finds in each place where it finds one."""

    rule: Routing
    units: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Places:
    """All rules of a book, in the order in which they are tried, over the places that they tell apart."""

    regions: tuple[str, ...]
    levels: Mapping[str, str]
    rows: tuple[Placed, ...]

    @classmethod
    def of(cls, rules: Sequence[Routing], tree: Tree) -> "Places":
        """Villages are looked at where some rule names one; elsewhere their town speaks for them."""
        deep = any(len(rule.region_code) > TOWN_DIGITS for rule in rules)
        levels = {
            region.code: region.level for region in tree.regions if deep or len(region.code) <= TOWN_DIGITS
        }
        levels.setdefault(CITY, "CITY")
        regions = tuple(levels)
        return cls(regions, levels, tuple(Placed(rule, _units(rule, regions, tree)) for rule in rules))

    def without(self, placed: Placed) -> tuple[str, ...]:
        """Places of the rule's own level, within its own region, where it finds no unit."""
        rule = placed.rule
        return tuple(
            code
            for code in self.regions
            if self.levels[code] == rule.level
            and code.startswith(rule.region_code)
            and region_at(rule.level, code) is not None
            and code not in placed.units
        )


def _units(rule: Routing, regions: Sequence[str], tree: Tree) -> dict[str, int]:
    found: dict[str, int] = {}
    for code in regions:
        if code.startswith(rule.region_code):
            unit = unit_of(rule, RoutingFacts("", "", "", code, ""), tree)
            if unit is not None:
                found[code] = unit
    return found
