"""Festivals and the days of a year on which they fall.

Those by the moon are given as days, 2000 to 2050, as GB/T 33661-2017 reckons them; a test compares them with the
library that the calendar uses, which takes half a second to load.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from heyi.triage.lexicon.moons import LENGTHS, MONTHS

FIRST_YEAR = 2000
_DAYS: Mapping[str, str] = {
    "春节": "0205 0124 0212 0201 0122 0209 0129 0218 0207 0126 0214 0203 0123 0210 0131 0219 0208 0128 0216 "
    "0205 0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215 "
    "0204 0124 0212 0201 0122 0210 0130 0217 0206 0126 0214 0202 0123",
    "端午节": "0606 0625 0615 0604 0622 0611 0531 0619 0608 0528 0616 0606 0623 0612 0602 0620 0609 0530 0618 "
    "0607 0625 0614 0603 0622 0610 0531 0619 0609 0528 0616 0605 0624 0612 0601 0620 0610 0530 0618 "
    "0607 0527 0614 0603 0622 0611 0531 0619 0608 0529 0615 0604 0623",
    "中秋节": "0912 1001 0921 0911 0928 0918 1006 0925 0914 1003 0922 0912 0930 0919 0908 0927 0915 1004 0924 "
    "0913 1001 0921 0910 0929 0917 1006 0925 0915 1003 0922 0912 1001 0919 0908 0927 0916 1004 0924 "
    "0913 1002 0920 0910 0928 0917 1005 0925 0915 1004 0922 0911 0930",
}
MOON_FESTIVALS: Mapping[str, Mapping[int, date]] = {
    name: {
        FIRST_YEAR + number: date(FIRST_YEAR + number, int(day[:2]), int(day[2:]))
        for number, day in enumerate(days.split())
    }
    for name, days in _DAYS.items()
}
"""Name -> year -> day, 2000 to 2050."""
Feast = Callable[[int], tuple[date, date]]
"""The first and the last day of a feast in a year; KeyError for a year that is not in the table."""


def _moon(name: str, after: int = 0, days: int = 1) -> Feast:
    """So many days from so many after a festival by the moon."""

    def of(year: int) -> tuple[date, date]:
        first = MOON_FESTIVALS[name][year] + timedelta(days=after)
        return first, first + timedelta(days=days - 1)

    return of


def _first_month(year: int) -> tuple[date, date]:
    first = MOON_FESTIVALS["春节"][year]
    return first, first + timedelta(days=LENGTHS[MONTHS[year][0]] - 1)


def _last_month(year: int) -> tuple[date, date]:
    """The last month of a year by the moon lies in the next by the sun."""
    last = MOON_FESTIVALS["春节"][year + 1] - timedelta(days=1)
    return last - timedelta(days=LENGTHS[MONTHS[year][-1]] - 1), last


def _sun(month: int, day: int, days: int = 1) -> Feast:
    def of(year: int) -> tuple[date, date]:
        first = date(year, month, day)
        return first, first + timedelta(days=days - 1)

    return of


FEASTS: Mapping[str, Feast] = {
    "元旦": _sun(1, 1),
    "清明": _sun(4, 4, 3),
    "五一": _sun(5, 1, 5),
    "劳动节": _sun(5, 1, 5),
    "六一": _sun(6, 1),
    "国庆": _sun(10, 1, 7),
    "十一": _sun(10, 1, 7),
    "双十一": _sun(11, 11),
    "双11": _sun(11, 11),
    "双十二": _sun(12, 12),
    "腊月": _last_month,
    "除夕": _moon("春节", -1),
    "大年三十": _moon("春节", -1),
    "春节": _moon("春节", 0, 7),
    "过年": _moon("春节", -1, 8),
    **{f"大年初{day}": _moon("春节", number) for number, day in enumerate("一二三四五六七八九")},
    **{f"正月初{day}": _moon("春节", number) for number, day in enumerate("一二三四五六七八九")},
    "正月": _first_month,
    "正月十五": _moon("春节", 14),
    "元宵": _moon("春节", 14),
    "端午": _moon("端午节"),
    "中秋": _moon("中秋节"),
    "八月十五": _moon("中秋节"),
}
"""What people call them."""
