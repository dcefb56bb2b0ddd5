"""Outlines of counties for the residents' map: `python scripts/outlines.py boundaries.geojson` writes the small table.

Any GeoJSON whose features carry `adcode` will do. A border that two counties have in common is thinned once, so that no
gap opens between them. The picture is `WIDTH` units wide; north is up; a degree of longitude is shortened by latitude.
"""

import json
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "heyi" / "web" / "data"
TABLE, FRAME = DATA / "outlines.tsv", DATA / "outlines.json"
WIDTH = 360.0
STEPS = 40
WIDER = 2.0  # a name is wider than high
TOLERANCE = 1.2  # units of the picture; half a finger's line on a telephone
Point = tuple[float, float]


def main(path: str) -> None:
    """Read boundaries, write the table."""
    features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    rings = {str(feature["properties"]["adcode"]): _largest(feature["geometry"]) for feature in features}
    frame = _frame(rings)
    drawn = {code: [_at(frame, point) for point in ring] for code, ring in rings.items()}
    owners: dict[Point, set[str]] = defaultdict(set)
    for code, ring in drawn.items():
        for point in ring:
            owners[point].add(code)
    lines = ["code\tx\ty\tpath"]
    for code in sorted(drawn):
        ring = _thinned(drawn[code], owners)
        x, y = _middle(ring)
        lines.append(f"{code}\t{x:.0f}\t{y:.0f}\t{_path(ring)}")
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    FRAME.write_text(json.dumps(frame, indent=2) + "\n", encoding="utf-8")


def _largest(geometry: dict) -> list[Point]:
    shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [(point[0], point[1]) for point in max((shape[0] for shape in shapes), key=len)[:-1]]


def _frame(rings: dict[str, list[Point]]) -> dict[str, float]:
    """Where the picture lies on the ground: its corner, and its units for a degree each way."""
    points = [point for ring in rings.values() for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    scale = WIDTH / (east - west)
    tall = scale / math.cos(math.radians((south + north) / 2))
    return {"west": west, "north": north, "per_lng": round(scale, 6), "per_lat": round(tall, 6)}


def _at(frame: dict[str, float], point: Point) -> Point:
    x, y = point
    return (
        round((x - frame["west"]) * frame["per_lng"], 3),
        round((frame["north"] - y) * frame["per_lat"], 3),
    )


def _thinned(ring: list[Point], owners: dict[Point, set[str]]) -> list[Point]:
    """The ring cut where its neighbours change, each piece thinned by itself, in the same direction for both sides."""
    corners = [
        place
        for place, point in enumerate(ring)
        if owners[point] != owners[ring[place - 1]] or owners[point] != owners[ring[(place + 1) % len(ring)]]
    ] or [0]
    kept: list[Point] = []
    for start, end in zip(corners, [*corners[1:], corners[0] + len(ring)], strict=True):
        piece = [ring[place % len(ring)] for place in range(start, end + 1)]
        turned = piece[0] > piece[-1]
        thin = list(_thin(piece[::-1] if turned else piece))
        kept += (thin[::-1] if turned else thin)[:-1]
    return kept


def _thin(line: list[Point]) -> Iterator[Point]:
    """Douglas and Peucker: a point stays where the line would miss it by more than the tolerance."""
    if len(line) < 3:
        yield from line
        return
    far, place = max((_off(line[0], line[-1], point), place) for place, point in enumerate(line[1:-1], 1))
    if far <= TOLERANCE:
        yield line[0]
        yield line[-1]
        return
    yield from list(_thin(line[: place + 1]))[:-1]
    yield from _thin(line[place:])


def _off(start: Point, end: Point, point: Point) -> float:
    (x0, y0), (x1, y1), (x, y) = start, end, point
    length = math.hypot(x1 - x0, y1 - y0)
    if length == 0:
        return math.hypot(x - x0, y - y0)
    return abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length


def _middle(ring: list[Point]) -> Point:
    """Where a name has most room: of a grid of points inside, the one farthest from the border, sideways above all."""
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    north, south = min(y for _, y in ring), max(y for _, y in ring)
    grid = [
        (west + (east - west) * i / STEPS, north + (south - north) * j / STEPS)
        for i in range(1, STEPS)
        for j in range(1, STEPS)
    ]
    return max((point for point in grid if _holds(ring, point)), key=lambda point: _room(ring, point))


def _holds(ring: list[Point], point: Point) -> bool:
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def _room(ring: list[Point], point: Point) -> float:
    x, y = point
    return min(math.hypot((x0 - x) / WIDER, y0 - y) for x0, y0 in ring)


def _path(ring: list[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z"


if __name__ == "__main__":
    main(sys.argv[1])
