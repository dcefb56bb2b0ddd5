"""What a unit's people are there for: skills, capacity, turns; and the shifts that the unit keeps."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from heyi.accounts import operations
from heyi.accounts.access import duty_persons, leads_rota, rota_of
from heyi.desk.accounts.people import done, form_methods, show
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.duty.acting import in_units
from heyi.desk.duty.forms import CapacityForm, PostForm, ShiftForm
from heyi.desk.duty.views import unit_asked
from heyi.desk.duty.week import days_asked
from heyi.kernel.clock import now
from heyi.orgs.rules import UnitFact


@require_safe
@works_on_matters
def people(request: DeskRequest) -> HttpResponse:
    """Everybody of a unit: whether there now, skills, capacity. One query."""
    unit = unit_asked(request, request.GET.get("unit", ""))
    context = {
        "unit": unit,
        "roster": duty_persons(unit.id, now()),
        "may_plan": leads_rota(request.standing, unit.id),
    }
    return render(request, "desk/duty/people.html", context)


@form_methods
@works_on_matters
def post(request: DeskRequest, person_id: int) -> HttpResponse:
    """One person's post, kept by the leader."""
    at, unit = now(), _led(request)
    person = next((one for one in duty_persons(unit.id, at).people if one.person_id == person_id), None)
    if person is None:
        raise Http404
    initial = {"skills": sorted(person.skills), "capacity": person.own_capacity, "by_rota": person.by_rota}
    form = PostForm(request.POST if request.method == "POST" else None, initial=initial)
    back = f"{reverse('desk:duty_people')}?unit={unit.id}"

    def keep() -> None:
        with in_units(request):
            operations.set_post(unit.id, person_id, **form.cleaned_data, by=request.standing, at=at)

    if done(form, keep):
        messages.success(request, _("已保存。"))
        return redirect(back)
    return show(request, form, _("修改岗位"), back=back, words=f"{person.name} · {unit.name}")


@form_methods
@works_on_matters
def settings(request: DeskRequest) -> HttpResponse:
    """The unit's shifts and its usual capacity; two forms, told apart by which button was pressed."""
    at, unit = now(), _led(request)
    pressed = request.POST.get("do", "") if request.method == "POST" else ""
    rota = rota_of(unit.id, days_asked({}, at), by=request.standing, at=at)
    shift = ShiftForm(request.POST if pressed == "shift" else None)
    initial: Any = {"capacity": rota.capacity}
    capacity = CapacityForm(request.POST if pressed == "capacity" else None, initial=initial)

    def add() -> None:
        with in_units(request):
            operations.add_shift(unit.id, **shift.shift(), by=request.standing, at=at)

    def set_capacity() -> None:
        with in_units(request):
            operations.set_capacity(unit.id, **capacity.cleaned_data, by=request.standing, at=at)

    if (pressed == "shift" and done(shift, add)) or (pressed == "capacity" and done(capacity, set_capacity)):
        messages.success(request, _("已保存。"))
        return redirect(f"{reverse('desk:duty_settings')}?unit={unit.id}")
    context = {"unit": unit, "rota": rota, "shift": shift, "capacity": capacity}
    return render(request, "desk/duty/settings.html", context, status=422 if pressed else 200)


def _led(request: DeskRequest) -> UnitFact:
    unit = unit_asked(request, request.GET.get("unit", ""))
    if not leads_rota(request.standing, unit.id):
        raise PermissionDenied
    return unit
