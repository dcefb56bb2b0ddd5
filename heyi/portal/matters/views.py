"""The tracking page: one matter by its code, and the one contest."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heyi.dispatch.operations import Hand, Overtaken, Step
from heyi.dispatch.operations import contest as contest_matter
from heyi.journal.events import REPORTER
from heyi.kernel.clock import now
from heyi.kernel.codes import read_tracking_code, spaced
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import public_status, tracked_attachments
from heyi.portal.matters.forms import ContestForm, FilesForm
from heyi.portal.matters.page import contest_refusal, milestones, openings
from heyi.web.forms import Whole, seen_in
from heyi.web.scope import scope
from heyi.web.waiting import find_by_code, tells_to_wait

_WRONG, _TAKEN, _UNFIT = 404, 409, 422


@require_safe
@tells_to_wait
def find(request: HttpRequest) -> HttpResponse:
    """The tracking box: a code that can be one leads to its page, anything else back with a sentence."""
    typed = request.GET.get("code", "")
    code = read_tracking_code(typed)
    if code is None:
        if typed:
            find_by_code(request, typed)
        context = {"typed": typed[:60], "fault": bool(typed)}
        return render(request, "portal/find.html", context, status=_WRONG if typed else None)
    return HttpResponseRedirect(reverse("portal:track", args=[spaced(code)]))


@require_safe
@tells_to_wait
def track(request: HttpRequest, code: str) -> HttpResponse:
    """Who has it, until when, why, and what comes next."""
    found = find_by_code(request, code)
    if found is None:
        context = {"typed": code[:60], "fault": True}
        return render(request, "portal/find.html", context, status=_WRONG)
    return show(request, found, ContestForm())


@require_POST
@tells_to_wait
def contest(request: HttpRequest, code: str) -> HttpResponse:
    """Contest the answer once; the matter goes back to its handler."""
    found = find_by_code(request, code)
    if found is None:
        raise Http404
    form = ContestForm(request.POST)
    if form.is_valid() and _contested(form, found, seen=seen_in(request.POST), at=now()):
        messages.success(request, _("您的异议已经送到承办单位，事项已重新办理。"))
        return HttpResponseRedirect(reverse("portal:track", args=[code]))
    status = _TAKEN if form.cleaned_data.get("text") else _UNFIT
    return show(request, found, form, code=status)


def _contested(form: ContestForm, found: tuple[str, UUID], *, seen: int | None, at: datetime) -> bool:
    """Whether the contest was taken; if not, the form says why."""
    step = Step(by=Hand(REPORTER, frozenset()), at=at, seen=seen)
    try:
        with scope("tracking", matter=found[1]):
            contest_matter(found, step=step, text=form.cleaned_data["text"])
    except NotAllowed as refused:
        form.blame([Whole.of(refused.refusal)])
    except Overtaken:
        form.add_error(None, _("事项刚刚有了变化，请看最新情况后再提交；您写的内容还在。"))
    else:
        return True
    return False


def show(
    request: HttpRequest,
    found: tuple[str, UUID],
    form: ContestForm,
    *,
    files_form: FilesForm | None = None,
    code: int = 200,
) -> HttpResponse:
    """The page of a matter in scope, with a form as it was sent where something stood in its way."""
    with scope("tracking", matter=found[1]):
        status = public_status(*found)
        files = tracked_attachments(*found)
        opened = openings(status)
    context = {
        "status": status,
        "milestones": milestones(status),
        "openings": opened,
        "refusal": contest_refusal(status, at=now()),
        "form": form,
        "is_open": form.is_bound,
        "files": files,
        "files_form": files_form or FilesForm(),
    }
    return render(request, "portal/track.html", context, status=code)
