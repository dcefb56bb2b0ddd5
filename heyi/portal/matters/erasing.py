"""The reporter asks to have the own identity or an own file erased: the unit answers, nothing goes by itself."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heyi.accounts.codes import Door
from heyi.dispatch.operations import Hand, Step, ask_erasure
from heyi.journal.events import REPORTER
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import (
    AskView,
    AttachmentView,
    Erasure,
    asks_of,
    identity_erasure,
    knows_reporter,
    tracked_attachments,
)
from heyi.portal.matters.forms import ErasureForm
from heyi.web.forms import Whole
from heyi.web.moments import instant_words
from heyi.web.scope import scope
from heyi.web.waiting import TOO_MANY, TooMany, find_by_code, let_in, tells_to_wait

_TAKEN, _UNFIT = 409, 422
_IDENTITY = "identity"
_Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Erasures:
    """What the tracking page tells of erasing: requests, and that the identity is gone."""

    asks: tuple[AskView, ...]
    identity: Erasure | None


def erasures_of(found: _Key) -> Erasures:
    """Within the scope of the code; three queries at most."""
    return Erasures(asks_of(*found), identity_erasure(*found))


@require_http_methods(["GET", "HEAD", "POST"])
@tells_to_wait
def erase(request: HttpRequest, code: str) -> HttpResponse:
    """GET asks what and why; POST hands the request to the unit."""
    found = find_by_code(request, code)
    if found is None:
        raise Http404
    with scope("tracking", matter=found[1]):
        files = [each for each in tracked_attachments(*found) if each.is_reporters and not each.is_erased]
        known = knows_reporter(*found)
    form = ErasureForm(request.POST or None, offers=_offers(files, is_known=known))
    status = 200
    if request.method == "POST":
        status = _asked(found, form)
        if status == 200:
            messages.success(request, _("请求已经送到承办单位。答复会写在这一页。"))
            return HttpResponseRedirect(reverse("portal:track", args=[code]) + "#erasures")
    return render(request, "portal/erase.html", {"code": code, "form": form}, status=status)


def _offers(files: list[AttachmentView], *, is_known: bool) -> list[tuple[str, str]]:
    own = [(_IDENTITY, _("我的姓名和电话"))] if is_known else []
    return [*own, *((str(file.id), file.name) for file in files)]


def _asked(found: _Key, form: ErasureForm) -> int:
    """Hand it over; answers the status of the page, on which the form says what stood in the way."""
    if not form.is_valid():
        return _UNFIT
    of = None if form.cleaned_data["of"] == _IDENTITY else UUID(form.cleaned_data["of"])
    at = now()
    try:
        let_in(Door.REPORTER, str(found[1]))
        with scope("tracking", matter=found[1]):
            step = Step(by=Hand(REPORTER, frozenset()), at=at)
            ask_erasure(found, step=step, of=of, text=form.cleaned_data["text"])
    except TooMany as shut:
        words = _("写得太频繁了，请在 %(at)s 以后再提交；您写的内容还在。")
        form.add_error(None, words % {"at": instant_words(shut.wait.until, now=at)})
        return TOO_MANY
    except NotAllowed as refused:
        form.blame([Whole.of(refused.refusal)])
        return _TAKEN
    return 200
