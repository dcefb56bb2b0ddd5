"""Erasing at the desk: a file or an identity, on a ground of the law; and the reporter's requests, each answered."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.matters.forms import EraseForm, RefuseErasureForm
from heyi.desk.matters.page import MatterPage, matter_page
from heyi.desk.matters.views import key_of
from heyi.dispatch import operations as dispatch
from heyi.dispatch.operations import Hand, Step
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import AttachmentView, waiting_asks
from heyi.matters.codes import Zone
from heyi.web.forms import HouseForm, Whole

_TAKEN, _UNFIT = 409, 422
_asks_and_does = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@works_on_matters
def asks(request: DeskRequest) -> HttpResponse:
    """What reporters asked to have erased and nobody has answered, of one's own units."""
    return render(request, "desk/matters/asks.html", {"asks": waiting_asks(request.standing.units)})


@_asks_and_does
@works_on_matters
def erase_file(request: DeskRequest, number: str, file: UUID) -> HttpResponse:
    """One file, for good."""
    page = _page(request, number)
    found = next((each for each in page.files if each.id == file and not each.is_erased), None)
    if found is None:
        raise Http404
    form = EraseForm(
        request.POST or None, number=page.matter.number, told_to_reporter=_is_seen_by_reporter(found)
    )
    do = partial(dispatch.erase_file, attachment=file)
    told = _("附件已清除。")
    return _answer(request, page, form, do, told, {"file": found, "what": "file"})


@_asks_and_does
@works_on_matters
def erase_identity(request: DeskRequest, number: str) -> HttpResponse:
    """Who reported, for good."""
    page = _page(request, number)
    form = EraseForm(request.POST or None, number=page.matter.number, told_to_reporter=True)
    told = _("反映人的姓名和电话已清除。")
    return _answer(request, page, form, dispatch.erase_identity, told, {"what": "identity"})


@_asks_and_does
@works_on_matters
def refuse(request: DeskRequest, number: str, ask: UUID) -> HttpResponse:
    """A request that is not met: the reporter reads why."""
    page = _page(request, number)
    found = next((each for each in page.asks if each.id == ask), None)
    if found is None:
        raise Http404
    form = RefuseErasureForm(request.POST or None)
    do = partial(dispatch.refuse_erasure, ask=ask)
    return _answer(request, page, form, do, _("答复已送给反映人。"), {"ask": found, "what": "ask"})


def _page(request: DeskRequest, number: str) -> MatterPage:
    """The page of a matter whose lead this person's unit is; nobody else erases."""
    page = matter_page(*key_of(number), standing=request.standing)
    if not page.may_erase:
        raise PermissionDenied
    return page


def _answer(
    request: DeskRequest,
    page: MatterPage,
    form: HouseForm,
    do: Callable[..., object],
    told: str,
    context: dict[str, Any],
) -> HttpResponse:
    """The question; or what was done and back to the matter; or the question again with what stands in the way."""
    status = 200
    if request.method == "POST":
        status = _UNFIT
        if form.is_valid():
            status = _TAKEN
            if _done(request, page, form, do):
                messages.success(request, told)
                return redirect("desk:matter", page.matter.number)
    context |= {"page": page, "matter": page.matter, "form": form}
    return render(request, "desk/matters/erase.html", context, status=status)


def _done(request: DeskRequest, page: MatterPage, form: HouseForm, do: Callable[..., object]) -> bool:
    units = frozenset(request.standing.units)
    unit = page.lead.unit_id if page.lead and page.lead.unit_id in units else None
    step = Step(by=Hand(actor_of(request.standing, unit), units), at=now())
    given = {name: value for name, value in form.cleaned_data.items() if name in ("ground", "text")}
    try:
        do((page.matter.county, page.matter.id), step=step, **given)
    except NotAllowed as refused:
        form.blame([Whole.of(refused.refusal)])
        return False
    return True


def _is_seen_by_reporter(file: AttachmentView) -> bool:
    return file.is_reporters or file.zone == Zone.PUBLIC.value
