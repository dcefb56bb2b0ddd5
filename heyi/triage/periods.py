"""Spans of days that a text names: 上个月, 去年腊月, 8月底, 春节前, 三个月前.

Counted from when the report came in, in China's time. What has no bounds (最近, 前阵子) is left out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from heyi.kernel.clock import CHINA
from heyi.triage.dates import (
    AHEAD,
    FIRST_YEAR,
    MONTHS_AWAY,
    MOON,
    SPOKEN_YEARS,
    WEEKS_AWAY,
    YEAR_REACH,
    Named,
    month_away,
    moon_year,
    written_number,
    written_year,
)
from heyi.triage.lexicon.festivals import FEASTS, Feast
from heyi.triage.moon import moon_month, moon_number
from heyi.triage.reading import Reason
from heyi.triage.scan import Scan, matches

MOST = 20
_DAY = timedelta(days=1)
_BESIDE_A_FEAST = timedelta(days=30)  # 春节前: the month before it
_AROUND_A_FEAST = timedelta(days=7)
_N = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_PART = "初|上旬|中旬|下旬|底|末"
_FEAST = "|".join(sorted(FEASTS, key=len, reverse=True))
_FEAST_MORE = r"(?:节(?!约|省|日|目)|长假|假期|小长假|黄金周|放假)?"
_BESIDE = "前后|之前|以前|前夕|前|期间|之后|以后|过后|后"
_PERIOD = re.compile(
    rf"{MOON})"
    rf"|(?:(?P<year>(?:19|20)[0-9]{{2}}|[一二][零〇九][零〇一二三四五六七八九]{{2}})\s?年|(?P<spoken>{'|'.join(SPOKEN_YEARS)}))"
    rf"(?:的?\s?(?:(?P<month>(?!八月十五){_N})\s?月份?(?P<part>{_PART})?|(?P<half>上半年|下半年|年?初|年?底|年?末)"
    rf"|(?P<feast>{_FEAST}){_FEAST_MORE}(?P<beside>{_BESIDE})?))?"
    rf"|(?P<bare_month>(?!八月十五){_N})\s?月份?(?P<bare_part>{_PART})?"
    rf"|(?P<away>上上|上|这|本|下)个?月(?P<away_part>{_PART})?"
    r"|(?P<week>上上|上|这|本|下)个?(?:周|星期|礼拜)(?![一二三四五六日天末])"
    rf"|(?P<ago>{_N}|半|两)(?P<unit>个月|年)(?:之|以)?前"
    r"|(?<![0-9０-９一二三四五六七八九十个上下本这当每月])月(?P<of_month>初|底|末)(?P<by>之?前|以前)?"
    r"|(?P<few>前几天|前些天|几天前|前两天|这两天|这几天)"
    r"|(?P<bare_half>(?<!大)年初(?![一二三四五六七八九十])|年底|年末)"
    rf"|(?P<bare_feast>{_FEAST}){_FEAST_MORE}(?P<bare_beside>{_BESIDE})?"
)
_FIRST = re.compile(
    "[0-9０-９一二两三四五六七八九十大前去今本明上这下半几年春过除元正腊清劳端中国双农阴旧八月]"
)
_NOT_AFTER = frozenset(
    "0123456789０１２３４５６７８９一二三四五六七八九十百每个第历几多数"
)  # 每年8月, 农历八月
_EVERY_YEAR = frozenset({"每年", "历年", "往年", "常年"})
_YEARS_AGO = 30
_NEEDS_MORE = frozenset({"五一", "十一", "六一", "正月", "过年"})  # 二十一, 五一路: no feast by themselves
_FEW: Mapping[str, tuple[int, int]] = {"前两天": (-3, -1), "这两天": (-2, 0), "这几天": (-7, 0)}
_LAST_DAYS = (-7, -1)
_DAYS_OF_PART: Mapping[str, tuple[int, int]] = {
    "初": (1, 10),
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}
_MONTHS_OF_HALF: Mapping[str, tuple[int, int]] = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "初": (1, 3),
    "底": (11, 12),
    "末": (11, 12),
}
_YET = re.compile(r"(?:要求|希望|请|能否|务必|争取|准备|打算|计划|保证|确保)[^，。；！？\n]{0,8}$")
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Period:
    """The first and the last day that are meant, and why."""

    first: date
    last: date
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Now:
    """From where is counted: the day of the report, a year named before, and whether what is named is yet to come."""

    today: date
    near: int | None
    to_come: bool

    def year_of(self, starts: date) -> int:
        """The year of a month or feast without one: the year named before, the next if to come, else the last."""
        if self.near is not None:
            return self.near
        if self.to_come:
            return self.today.year + (starts < self.today)
        return self.today.year - (starts > self.today + AHEAD)


def periods(scan: Scan, named: Sequence[Named], at: datetime) -> Iterator[Period]:
    """The spans of days that a text names, at most MOST; `named` are its days, which are none."""
    today = at.astimezone(CHINA).date()
    ends = [one.end for one in named if one.day is not None]
    starts = [one.start for one in named if one.day is not None]
    year: tuple[int, int] | None = None
    found = 0
    for match in matches(_PERIOD, _FIRST, scan.words):
        at_or_after = bisect_left(ends, match.start() + 1)
        if at_or_after < len(starts) and starts[at_or_after] < match.end():
            continue
        near = year[0] if year and match.start() - year[1] <= YEAR_REACH else None
        to_come = _YET.search(scan.words, max(0, match.start() - 12), match.start()) is not None
        span = _span(match, scan.words, _Now(today, near, to_come))
        if span is None:
            continue
        if match["year"] or match["spoken"]:
            year = span[1].year, match.end()
        words = {"first": span[0].isoformat(), "last": span[1].isoformat()}
        yield Period(*span, scan.reason("PERIOD", match.start(), match.end(), **words))
        found += 1
        if found == MOST:
            return


def _span(match: re.Match[str], words: str, now: _Now) -> Span | None:
    try:
        span = _read(match, words, now)
    except (ValueError, OverflowError, KeyError):  # 13月; a year whose feasts no table has
        return None
    return None if span is None or span[0].year < FIRST_YEAR else span


def _read(match: re.Match[str], words: str, now: _Now) -> Span | None:
    if match["year"] or match["spoken"]:
        return _of_year(match, now)
    if match["moon_month"]:
        return _by_the_moon(match, now)
    if match["of_month"]:
        span = _part_of_month(now.today, match["of_month"])
        return (min(now.today, span[1]), span[1]) if match["by"] else span
    if match["bare_month"] or match["bare_half"] or match["bare_feast"]:
        return _without_year(match, words, now)
    if match["away"]:
        months = sum(MONTHS_AWAY[letter] for letter in match["away"])
        return _part_of_month(month_away(now.today, months), match["away_part"])
    if match["week"]:
        weeks = sum(WEEKS_AWAY[letter] for letter in match["week"])
        monday = now.today + timedelta(days=7 * weeks - now.today.weekday())
        return monday, monday + timedelta(days=6)
    if match["few"]:
        first, last = _FEW.get(match["few"], _LAST_DAYS)
        return now.today + timedelta(days=first), now.today + timedelta(days=last)
    return _ago(match["ago"], match["unit"], now.today)


def _of_year(match: re.Match[str], now: _Now) -> Span:
    year = now.today.year + SPOKEN_YEARS[match["spoken"]] if match["spoken"] else written_year(match["year"])
    if match["month"]:
        return _part_of_month(date(year, written_number(match["month"]), 1), match["part"])
    if match["feast"]:
        return _beside(FEASTS[match["feast"]], year, match["beside"] or "")
    return _part_of_year(year, match["half"] or "")


def _by_the_moon(match: re.Match[str], now: _Now) -> Span:
    """农历八月, 去年农历闰六月."""
    month, leap = moon_number(match["moon_month"]), match["leap"] is not None
    year = moon_year(match, now.today)
    if year is None:
        year = now.year_of(moon_month(now.today.year, month, leap=leap)[0])
    return moon_month(year, month, leap=leap)


def _without_year(match: re.Match[str], words: str, now: _Now) -> Span | None:
    before = words[max(0, match.start() - 2) : match.start()]
    if before[-1:] in _NOT_AFTER or before in _EVERY_YEAR:
        return None
    if match["bare_month"]:
        month = date(now.today.year, written_number(match["bare_month"]), 1)
        first, last = _part_of_month(month, match["bare_part"])
        year = now.year_of(last if now.to_come else first)
        return _part_of_month(month.replace(year=year), match["bare_part"])
    if match["bare_half"]:
        return _part_of_year(now.today.year, match["bare_half"])
    name, more = match["bare_feast"], match.end() - match.start("bare_feast")
    if name in _NEEDS_MORE and more == len(name):
        return None
    feast = FEASTS[name]
    return _beside(feast, now.year_of(feast(now.today.year)[0]), match["bare_beside"] or "")


def _part_of_month(month: date, part: str | None) -> Span:
    end = month_away(month, 1) - _DAY
    first, last = _DAYS_OF_PART.get(part or "", (1, 31))
    return month.replace(day=first), month.replace(day=min(last, end.day))


def _part_of_year(year: int, half: str) -> Span:
    first, last = _MONTHS_OF_HALF.get(half.removeprefix("年") if len(half) < 3 else half, (1, 12))
    return date(year, first, 1), month_away(date(year, last, 1), 1) - _DAY


def _beside(feast: Feast, year: int, beside: str) -> Span:
    first, last = feast(year)
    if beside == "前后":
        return first - _AROUND_A_FEAST, last + _AROUND_A_FEAST
    if "前" in beside:
        return first - _BESIDE_A_FEAST, first - _DAY
    if "后" in beside:
        return last + _DAY, last + _BESIDE_A_FEAST
    return first, last


def _ago(ago: str, unit: str, today: date) -> Span:
    """半年前 and 三个月前 are told to the month, 两年前 to the year."""
    if unit == "年" and ago != "半":
        if written_number(ago) > _YEARS_AGO:  # 95年以前 is the year 95
            raise ValueError(ago)
        return _part_of_year(today.year - written_number(ago), "")
    if unit == "年":
        return _part_of_month(month_away(today, -6), None)
    if ago == "半":
        return today - timedelta(days=18), today - timedelta(days=12)
    return _part_of_month(month_away(today, -written_number(ago)), None)
