"""Pictures and papers on the tracking page: the reporter adds some, and sees their own and what was published."""

from uuid import UUID

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heyi.accounts.codes import Door
from heyi.dispatch.operations import Hand, Step, attach
from heyi.evidence.codes import FileForm
from heyi.evidence.operations import CannotOpen, FileAway, Kept, open_file, read_text
from heyi.evidence.ports import BytesMissing
from heyi.journal.events import REPORTER
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import AttachmentView, room_for_files, tracked_attachments
from heyi.matters.codes import Zone
from heyi.portal.matters.forms import FilesForm
from heyi.portal.matters.views import show
from heyi.web.scope import scope
from heyi.web.uploads import Refused, facts, file_response, keep_all, tell, told, wants_facts
from heyi.web.waiting import find_by_code, let_in, tells_to_wait

_FORMS = {"thumb": FileForm.THUMB, "shown": FileForm.SHOWN, "original": FileForm.ORIGINAL}
_GONE, _UNFIT, _AWAY = 410, 422, 503


@require_POST
@tells_to_wait
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Keep what can be kept and hang it on the matter; the others are named with their reasons."""
    found = find_by_code(request, code)
    if found is None:
        raise Http404
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _answer(request, code, found, form, [], [])
    sent = form.cleaned_data["sent"]
    for _each in sent:  # each is opened in a process of its own, also what is then refused
        let_in(Door.FILES, str(found[1]))
    with scope("tracking", matter=found[1]):
        room = room_for_files(*found)
    kept, refused = keep_all(sent, at=now(), room=room)
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
    if wants_facts(request):
        return facts(form, kept, refused)
    if not kept:
        for line in told(refused):
            form.add_error("sent", line)
        return show(request, found, files_form=form, code=_UNFIT)
    tell(request, kept, refused)
    return HttpResponseRedirect(reverse("portal:track", args=[code]) + "#files")


@require_safe
@tells_to_wait
def look(request: HttpRequest, code: str, file: UUID) -> HttpResponse:
    """A paper's first pages or a text's words; the original is one tap further."""
    found = find_by_code(request, code)
    attachment = _own(found, file) if found else None
    if attachment is None or attachment.is_picture or attachment.is_erased or attachment.is_infected:
        raise Http404
    context = {"code": code, "file": attachment, "text": None}
    if attachment.is_text:
        try:
            context["text"] = read_text(attachment.file_id)
        except FileAway:
            return HttpResponse(status=_AWAY)
        except CannotOpen:
            return HttpResponse(status=_GONE)
        except BytesMissing as missing:
            raise Http404 from missing
    return render(request, "portal/file.html", context)


def _own(found: tuple[str, UUID], file: UUID) -> AttachmentView | None:
    """A file that the holder of the code may see."""
    with scope("tracking", matter=found[1]):
        return next((each for each in tracked_attachments(*found) if each.id == file), None)


@require_safe
@tells_to_wait
def content(request: HttpRequest, code: str, file: UUID, form: str) -> HttpResponseBase:
    """The bytes in one form; of pictures never the original: its copy tells nothing of where it was taken."""
    found = find_by_code(request, code)
    if found is None or form not in _FORMS:
        raise Http404
    attachment = _own(found, file)
    if attachment is None or (form == "original" and attachment.is_picture):
        raise Http404
    if attachment.is_infected:
        return HttpResponse(status=_GONE)
    mark = f'"{attachment.file_id.hex}-{form}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == mark and not attachment.is_erased:
        return _with_mark(HttpResponseNotModified(), mark)
    try:
        opened = open_file(attachment.file_id, _FORMS[form])
    except FileAway:
        return HttpResponse(status=_AWAY)
    except CannotOpen:
        return HttpResponse(status=_GONE)
    except BytesMissing as missing:
        raise Http404 from missing
    return _with_mark(file_response(opened, attachment.name), mark)


def _with_mark(response: HttpResponseBase, mark: str) -> HttpResponseBase:
    """The reporter's own browser may keep the bytes, and asks each time whether it still may show them."""
    response["ETag"] = mark
    response["Cache-Control"] = "private, no-cache"
    return response
