"""Instants as people here read them: China's time, today without a date, a due midnight as 24:00 of its day."""

from datetime import date, datetime, timedelta

from django.utils import dateformat
from django.utils.translation import gettext, ngettext, pgettext

from heyi.deadlines.explain import WEEKDAYS
from heyi.kernel.clock import CHINA
from heyi.kernel.words import _

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
SOON = _DAY

_DAY_FORMAT = _("n月j日")
_DAY_OF_YEAR_FORMAT = _("Y年n月j日")
_DUE_FORMAT = _("{day} {weekday} {time}")


def day_words(day: date, *, now: datetime) -> str:
    """A day: 今天, 11月27日, or with its year where it is another."""
    today = now.astimezone(CHINA).date()
    if day == today:
        return pgettext("日子", "今天")
    if day == today + _DAY:
        return pgettext("日子", "明天")
    return dateformat.format(day, gettext(_DAY_FORMAT if day.year == today.year else _DAY_OF_YEAR_FORMAT))


def long_day(day: date) -> str:
    """A day with its year whatever the year is: 2026年12月1日."""
    return dateformat.format(day, gettext(_DAY_OF_YEAR_FORMAT))


def instant_words(at: datetime, *, now: datetime) -> str:
    """An instant that has been: 今天 09:05, 11月27日 09:05."""
    local = at.astimezone(CHINA)
    return f"{day_words(local.date(), now=now)} {local:%H:%M}"


def due_words(at: datetime, *, now: datetime) -> str:
    """An instant by which something is due; midnight belongs to the day that ends with it (民法典 §203)."""
    local = at.astimezone(CHINA)
    day, clock = local.date(), f"{local:%H:%M}"
    if clock == "00:00":
        day, clock = day - _DAY, "24:00"
    words = day_words(day, now=now)
    if abs((day - now.astimezone(CHINA).date()).days) <= 1:
        return f"{words} {clock}"
    weekday = gettext(WEEKDAYS[day.weekday()])
    return gettext(_DUE_FORMAT).format(day=words, weekday=weekday, time=clock)


def full_words(at: datetime) -> str:
    """The instant in full, for who points at it."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M:%S} +08:00"


def left_words(at: datetime, *, now: datetime) -> str:
    """How long until it is due, or since when it is late, in the one unit that matters."""
    length = length_words(abs(at - now))
    if at < now:
        return gettext("已超 %(length)s") % {"length": length}
    return gettext("还剩 %(length)s") % {"length": length}


def length_words(length: timedelta) -> str:
    """A length in whole days from two days up, else in hours, else in minutes; what is begun counts below an hour."""
    if length >= 2 * _DAY:
        count = length // _DAY
        return ngettext("%(count)s 天", "%(count)s 天", count) % {"count": count}
    if length >= _HOUR:
        count = length // _HOUR
        return ngettext("%(count)s 小时", "%(count)s 小时", count) % {"count": count}
    count = -(-length // _MINUTE)
    return ngettext("%(count)s 分钟", "%(count)s 分钟", count) % {"count": count}


def pace(at: datetime, *, now: datetime) -> str:
    """late, soon, or nothing: the class by which a due instant is coloured."""
    if at < now:
        return "late"
    return "soon" if at - now <= SOON else ""
