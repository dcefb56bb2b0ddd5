"""Screenshots of a chat, put in order as numbered pages: by the time in their names, else as their names count."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.kernel.clock import CHINA

_TIME = re.compile(r"(20\d{2})[-_.]?(\d{2})[-_.]?(\d{2})[-_. T]?(\d{2})[-_.]?(\d{2})[-_.]?(\d{2})(\d{0,3})")
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Shot:
    """A screenshot as it was handed in: its key, its sender's name for it, its hash."""

    key: UUID
    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Page:
    """A screenshot in its place; `same_as` is the number of an earlier page with the same bytes."""

    number: int
    key: UUID
    name: str
    taken_at: datetime | None
    same_as: int | None


def pages_of(shots: Sequence[Shot]) -> tuple[Page, ...]:
    """Every shot once, numbered: all by the time in their names if each has one, else as a person counts names."""
    times = [_told_at(shot.name) for shot in shots]
    by_time = bool(shots) and all(times)
    order = sorted(
        range(len(shots)), key=lambda place: _key(shots[place].name, times[place], by_time=by_time)
    )
    seen: dict[str, int] = {}
    pages = []
    for number, place in enumerate(order, start=1):
        shot = shots[place]
        first = seen.setdefault(shot.digest, number)
        pages.append(Page(number, shot.key, shot.name, times[place], first if first != number else None))
    return tuple(pages)


def _key(name: str, at: datetime | None, *, by_time: bool) -> tuple[object, ...]:
    parts = _DIGITS.split(name)
    counted = tuple((int(part), "") if place % 2 else (-1, part) for place, part in enumerate(parts))
    return (at, counted) if by_time else (counted,)


def _told_at(name: str) -> datetime | None:
    """The time in a name such as "微信图片_20260301120311.jpg"; None where there is none."""
    found = _TIME.search(name)
    if found is None:
        return None
    *parts, millis = found.groups()
    try:
        numbers = [int(part) for part in parts]
        return datetime(*numbers, int((millis or "0").ljust(3, "0")) * 1000, tzinfo=CHINA)  # type: ignore[arg-type,misc]
    except ValueError:
        return None
