"""Days and months of the calendar by the moon (农历), 2000 to 2050."""

import re
from datetime import date, timedelta

from heyi.triage.lexicon.festivals import MOON_FESTIVALS
from heyi.triage.lexicon.moons import LENGTHS, MONTHS

_MONTH = re.compile(r"\+?[Ls]")
_NAMED = {"正": 1, "冬": 11, "腊": 12}
_DIGITS = {letter: number for number, letter in enumerate("一二三四五六七八九十", start=1)}


def moon_month(year: int, month: int, *, leap: bool = False) -> tuple[date, date]:
    """The first and the last day of a month by the moon. KeyError where no table has it, or it was not put in."""
    first, ordinary = MOON_FESTIVALS["春节"][year], 0
    for written in _MONTH.findall(MONTHS[year]):
        days = timedelta(days=LENGTHS[written[-1]])
        ordinary += written[0] != "+"
        if ordinary == month and leap is (written[0] == "+"):
            return first, first + days - timedelta(days=1)
        first += days
    raise KeyError(month)


def moon_day(year: int, month: int, day: int, *, leap: bool = False) -> date:
    """A day by the moon. KeyError where there is no such day."""
    first, last = moon_month(year, month, leap=leap)
    if not 1 <= day <= (last - first).days + 1:
        raise KeyError(day)
    return first + timedelta(days=day - 1)


def moon_number(written: str) -> int:
    """The number of a month or day by the moon: 正, 腊, 初五, 廿三, 十二, 三十, 15. Raises KeyError."""
    written = written.removeprefix("初")
    if written in _NAMED:
        return _NAMED[written]
    if written.isdigit() and written.isascii():
        return int(written)
    if written[0] == "廿":
        return 20 + (_DIGITS[written[1]] if len(written) > 1 else 0)
    tens, mark, ones = written.rpartition("十")
    if not mark:
        return _DIGITS[written]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
