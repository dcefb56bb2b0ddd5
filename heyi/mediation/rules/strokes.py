"""A drawn signature: lines on a sheet of a fixed size, as the path of an SVG with whole numbers and nothing else."""

import re

WIDE, HIGH = 600, 240
MOST = 40_000  # letters of a path
_LINE = re.compile(r"M(\d{1,3}) (\d{1,3})((?:L\d{1,3} \d{1,3})*)")
_POINT = re.compile(r"[ML](\d{1,3}) (\d{1,3})")
_FEWEST, _NARROWEST = 5, 40  # a tap or a slip of the finger is no signature; 一 is one
Points = list[tuple[int, int]]


def read_path(path: str) -> list[Points] | None:
    """The lines of a path, each with its points; None for what is none, or goes beyond the sheet."""
    if not path or len(path) > MOST or not re.fullmatch(f"(?:{_LINE.pattern})+", path, re.ASCII):
        return None
    lines: list[Points] = [
        [(int(x), int(y)) for x, y in _POINT.findall(found[0])] for found in _LINE.finditer(path)
    ]
    return lines if all(x <= WIDE and y <= HIGH for line in lines for x, y in line) else None


def is_signature(path: str) -> bool:
    """Whether something was written, not only touched."""
    points = [point for line in read_path(path) or () for point in line]
    if len(points) < _FEWEST:
        return False
    across, down = [x for x, _y in points], [y for _x, y in points]
    return max(max(across) - min(across), max(down) - min(down)) >= _NARROWEST
