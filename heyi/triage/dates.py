"""Days named in a text, counted from the moment the report came in, in China's time.

A weekday alone (周一) is the last one, today among them, or the next where the words around tell of what is to come.
十天后 is counted from the report, unless the words count it from something told before (过了十天后).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from heyi.kernel.clock import CHINA
from heyi.triage.moon import moon_day, moon_number
from heyi.triage.numerals import number
from heyi.triage.reading import Find
from heyi.triage.scan import Scan, matches

MOST = 20
FIRST_YEAR = 1900
AHEAD = timedelta(days=31)  # 12月1日 said in November is to come, 3月5日 said in November is past
YEAR_REACH = 40  # letters within which a named year holds for the month and day that follow
_RELATIVE: Mapping[str, int] = {
    "大前天": -3,
    "前天": -2,
    "前日": -2,
    "前晚": -2,
    "昨天": -1,
    "昨日": -1,
    "昨晚": -1,
    "昨夜": -1,
    "今天": 0,
    "今日": 0,
    "今早": 0,
    "今晚": 0,
    "今晨": 0,
    "明天": 1,
    "明日": 1,
    "大后天": 3,
    "后天": 2,
}
_WEEKDAYS = {**{word: day for day, word in enumerate("一二三四五六日")}, "天": 6, "末": 5}
WEEKS_AWAY = {"上": -1, "这": 0, "本": 0, "下": 1}
MONTHS_AWAY = {"上": -1, "这": 0, "本": 0, "当": 0, "下": 1}
SPOKEN_YEARS = {"大前年": -3, "前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
_N = r"(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})"
_YEARS = "大前年|前年|去年|上年|今年|本年|明年"
MOON = (
    rf"(?:(?:(?P<moon_year>(?:19|20)[0-9]{{2}})年|(?P<moon_spoken>{_YEARS}))的?)?"
    rf"(?:(?:农历|阴历|旧历)的?(?:(?P<moon_spoken2>{_YEARS})的?)?(?P<leap>闰)?(?P<moon_month>[正冬腊]|[0-9]{{1,2}}|十[一二]?|[一二三四五六七八九])月"
)
"""The year and month of a day by the moon (农历); a further way to name the month may follow, then `)`."""
_MOON_DAY = "初[一二三四五六七八九十]|三十|[一二]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[0-9]{1,2}"
_DAY = re.compile(
    rf"{MOON}|(?P<moon_month2>[正冬腊])月(?!十五|初))(?P<moon_day>{_MOON_DAY})[日号]?(?!几)"
    rf"|(?:(?P<year>(?:19|20)[0-9]{{2}}|[一二][零〇九][零〇一二三四五六七八九]{{2}})\s?[年./-]\s?|(?P<spoken>{_YEARS})的?)"
    rf"(?:(?P<month>{_N})\s?(?:[月./-]\s?(?:份)?(?P<day>{_N})?\s?[日号]?))?"
    rf"|(?P<month2>{_N})月(?P<day2>{_N})[日号]"
    rf"|(?P<relative>{'|'.join(_RELATIVE)})"
    rf"|(?P<week>上上?|这|本|下)个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])"
    r"|(?<![一二两三四五六七八九十几0-9上下本这每逢到至~—、和及周期拜-])(?P<bare>周|星期|礼拜)(?P<bare_day>[一二三四五六日天])"
    r"(?![到至~—、和及周星礼次回趟休期年报边-])"
    rf"|(?P<about_month>上|这|本|当|下)个?月(?P<day3>{_N})[日号]"
    rf"|(?P<ago>[0-9０-９]{{1,3}}|[一二两三四五六七八九十]{{1,3}})(?P<ago_unit>天|日|周|个星期|个礼拜)(?:之|以)?(?:前|(?P<later>(?<!日)后(?![才又仍却发再还来续])))"
)
_FIRST = re.compile("[0-9０-９一二两三四五六七八九十大前昨今明后去上本这当下周星礼农阴旧正冬腊]")
TO_COME = re.compile(
    r"(?:要求|希望|请|能否|务必|争取|准备|打算|计划|保证|确保|定于|约好|约定|说好|答应|承诺|通知|截止|最迟|最晚)[^，。；！？\n]{0,8}$"
)
"""Before a time that is yet to come."""
_COMES = re.compile("(?:上午|下午|晚上|早上)?(?:[^，。；！？\n]{0,3}(?:要(?!求)|将|会)|之?前|以前|开庭)")
_TOLD = frozenset("过了第每满")  # 过了三天后: counted from what was told before, not from the report


@dataclass(frozen=True, slots=True)
class Named:
    """A day, or only a year or month (`day` None) with the last day it can mean."""

    start: int
    end: int
    day: date | None
    until: date


def days(scan: Scan, at: datetime) -> tuple[Named, ...]:
    """Every day, month or year that the text names, in its order."""
    today = at.astimezone(CHINA).date()
    found: list[Named] = []
    year_named: tuple[int, int] | None = None
    for match in matches(_DAY, _FIRST, scan.words):
        near = year_named[0] if year_named and match.start() - year_named[1] <= YEAR_REACH else None
        named = _named(match, today, near)
        if named is None:
            continue
        found.append(named)
        if match["year"] or match["spoken"]:
            year_named = (named.until.year, match.end())
    return tuple(found)


def finds(scan: Scan, named: tuple[Named, ...]) -> Iterator[Find[date]]:
    """The full days, at most MOST."""
    whole = [item for item in named if item.day is not None][:MOST]
    for item in whole:
        assert item.day is not None  # noqa: S101  # filtered above
        yield Find(item.day, scan.reason("DATE", item.start, item.end, day=item.day.isoformat()))


def _named(match: re.Match[str], today: date, near: int | None) -> Named | None:
    try:
        day, until = _read(match, today, near)
    except (ValueError, OverflowError, KeyError):  # 2月30日, 13月, 农历十三月: no day
        return None
    return None if until.year < FIRST_YEAR else Named(match.start(), match.end(), day, until)


def _read(match: re.Match[str], today: date, near: int | None) -> tuple[date | None, date]:
    if match["year"] or match["spoken"]:
        return _with_year(match, today)
    if match["moon_day"]:
        day = _moon_day(match, today, near)
    elif match["month2"]:
        day = _month_day(written_number(match["month2"]), written_number(match["day2"]), today, near)
    elif match["relative"]:
        day = today + timedelta(days=_RELATIVE[match["relative"]])
    elif match["week"]:
        day = _weekday(match, today)
    elif match["bare"]:
        day = _nearest_weekday(match, today)
    elif match["about_month"]:
        first = month_away(today, MONTHS_AWAY[match["about_month"]])
        day = first.replace(day=written_number(match["day3"]))
    else:
        day = _days_away(match, today)
    return day, day


def _days_away(match: re.Match[str], today: date) -> date:
    """三天前, 十天后."""
    away = timedelta(days=written_number(match["ago"]) * (1 if match["ago_unit"] in "天日" else 7))
    if match["later"] is None:
        return today - away
    if match.string[match.start() - 1 : match.start()] in _TOLD:
        raise ValueError(match[0])
    return today + away


def _moon_day(match: re.Match[str], today: date, near: int | None) -> date:
    """A day by the moon; without a year the last one, or one within a month from now."""
    month = moon_number(match["moon_month"] or match["moon_month2"])
    day, leap = moon_number(match["moon_day"]), match["leap"] is not None
    year = moon_year(match, today) or near
    if year is not None:
        return moon_day(year, month, day, leap=leap)
    this_year = moon_day(today.year, month, day, leap=leap)
    return this_year if this_year <= today + AHEAD else moon_day(today.year - 1, month, day, leap=leap)


def moon_year(match: re.Match[str], today: date) -> int | None:
    """The year that is named with a month by the moon (`MOON`), if any."""
    if match["moon_year"]:
        return int(match["moon_year"])
    spoken = match["moon_spoken"] or match["moon_spoken2"]
    return today.year + SPOKEN_YEARS[spoken] if spoken else None


def _nearest_weekday(match: re.Match[str], today: date) -> date:
    """周一 without a week: the last one, today among them; the next where the words around tell of what is to come."""
    weekday, words = _WEEKDAYS[match["bare_day"]], match.string
    before = TO_COME.search(words, max(0, match.start() - 12), match.start())
    if before or _COMES.match(words, match.end()):
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _with_year(match: re.Match[str], today: date) -> tuple[date | None, date]:
    year = today.year + SPOKEN_YEARS[match["spoken"]] if match["spoken"] else written_year(match["year"])
    if match["month"] is None:
        return None, date(year, 12, 31)
    month = written_number(match["month"])
    if match["day"] is None:
        return None, month_away(date(year, month, 1), 1) - timedelta(days=1)
    day = date(year, month, written_number(match["day"]))
    return day, day


def _month_day(month: int, day: int, today: date, near: int | None) -> date:
    if near is not None:
        return date(near, month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year <= today + AHEAD else date(today.year - 1, month, day)


def _weekday(match: re.Match[str], today: date) -> date:
    weeks = sum(WEEKS_AWAY[letter] for letter in match["week"])
    monday = today - timedelta(days=today.weekday())
    return monday + timedelta(days=7 * weeks + _WEEKDAYS[match["weekday"]])


def month_away(day: date, months: int) -> date:
    """The first of the month so many months on."""
    number_of = day.year * 12 + day.month - 1 + months
    return date(number_of // 12, number_of % 12 + 1, 1)


def written_year(words: str) -> int:
    """A year in four figures or four Chinese ones."""
    if words.isascii():
        return int(words)
    return int("".join(str("零一二三四五六七八九".index(letter.replace("〇", "零"))) for letter in words))


def written_number(words: str) -> int:
    """A whole number in either script. Raises ValueError."""
    value = number(words)
    if value is None:
        raise ValueError(words)
    return int(value)
