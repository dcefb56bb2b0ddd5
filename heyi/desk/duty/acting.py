"""The buttons of the duty page: each one operation, told at once, and back to the page it was pressed on."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from heyi.accounts import operations
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.kernel.clock import now
from heyi.kernel.typed import whole_number
from heyi.matters.access import briefs
from heyi.orgs.rules import Refused
from heyi.web.scope import scope

_NO_DAY = date(1970, 1, 1)


@require_POST
@works_on_matters
def act(request: DeskRequest, verb: str) -> HttpResponse:
    """One press of a button. What it changes is journalled for the administration, in the units' own scope."""
    if verb not in _DO:
        raise Http404(verb)
    given = request.POST.get("do", "")
    try:
        messages.success(request, _DO[verb](request, given, now()))
    except Refused as refused:
        fault = refused.faults[0]
        messages.error(request, _(fault.sentence) % dict(fault.params))
    return redirect(_back(request))


def in_units(request: DeskRequest) -> AbstractContextManager[None]:
    """The scope in which duty is changed: the administration's journal, and no rows but those of the own units."""
    return scope("admin", units=request.standing.units)


def _back(request: DeskRequest) -> str:
    """The page of duty as it was: of which unit and week; what the form brings beside is no part of an address."""
    asked = request.POST
    kept = {
        name: asked[name]
        for name, is_fit in (("unit", whole_number), ("week", _is_day), ("plan", whole_number))
        if is_fit(asked.get(name, "")) is not None
    }
    return f"/desk/duty/?{urlencode(kept)}" if kept else "/desk/duty/"


def number_in(typed: str) -> int:
    """A number as an address or a form gives it; what is none is 0, which no row has."""
    return whole_number(typed) or 0


def _is_day(typed: str) -> date | None:
    return day_in(typed) if day_in(typed) > _NO_DAY else None


def day_in(typed: str) -> date:
    """A day as a form gives it; what is none lies long before every rota."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return _NO_DAY


def _plan(request: DeskRequest, given: str, at: datetime) -> str:
    """`shift:day:person`: one button of the table."""
    shift, day, person = (*given.split(":"), "", "", "")[:3]
    with in_units(request):
        operations.plan_turn(
            number_in(shift), on=day_in(day), person_id=number_in(person), by=request.standing, at=at
        )
    return _("已排班。")


def _drop(request: DeskRequest, given: str, at: datetime) -> str:
    with in_units(request):
        operations.drop_turn(number_in(given), by=request.standing, at=at)
    return _("已撤下这一班。")


def _copy(request: DeskRequest, _given: str, at: datetime) -> str:
    unit, monday = number_in(request.POST.get("unit", "")), day_in(request.POST.get("week", ""))
    with in_units(request):
        made, left_out = operations.copy_week(unit, monday=monday, by=request.standing, at=at)
    told = ngettext("照上周排了 %(made)s 班。", "照上周排了 %(made)s 班。", made) % {"made": made}
    if left_out:
        told += _("有 %(count)s 班没有排：请假、不再任职、与别的班重叠，或时间已过。") % {"count": left_out}
    return told


def _accept(request: DeskRequest, given: str, at: datetime) -> str:
    with in_units(request):
        operations.accept_swap(number_in(given), by=request.standing, at=at)
    return _("已同意调班，值班表已更新。")


def _decline(request: DeskRequest, given: str, at: datetime) -> str:
    with in_units(request):
        operations.decline_swap(number_in(given), by=request.standing, at=at)
    return _("已回复不同意，班次不变。")


def _withdraw(request: DeskRequest, given: str, at: datetime) -> str:
    with in_units(request):
        operations.withdraw_swap(number_in(given), by=request.standing, at=at)
    return _("已撤回调班。")


def _come_back(request: DeskRequest, given: str, at: datetime) -> str:
    with in_units(request):
        operations.withdraw_leave(number_in(given), by=request.standing, at=at)
    return _("已销假。")


def _hand_over(request: DeskRequest, _given: str, at: datetime) -> str:
    """Numbers that the writer does not see are left out."""
    typed = [*request.POST.getlist("n"), *request.POST.get("numbers", "").replace("，", " ").split()]
    numbers = [brief.number for brief in briefs(list(dict.fromkeys(typed)))]
    with in_units(request):
        operations.write_handover(
            number_in(request.POST.get("unit", "")),
            text=request.POST.get("text", ""),
            numbers=numbers,
            by=request.standing,
            at=at,
        )
    return _("已写入交接班记录，等待接班的同事确认。")


def _take_over(request: DeskRequest, given: str, at: datetime) -> str:
    with in_units(request):
        operations.read_handover(_uuid(given), by=request.standing, at=at)
    return _("已确认接班。")


def _close_shift(request: DeskRequest, given: str, at: datetime) -> str:
    with in_units(request):
        operations.close_shift(number_in(given), by=request.standing, at=at)
    return _("已停用班种，还没开始的班一并撤下。")


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        return UUID(int=0)


_DO: Mapping[str, Callable[[DeskRequest, str, datetime], str]] = {
    "plan": _plan,
    "drop": _drop,
    "copy": _copy,
    "accept": _accept,
    "decline": _decline,
    "withdraw": _withdraw,
    "come_back": _come_back,
    "hand_over": _hand_over,
    "take_over": _take_over,
    "close_shift": _close_shift,
}
