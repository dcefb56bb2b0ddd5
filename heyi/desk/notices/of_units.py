"""A unit's groups and drills: who would really be reached. For its leaders and those of the units above."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.notices.choosing import tell_of_resending, tell_of_trial
from heyi.desk.notices.forms import RobotForm, words_of_hours
from heyi.journeys.drilling import CannotDrill, answers_of, foresee, hold_drill, may_keep
from heyi.journeys.noticing_outside import resend_failed, send_trial
from heyi.kernel.clock import CHINA, now
from heyi.kernel.typed import whole_number
from heyi.matters.access import entering
from heyi.notices.access import AddressRow, addresses_of, drills_of
from heyi.notices.codes import OF_UNITS, NoticeWay
from heyi.notices.operations import CannotSetAddress, remove_address, set_robot
from heyi.orgs.access import directory

HOURS = (3, 7, 9, 12, 15, 18, 22)
View = Callable[..., HttpResponseBase]


def keeper(view: View) -> View:
    """Only who leads the unit or one above it; a unit that is not there is as one that is not theirs."""

    @wraps(view)
    def guarded(request: DeskRequest, unit_id: int, **kwargs: Any) -> HttpResponseBase:
        trees = directory()
        found = trees.find_unit(unit_id)
        if found is None or not found.is_open or not may_keep(request.standing, unit_id, trees):
            raise PermissionDenied
        return view(request, unit_id, **kwargs)

    return works_on_matters(guarded)


@require_safe
@works_on_matters
def units(request: DeskRequest) -> HttpResponse:
    """The units whose groups and drills I keep: those that I lead, and below them."""
    trees = directory()
    found = [
        (trees.unit(each), len(trees.ancestors(each)))
        for led in sorted(request.standing.leads)
        for each in trees.line(led)
        if trees.unit(each).is_open and (trees.unit(each).level != "VILLAGE" or each == led)
    ]
    if not found:
        raise PermissionDenied
    return render(request, "desk/notices/units.html", {"units": found})


@require_http_methods(["GET", "HEAD"])
@keeper
def unit(request: DeskRequest, unit_id: int) -> HttpResponse:
    """Who would be reached now or at another hour; the unit's groups; what drills have shown."""
    return _page(request, unit_id, RobotForm())


def _page(request: DeskRequest, unit_id: int, form: RobotForm, *, status: int = 200) -> HttpResponse:
    at = now()
    hour, is_urgent = _hour(request), request.GET.get("how") != "ordinary"
    asked = at if hour is None else _at_hour(hour, at)
    drills = drills_of(unit_id)
    context = {
        "unit": directory().unit(unit_id),
        "foreseen": foresee(unit_id, is_urgent=is_urgent, at=asked),
        "is_urgent": is_urgent,
        "hour": hour,
        "hours": words_of_hours(HOURS),
        "form": form,
        "drills": drills,
        "answers": answers_of(drills[0].id, at=at) if drills else (),
    }
    return render(request, "desk/notices/unit.html", context, status=status)


def _hour(request: DeskRequest) -> int | None:
    typed = request.GET.get("hour", "")
    hour = whole_number(typed, digits=2)
    return hour if hour is not None and hour < 24 else None


def _at_hour(hour: int, at: datetime) -> datetime:
    """The next time that it is this hour in China."""
    asked = at.astimezone(CHINA).replace(hour=hour, minute=0, second=0, microsecond=0)
    return asked if asked > at else asked + timedelta(days=1)


@require_POST
@keeper
def robot(request: DeskRequest, unit_id: int) -> HttpResponse:
    """Set a group's robot; the one before goes."""
    form = RobotForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            with entering("admin"):  # the administration's stream has it, not a matter's
                set_robot(
                    unit_id,
                    NoticeWay(given["way"]),
                    given["webhook"],
                    secret=given["secret"],
                    language=given["language"],
                    by=actor_of(request.standing),
                    at=now(),
                )
        except CannotSetAddress as refused:
            form.blame(refused.faults)
        else:
            messages.success(request, _("已保存群机器人。可以发一条测试。"))
            return redirect("desk:notice_unit", unit_id)
    return _page(request, unit_id, form, status=422)


@require_POST
@keeper
def remove(request: DeskRequest, unit_id: int, way: str) -> HttpResponse:
    """Take a group's robot away."""
    with entering("admin"):
        remove_address(unit_id, _way(way), by=actor_of(request.standing), at=now())
    messages.success(request, _("已取消群机器人。"))
    return redirect("desk:notice_unit", unit_id)


@require_POST
@keeper
def trial(request: DeskRequest, unit_id: int, way: str) -> HttpResponse:
    """Send the group a test."""
    tell_of_trial(request, send_trial(_robots(unit_id, way), unit_id=unit_id, at=now()))
    return redirect("desk:notice_unit", unit_id)


@require_POST
@keeper
def resend(request: DeskRequest, unit_id: int, way: str) -> HttpResponse:
    """What the group could not be sent goes again."""
    by = actor_of(request.standing)
    tell_of_resending(request, resend_failed(_robots(unit_id, way), by=by, at=now()))
    return redirect("desk:notice_unit", unit_id)


@require_POST
@keeper
def drill(request: DeskRequest, unit_id: int) -> HttpResponse:
    """Tell whoever would be told of something urgent that this is a drill."""
    try:
        hold_drill(unit_id, by=actor_of(request.standing), at=now())
    except CannotDrill as refused:
        messages.error(request, _(refused.faults[0].sentence))
    else:
        messages.success(request, _("演练通知已发出，下面可以看到谁已确认。"))
    return redirect("desk:notice_unit", unit_id)


def _robots(unit_id: int, way: str) -> list[AddressRow]:
    wanted = _way(way)
    return [address for address in addresses_of([], [unit_id]) if address.way is wanted]


def _way(typed: str) -> NoticeWay:
    found = {way.value: way for way in OF_UNITS}.get(typed)
    if found is None:
        raise Http404
    return found
