"""How messages of a chat export are headed: who said it and when, in the shapes that are known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from heyi.kernel.clock import CHINA

_NAME = r"(?P<name>[^\n:：]{1,40}?)"
_DATE = r"(?P<y>\d{4})\s?[-/.年]\s?(?P<m>\d{1,2})\s?[-/.月]\s?(?P<d>\d{1,2})日?"
_CLOCK = r"(?P<half>上午|下午|凌晨|早上|中午|晚上)?\s?(?P<h>\d{1,2}):(?P<min>\d{2})(?::(?P<s>\d{2})(?:\.\d{1,6})?)?"
_WHEN = rf"{_DATE}(?:\s(?:星期|周)[一二三四五六日天])?[\sT]{{1,4}}{_CLOCK}"
_AFTER_NOON = frozenset({"下午", "晚上"})
_HOURS = 12

_LINE = re.compile(rf"\s?[\[【(（]?{_WHEN}[\]】)）]?\s{{0,4}}{_NAME}\s?[:：](?P<rest>.*)")
_TIME_NAME = re.compile(rf"\s?[\[【(（]?{_WHEN}[\]】)）]?\s{{1,4}}{_NAME}\s{{0,4}}")
_NAME_TIME = re.compile(rf"{_NAME}[\s:：]{{1,4}}[\[【(（]?{_WHEN}[\]】)）]?\s{{0,4}}")
_TIME = re.compile(rf"\s{{0,4}}[\[【(（]?{_WHEN}[\]】)）]?\s{{0,4}}")
_NAME_ALONE = re.compile(r"[^\n]{1,40}")
_DAY = re.compile(rf"\s{{0,8}}[-—─–=*]{{2,30}}\s{{0,8}}{_DATE}\s{{0,8}}[-—─–=*]{{2,30}}\s{{0,8}}")
_NAME_CLOCK = re.compile(rf"{_NAME}\s{{1,8}}{_CLOCK}\s{{0,4}}")


@dataclass(frozen=True, slots=True)
class Head:
    """Who and when; `lines` that it takes, and `rest`, what is said on the same line."""

    speaker: str
    at: datetime
    lines: int
    rest: tuple[str, ...]
    shape: "Shape"


class Shape(Protocol):
    """One way to head messages."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    def day_of(self, line: str) -> date | None:
        """The day that a line tells for those below it, where the shape has such lines."""
        ...

    def head_at(self, lines: Sequence[str], place: int, day: date | None) -> Head | None:
        """The head that begins at this line, if one does."""
        ...


@dataclass(frozen=True, slots=True)
class InOneLine:
    """All in one line: "2026-03-01 12:03:11 张三: …"; or who and when alone, the words below, either one first."""

    name: str
    pattern: re.Pattern[str]

    def day_of(self, line: str) -> date | None:  # noqa: ARG002  # the shape's
        """It has none."""
        return None

    def head_at(self, lines: Sequence[str], place: int, day: date | None) -> Head | None:  # noqa: ARG002
        """The head in this line."""
        found = self.pattern.fullmatch(lines[place])
        at = _instant(found) if found else None
        if found is None or at is None or not found["name"].strip():
            return None
        rest = (found["rest"].strip(),) if "rest" in found.groupdict() else ()
        return Head(found["name"].strip(), at, 1, rest, self)


@dataclass(frozen=True, slots=True)
class InTwoLines:
    """A line with the name, one with the time, then the words."""

    name: str = "name, time, words"

    def day_of(self, line: str) -> date | None:  # noqa: ARG002
        """It has none."""
        return None

    def head_at(self, lines: Sequence[str], place: int, day: date | None) -> Head | None:  # noqa: ARG002
        """The head in this line and the next."""
        if place + 1 >= len(lines) or not _NAME_ALONE.fullmatch(lines[place]):
            return None
        found, speaker = _TIME.fullmatch(lines[place + 1]), lines[place].strip().rstrip(":：")
        at = _instant(found) if found else None
        if at is None or not speaker or _TIME.fullmatch(lines[place]):
            return None
        return Head(speaker, at, 2, (), self)


@dataclass(frozen=True, slots=True)
class BelowDays:
    """Forwarded together: a line with the day, then "张三  12:03" above each message's words."""

    name: str = "day, then name and clock"

    def day_of(self, line: str) -> date | None:
        """The day between two rules."""
        found = _DAY.fullmatch(line)
        return _date(found) if found else None

    def head_at(self, lines: Sequence[str], place: int, day: date | None) -> Head | None:
        """The head in this line, once a day was told."""
        found = _NAME_CLOCK.fullmatch(lines[place]) if day else None
        clock = _clock(found) if found else None
        if day is None or found is None or clock is None or not found["name"].strip():
            return None
        at = datetime(day.year, day.month, day.day, *clock, tzinfo=CHINA)
        return Head(found["name"].strip(), at, 1, (), self)


SHAPES: Sequence[Shape] = (
    InOneLine("time name: words", _LINE),
    InOneLine("name time, words", _NAME_TIME),
    InOneLine("time name, words", _TIME_NAME),
    InTwoLines(),
    BelowDays(),
)


def _instant(found: re.Match[str]) -> datetime | None:
    """The instant, in China as exports tell it; None where there is no such day or hour."""
    day, clock = _date(found), _clock(found)
    if day is None or clock is None:
        return None
    return datetime(day.year, day.month, day.day, *clock, tzinfo=CHINA)


def _date(found: re.Match[str]) -> date | None:
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> tuple[int, int, int] | None:
    hour, minute, second = int(found["h"]), int(found["min"]), int(found["s"] or 0)
    if found["half"] in _AFTER_NOON and hour < _HOURS:
        hour += _HOURS
    if found["half"] == "凌晨" and hour == _HOURS:
        hour = 0
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None
