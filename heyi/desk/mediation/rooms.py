"""Rooms of a unit, the week of its sessions by room or by mediator, and one's own calendar in another program."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from heyi.deadlines.explain import WEEKDAYS
from heyi.desk.accounts.people import done, form_methods
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.duty.acting import in_units, number_in
from heyi.desk.duty.week import days_asked
from heyi.kernel.clock import CHINA, now
from heyi.mediation.access import Booked, RoomView, feed_since, rooms_of, sessions_between
from heyi.mediation.operations import CannotKeepRoom, add_room, close_feed, close_room, renew_feed
from heyi.orgs.access import directory
from heyi.orgs.rules import UnitFact
from heyi.web.addresses import whole_address
from heyi.web.forms import HouseForm
from heyi.web.moments import day_words


class RoomForm(HouseForm):
    """A room, or a link at which sessions are held."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    place = forms.CharField(label=gettext_lazy("在哪里"), max_length=120, required=False)
    seats = forms.IntegerField(label=gettext_lazy("座位"), min_value=0, max_value=500, initial=6)
    link = forms.CharField(
        label=gettext_lazy("在线会议的链接"),
        help_text=gettext_lazy("线上调解室填写；当面调解的空着。"),
        max_length=300,
        required=False,
    )


@dataclass(frozen=True, slots=True)
class WeekCell:
    """A day of a row: what is planned there."""

    label: str
    is_today: bool
    booked: tuple[tuple[str, Booked], ...]


@dataclass(frozen=True, slots=True)
class WeekRow:
    """A room or a mediator over seven days."""

    name: str
    cells: tuple[WeekCell, ...]


def unit_asked(request: DeskRequest) -> UnitFact:
    """The own unit that the address or the form asks for; else the first."""
    typed = request.POST.get("unit", "") or request.GET.get("unit", "")
    units = request.standing.units
    return directory(request.standing.edition).unit(next((u for u in units if str(u) == typed), units[0]))


@form_methods
@works_on_matters
def rooms(request: DeskRequest) -> HttpResponse:
    """The rooms of a unit; who leads it adds and closes them."""
    unit, standing = unit_asked(request), request.standing
    leads = unit.id in standing.leads
    if request.method == "POST" and not leads:
        raise PermissionDenied
    form = RoomForm(request.POST if request.method == "POST" else None) if leads else None

    def add() -> None:
        assert form is not None  # noqa: S101 - asked before
        with in_units(request):
            add_room(unit.id, **form.cleaned_data, by=standing, at=now())

    if form is not None and form.is_bound and done(form, add):
        messages.success(request, _("已新增调解室。"))
        return redirect(f"{reverse('desk:mediation_rooms')}?unit={unit.id}")
    context = {"unit": unit, "units": _units(request), "rooms": rooms_of([unit.id]), "form": form}
    return render(
        request, "desk/mediation/rooms.html", context, status=422 if form is not None and form.errors else 200
    )


@require_POST
@works_on_matters
def close(request: DeskRequest) -> HttpResponse:
    """A room is used no longer."""
    try:
        with in_units(request):
            close_room(number_in(request.POST.get("room", "")), by=request.standing, at=now())
        messages.success(request, _("已停用。已经安排的调解照常进行。"))
    except CannotKeepRoom as refused:
        messages.error(request, _(refused.faults[0].sentence))
    return redirect(f"{reverse('desk:mediation_rooms')}?unit={unit_asked(request).id}")


@require_safe
@works_on_matters
def week(request: DeskRequest) -> HttpResponse:
    """The sessions of a unit's week, a row for each room or each mediator."""
    at, unit = now(), unit_asked(request)
    days = days_asked(request.GET, at)
    start, end = (datetime.combine(day, time.min, CHINA) for day in (days[0], days[-1] + timedelta(days=1)))
    booked = sessions_between([unit.id], start=start, end=end)
    by_mediator = request.GET.get("by") == "mediator"
    rows = _by_mediator(booked, days, at) if by_mediator else _by_room(booked, rooms_of([unit.id]), days, at)
    context = {
        "unit": unit,
        "units": _units(request),
        "by_mediator": by_mediator,
        "rows": list(rows),
        "days": [(day_words(day, now=at), _(WEEKDAYS[day.weekday()])) for day in days],
        "count": len(booked),
        "monday": days[0],
        "before": days[0] - timedelta(days=7),
        "after": days[0] + timedelta(days=7),
    }
    return render(request, "desk/mediation/week.html", context)


def _by_room(
    booked: Sequence[Booked], found: Sequence[RoomView], days: Sequence[date], at: datetime
) -> Iterator[WeekRow]:
    named: list[tuple[Any, str]] = [(room.id, room.name) for room in found]
    known = {key for key, _name in named}
    for key, name in named:
        yield _row(name, [each for each in booked if each.room_id == key], days, at)
    rest = [each for each in booked if each.room_id not in known]
    if rest:
        yield _row(_("其他地点"), rest, days, at)


def _by_mediator(booked: Sequence[Booked], days: Sequence[date], at: datetime) -> Iterator[WeekRow]:
    for person in dict.fromkeys(each.mediator_id for each in booked):
        own = [each for each in booked if each.mediator_id == person]
        yield _row(own[-1].mediator, own, days, at)


def _row(name: str, booked: Sequence[Booked], days: Sequence[date], at: datetime) -> WeekRow:
    today = at.astimezone(CHINA).date()
    return WeekRow(
        name,
        tuple(
            WeekCell(
                f"{day_words(day, now=at)} {_(WEEKDAYS[day.weekday()])}",
                day == today,
                tuple(
                    (_hours(each), each) for each in booked if each.starts_at.astimezone(CHINA).date() == day
                ),
            )
            for day in days
        ),
    )


def _hours(each: Booked) -> str:
    return f"{each.starts_at.astimezone(CHINA):%H:%M}–{each.ends_at.astimezone(CHINA):%H:%M}"


def _units(request: DeskRequest) -> list[UnitFact]:
    return [directory(request.standing.edition).unit(unit) for unit in request.standing.units]


@form_methods
@works_on_matters
def calendar(request: DeskRequest) -> HttpResponse:
    """The secret address of one's own calendar: made, renewed, shut. The address is shown once."""
    address = ""
    if request.method == "POST":
        with in_units(request):
            if request.POST.get("do") == "close":
                close_feed(by=request.standing, at=now())
            else:
                secret = renew_feed(by=request.standing, at=now())
                address = whole_address(request, reverse("desk:mediation_feed", args=[secret]))
        if not address:
            messages.success(request, _("已停用，原来的地址不能再用。"))
            return redirect("desk:mediation_calendar")
    context = {"address": address, "since": feed_since(request.standing.person_id)}
    return render(request, "desk/mediation/calendar.html", context)
