"""Pictures and papers on the tracking page: the reporter adds some, and sees their own and what was published."""

from uuid import UUID

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from heyi.dispatch.operations import Hand, Step, attach
from heyi.evidence.codes import FileForm
from heyi.evidence.operations import FileErased, Kept, open_file
from heyi.evidence.ports import BytesMissing
from heyi.journal.events import REPORTER
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import find_tracked, tracked_attachments
from heyi.matters.codes import Zone
from heyi.portal.matters.forms import ContestForm, FilesForm
from heyi.portal.matters.views import show
from heyi.web.scope import scope
from heyi.web.uploads import Refused, file_response, keep_all, told

_FORMS = {"thumb": FileForm.THUMB, "shown": FileForm.SHOWN, "original": FileForm.ORIGINAL}
_GONE, _UNFIT = 410, 422


@require_POST
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what can be kept and hang it on the matter; the others are named with their reasons."""
    with scope("tracking"):
        found = find_tracked(code)
    if found is None:
        raise Http404
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _answer(request, code, found, form, [], [])
    kept, refused = keep_all(form.cleaned_data["sent"], at=now())
    if kept and not _attached(form, found, kept):
        kept = []
    return _answer(request, code, found, form, kept, refused)


def _attached(form: FilesForm, found: tuple[str, UUID], kept: list[Kept]) -> bool:
    """Whether the files were taken; if not, the form says why."""
    step = Step(by=Hand(REPORTER, frozenset()), at=now())
    try:
        with scope("tracking", matter=found[1]):
            attach(found, step=step, files=kept, zone=Zone.WORKING)
    except NotAllowed as error:
        form.add_error(None, _(error.refusal.sentence) % dict(error.refusal.params))
        return False
    return True


def _answer(
    request: HttpRequest,
    code: str,
    found: tuple[str, UUID],
    form: FilesForm,
    kept: list[Kept],
    refused: list[Refused],
) -> HttpResponse:
    if request.accepts("application/json") and not request.accepts("text/html"):
        faults = [str(fault) for some in form.errors.values() for fault in some]
        told_of = [{"name": file.name, "why": file.why} for file in refused]
        return JsonResponse({"kept": [file.name for file in kept], "refused": told_of, "faults": faults})
    if not kept:
        for line in told(refused):
            form.add_error("sent", line)
        return show(request, found, ContestForm(), files_form=form, code=_UNFIT)
    words = ngettext("已添加 %(n)s 个文件。", "已添加 %(n)s 个文件。", len(kept)) % {"n": len(kept)}
    messages.success(request, words)
    for line in told(refused):
        messages.error(request, line)
    return HttpResponseRedirect(reverse("portal:track", args=[code]) + "#files")


@require_safe
def content(_request: HttpRequest, code: str, file: UUID, form: str) -> HttpResponseBase:
    """The bytes in one form; of pictures never the original: its copy tells nothing of where it was taken."""
    with scope("tracking"):
        found = find_tracked(code)
    if found is None or form not in _FORMS:
        raise Http404
    with scope("tracking", matter=found[1]):
        attachment = next((each for each in tracked_attachments(*found) if each.id == file), None)
    if attachment is None or (form == "original" and attachment.is_picture):
        raise Http404
    try:
        opened = open_file(attachment.file_id, _FORMS[form])
    except FileErased:
        return HttpResponse(status=_GONE)
    except BytesMissing as missing:
        raise Http404 from missing
    return file_response(opened, attachment.name)
