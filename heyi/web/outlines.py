"""The map of counties: a table of outlines, drawn by the server, each shape a choice that stands in words too.

Its frame tells where the picture lies on the ground, so that a point of it becomes degrees and back. The source of the
table names no coordinate system; degrees that come from it are called UNSTATED.
"""

import csv
import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from heyi.kernel.point import CoordinateSystem, Point, PointSource
from heyi.orgs.rules import Directory

_DATA = Path(__file__).parent / "data"
VIEW = "-4 -4 368 278"  # all outlines with a margin
_MARGIN = 4.0  # units of the picture around one outline
_NARROWEST = 320.0  # pixels: the narrowest telephone on which a whole picture is seen
_FINGER = 14.0  # pixels that a finger may miss by
_METRES_PER_DEGREE = 111_320.0  # of latitude
_MOVED = 700  # metres by which a system that nobody states may be off
_THINNED = 1.2  # units of the picture by which the outline itself is off (scripts/outlines.py)
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """A county's shape, with the point for its name."""

    code: str
    x: str
    y: str
    path: str

    @property
    def ring(self) -> Sequence[Pair]:
        """Its corners."""
        return [(float(x), float(y)) for x, y in re.findall(r"([-0-9.]+) ([-0-9.]+)", self.path)]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, width, height, with a margin."""
        xs, ys = [x for x, _ in self.ring], [y for _, y in self.ring]
        left, top = min(xs) - _MARGIN, min(ys) - _MARGIN
        return left, top, max(xs) + _MARGIN - left, max(ys) + _MARGIN - top

    @property
    def view(self) -> str:
        """The part of the picture that holds it."""
        return " ".join(f"{value:.1f}" for value in self.box)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point of the picture lies inside."""
        inside, ring = False, self.ring
        for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                inside = not inside
        return inside

    @property
    def metres_off(self) -> int:
        """How far off a finger may be that shows a point in it, seen as large as a telephone shows it."""
        off = (self.box[2] / _NARROWEST * _FINGER + _THINNED) * _frame().metres + _MOVED
        return 100 * math.ceil(off / 100)

    @property
    def radius_off(self) -> str:
        """The same in units of the picture."""
        return f"{self.metres_off / _frame().metres:.1f}"

    def point(self, x: float, y: float) -> Point:
        """A point that a finger showed in it."""
        lng, lat = _frame().degrees(x, y)
        return Point(lng, lat, self.metres_off, CoordinateSystem.UNSTATED.value, PointSource.MAP.value)


@dataclass(frozen=True, slots=True)
class Shape:
    """An outline with the name that the county has today."""

    outline: Outline
    name: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A point in its county's outline, with the ring it may lie in."""

    shape: Shape
    x: str
    y: str
    r: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the picture lies: its north-western corner in degrees, and its units for a degree."""

    west: float
    north: float
    per_lng: float
    per_lat: float

    @property
    def metres(self) -> float:
        """How many metres a unit of the picture is."""
        return _METRES_PER_DEGREE / self.per_lat

    def degrees(self, x: float, y: float) -> Pair:
        """Longitude and latitude of a point of the picture."""
        return self.west + x / self.per_lng, self.north - y / self.per_lat

    def picture(self, lng: float, lat: float) -> Pair:
        """The point of the picture at these degrees."""
        return (lng - self.west) * self.per_lng, (self.north - lat) * self.per_lat


@cache
def _outlines() -> tuple[Outline, ...]:
    with (_DATA / "outlines.tsv").open(encoding="utf-8", newline="") as rows:
        return tuple(Outline(**row) for row in csv.DictReader(rows, delimiter="\t"))


@cache
def _frame() -> Frame:
    return Frame(**json.loads((_DATA / "outlines.json").read_text(encoding="utf-8")))


def find_shape(units: Directory, code: str) -> Shape | None:
    """The shape of one county; None where it is not drawn."""
    outline = next((outline for outline in _outlines() if outline.code == code), None)
    region = units.region(code)
    return Shape(outline, region.name) if outline and region else None


def shapes(units: Directory, codes: Iterable[str]) -> tuple[Shape, ...]:
    """The shapes of these counties; none where one of them is not drawn: half a map misleads."""
    found = [find_shape(units, code) for code in codes]
    return tuple(shape for shape in found if shape) if all(found) else ()


def find_dot(units: Directory, county: str, point: Point | None) -> Dot | None:
    """The point as it is drawn in its county; None where there is none, or it lies outside the outline's picture."""
    shape = find_shape(units, county)
    if point is None or shape is None:
        return None
    x, y = _frame().picture(point.lng, point.lat)
    left, top, width, height = shape.outline.box
    if not (left <= x <= left + width and top <= y <= top + height):
        return None
    return Dot(shape, f"{x:.1f}", f"{y:.1f}", f"{max(point.metres / _frame().metres, 1.0):.1f}")
