"""The time of day that stands beside a day: 今早8点, 昨天下午3:30, 11月20日上午. In China's time."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from heyi.kernel.clock import CHINA
from heyi.triage.dates import Named, written_number
from heyi.triage.reading import Reason
from heyi.triage.scan import Scan

MOST = 20
_N = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3}|两(?=点(?!意见|问题|要求|诉求)))"
_DAY_PARTS: Mapping[str, tuple[int, int]] = {
    "凌晨": (0, 6),
    **dict.fromkeys(("清晨", "早晨", "早上", "今早", "今晨", "早"), (5, 10)),
    "上午": (6, 12),
    "中午": (11, 14),
    "下午": (12, 18),
    "傍晚": (17, 19),
    **dict.fromkeys(("晚上", "夜里", "夜间", "深夜", "今晚", "昨晚", "前晚", "昨夜", "晚"), (18, 24)),
}
_CLOCK = re.compile(
    rf"[的\s，,]?(?P<part>凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|夜里|夜间|深夜|早(?![就已该先在日点])|晚(?![点了年饭于婚]))?"
    rf"\s?(?:(?P<hour>{_N})\s?(?:点钟?|时(?!候|间)|[:：](?=[0-5][0-9]))(?:(?P<half>半|一刻|三刻)|(?P<minute>[0-9]{{1,2}}|[一二三四五十]{{2,3}})分?)?)?"
)
_PARTS_OF_HOUR = {"半": 30, "一刻": 15, "三刻": 45}


@dataclass(frozen=True, slots=True)
class Moment:
    """The earliest and the latest time of day that is meant, in China; the same where it is said exactly."""

    first: datetime
    last: datetime
    reason: Reason


def moments(scan: Scan, named: Sequence[Named]) -> Iterator[Moment]:
    """The times of day that stand right behind a day, at most MOST."""
    for one in [held for held in named if held.day is not None][:MOST]:
        assert one.day is not None  # noqa: S101  # filtered above
        clock = _CLOCK.match(scan.words, one.end)
        said = scan.words[one.start : one.end]
        hours = _hours(clock, said) if clock else None
        if hours is None or clock is None:
            continue
        first, last = (_at(one.day, minutes) for minutes in hours)
        reason = scan.reason(
            "MOMENT", one.start, clock.end(), first=f"{first:%Y-%m-%d %H:%M}", last=f"{last:%Y-%m-%d %H:%M}"
        )
        yield Moment(first, last, reason)


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(minutes // 60, minutes % 60), tzinfo=CHINA)


def _hours(clock: re.Match[str], said: str) -> tuple[int, int] | None:
    """The earliest and the latest minute of the day."""
    part = clock["part"] or (said if said in _DAY_PARTS else "")
    if clock["hour"] is None:
        if not part:
            return None
        first, last = _DAY_PARTS[part]
        return first * 60, last * 60 - 1
    hour = written_number(clock["hour"])
    if (part in ("下午", "傍晚", "中午") and hour < 11) or (
        _DAY_PARTS.get(part, (0, 0))[0] == 18 and 5 < hour < 12
    ):
        hour += 12
    elif part == "凌晨" and hour == 12:
        hour = 0
    minute = _PARTS_OF_HOUR.get(clock["half"] or "", 0) or written_number(clock["minute"] or "零")
    if hour > 23 or minute > 59:
        return None
    return hour * 60 + minute, hour * 60 + minute
