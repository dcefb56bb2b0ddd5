"""Times of day, in China: beside a day (今早8点, 昨天下午3:30, 11月20日上午), ago (半小时前), alone (凌晨两点, 22:30).

One alone is of the day that its sentence named before; without one it is the last such time before the report, or
the next where the words tell of what is to come. Hours of every day (每天22:30, 上午9:00-11:00) are no moments.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from heyi.kernel.clock import CHINA
from heyi.triage.dates import TO_COME, YEAR_REACH, Named, written_number
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
    rf"[的\s，,]?(?P<part>凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|夜里|夜间|深夜|半夜|早(?![就已该先在日点])|晚(?![点了年饭于婚]))?"
    rf"\s?(?:(?P<hour>{_N})\s?(?:点钟?|时(?!候|间)|[:：](?=[0-5][0-9]))(?:(?P<half>半|一刻|三刻)|(?P<minute>[0-9]{{1,2}}|[一二三四五十]{{2,3}})分?)?)?"
)
_BEGINS = re.compile(
    "凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|夜里|夜间|深夜|半夜|(?<![0-9:：.比])[0-2][0-9](?=[:：][0-5][0-9](?![0-9:：]))"
)
_AGO = re.compile(
    r"(?<![0-9.．点百千几])(?:(?P<half>半)|(?P<count>[0-9０-９]{1,3}|[一二两三四五六七八九十]{1,3})(?:个?(?P<more>半))?)"
    r"个?(?P<unit>小时|钟头|分钟)多?(?:之|以)?前"
)
_SPAN_BEFORE = re.compile("(?:[-—~–到至从]|超过|自)\\s?$")
_SPAN_AFTER = re.compile(
    r"分?(?:左右|许)?\s?(?:[-—~–到至]|之?[前后]|以[前后]|多?(?:就|便|开始|开启|开放|关闭|关|起(?!火|来|诉|冲)))"
)
_HABIT = re.compile("每|天天|夜夜|经常|常常|总是|平时|营业|开门|关门|[上下]班|规定|通常|有时|长期|一般")
_UNTOLD_DAY = re.compile(
    r"(?:(?<![月0-9一二三十])[0-9一二三十]{1,3}[日号]|第二天|次日|那天|当[天晚]|那晚|有一?次)[^。！？\n]{0,14}$"
)
_TIMETABLE = 3
_SHORT_TEXT = 150
_MINUTES = 24 * 60
_CLAUSE = 24
"""Letters before and behind an hour in which a word of every day counts."""
_CLAUSE_END = re.compile(r"[。！？!?；;\n\r…，,：、]")
_SENTENCE_END = re.compile(r"[。！？!?；;\n\r…]")
_PARTS_OF_HOUR = {"半": 30, "一刻": 15, "三刻": 45}


@dataclass(frozen=True, slots=True)
class Moment:
    """The earliest and the latest time of day that is meant, in China; the same where it is said exactly."""

    first: datetime
    last: datetime
    reason: Reason


def moments(scan: Scan, named: Sequence[Named], at: datetime) -> Iterator[Moment]:
    """The times of day that the text names, at most MOST; `at` is when it came in."""
    days = [held for held in named if held.day is not None][:MOST]
    found = [*_beside_a_day(scan, days), *_ago(scan, at)]
    taken = [moment.reason.span for moment in found]
    for moment in _alone(scan, days, at.astimezone(CHINA)):
        start, end = moment.reason.span
        if not any(start < last and first < end for first, last in taken):
            found.append(moment)
    found.sort(key=lambda moment: moment.reason.start)
    yield from found[:MOST]


def _beside_a_day(scan: Scan, days: Sequence[Named]) -> Iterator[Moment]:
    for one in days:
        clock = _CLOCK.match(scan.words, one.end)
        hours = _hours(clock, scan.words[one.start : one.end]) if clock else None
        if clock is not None and hours is not None and one.day is not None:
            yield _moment(scan, (one.start, clock.end()), *(_at(one.day, minutes) for minutes in hours))


def _ago(scan: Scan, at: datetime) -> Iterator[Moment]:
    """半小时前, 两个小时前."""
    for match in islice(_AGO.finditer(scan.words), MOST):
        count = written_number(match["count"]) if match["count"] else 0
        minutes = count * (1 if match["unit"] == "分钟" else 60) + (
            30 if match["half"] or match["more"] else 0
        )
        then = at.astimezone(CHINA).replace(second=0, microsecond=0) - timedelta(minutes=minutes)
        yield _moment(scan, match.span(), then, then)


def _alone(scan: Scan, days: Sequence[Named], now: datetime) -> Iterator[Moment]:
    """凌晨两点, 22:30; without a day only in a short text and where they are few: else it is a story or a timetable."""
    dated: list[Moment] = []
    undated: list[Moment] = []
    last = 0
    for begins in islice(_BEGINS.finditer(scan.words), 2 * MOST):
        clock = _CLOCK.match(scan.words, begins.start())
        hours = _hours(clock, "") if clock and clock["hour"] else None
        if clock is None or hours is None or begins.start() < last or _is_vague(scan.words, *clock.span()):
            continue
        last = clock.end()
        day = _day_of(scan.words, begins.start(), days)
        then = _nearest(scan.words, begins.start(), hours[0], now) if day is None else _at(day, hours[0])
        (undated if day is None else dated).append(_moment(scan, (begins.start(), last), then, then))
    yield from dated
    if len(undated) <= _TIMETABLE and len(scan.words) <= _SHORT_TEXT:
        yield from undated


def _nearest(words: str, start: int, minutes: int, now: datetime) -> datetime:
    """The last such time before now, or the next where the words before tell of what is to come."""
    then = _at(now.date(), minutes % _MINUTES)
    if TO_COME.search(words, max(0, start - 12), start):
        return then + timedelta(days=then < now)
    return then - timedelta(days=then > now)


def _day_of(words: str, start: int, days: Sequence[Named]) -> date | None:
    """The day that the sentence named last before."""
    for one in reversed(days):
        if one.end <= start:
            near = start - one.end <= YEAR_REACH and not _SENTENCE_END.search(words, one.end, start)
            return one.day if near else None
    return None


def _is_vague(words: str, start: int, end: int) -> bool:
    """Whether the hour is one of a span, of every day, or of a day that nobody here can tell: 16日上午九点."""
    if _UNTOLD_DAY.search(words, max(0, start - _CLAUSE), start):
        return True
    if _SPAN_BEFORE.search(words, max(0, start - 3), start) or _SPAN_AFTER.match(words, end):
        return True
    before = _CLAUSE_END.split(words[max(0, start - _CLAUSE) : start])[-1]
    behind = _CLAUSE_END.split(words[end : end + _CLAUSE], maxsplit=1)[0]
    return _HABIT.search(before) is not None or _HABIT.search(behind) is not None


def _moment(scan: Scan, span: tuple[int, int], first: datetime, last: datetime) -> Moment:
    begin, end = (f"{one:%Y-%m-%d %H:%M}" for one in (first, last))
    return Moment(first, last, scan.reason("MOMENT", *span, first=begin, last=end))


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time(0), tzinfo=CHINA) + timedelta(minutes=minutes)


def _hours(clock: re.Match[str], said: str) -> tuple[int, int] | None:
    """The earliest and the latest minute of the day."""
    part = clock["part"] or (said if said in _DAY_PARTS else "")
    if clock["hour"] is None:
        if part not in _DAY_PARTS:
            return None
        first, last = _DAY_PARTS[part]
        return first * 60, last * 60 - 1
    hour = _hour_of(part, written_number(clock["hour"]))
    minute = _PARTS_OF_HOUR.get(clock["half"] or "", 0) or written_number(clock["minute"] or "零")
    if hour is None or minute > 59:
        return None
    return hour * 60 + minute, hour * 60 + minute


def _hour_of(part: str, hour: int) -> int | None:
    """The hour of the day, 24 and more behind midnight: 晚上12点 is the end of the day, 昨晚两点 after it."""
    evening = _DAY_PARTS.get(part, (0, 0))[0] == 18
    if hour > 23:
        return None
    if evening and (hour == 12 or 0 < hour < 5):
        return hour % 12 + 24
    if part in ("凌晨", "半夜") and hour == 12:
        return 0
    if evening or part == "半夜":
        is_later = (4 if evening else 5) < hour < 12
    else:
        is_later = part in ("下午", "傍晚", "中午") and hour < 11
    return hour + 12 if is_later else hour
