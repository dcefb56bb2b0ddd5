"""Settling on site: one form, sent by the page itself when there is network, or by our script when there is again."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heyi.desk.doors import DeskRequest, actor_of
from heyi.desk.onsite.door import settles
from heyi.desk.onsite.forms import ELSEWHERE, WholeForm
from heyi.desk.onsite.saying import sayings
from heyi.evidence.operations import Kept
from heyi.intake.operations import KeyTaken
from heyi.intake.rules import InvalidReport, Report, body_hash, read_report
from heyi.journeys.on_site import Settled, find_sent, settle_on_site
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.mediation.access import settled_on_site
from heyi.orgs.access import directory
from heyi.web.addresses import address_to_send
from heyi.web.uploads import Refused, keep_all, told, wants_facts

PARTYS_PAGE = "/m/"
_UNFIT, _TAKEN, _CREATED = 422, 409, 201
_PHOTOS = 10
Units = tuple[int, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@settles
def onsite(request: DeskRequest, units: Units) -> HttpResponse:
    """GET gives an empty form with a key of its own; POST takes a settlement in, whole or not at all."""
    if request.method != "POST":
        return show(request, form_for(units, initial={"key": uuid4()}), units)
    form, at = form_for(units, request.POST, request.FILES), now()
    report = _report(form, at)
    if report is None:
        return _refused(request, form, units, _UNFIT)
    paper, unkept = keep_all(form.site.cleaned_data["paper"], at=at, room=_PHOTOS)
    photos, more = keep_all(form.site.cleaned_data["photos"], at=at, room=_PHOTOS)
    _blame_files(form, [*unkept, *more])
    if form.site.errors:
        return _refused(request, form, units, _UNFIT)
    return _take(request, form, _settled(form, report, paper, photos, at), units, at)


def form_for(units: Units, *args: Any, **kwargs: Any) -> WholeForm:
    """The form with the places of these units."""
    trees = directory()
    return WholeForm(*args, units=[trees.unit(unit) for unit in units], trees=trees, **kwargs)


def _report(form: WholeForm, at: datetime) -> Report | None:
    """The report, where everything is whole; else the form says what is not."""
    if not form.is_valid():
        return None
    try:
        return read_report(form.site.body(), at=at, regions=())
    except InvalidReport as refused:
        form.site.blame_report(refused)
        return None


def _blame_files(form: WholeForm, refused: list[Refused]) -> None:
    """A photograph that cannot be kept stops it: the paper is what somebody's word stands on."""
    for line in told(refused):
        form.site.add_error("paper", line)


def _settled(form: WholeForm, report: Report, paper: list[Kept], photos: list[Kept], at: datetime) -> Settled:
    given = form.site.cleaned_data
    where = given["where"]
    return Settled(
        report=report,
        region_code=None if where == ELSEWHERE else directory().unit(int(where)).region_code,
        dispute=given["dispute"],
        parties=[each.party() for each in form.parties if each.is_given],
        terms=[each.term() for each in form.terms if each.is_given],
        captured_at=given["captured_at"] or at,
        settles_itself=given["settles_itself"],
        paper=paper[0] if paper else None,
        photos=[*paper[1:], *photos],
    )


def _take(
    request: DeskRequest, form: WholeForm, settled: Settled, units: Units, at: datetime
) -> HttpResponse:
    given = form.site.cleaned_data
    unit = units[0] if given["where"] == ELSEWHERE else int(given["where"])
    try:
        settle_on_site(
            settled,
            key=given["key"],
            body_hash=_digest(request, settled),
            by=actor_of(request.standing, unit),
            at=at,
            address=address_to_send(request, PARTYS_PAGE),
        )
    except KeyTaken:
        form.site.add_error(None, _("这一件已经收到过。要另外登记一件，请重新打开本页。"))
        return _refused(request, form, units, _TAKEN)
    except NotAllowed as refused:
        form.site.add_error(None, _(refused.refusal.sentence))
        return _refused(request, form, units, _UNFIT)
    number = find_sent(given["key"], person_id=request.standing.person_id, units=units)
    if wants_facts(request):
        return JsonResponse({"number": number}, status=_CREATED)
    messages.success(request, _("已经收到，编号 %(number)s。") % {"number": number})
    return redirect("desk:onsite")


def _digest(request: DeskRequest, settled: Settled) -> bytes:
    """Of what was said, and of which photographs: the same twice is one."""
    said = {
        name: request.POST.getlist(name) for name in sorted(request.POST) if name != "csrfmiddlewaretoken"
    }
    files = [settled.paper.digest] if settled.paper else []
    return body_hash({**said, "files": [*files, *(photo.digest for photo in settled.photos)]})


def _refused(request: DeskRequest, form: WholeForm, units: Units, status: int) -> HttpResponse:
    """To our script what is wrong; to a reader the page with it."""
    if wants_facts(request):
        return JsonResponse({"faults": list(form.faults())}, status=status)
    return show(request, form, units, status=status)


def show(request: DeskRequest, form: WholeForm, units: Units, *, status: int = 200) -> HttpResponse:
    """The whole page: form, what waits in this telephone, what was taken in."""
    context = {
        "form": form,
        "faulty": list(form.faults()),
        "unit": directory().unit(units[0]),
        "sayings": sayings(),
        "settled": settled_on_site(units, mediator_id=request.standing.person_id),
    }
    return render(request, "desk/onsite/onsite.html", context, status=status)
