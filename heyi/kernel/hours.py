"""The hours in which an office serves people: spans of a day, on working days or on every day."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from heyi.kernel.calendar import WorkingCalendar
from heyi.kernel.clock import CHINA
from heyi.kernel.flow import Refusal
from heyi.kernel.words import _

MOST_SPANS = 6
DAY = 24 * 60  # minutes
_SHOWN = 40  # letters of the typed words that an error repeats
_SPAN = re.compile(r"(\d\d?):(\d\d)-(\d\d?):(\d\d)", re.ASCII)
_DAILY = "daily"


class BadHours(ValueError):
    """The words are no service hours; `refusal` says why, for people."""

    def __init__(self, typed: str) -> None:
        super().__init__("HOURS_UNCLEAR")
        sentence = _(
            "看不懂服务时间“{typed}”，请写成 08:30-12:00 14:00-17:30；休息日也服务的，前面加 daily。"
        )
        self.refusal = Refusal("HOURS_UNCLEAR", sentence, {"typed": typed.strip()[:_SHOWN]})


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When an office serves, in China's time. `spans`: minutes since 0:00, in order and apart; between them it rests.

    `daily`: on days off too. Written `08:30-12:00 14:00-17:30`, `daily 00:00-24:00`.
    """

    spans: tuple[tuple[int, int], ...]
    daily: bool = False

    def __post_init__(self) -> None:
        ends = [minute for span in self.spans for minute in span]
        if not ends or ends != sorted(set(ends)) or not 0 <= ends[0] <= ends[-1] <= DAY:
            raise ValueError("spans follow each other within one day")

    @classmethod
    def parse(cls, words: str) -> Self:
        """Read one to six spans of a day, `daily` before them for every day. Raises BadHours."""
        parts = words.replace("，", " ").replace(",", " ").replace("、", " ").split()
        daily = bool(parts) and parts[0].lower() == _DAILY
        spans = [_SPAN.fullmatch(part.replace("–", "-")) for part in parts[daily:]]
        if not 0 < len(spans) <= MOST_SPANS or None in spans:
            raise BadHours(words)
        try:
            return cls(tuple(_minutes(span) for span in spans if span), daily)
        except ValueError as error:
            raise BadHours(words) from error

    def __str__(self) -> str:
        return " ".join(
            [*([_DAILY] if self.daily else []), *(f"{_clock(a)}-{_clock(b)}" for a, b in self.spans)]
        )

    @property
    def never_closes(self) -> bool:
        """Whether it serves at every hour of every day."""
        return self.daily and self.spans == ((0, DAY),)

    def is_open_on(self, day: date, calendar: WorkingCalendar) -> bool:
        """Whether the office serves on that day at all."""
        return self.daily or calendar.is_working(day)

    def on(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The spans of a day on which it serves."""
        for begin, end in self.spans:
            yield _instant(day, begin), _instant(day, end)

    def closing(self, day: date) -> datetime:
        """When business ends on that day, whether or not it serves then (Civil Code §203)."""
        return _instant(day, self.spans[-1][1])


def _minutes(span: re.Match[str]) -> tuple[int, int]:
    """Of `08:30-12:00`; ValueError for an hour or a minute that no clock shows."""
    first, second, third, fourth = map(int, span.groups())
    if second > 59 or fourth > 59:
        raise ValueError(span[0])
    return first * 60 + second, third * 60 + fourth


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _instant(day: date, minute: int) -> datetime:
    return datetime.combine(day, time.min, CHINA) + timedelta(minutes=minute)


STANDARD = OpeningHours.parse("08:30-12:00 14:00-17:30")
"""The hours of an office of which nothing else is known: a house default."""
