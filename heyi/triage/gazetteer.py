"""Names of places and units, and where they stand in a text. Built once per edition of the directory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ahocorasick

SUFFIXES = ("街道", "镇", "乡", "新区", "区", "县", "市")


@dataclass(frozen=True, slots=True)
class Region:
    """A division: six digits to the county, nine to the township; `parent` is "" at the top."""

    code: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its code, its full name, other names people use, and the region it belongs to."""

    code: str
    name: str
    aliases: tuple[str, ...]
    region: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name found in a text: half-open span and the codes it may stand for."""

    start: int
    end: int
    codes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Places and units of one edition, with the automata that find their names."""

    regions: Mapping[str, Region]
    units: Mapping[str, Unit]
    _places: Any
    _offices: Any

    @classmethod
    def of(
        cls,
        regions: Iterable[tuple[str, str, str | None]],
        units: Iterable[tuple[str, str, Iterable[str], str]] = (),
    ) -> "Gazetteer":
        """From (code, name, parent) of regions and (code, name, aliases, region) of units."""
        places = {code: Region(code, name, parent or "") for code, name, parent in regions}
        offices = {code: Unit(code, name, tuple(names), region) for code, name, names, region in units}
        return cls(
            places,
            offices,
            _automaton((name, place.code) for place in places.values() for name in _names_of(place.name)),
            _automaton((n, unit.code) for unit in offices.values() for n in (unit.name, *unit.aliases)),
        )

    def name_of(self, code: str) -> str:
        """The full name of a region, largest division first; the code itself where it is unknown."""
        names: list[str] = []
        region = self.regions.get(code)
        while region is not None:
            names.append(region.name)
            region = self.regions.get(region.parent)
        return "".join(reversed(names)) or code

    def find_place(self, words: str) -> tuple[str, int, int] | None:
        """The most specific region that the words name: (code, start, end)."""
        mentions = _longest(self._places, words)
        known = [(len(code), -m.start, code, m.start, m.end) for m in mentions for code in m.codes]
        if not known:
            return None
        _, _, code, start, end = max(known)
        return code, start, end


def _names_of(name: str) -> set[str]:
    names = {name}
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            names.add(name.removesuffix(suffix))
            break
    return names


def _automaton(names: Iterable[tuple[str, str]]) -> Any:
    found: dict[str, set[str]] = defaultdict(set)
    for name, code in names:
        if name:
            found[name].add(code)
    automaton = ahocorasick.Automaton()
    for name, codes in found.items():
        automaton.add_word(name, (len(name), tuple(sorted(codes))))
    if found:
        automaton.make_automaton()
    return automaton


def _longest(automaton: Any, words: str) -> list[Mention]:
    if not len(automaton) or not words:
        return []
    mentions = []
    for last, (length, codes) in automaton.iter_long(words):
        mentions.append(Mention(last - length + 1, last + 1, codes))
    return mentions
