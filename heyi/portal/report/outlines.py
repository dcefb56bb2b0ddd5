"""The map of counties: a table of outlines, drawn by the server, each shape a choice that stands in words too."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from heyi.orgs.rules import Directory

_TABLE = Path(__file__).parent / "data" / "outlines.tsv"
VIEW = "-4 -4 368 278"  # all outlines with a margin


@dataclass(frozen=True, slots=True)
class Outline:
    """A county's shape, with the point for its name."""

    code: str
    x: str
    y: str
    path: str


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline with the name that the county has today."""

    outline: Outline
    name: str


@cache
def _outlines() -> tuple[Outline, ...]:
    with _TABLE.open(encoding="utf-8", newline="") as rows:
        return tuple(Outline(**row) for row in csv.DictReader(rows, delimiter="\t"))


def shapes(units: Directory, codes: Iterable[str]) -> tuple[Shape, ...]:
    """The shapes of these counties; none where one of them is not drawn: half a map misleads."""
    known = {outline.code: outline for outline in _outlines()}
    wanted = list(codes)
    if any(code not in known for code in wanted):
        return ()
    return tuple(Shape(known[code], region.name) for code in wanted if (region := units.region(code)))
