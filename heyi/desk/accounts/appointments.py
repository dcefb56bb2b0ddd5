"""Appointments: proposed by one administrator, released by another, revoked by either, never one's own."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from heyi.accounts import operations
from heyi.accounts.access import appointment_page, appointment_row, person_row
from heyi.accounts.rules import Standing
from heyi.desk.accounts.forms import ConfirmForm, ProposalForm
from heyi.desk.accounts.people import done, form_methods, guardian, keeper, show
from heyi.desk.doors import DeskRequest
from heyi.kernel.clock import now
from heyi.orgs.access import directory
from heyi.web.forms import page_in, words_in


@require_safe
@guardian
def appointments(request: DeskRequest) -> HttpResponse:
    """All appointments, or those that wait for release."""
    words = words_in(request.GET)
    waiting = bool(request.GET.get("waiting"))
    page = appointment_page(
        by=request.standing, at=now(), waiting_only=waiting, words=words, page=page_in(request.GET)
    )
    return render(
        request, "desk/accounts/appointments.html", {"page": page, "words": words, "waiting": waiting}
    )


@form_methods
@keeper
def propose(request: DeskRequest, person_id: int) -> HttpResponse:
    """A role in a unit for a period; without effect until released."""
    found = person_row(person_id, by=request.standing, at=now())
    if found is None:
        raise Http404
    form = ProposalForm(request.POST if request.method == "POST" else None, trees=directory())
    if done(form, lambda: _propose(person_id, form, request.standing)):
        messages.success(request, _("已提请任职，等待安全管理员核准。"))
        return redirect("desk:person", person_id)
    return show(
        request, form, _("提请任职"), back=reverse("desk:person", args=[person_id]), person=found,
        words=_("由安全管理员核准后生效；不能提请自己的任职。"),
    )  # fmt: skip


def _propose(person_id: int, form: ProposalForm, by: Standing) -> int:
    at = now()
    starts_at, ends_at = form.period(at)
    return operations.propose(
        person_id,
        role=form.cleaned_data["role"],
        unit_id=form.cleaned_data["unit"],
        starts_at=starts_at,
        ends_at=ends_at,
        by=by,
        at=at,
    )


@form_methods
@guardian
def act(request: DeskRequest, appointment_id: int, verb: str) -> HttpResponse:
    """Release or revoke, after a page that shows what it is about."""
    row = appointment_row(appointment_id, by=request.standing, at=now())
    if verb not in _ACTS or row is None:
        raise Http404
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    heading, words = _HEADINGS[verb]
    if done(form, lambda: _ACTS[verb](appointment_id, request.standing)):
        messages.success(request, _("已办：%(what)s") % {"what": heading})
        return redirect("desk:appointments")
    context = {"form": form, "row": row, "heading": heading, "words": words}
    return render(request, "desk/accounts/appointment.html", context, status=422 if form.is_bound else 200)


_ACTS: Mapping[str, Callable[[int, Standing], object]] = {
    "release": lambda appointment_id, by: operations.release(appointment_id, by=by, at=now()),
    "revoke": lambda appointment_id, by: operations.revoke(appointment_id, by=by, at=now()),
}
_HEADINGS = {
    "release": (
        gettext_lazy("核准任职"),
        gettext_lazy("核准后，到任期即有效，此人可按角色办理该单位的事项。"),
    ),
    "revoke": (gettext_lazy("撤销任职"), gettext_lazy("立即失效，不能恢复；需要时另行提请。")),
}
