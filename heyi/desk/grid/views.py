"""Registering for a party: one page to fill in, one to show to the party's telephone, and how the own ones stand."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heyi.desk.doors import DeskRequest, actor_of
from heyi.desk.grid.door import registers
from heyi.desk.grid.forms import ELSEWHERE, RegisterForm
from heyi.desk.intake.receipts import slip_of, texting_of
from heyi.desk.intake.texting import texting
from heyi.intake.operations import KeyTaken
from heyi.intake.rules import InvalidReport, Report, body_hash, read_report
from heyi.journeys.foreseeing import foresee
from heyi.journeys.registering import find_registered, register, registered_by
from heyi.journeys.understanding import Confirmed
from heyi.kernel.clock import now
from heyi.matters.access import find_matter
from heyi.orgs.access import directory
from heyi.web.uploads import keep_all
from heyi.web.waiting import tells_to_wait

_UNFIT, _TAKEN = 422, 409
_PHOTOS = 20
Units = tuple[int, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@registers
def grid(request: DeskRequest, units: Units) -> HttpResponse:
    """GET gives an empty form with a key of its own; POST registers."""
    if request.method != "POST":
        return _page(request, _form(units, initial={"key": uuid4()}), units)
    form, at = _form(units, request.POST, request.FILES), now()
    report = _report(form, at)
    if report is None:
        return _page(request, form, units, status=_UNFIT)
    confirmed = _confirmed(form)
    if not _is_answered(form, report, confirmed, units, at):
        return _page(request, form, units, status=_UNFIT)
    return _registered(request, form, report, confirmed, units, at)


@require_safe
@registers
def receipt(request: DeskRequest, key: UUID, units: Units) -> HttpResponse:
    """To be shown to the party: the code to scan, who has it, until when; and where it cannot be shown, that."""
    found = find_registered(key, person_id=request.standing.person_id, units=units)
    if found is None:
        raise Http404(str(key))
    told = texting_of(found.matter, here=reverse("desk:grid_text", args=[key]))
    if found.is_withheld:
        return render(request, "desk/grid/withheld.html", {"lead": found.lead, **told})
    slip = slip_of(*found.matter, found.reasons)
    is_reached = find_matter(slip.status.number) is not None
    return render(request, "desk/grid/receipt.html", {"slip": slip, "is_reached": is_reached, **told})


@require_http_methods(["GET", "HEAD", "POST"])
@registers
@tells_to_wait
def text(request: DeskRequest, key: UUID, units: Units) -> HttpResponse:
    """The receipt by text to the party's mobile number, which the worker need not see again."""
    found = find_registered(key, person_id=request.standing.person_id, units=units)
    if found is None:
        raise Http404(str(key))
    here, back = reverse("desk:grid_text", args=[key]), reverse("desk:grid_receipt", args=[key])
    return texting(request, found.matter, actor_of(request.standing, units[0]), here=here, back=back)


def _form(units: Units, *args: Any, **kwargs: Any) -> RegisterForm:
    trees = directory()
    return RegisterForm(*args, villages=[trees.unit(unit) for unit in units], trees=trees, **kwargs)


def _report(form: RegisterForm, at: datetime) -> Report | None:
    """The report, where everything is whole; else the form says what is not."""
    form.is_valid()
    try:
        report = read_report(form.body(), at=at, regions=())
    except InvalidReport as refused:
        form.blame_report(refused)
        return None
    return None if form.errors else report


def _confirmed(form: RegisterForm) -> Confirmed:
    """The village where it is here; elsewhere is read from the words."""
    where = form.cleaned_data["where"]
    region = None if where == ELSEWHERE else directory().unit(int(where)).region_code
    return Confirmed(region_code=region, is_danger=form.danger_said())


def _is_answered(
    form: RegisterForm, report: Report, confirmed: Confirmed, units: Units, at: datetime
) -> bool:
    """Whether nothing is left to be asked: of a danger that is not clear, and for a telephone where only that helps."""
    foreseen = foresee(report, confirmed=confirmed, at=at)
    doubts = {reason.code for reason in foreseen.meant.reading.reasons}
    if "DANGER_UNSURE" in doubts and confirmed.is_danger is None and not foreseen.meant.danger:
        form.asks_danger = True
        form.add_error("danger", _("说的事可能有生命危险，请问清楚。有危险先打 110。"))
    if {subject.unit_id for subject in foreseen.given.subjects} & set(units) and not report.reporter:
        form.add_error(
            "phone",
            _("反映的是您所在的村（社区），您看不到编号和查询码：请留下手机号，或请当事人自己在网上反映。"),
        )
    return not form.errors


def _registered(
    request: DeskRequest, form: RegisterForm, report: Report, confirmed: Confirmed, units: Units, at: datetime
) -> HttpResponse:
    """Photographs are kept first; one that cannot be is named, and stops nobody."""
    key: UUID = form.cleaned_data["key"]
    kept, refused = keep_all(form.cleaned_data["sent"], at=at, room=_PHOTOS)
    said = {name: str(value) for name, value in confirmed.stored().items()}
    try:
        register(
            report,
            key=key,
            body_hash=body_hash({**form.body(), "confirmed": said}),
            confirmed=confirmed,
            files=kept,
            by=actor_of(request.standing, _village(form, units)),
            at=at,
        )
    except KeyTaken:
        form.add_error(None, _("这张表已经登记过一次。要另外登记一件，请重新打开本页。"))
        return _page(request, form, units, status=_TAKEN)
    for file in refused:
        messages.warning(request, _("照片“%(name)s”没有收下：%(why)s") % {"name": file.name, "why": file.why})
    return redirect("desk:grid_receipt", key)


def _village(form: RegisterForm, units: Units) -> int:
    """In whose name: the village chosen; of what happened elsewhere, the worker's first."""
    where = form.cleaned_data["where"]
    return units[0] if where == ELSEWHERE else int(where)


def _page(request: DeskRequest, form: RegisterForm, units: Units, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "unit": directory().unit(units[0]),
        "registered": registered_by(request.standing.person_id, units=units),
    }
    return render(request, "desk/grid/grid.html", context, status=status)
