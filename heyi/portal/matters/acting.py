"""What the reporter does from the tracking page: contest, accept, withdraw, add, rate. The link is the only key."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heyi.accounts.codes import Door
from heyi.accounts.rules import Wait
from heyi.dispatch import operations as dispatch
from heyi.dispatch.access import facts_besides
from heyi.dispatch.operations import Hand, Overtaken, Step
from heyi.journal.events import REPORTER
from heyi.kernel.clock import now
from heyi.kernel.codes import read_tracking_code
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import public_status
from heyi.portal.matters.forms import AcceptForm, ContestForm, RatingForm, SupplementForm, WithdrawForm
from heyi.portal.matters.page import refusals
from heyi.portal.matters.views import ids_of, show
from heyi.web.forms import HouseForm, Whole
from heyi.web.moments import instant_words
from heyi.web.scope import scope
from heyi.web.seen import read_seen
from heyi.web.waiting import TOO_MANY, TooMany, find_by_code, let_in, tells_to_wait

_TAKEN, _UNFIT = 409, 422
_Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Act:
    """A step of the reporter: its form, how it is taken, what is said afterwards."""

    form: type[HouseForm]
    take: Callable[[_Key, Step, Any], object]
    told: str | Promise
    confirmed: bool = False  # asked once more on a page of its own, for it is not undone by the next tap
    counted: bool = False  # may be done again and again, so it is counted


ACTS: Mapping[str, Act] = {
    "contest": Act(
        ContestForm,
        lambda key, step, form: dispatch.contest(key, step=step, text=form.cleaned_data["text"]),
        gettext_lazy("您的异议已经送到承办单位，事项已重新办理。"),
    ),
    "accept": Act(
        AcceptForm,
        lambda key, step, _form: dispatch.accept(key, step=step),
        gettext_lazy("谢谢您的确认，事项已办结。承诺没有兑现的，仍可提出异议。"),
        confirmed=True,
    ),
    "withdraw": Act(
        WithdrawForm,
        lambda key, step, form: dispatch.withdraw(key, step=step, text=form.cleaned_data["text"]),
        gettext_lazy("已经撤回，承办单位不再办理。需要时可以重新反映。"),
        confirmed=True,
    ),
    "supplement": Act(
        SupplementForm,
        lambda key, step, form: dispatch.supplement(key, step=step, text=form.cleaned_data["text"]),
        gettext_lazy("补充的内容已经送到承办单位。"),
        counted=True,
    ),
    "rate": Act(
        RatingForm,
        lambda key, step, form: dispatch.rate(key, step=step, rating=form.rating()),
        gettext_lazy("评价已经送到承办单位，谢谢。办结后 30 日内可以修改。"),
        counted=True,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
@tells_to_wait
def act(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """POST takes the step; GET asks once more where that is wanted, and else leads to the form's place on the page."""
    found = find_by_code(request, code)
    if found is None:
        raise Http404
    act = ACTS[verb]
    if request.method != "POST":
        if act.confirmed:
            return _ask(request, found, verb, act.form())
        return HttpResponseRedirect(f"{reverse('portal:track', args=[code])}#{verb}")
    form = act.form(request.POST, auto_id=ids_of(verb))
    if form.is_valid():
        seen = read_seen(request.POST.get("seen", ""), read_tracking_code(code) or "")
        try:
            if _taken(act, form, found, seen=seen, at=now()):
                messages.success(request, str(act.told))
                return HttpResponseRedirect(reverse("portal:track", args=[code]))
        except TooMany as shut:
            return _too_soon(request, found, verb, form, shut.wait)
    status = _UNFIT if _says_nothing(form) else _TAKEN
    if act.confirmed:
        return _ask(request, found, verb, form, code=status)
    return show(request, found, verb=verb, form=form, code=status)


def _too_soon(request: HttpRequest, found: _Key, verb: str, form: HouseForm, wait: Wait) -> HttpResponse:
    """Too often: the page again, with what was typed and the hour from which it will be taken."""
    words = _("写得太频繁了，请在 %(at)s 以后再提交；您写的内容还在。")
    form.add_error(None, words % {"at": instant_words(wait.until, now=now())})
    response = show(request, found, verb=verb, form=form, code=TOO_MANY)
    response["Retry-After"] = str(wait.seconds(now()))
    return response


def _taken(act: Act, form: HouseForm, found: _Key, *, seen: int | None, at: datetime) -> bool:
    """Whether the step was taken; if not, the form says why. What may be repeated is counted first."""
    if act.counted:
        let_in(Door.REPORTER, str(found[1]))
    step = Step(by=Hand(REPORTER, frozenset()), at=at, seen=seen)
    try:
        with scope("tracking", matter=found[1]):
            act.take(found, step, form)
    except NotAllowed as refused:
        form.blame([Whole.of(refused.refusal)])
    except Overtaken:
        told = _("事项刚刚有了变化，请看最新情况后再提交；您写的内容还在。")
        form.add_error(None, told if form.fields else _("事项刚刚有了变化，请先看最新情况，再决定。"))
    else:
        return True
    return False


def _says_nothing(form: HouseForm) -> bool:
    """Whether the fault lies in what was typed, not in how the matter stands."""
    return any(field != "__all__" for field in form.errors)


def _ask(request: HttpRequest, found: _Key, verb: str, form: HouseForm, *, code: int = 200) -> HttpResponse:
    """One more question on a page of its own: what it does, and what stays possible."""
    with scope("tracking", matter=found[1]):
        status = public_status(*found)
        besides = facts_besides(*found, has_parts=status.has_parts)
    context = {
        "status": status,
        "verb": verb,
        "form": form,
        "refusal": refusals(status, besides, at=now()).get(verb),
    }
    return render(request, f"portal/steps/{verb}.html", context, status=code)
