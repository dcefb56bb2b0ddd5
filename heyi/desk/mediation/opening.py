"""Opening a mediation at the desk: safety is asked first, and what does not belong here is shown the right door."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.matters.mediating import units_that_mediate
from heyi.desk.matters.views import key_of
from heyi.desk.mediation.door import PARTYS_PAGE
from heyi.desk.mediation.party_forms import Mediators, OpeningForm, PartyForm, ScreeningForm, mediators_of
from heyi.dispatch.access import tasks_view
from heyi.dispatch.operations import Hand
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import MatterView, matter_view
from heyi.mediation.access import mediation_standing
from heyi.mediation.operations import open_mediation
from heyi.mediation.rules.regimes import RIGHT_DOOR
from heyi.orgs.rules import UnitFact
from heyi.web.addresses import address_to_send
from heyi.web.forms import HouseForm, Whole

MORE = 3  # further parties that the form of opening has room for; others are added on the page


@dataclass(frozen=True)
class _Opening:
    """What the page of opening is drawn from."""

    key: tuple[str, UUID]
    matter: MatterView
    unit: UnitFact
    people: Mediators
    at: datetime


@works_on_matters
def opening(request: DeskRequest, number: str) -> HttpResponse:
    """GET asks about safety, then for the rest; POST opens. A mediation that runs is shown instead."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    page = _page(request, number)
    standing = mediation_standing(*page.key)
    if standing is not None and standing.is_live:
        return redirect("desk:mediation", number)
    given = request.POST if request.method == "POST" else request.GET
    screening = ScreeningForm(given if "safety" in given else None)
    if not screening.is_valid():
        context = {"matter": page.matter, "form": screening}
        status = 422 if screening.is_bound else 200
        return render(request, "desk/mediation/screening.html", context, status=status)
    if screening.cleaned_data["exclusion"]:
        door = RIGHT_DOOR[screening.cleaned_data["exclusion"]]
        context = {"matter": page.matter, "exclusion": screening.cleaned_data["exclusion"], "door": _(door)}
        return render(request, "desk/mediation/right_door.html", context)
    return _second(request, page, screening.cleaned_data["safety"])


def _page(request: DeskRequest, number: str) -> _Opening:
    key, standing, at = key_of(number), request.standing, now()
    matter = matter_view(*key, units=standing.units)
    tasks = () if matter.is_alarm_only else tasks_view(*key, units=frozenset(standing.units))
    units = units_that_mediate(tasks, standing.units)
    if not units:
        raise PermissionDenied
    unit = units[0]
    return _Opening(key, matter, unit, mediators_of(unit.id, me=standing.person_id, at=at), at)


def _second(request: DeskRequest, page: _Opening, safety: str) -> HttpResponse:
    data: Any = request.POST if request.method == "POST" else None
    form = OpeningForm(
        data, unit=page.unit, matter=page.matter, people=page.people, me=request.standing.person_id
    )
    others = [
        PartyForm(
            data,
            prefix=f"party{place}",
            use_required_attribute=False,
            empty_permitted=place > 0,
            initial={"hides_address": safety == "VIOLENCE"},
        )
        for place in range(1 + MORE)
    ]
    if data is not None and all([form.is_valid(), *(each.is_valid() for each in others)]):
        if _opened(request, page, form, others, safety):
            messages.success(request, _("已登记。现在征询每位当事人的意愿；各方同意以后才能开始。"))
            return redirect("desk:mediation", page.matter.number)
        return _show(request, page, form, others, safety, status=409)
    return _show(request, page, form, others, safety, status=200 if data is None else 422)


def _opened(
    request: DeskRequest, page: _Opening, form: OpeningForm, others: list[PartyForm], safety: str
) -> bool:
    hand = Hand(actor_of(request.standing, page.unit.id), frozenset(request.standing.units))
    parties = [each.party() for each in others if each.has_changed() and each.cleaned_data.get("name")]
    try:
        open_mediation(
            page.key,
            by=hand,
            at=page.at,
            new=form.mediation(safety=safety, address=address_to_send(request, PARTYS_PAGE)),
            parties=parties,
            reporter_is=form.reporter_part,
        )
    except NotAllowed as refused:
        form.blame([Whole.of(refused.refusal)])
        return False
    return True


def _show(
    request: DeskRequest,
    page: _Opening,
    form: OpeningForm,
    others: list[PartyForm],
    safety: str,
    *,
    status: int,
) -> HttpResponse:
    first, *more = others
    faulty: list[HouseForm] = [each for each in (form, *others) if each.errors]
    context = {
        "matter": page.matter,
        "unit": page.unit,
        "form": form,
        "first": first,
        "more": more,
        "opens_more": any(each.is_bound and each.has_changed() for each in more),
        "safety": safety,
        "faulty": faulty,
    }
    return render(request, "desk/mediation/open.html", context, status=status)
