"""Photographs of a report: kept one by one while it is a draft, hung on the matter when it is sent."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from heyi.accounts.codes import Door
from heyi.evidence.operations import Kept
from heyi.intake.drafts import change_draft
from heyi.kernel.clock import now
from heyi.portal.report.forms import PhotosForm
from heyi.portal.report.keeping import Written, written_in
from heyi.portal.report.meaning import kept_files
from heyi.portal.report.views import asked_of, draw_files, lead_on, stopped, stopped_elsewhere, waiting_words
from heyi.web.uploads import facts, keep_all, told, wants_facts
from heyi.web.waiting import TOO_MANY, TooMany, let_in

MOST = 20  # of one report; more can be added to the matter
_PAGE = "photos"
_UNFIT = 422
Files = list[Mapping[str, Any]]


@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: HttpRequest) -> HttpResponse:
    """Show what is there; add, take away, or go on."""
    at = now()
    written = written_in(request, at=at)
    if stop := stopped(request, written):
        return stop
    asked = asked_of(written, at)
    if request.method != "POST":
        return draw_files(request, written, PhotosForm(asked))
    if request.POST.get("draft", "") != written.mark:
        return stopped_elsewhere(request, written)
    form = PhotosForm(asked, request.POST, request.FILES)
    try:
        let_in(Door.REPORT_SAVED, written.token)
    except TooMany as shut:
        form.add_error(None, waiting_words(shut.wait, at))
        return draw_files(request, written, form, status=TOO_MANY)
    return _done(request, written, form, at)


def _done(request: HttpRequest, written: Written, form: PhotosForm, at: datetime) -> HttpResponse:
    if gone := request.POST.get("remove"):
        _changed(written, lambda files: [file for file in files if file["id"] != gone], at)
        return HttpResponseRedirect(reverse("portal:report-photos"))
    return _added(request, written, form, at)


def _added(request: HttpRequest, written: Written, form: PhotosForm, at: datetime) -> HttpResponse:
    """Keep what can be kept; the others are named with their reasons, and are no reason to go on without a word."""
    uploads = form.cleaned_data["sent"] if form.is_valid() else []
    kept, refused = keep_all(uploads, at=at, room=MOST - len(kept_files(written)))
    if kept:
        written = _changed(written, lambda files: _with(files, kept), at)
    if wants_facts(request):
        return facts(form, kept, refused)
    for line in told(refused):
        form.add_error("sent", line)
    if form.errors:
        return draw_files(request, written, form, status=_UNFIT)
    if "on" in request.POST:
        return lead_on(request, _PAGE, _changed(written, lambda files: files, at, done=True), at)
    return HttpResponseRedirect(reverse("portal:report-photos"))


def _with(files: Files, kept: list[Kept]) -> Files:
    """The same picture twice is one."""
    held = {file["id"] for file in files}
    new = {str(file.id): file for file in kept if str(file.id) not in held}
    return [
        *files,
        *(
            {"id": key, "digest": file.digest, "media": str(file.media), "size": file.size, "name": file.name}
            for key, file in new.items()
        ),
    ]


def _changed(
    written: Written, change: Callable[[Files], Files], at: datetime, *, done: bool = False
) -> Written:
    """Change the list under the draft's lock: files sent at the same time are all there."""

    def changed(before: Mapping[str, Any]) -> Mapping[str, Any]:
        said = before.get(_PAGE, {})
        whole = {"done": True} if done or "done" in said else {}
        return {**before, _PAGE: {"files": change(list(said.get("files", ()))), **whole}}

    return Written(written.token, change_draft(written.token, changed, at=at))
