"""Names of places and units, and where they stand in a text. Built once per edition of the directory."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ahocorasick

from heyi.triage.lexicon.places import ORDINARY_WORDS

SUFFIXES = ("街道", "镇", "乡", "区", "县", "市")
SHORTEST = 2
VILLAGE_DIGITS = 12
VILLAGE_ENDINGS = ("村", "社区", "居委会", "生活区")


@dataclass(frozen=True, slots=True)
class Region:
    """A division: six digits to the county, nine to the township, twelve to the village; `parent` is "" at the top."""

    code: str
    name: str
    parent: str

    @property
    def is_village(self) -> bool:
        """Whether it is a village or community: these are found in a pass of their own, inside what else is known."""
        return len(self.code) == VILLAGE_DIGITS


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its code, its full name, other names people use, and the region it belongs to."""

    code: str
    name: str
    aliases: tuple[str, ...]
    region: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at its place: half-open span, the codes it may stand for, and whether it is a full name.

    `ordinary` is true of a short name that is also a common word (和平), which names a place only in company.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    full: bool
    ordinary: bool


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Places and units of one edition, with the automata that find their names."""

    regions: Mapping[str, Region]
    units: Mapping[str, Unit]
    _places: Any
    _villages: Any
    _offices: Any
    _tails: Mapping[tuple[str, str], str]

    @classmethod
    def of(
        cls,
        regions: Iterable[tuple[str, str, str | None]],
        units: Iterable[tuple[str, str, Iterable[str], str]] = (),
    ) -> "Gazetteer":
        """From (code, name, parent) of regions and (code, name, aliases, region) of units."""
        places = {code: Region(code, name, parent or "") for code, name, parent in regions}
        offices = {code: Unit(code, name, tuple(names), region) for code, name, names, region in units}
        larger = [place for place in places.values() if not place.is_village]
        return cls(
            places,
            offices,
            _automaton((name, place.code) for place in larger for name in names_of(place.name)),
            _automaton(_village_names(places.values())),
            _automaton((name, unit.code) for unit in offices.values() for name in (unit.name, *unit.aliases)),
            dict(_tails(places, offices.values())),
        )

    def around(self, code: str) -> Iterator[Region]:
        """A region and those it lies in, smallest first; nothing for an unknown code."""
        seen: set[str] = set()
        while code not in seen and (region := self.regions.get(code)) is not None:
            seen.add(code)
            yield region
            code = region.parent

    def name_of(self, code: str) -> str:
        """The full name of a region, largest division first; the code itself where it is unknown."""
        return "".join(reversed([region.name for region in self.around(code)])) or code

    def places(self, words: str) -> list[Mention]:
        """Every place named, longest names first come, in the order of the text."""
        return [
            Mention(
                start,
                end,
                codes,
                full=self._is_full(words[start:end], codes),
                ordinary=words[start:end] in ORDINARY_WORDS,
            )
            for start, end, codes in _longest(self._places, words)
        ]

    def villages(self, words: str) -> list[tuple[int, int, tuple[str, ...]]]:
        """Every village or community named, as (start, end, codes) in the order of the text.

        A town's name that only looks like a village's (章村 in 章村镇) is none. Most texts name none at all.
        """
        if not any(ending in words for ending in VILLAGE_ENDINGS):
            return []
        return [
            (start, end, inside)
            for start, end, codes in _longest(self._villages, words)
            if (inside := tuple(code for code in codes if len(code) == VILLAGE_DIGITS))
        ]

    def offices(self, words: str) -> list[tuple[int, int, tuple[str, ...]]]:
        """Every unit named, as (start, end, codes) in the order of the text."""
        return _longest(self._offices, words)

    def office_at(self, region: str, tails: Iterable[str]) -> str | None:
        """The unit called by one of the common names (派出所) at the region or the nearest one around it."""
        wanted = tuple(tails)
        for place in self.around(region):
            for tail in wanted:
                if (code := self._tails.get((place.code, tail))) is not None:
                    return code
        return None

    def _is_full(self, name: str, codes: tuple[str, ...]) -> bool:
        return any(self.regions[code].name == name for code in codes)


def names_of(name: str) -> tuple[str, ...]:
    """The full name of a region and the short one (织里 of 织里镇), where it is no single letter."""
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= SHORTEST:
            return name, name.removesuffix(suffix)
    return (name,)


def _village_names(regions: Iterable[Region]) -> Iterator[tuple[str, str]]:
    """What villages are called, and the full names of towns, which win where both begin alike."""
    for region in regions:
        yield region.name, region.code
        if region.is_village and region.name.endswith("社区"):
            yield f"{region.name.removesuffix('社区')}居委会", region.code


def _tails(regions: Mapping[str, Region], units: Iterable[Unit]) -> Iterator[tuple[tuple[str, str], str]]:
    """What remains of a unit's names without its region's: 织里派出所 is the 派出所 of 织里镇."""
    for unit in units:
        region = regions.get(unit.region)
        if region is None:
            continue
        for name in (unit.name, *unit.aliases):
            for prefix in (region.name,) if region.is_village else names_of(region.name):
                head, found, tail = name.rpartition(prefix)
                if found and tail and not head.endswith(tail):
                    yield (region.code, tail), unit.code


def _automaton(names: Iterable[tuple[str, str]]) -> Any:
    found: dict[str, set[str]] = defaultdict(set)
    for name, code in names:
        if len(name) >= SHORTEST:
            found[name].add(code)
    automaton = ahocorasick.Automaton()
    for name, codes in found.items():
        automaton.add_word(name, (len(name), tuple(sorted(codes))))
    if found:
        automaton.make_automaton()
    return automaton


def _longest(automaton: Any, words: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """The longest names, none inside another, in the order of the text."""
    if not len(automaton):
        return []
    found = [(last + 1 - length, last + 1, codes) for last, (length, codes) in automaton.iter(words)]
    found.sort(key=lambda span: (span[0], -span[1]))
    kept: list[tuple[int, int, tuple[str, ...]]] = []
    for span in found:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
