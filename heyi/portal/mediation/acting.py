"""What a party does on its page: each asked once more on a page of its own, which says what follows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heyi.accounts.codes import Door
from heyi.accounts.rules import Wait
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.mediation import operations as ops
from heyi.mediation.access import PartyPage
from heyi.portal.mediation.door import Visitor, by_link
from heyi.portal.mediation.forms import ComplaintForm, NothingForm, ProposalForm, RecusalForm
from heyi.portal.mediation.page import context_of
from heyi.web.forms import HouseForm, Whole
from heyi.web.moments import instant_words
from heyi.web.scope import scope
from heyi.web.waiting import TOO_MANY, TooMany, let_in

FOREIGN, TAKEN, UNFIT = 403, 409, 422
_Take = Callable[[Visitor, PartyPage, Any, datetime], object]


@dataclass(frozen=True, slots=True)
class Act:
    """A step of a party: its form, how it is taken, what is said afterwards."""

    form: type[HouseForm]
    take: _Take
    told: str | Promise


def _consent(visitor: Visitor, page: PartyPage, _form: Any, at: datetime) -> object:
    return ops.consent(visitor.matter, taking=visitor.taking(page, at), device=visitor.mark(page))


def _refuse(visitor: Visitor, page: PartyPage, _form: Any, at: datetime) -> object:
    return ops.refuse(visitor.matter, taking=visitor.taking(page, at), device=visitor.mark(page))


def _stop(visitor: Visitor, page: PartyPage, _form: Any, at: datetime) -> object:
    return ops.stop(visitor.matter, taking=visitor.taking(page, at), device=visitor.mark(page))


def _decline(visitor: Visitor, page: PartyPage, _form: Any, at: datetime) -> object:
    return ops.decline(visitor.matter, taking=visitor.taking(page, at))


def _ask_recusal(visitor: Visitor, page: PartyPage, form: Any, at: datetime) -> object:
    return ops.ask_recusal(visitor.matter, taking=visitor.taking(page, at), text=form.cleaned_data["text"])


def _complain(visitor: Visitor, page: PartyPage, form: Any, at: datetime) -> object:
    return ops.complain(visitor.matter, taking=visitor.taking(page, at), text=form.cleaned_data["text"])


def _propose(visitor: Visitor, page: PartyPage, form: Any, at: datetime) -> object:
    given = form.cleaned_data
    others = [each.side for each in page.others]
    taking = visitor.taking(page, at)
    return ops.propose(
        visitor.matter, taking=taking, text=given["text"], amount=given["amount"], to_sides=others
    )


def _join(visitor: Visitor, page: PartyPage, _form: Any, at: datetime) -> object:
    return ops.join_confirmation(visitor.matter, taking=visitor.taking(page, at))


def _decline_joining(visitor: Visitor, page: PartyPage, _form: Any, at: datetime) -> object:
    return ops.decline_confirmation(visitor.matter, taking=visitor.taking(page, at))


ACTS: Mapping[str, Act] = {
    "consent": Act(NothingForm, _consent, gettext_lazy("已经记下：您同意调解。")),
    "refuse": Act(NothingForm, _refuse, gettext_lazy("已经记下：您不同意调解。")),
    "stop": Act(NothingForm, _stop, gettext_lazy("已经停止调解。")),
    "decline": Act(NothingForm, _decline, gettext_lazy("已经记下：您不签名，协议没有成立。")),
    "ask_recusal": Act(RecusalForm, _ask_recusal, gettext_lazy("已经送到调解单位，由别的工作人员答复您。")),
    "complain": Act(ComplaintForm, _complain, gettext_lazy("已经送到调解单位的负责人。")),
    "join_confirmation": Act(NothingForm, _join, gettext_lazy("已经记下：您同意一起请法院确认。")),
    "decline_confirmation": Act(
        NothingForm, _decline_joining, gettext_lazy("已经记下：您不参加申请。协议照样有效。")
    ),
    "propose": Act(ProposalForm, _propose, gettext_lazy("您的方案已经送到调解员和对方。")),
}


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def act(request: HttpRequest, visitor: Visitor, verb: str) -> HttpResponseBase:
    """GET asks once more; POST takes the step, on a device that is not of the house."""
    step, page = ACTS[verb], visitor.page(now())
    if request.method != "POST":
        return _ask(request, visitor, page, verb, step.form())
    form = step.form(request.POST)
    if visitor.at_desk:
        return _ask(request, visitor, page, verb, form, status=FOREIGN)
    if not form.is_valid():
        return _ask(request, visitor, page, verb, form, status=UNFIT)
    try:
        taken = take(visitor, page, form, step.take, at=now())
    except TooMany as shut:
        return _too_soon(request, visitor, page, verb, form, shut.wait)
    if not taken:
        return _ask(request, visitor, visitor.page(now()), verb, form, status=TAKEN)
    messages.success(request, str(step.told))
    return back(visitor)


def take(visitor: Visitor, page: PartyPage, form: HouseForm, do: _Take, *, at: datetime) -> bool:
    """Whether the step was taken, counted first; if not, the form says why."""
    let_in(Door.PARTY, str(visitor.door.party_id))
    try:
        with scope("party", matter=visitor.door.matter_id):
            do(visitor, page, form, at)
    except NotAllowed as refused:
        form.blame([Whole.of(refused.refusal)])
        return False
    return True


def back(visitor: Visitor) -> HttpResponse:
    """To the party's page."""
    return HttpResponseRedirect(reverse("portal:party", args=[visitor.code]))


def _ask(
    request: HttpRequest, visitor: Visitor, page: PartyPage, verb: str, form: HouseForm, *, status: int = 200
) -> HttpResponse:
    """The question on a page of its own: what it does, what stays possible."""
    context = context_of(visitor, page, at=now())
    context |= {"verb": verb, "form": form, "is_open": verb in context["may"]}
    return render(request, f"portal/mediation/steps/{verb}.html", context, status=status)


def _too_soon(
    request: HttpRequest, visitor: Visitor, page: PartyPage, verb: str, form: HouseForm, wait: Wait
) -> HttpResponse:
    """Too often: the page again, with what was typed and the hour from which it will be taken."""
    words = _("写得太频繁了，请在 %(at)s 以后再提交；您写的内容还在。")
    form.add_error(None, words % {"at": instant_words(wait.until, now=now())})
    response = _ask(request, visitor, page, verb, form, status=TOO_MANY)
    response["Retry-After"] = str(wait.seconds(now()))
    return response
