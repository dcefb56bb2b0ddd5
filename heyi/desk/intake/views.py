"""The clerk's door: one screen on which a call or visit becomes a matter, read as it is typed, sent by one key."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heyi.desk.doors import DeskRequest, actor_of
from heyi.desk.intake.door import source_of, takes_reports
from heyi.desk.intake.forms import TakeForm
from heyi.desk.intake.reading import Understanding, understanding_of
from heyi.desk.intake.receipts import number_under
from heyi.dispatch.operations import Hand, Step, sign
from heyi.intake.operations import KeyTaken
from heyi.intake.rules import InvalidReport, body_hash
from heyi.journeys.receive import receive
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, find_matter
from heyi.matters.operations import MatterNotFound
from heyi.orgs.access import directory

_UNFIT, _TAKEN = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@takes_reports
def take(request: DeskRequest, unit: int) -> HttpResponse:
    """GET gives an empty form with a key of its own; POST reads it (do=read) or sends it."""
    trees, at = directory(), now()
    if request.method != "POST":
        form = TakeForm(initial={"key": uuid4(), "channel": _last_channel(request)}, trees=trees)
        return _page(request, form, None, unit)
    form = TakeForm(request.POST, trees=trees)
    seen = understanding_of(form, unit=unit, units=request.standing.units, at=at)
    if request.POST.get("do") == "read":
        return _page(request, _as_typed(form), seen, unit)
    return _sent(request, form, seen, unit, at)


@takes_reports
def reading(request: DeskRequest, unit: int) -> HttpResponse:
    """What is understood of the words so far, as parts of the page; nothing is stored.

    Who comes here by an address alone was sent to sign in while a reading was asked, and goes back to the form.
    """
    if request.method != "POST":
        return redirect("desk:take")
    form = TakeForm(request.POST, trees=directory())
    seen = understanding_of(form, unit=unit, units=request.standing.units, at=now())
    return render(request, "desk/take/parts.html", {"seen": seen, "form": form, "is_part": True})


def _sent(
    request: DeskRequest, form: TakeForm, seen: Understanding | None, unit: int, at: datetime
) -> HttpResponse:
    """Received and on to the receipt, or the page again with what stands in the way; nothing typed is lost."""
    _blame(form, seen)
    if form.errors or seen is None:
        return _page(request, form, seen, unit, status=_UNFIT)
    try:
        _receive(request, form, seen, unit, at)
    except KeyTaken:
        return _sent_before(request, form, seen, unit)
    if request.POST.get("sign") and seen.is_own:
        _sign(request, str(form.cleaned_data["key"]), unit, at)
    response = redirect("desk:take_receipt", form.cleaned_data["key"])
    response.set_cookie(
        _CHANNEL, form.cleaned_data["channel"], path="/desk/take/", httponly=True, samesite="Lax"
    )
    return response


def _blame(form: TakeForm, seen: Understanding | None) -> None:
    """Everything that must be mended before it can be sent."""
    form.is_valid()
    try:
        form.report(at=now())
    except InvalidReport as refused:
        form.blame_report(refused)
    if seen is None:
        return
    if seen.danger == "UNSURE" and seen.confirmed.is_danger is None:
        form.add_error(None, _("可能有生命危险：请先按 D 确认有危险，或按 X 表示没有。"))
    if seen.is_about_own_unit and not form.data.get("phone", "").strip():
        form.add_error(
            "phone", _("反映的是您的单位，您看不到编号和查询码：请留下电话，由承办单位告诉反映人。")
        )


def _receive(request: DeskRequest, form: TakeForm, seen: Understanding, unit: int, at: datetime) -> None:
    """One report under the form's own key: pressed twice it is one matter."""
    source, key = source_of(unit), str(form.cleaned_data["key"])
    said = {name: str(value) for name, value in seen.confirmed.stored().items()}
    said["same_as"] = " ".join(sorted(str(matter) for _county, matter in seen.confirmed.same_as))
    with entering("receive", source=source):
        receive(
            form.report(at=at),
            source=source,
            key=key,
            body_hash=body_hash({**form.body(), "confirmed": said}),
            at=at,
            confirmed=seen.confirmed,
            by=actor_of(request.standing, unit),
        )


def _sign(request: DeskRequest, key: str, unit: int, at: datetime) -> None:
    """The unit that took it has it: signed for by the same press. Where another hand was quicker, it stays so."""
    found = find_matter(number_under(source_of(unit), key))
    if found is None:
        return
    hand = Hand(actor_of(request.standing, unit), frozenset(request.standing.units))
    try:
        sign(found, step=Step(by=hand, at=at))
    except (NotAllowed, MatterNotFound):
        return


def _sent_before(request: DeskRequest, form: TakeForm, seen: Understanding, unit: int) -> HttpResponse:
    """The back button and other words: the first stay sent; these get a key of their own, and are sent on purpose."""
    before = form.cleaned_data["key"]
    data = request.POST.copy()
    data["key"] = str(uuid4())
    again = TakeForm(data, trees=directory())
    again.is_valid()
    return _page(request, again, seen, unit, status=_TAKEN, before=before)


def _as_typed(form: TakeForm) -> TakeForm:
    """A form that was only read blames nobody."""
    form.errors.clear()
    return form


def _page(
    request: DeskRequest,
    form: TakeForm,
    seen: Understanding | None,
    unit: int,
    *,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    context = {
        "form": form,
        "seen": seen,
        "unit": directory().unit(unit),
        "accepted": _accepted(form),
        **extra,
    }
    return render(request, "desk/take/take.html", context, status=status)


def _accepted(form: TakeForm) -> frozenset[str]:
    return form.chosen().accepted if form.is_bound else frozenset()


_CHANNEL = "heyi_take_channel"


def _last_channel(request: DeskRequest) -> str:
    """A window stays a window for the whole day."""
    return request.COOKIES.get(_CHANNEL, "phone")
