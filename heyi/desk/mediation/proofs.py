"""证据 and 卷宗 at the desk: taken in, looked at, opened to all, packed; the case file asked for."""

import tempfile
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.mediation.door import Door, door_to
from heyi.evidence.codes import FileForm
from heyi.evidence.operations import CannotOpen, open_file
from heyi.evidence.ports import BytesMissing
from heyi.journal.operations import log_look
from heyi.journeys.waking import bind_later
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.mediation.access.bindings import find_binding
from heyi.mediation.access.proofs import ExhibitLine, exhibit_lines, find_exhibit
from heyi.mediation.operations.binding import ask_binding
from heyi.mediation.operations.exhibits import hand_in, note_look, open_exhibit, pack_exhibits
from heyi.web.exhibit_form import ExhibitForm
from heyi.web.forms import HouseForm, Whole
from heyi.web.uploads import file_response

_WHY = 500
_KEPT_IN_MEMORY = 8 << 20


class TakeInForm(ExhibitForm):
    """Evidence that is taken in at the desk; by whom it was brought."""

    side = forms.ChoiceField(label=_("谁提交的"), required=False, widget=forms.RadioSelect)
    field_order = ["side", "sent", "pasted", "capture", "original", "steps"]

    def __init__(self, *args: Any, door: Door, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [("", gettext("调解员自己收集"))]
        self.fields["side"].choices = [*door.sides(), *mine]  # type: ignore[attr-defined]


class PackForm(HouseForm):
    """Why a package is taken out."""

    why = forms.CharField(
        label=_("取出的理由"), help_text=_("写进每份证据的保管链，不能改。"), max_length=_WHY
    )


def proofs(door: Door) -> dict[str, Any]:
    """What the cards of evidence and of the case file show."""
    lines = exhibit_lines(door.view.row)
    return {
        "exhibits": [(line, door.name(line.row.side) if line.row.side else "") for line in lines],
        "pack_form": PackForm(),
        "binding": find_binding(door.view.row),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_matters
def take_in(request: DeskRequest, number: str) -> HttpResponse:
    """收证据: a form on a page of its own; each file becomes an exhibit."""
    door = door_to(request, number, now())
    form = TakeInForm(request.POST or None, request.FILES or None, door=door)
    status = 200
    if request.method == "POST":
        count = _taken(door, form) if form.is_valid() else 0
        if count and not form.errors:
            messages.success(request, gettext("已收存 %(n)s 份证据。") % {"n": count})
            return redirect("desk:mediation", number)
        status = 422
    return render(request, "desk/mediation/take_in.html", {"door": door, "form": form}, status=status)


def _taken(door: Door, form: TakeInForm) -> int:
    kept = form.kept(at=door.at)
    if form.errors:
        return 0
    for each in kept:
        try:
            hand_in(door.key, taking=door.taking(form.cleaned_data["side"]), **form.given(each))
        except NotAllowed as refused:
            form.blame([Whole.of(refused.refusal)])
    return len(kept)


@require_safe
@works_on_matters
def look(request: DeskRequest, number: str, exhibit: UUID) -> HttpResponseBase:
    """Of a picture the copy, and the original for the mediator who asks for it; anything else as it came.

    The access log and the exhibit's own chain say who opened which.
    """
    door = door_to(request, number, now())
    line = _line(door, exhibit)
    wants_original = request.GET.get("form") == "original"
    if wants_original and not door.view.is_mediator:
        raise PermissionDenied
    form = FileForm.SHOWN if line.has_copy and not wants_original else FileForm.ORIGINAL
    why = gettext("核对原件") if wants_original else gettext("办理调解时查看")
    by = actor_of(door.standing, door.view.row.unit_id)
    log_look(*door.key, by=by, what="FILE", purpose=door.matter.basis, at=door.at)
    try:
        opened = open_file(line.view.file_id, form)
        note_look(line.row.exhibit, taking=door.taking(), why=why)
    except (CannotOpen, BytesMissing, NotAllowed) as gone:
        raise Http404(str(exhibit)) from gone
    return file_response(opened, line.view.name)


@require_POST
@works_on_matters
def open_to_all(request: DeskRequest, number: str, exhibit: UUID) -> HttpResponse:
    """给各方看: from now on each side sees it on its page."""
    door = door_to(request, number, now())
    try:
        open_exhibit(door.key, taking=door.taking(), exhibit_id=exhibit)
    except NotAllowed as refused:
        _warn(request, refused)
    else:
        messages.success(request, _opened_words(door, exhibit))
    return redirect("desk:mediation", number)


@require_POST
@works_on_matters
def pack(request: DeskRequest, number: str) -> HttpResponseBase:
    """证据包: all of it in one file that proves itself."""
    door = door_to(request, number, now())
    form = PackForm(request.POST)
    if not form.is_valid():
        messages.warning(request, gettext("请写明取出的理由。"))
        return redirect("desk:mediation", number)
    by = actor_of(door.standing, door.view.row.unit_id)
    log_look(*door.key, by=by, what="FILE", purpose=door.matter.basis, at=door.at)
    out = tempfile.SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY)  # noqa: SIM115 - the response closes it
    try:
        pack_exhibits(door.key, taking=door.taking(), why=form.cleaned_data["why"], out=out)
    except NotAllowed as refused:
        out.close()
        _warn(request, refused)
        return redirect("desk:mediation", number)
    out.seek(0)
    response = FileResponse(out, as_attachment=True, filename=f"{number}-evidence.zip")
    response["Cache-Control"] = "no-store"  # desks are shared: nothing stays in a browser
    return response


@require_POST
@works_on_matters
def ask_case_file(request: DeskRequest, number: str) -> HttpResponse:
    """装订卷宗: the worker binds it; the card says how far it is."""
    door = door_to(request, number, now())
    try:
        ask_binding(door.key, taking=door.taking())
    except NotAllowed as refused:
        _warn(request, refused)
    else:
        bind_later()
    return redirect("desk:mediation", number)


@require_safe
@works_on_matters
def case_file(request: DeskRequest, number: str) -> HttpResponse:
    """How the binding stands; asked again by the card itself until it has ended."""
    door = door_to(request, number, now())
    context = {"matter": door.matter, "binding": find_binding(door.view.row), "ends": True}
    response = render(request, "desk/mediation/binding.html", context)
    if not (context["binding"] and context["binding"].is_going):  # type: ignore[union-attr]
        response["HX-Refresh"] = "true"  # the paper stands in the list now
    return response


def _opened_words(door: Door, exhibit: UUID) -> str:
    """What each side sees from now on."""
    if _line(door, exhibit).has_copy:
        return gettext(
            "各方现在都能看到这份证据的副本，里面没有拍摄地点、设备等信息；原件只有提交人和调解员能取。"
        )
    return gettext("各方现在都能看到这份证据。")


def _line(door: Door, exhibit: UUID) -> ExhibitLine:
    found = find_exhibit(exhibit_lines(door.view.row), exhibit)
    if found is None:
        raise Http404(str(exhibit))
    return found


def _warn(request: DeskRequest, refused: NotAllowed) -> None:
    messages.warning(request, gettext(refused.refusal.sentence) % dict(refused.refusal.params))
