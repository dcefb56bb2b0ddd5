"""The rota of a unit as its page shows it: a row for each day, a cell for each shift, and what nobody covers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext

from heyi.accounts.access import RotaView, ShiftView, TurnView
from heyi.accounts.rules.duty import FARTHEST, WEEK, Span, week_of
from heyi.deadlines.explain import WEEKDAYS
from heyi.kernel.clock import CHINA
from heyi.web.moments import day_words


@dataclass(frozen=True, slots=True)
class Cell:
    """A shift on a day: who has it, or that it is not kept on that day."""

    shift: ShiftView
    turns: tuple[TurnView, ...]
    is_kept: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day of the rota; `gaps` in words, those of time gone by left out."""

    on: date
    words: str
    weekday: str
    is_today: bool
    cells: tuple[Cell, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days, and the Mondays before and after."""

    days: tuple[DayRow, ...]
    before: date
    after: date
    monday: date
    is_present: bool


def days_asked(query: Mapping[str, str], at: datetime) -> tuple[date, ...]:
    """The week that an address asks for, by any of its days; else the present one."""
    try:
        asked = date.fromisoformat(query.get("week", ""))
    except ValueError:
        asked = at.astimezone(CHINA).date()
    if abs(asked - at.astimezone(CHINA).date()) > FARTHEST:
        asked = at.astimezone(CHINA).date()
    return week_of(asked)


def week_shown(rota: RotaView, at: datetime) -> Week:
    """The week as a table."""
    monday = rota.days[0]
    today = at.astimezone(CHINA).date()
    return Week(
        tuple(_day(rota, day, at) for day in rota.days),
        monday - timedelta(days=WEEK),
        monday + timedelta(days=WEEK),
        monday,
        monday <= today < monday + timedelta(days=WEEK),
    )


def _day(rota: RotaView, day: date, at: datetime) -> DayRow:
    midnight = datetime.combine(day, time.min, CHINA)
    cells = tuple(
        Cell(
            shift,
            rota.at(shift.id, day),
            day.weekday() in shift.days,
            is_over=shift.fact.span(day).ends_at <= at,
        )
        for shift in rota.shifts
    )
    return DayRow(
        day,
        day_words(day, now=at),
        gettext(WEEKDAYS[day.weekday()]),
        day == at.astimezone(CHINA).date(),
        cells,
        tuple(_gaps(rota.gaps, Span(midnight, midnight + timedelta(days=1)), at)),
    )


def _gaps(gaps: tuple[Span, ...], day: Span, at: datetime) -> Iterator[str]:
    """What of a day nobody covers, from now on: 00:00–08:00."""
    for gap in gaps:
        if gap.meets(day):
            begin, end = max(gap.starts_at, day.starts_at, at), min(gap.ends_at, day.ends_at)
            if begin < end:
                yield f"{_clock(begin)}–{_clock(end, is_end=True)}"


def _clock(at: datetime, *, is_end: bool = False) -> str:
    words = f"{at.astimezone(CHINA):%H:%M}"
    return "24:00" if is_end and words == "00:00" else words


def turn_words(turn: TurnView, at: datetime) -> str:
    """A turn in words: 11月28日 周六 夜班 00:00–08:00."""
    day, weekday = day_words(turn.on, now=at), gettext(WEEKDAYS[turn.on.weekday()])
    return f"{day} {weekday} {turn.shift} {_clock(turn.starts_at)}–{_clock(turn.ends_at, is_end=True)}"
