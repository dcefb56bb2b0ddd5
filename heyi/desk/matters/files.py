"""Files on a matter at the desk: added, looked at one by one, and opened as they came."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.matters.buttons import find_button
from heyi.desk.matters.forms import FilesForm
from heyi.desk.matters.naming import unit_that_acts, unit_that_looks_at
from heyi.desk.matters.page import matter_page
from heyi.desk.matters.views import key_of, listening, show
from heyi.dispatch.access import open_tasks
from heyi.dispatch.operations import Hand, Step, attach
from heyi.evidence.codes import FileForm
from heyi.evidence.operations import CannotOpen, FileAway, Kept, ShownText, open_file, read_text
from heyi.evidence.ports import BytesMissing
from heyi.journal.operations import log_look
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import AttachmentView, MatterView, attachments_of, find_attachment, room_for_files
from heyi.orgs.access import directory
from heyi.web.uploads import Refused, facts, file_response, keep_all, tell, told, wants_facts

_FORMS = {"thumb": FileForm.THUMB, "shown": FileForm.SHOWN, "original": FileForm.ORIGINAL}
_GONE, _TAKEN, _UNFIT, _AWAY = 410, 409, 422, 503


@require_POST
@works_on_matters
def add(request: DeskRequest, number: str) -> HttpResponse:
    """Keep what can be kept and hang it on the matter; the others are named with their reasons."""
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _answer(request, number, form, [], [])
    room = room_for_files(*key_of(number))
    kept, refused = keep_all(form.cleaned_data["sent"], at=now(), room=room)
    if kept:
        try:
            _attach(request, number, kept, form.cleaned_data)
        except NotAllowed as error:
            form.add_error(None, _(error.refusal.sentence) % dict(error.refusal.params))
            kept = []
    return _answer(request, number, form, kept, refused)


def _attach(request: DeskRequest, number: str, kept: list[Kept], given: dict[str, Any]) -> None:
    key, trees, units = key_of(number), directory(), frozenset(request.standing.units)
    tasks = open_tasks(*key, units=units, trees=trees)
    button = find_button("attach", tasks, units, trees)
    hand = Hand(actor_of(request.standing, unit_that_acts(request.standing, tasks, button)), units)
    step = Step(by=hand, at=now(), task_id=button.task_id if button else None)
    attach(key, step=step, files=kept, zone=given["zone"], note=given["note"])


def _answer(
    request: DeskRequest, number: str, form: FilesForm, kept: list[Kept], refused: list[Refused]
) -> HttpResponse:
    """Back to the matter; the page again with what was typed where nothing was kept; facts for our own script."""
    if wants_facts(request):
        return facts(form, kept, refused)
    if not kept:
        for line in told(refused):
            form.add_error("sent", line)
        page = matter_page(*key_of(number), standing=request.standing)
        return show(request, page, status=_UNFIT, files_form=form)
    tell(request, kept, refused)
    return redirect(reverse("desk:matter", args=[number]) + "#files")


@require_safe
@works_on_matters
def look(request: DeskRequest, number: str, file: UUID) -> HttpResponse:
    """One file, large, with the way to the next and the one before."""
    page = matter_page(*key_of(number), standing=request.standing)
    files = attachments_of(page.matter)
    place = next((place for place, each in enumerate(files) if each.id == file), None)
    if place is None:
        raise Http404
    context = {
        "matter": page.matter,
        "file": files[place],
        "place": place + 1,
        "count": len(files),
        "before": files[place - 1] if place else None,
        "next": files[place + 1] if place + 1 < len(files) else None,
        "may_erase": page.may_erase,
        "text": _words_of(request, page.matter, files[place]),
        "seen": page.seen,
        **listening(request),
    }
    return render(request, "desk/matters/file.html", context)


def _words_of(request: DeskRequest, matter: MatterView, file: AttachmentView) -> ShownText | None:
    """What a text file says: that is the original itself, so that reading it stands in the access log."""
    if not file.is_text or file.is_erased or file.is_infected:
        return None
    try:
        text = read_text(file.file_id)
    except (CannotOpen, BytesMissing):
        return None
    _log_original(request, (matter.county, matter.id), matter.basis)
    return text


def _log_original(request: DeskRequest, key: tuple[str, UUID], basis: str) -> None:
    unit = unit_that_looks_at(request.standing, key)
    log_look(*key, by=actor_of(request.standing, unit), what="FILE", purpose=basis, at=now())


@require_safe
@works_on_matters
def content(request: DeskRequest, number: str, file: UUID, form: str) -> HttpResponseBase:
    """The bytes in one form; opening an original stands in the access log."""
    key = key_of(number)
    found = find_attachment(*key, file, units=request.standing.units)
    if found is None or form not in _FORMS:
        raise Http404
    attachment, basis = found
    if form == "original":
        if not attachment.opens_original:
            raise Http404
        if attachment.is_unscanned and request.GET.get("unscanned") != "1":
            return redirect("desk:file", number, file)  # which says that nobody has looked at it yet
        _log_original(request, key, basis)
    return _opened(attachment, _FORMS[form])


def _opened(attachment: AttachmentView, form: FileForm) -> HttpResponseBase:
    if attachment.is_erased:
        return HttpResponse(status=_GONE)
    try:
        opened = open_file(attachment.file_id, form)
    except FileAway:
        return HttpResponse(status=_AWAY)
    except CannotOpen:
        return HttpResponse(status=_GONE)
    except BytesMissing as missing:
        raise Http404 from missing
    return file_response(opened, attachment.name)
