"""The demo's rotas: planned for the weeks around now by the demo's leaders, with a swap, a leave and a hand-over note.

Everything goes through the operations that the desk uses. At each start the weeks that nobody has planned yet are
filled; what people have planned, taken away or recorded since stays as they left it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from importlib import resources
from typing import Any

from django.db import transaction

from heyi.accounts.access import RotaView, TurnView, rota_of, standing
from heyi.accounts.operations import (
    add_shift,
    ask_swap,
    plan_turn,
    record_leave,
    set_capacity,
    set_post,
    write_handover,
)
from heyi.accounts.rules import Standing
from heyi.accounts.rules.duty import WEEK, week_of
from heyi.console.demo_matters import Absent, Cast, unit_of
from heyi.kernel.clock import CHINA
from heyi.matters.access import WorkFilter, entering, work_list
from heyi.orgs.rules import Refused

_DAY = timedelta(days=1)
_WHOLE = "330502-CENTRE"  # where everything is shown: last week too, a swap, a leave, a note
_NOTE = (
    "潜庄社区漏水那件，检测机构说今晚把结果发到中心邮箱，收到后请通知两家明早九点来谈。"
    "织里欠薪一事人社局答应今天回电，没回就再催一次。三楼会议室空调坏了，调解请改到二号调解室。"
)


def load_demo_rota(at: datetime) -> None:
    """Fill what is not planned yet of this week and the next; the first time all that goes with a rota, too."""
    cast = Cast(at)
    stage = _script()
    for row in stage["rota"]:
        with suppress(Absent):  # an administrator has renamed or sent somebody away: that unit stays as it is
            _load(row, cast, at, stage["post"])


def _script() -> Mapping[str, Any]:
    file = resources.files("heyi.console") / "data" / "demo_rotas.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _load(row: Mapping[str, Any], cast: Cast, at: datetime, posts: Sequence[Mapping[str, Any]]) -> None:
    unit, by = unit_of(row["unit"]), _standing(row["by"], cast, at)
    people = [_id(name, cast) for name in row["people"]]
    monday = week_of(at.astimezone(CHINA).date())[0]
    with transaction.atomic(), entering("admin", units=[*by.units, unit]):
        rota = _rota(unit, monday, by, at)
        is_first = not rota.shifts
        if is_first:
            _begin(row, unit, cast, by, at, posts)
            rota = _rota(unit, monday, by, at)
        weeks = (-1, 0, 1) if is_first and row["unit"] == _WHOLE else (0, 1)
        planned_at = at - 2 * WEEK * _DAY if -1 in weeks else at
        for week in weeks:
            _plan(
                rota,
                monday + week * WEEK * _DAY,
                people,
                turning=row.get("turning", False),
                by=by,
                at=planned_at,
            )
    if is_first and row["unit"] == _WHOLE:
        _show(unit, row["people"], cast, by, at)


def _rota(unit: int, monday: date, by: Standing, at: datetime) -> RotaView:
    days = [monday + number * _DAY for number in range(2 * WEEK)]
    return rota_of(unit, days, by=by, at=at)


def _begin(
    row: Mapping[str, Any],
    unit: int,
    cast: Cast,
    by: Standing,
    at: datetime,
    posts: Sequence[Mapping[str, Any]],
) -> None:
    """Shifts, the usual capacity and what each person is there for. The shifts begin before the first turn."""
    since = at - 2 * WEEK * _DAY
    for name, begins, ends in row["shifts"]:
        add_shift(
            unit, name=name, begins=_minutes(begins), ends=_minutes(ends), days=range(WEEK), by=by, at=since
        )
    set_capacity(unit, capacity=row.get("capacity", 20), by=by, at=at)
    for name in row.get("off_rota", ()):
        set_post(unit, _id(name, cast), skills=(), capacity=None, by_rota=False, by=by, at=at)
    for post in posts:
        if post["by"] == row["by"]:
            set_post(
                unit_of(post["unit"]),
                _id(post["person"], cast),
                skills=post["skills"],
                capacity=post.get("capacity"),
                by_rota=True,
                by=by,
                at=at,
            )


def _plan(
    rota: RotaView,
    monday: date,
    people: Sequence[int],
    *,
    turning: bool,
    by: Standing,
    at: datetime,
) -> None:
    """A week on which nobody has planned anything; what cannot be planned (over, away) is left out."""
    week = [monday + number * _DAY for number in range(WEEK)]
    if any(rota.at(shift.id, day) for shift in rota.shifts for day in week):
        return
    for day in week:
        for place, shift in enumerate(rota.shifts):
            person = people[(place - (day.toordinal() if turning else 0)) % len(people)]
            if shift.fact.span(day).ends_at <= at:
                continue
            with suppress(Refused):
                plan_turn(shift.id, on=day, person_id=person, by=by, at=at)


def _show(unit: int, names: Sequence[str], cast: Cast, by: Standing, at: datetime) -> None:
    """A swap that waits, a leave that leaves gaps, and the note of who has just gone off duty."""
    monday = week_of(at.astimezone(CHINA).date())[0]
    everybody = {_id(name, cast): _standing(name, cast, at) for name in names}
    with entering("desk", units=[unit]):
        late = work_list(unit, wanted=WorkFilter(due_before=at + 3 * _DAY), limit=2).rows
    with transaction.atomic(), entering("admin", units=[unit]):
        rota = _rota(unit, monday - WEEK * _DAY, by, at)
        rota_ahead = _rota(unit, monday, by, at)
        _offer(rota_ahead, _id("wuxing.dispatcher", cast), _id("wuxing.clerk", cast), everybody, at)
        away = everybody[_id("wuxing.watch", cast)]
        begin = datetime.combine(monday + (WEEK + 2) * _DAY, datetime.min.time(), CHINA)
        record_leave(away.person_id, starts_at=begin, ends_at=begin + 2 * _DAY, by=away, at=at)
        past = [turn for turn in rota.turns if turn.ends_at <= at]
        if past:
            writer = everybody[past[-1].person_id]
            numbers = [row.number for row in late]
            write_handover(
                unit, text=_NOTE, numbers=numbers, by=writer, at=past[-1].ends_at - timedelta(minutes=8)
            )


def _offer(rota: RotaView, asker: int, to: int, everybody: Mapping[int, Standing], at: datetime) -> None:
    """The dispatcher asks the clerk to swap two early turns, where both have some ahead."""
    ahead: list[TurnView] = [turn for turn in rota.turns if turn.starts_at > at + _DAY]
    own = next((turn for turn in ahead if turn.person_id == asker), None)
    back = next((turn for turn in ahead if turn.person_id == to and own and turn.on != own.on), None)
    if own and back:
        ask_swap(own.id, to=to, in_return=back.id, by=everybody[asker], at=at)


def _standing(name: str, cast: Cast, at: datetime) -> Standing:
    return standing(_id(name, cast), at)


def _id(name: str, cast: Cast) -> int:
    return cast.colleague(name)[0]


def _minutes(words: str) -> int:
    hour, minute = words.split(":")
    return int(hour) * 60 + int(minute)
