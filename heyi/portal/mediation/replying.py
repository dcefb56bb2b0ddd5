"""What a party says to one thing: a proposal that was made to it, a payment that it made or received."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heyi.accounts.codes import Door
from heyi.evidence.operations import Kept
from heyi.kernel.clock import now
from heyi.mediation import operations as ops
from heyi.mediation.access import PartyPage
from heyi.portal.mediation.acting import FOREIGN, TAKEN, UNFIT, back, take
from heyi.portal.mediation.door import Visitor, by_link
from heyi.portal.mediation.forms import NothingForm, PaidForm
from heyi.portal.mediation.page import Offer, Owed, context_of
from heyi.web.forms import HouseForm
from heyi.web.uploads import keep_all, told
from heyi.web.waiting import let_in

_ANSWERS = {"yes": True, "no": False}


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def proposal(request: HttpRequest, visitor: Visitor, proposal: UUID) -> HttpResponseBase:
    """A proposal by itself, and what the party says to it."""
    page = visitor.page(now())
    form = NothingForm()
    if request.method != "POST":
        return _ask_reply(request, visitor, page, proposal, form)
    accepts = _ANSWERS.get(request.POST.get("answer", ""))
    if visitor.at_desk or accepts is None:
        return _ask_reply(
            request, visitor, page, proposal, form, status=FOREIGN if visitor.at_desk else UNFIT
        )

    def reply(_visitor: Visitor, page: PartyPage, _form: Any, at: datetime) -> object:
        taking = visitor.taking(page, at)
        return ops.reply(visitor.matter, taking=taking, proposal_id=proposal, accepts=accepts)

    form = NothingForm({})
    form.is_valid()
    if not take(visitor, page, form, reply, at=now()):
        return _ask_reply(request, visitor, visitor.page(now()), proposal, form, status=TAKEN)
    messages.success(
        request, _("已经记下：您接受这个方案。") if accepts else _("已经记下：您不接受这个方案。")
    )
    return back(visitor)


def _ask_reply(
    request: HttpRequest,
    visitor: Visitor,
    page: PartyPage,
    proposal: UUID,
    form: HouseForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = context_of(visitor, page, at=now())
    offers: list[Offer] = context["proposals"]
    offer = next((each for each in offers if each.row.id == proposal), None)
    if offer is None:
        raise Http404
    context |= {"offer": offer, "form": form, "is_open": offer.waits and "reply" in context["may"]}
    return render(request, "portal/mediation/steps/reply.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def fact(request: HttpRequest, visitor: Visitor, fact: UUID) -> HttpResponseBase:
    """A fact that nobody seems to dispute: the party says that it is so, which may be relied on later."""
    page = visitor.page(now())
    if request.method != "POST":
        return _ask_fact(request, visitor, page, fact, NothingForm())
    form = NothingForm(request.POST)
    if visitor.at_desk:
        return _ask_fact(request, visitor, page, fact, form, status=FOREIGN)
    form.is_valid()

    def confirm(_visitor: Visitor, page: PartyPage, _form: Any, at: datetime) -> object:
        return ops.confirm_fact(visitor.matter, taking=visitor.taking(page, at), fact_id=fact)

    if not take(visitor, page, form, confirm, at=now()):
        return _ask_fact(request, visitor, visitor.page(now()), fact, form, status=TAKEN)
    messages.success(request, _("已经记下：您确认这个事实。"))
    return back(visitor)


def _ask_fact(
    request: HttpRequest, visitor: Visitor, page: PartyPage, fact: UUID, form: HouseForm, *, status: int = 200
) -> HttpResponse:
    context = context_of(visitor, page, at=now())
    found = next((each for each in page.facts if each.id == fact), None)
    if found is None:
        raise Http404
    is_open = page.party.side not in found.confirmed and "confirm_fact" in context["may"]
    context |= {"fact": found, "form": form, "is_open": is_open}
    return render(request, "portal/mediation/steps/confirm_fact.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def paid(request: HttpRequest, visitor: Visitor, owed: UUID) -> HttpResponseBase:
    """Who owes says that it is done, with a picture where there is one; it is not settled by that."""
    page = visitor.page(now())
    if request.method != "POST":
        return _ask_owed(request, visitor, page, owed, "say_paid", PaidForm())
    form = PaidForm(request.POST, request.FILES)
    if visitor.at_desk:
        return _ask_owed(request, visitor, page, owed, "say_paid", form, status=FOREIGN)
    proof = _proof(visitor, form) if form.is_valid() else None
    if form.errors:
        return _ask_owed(request, visitor, page, owed, "say_paid", form, status=UNFIT)

    def say(_visitor: Visitor, page: PartyPage, _form: Any, at: datetime) -> object:
        taking = visitor.taking(page, at)
        return ops.say_paid(visitor.matter, taking=taking, obligation_id=owed, proof=proof)

    if not take(visitor, page, form, say, at=now()):
        return _ask_owed(request, visitor, visitor.page(now()), owed, "say_paid", form, status=TAKEN)
    messages.success(request, _("已经记下：您说已经履行。对方确认以后，这一项才算完成。"))
    return back(visitor)


def _proof(visitor: Visitor, form: PaidForm) -> Kept | None:
    """The one file, kept; what cannot be kept is told beside the field."""
    sent = form.cleaned_data["sent"]
    if not sent:
        return None
    let_in(Door.FILES, str(visitor.door.party_id))
    kept, refused = keep_all(sent, at=now(), room=1)
    for line in told(refused):
        form.add_error("sent", line)
    return kept[0] if kept else None


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def received(request: HttpRequest, visitor: Visitor, owed: UUID) -> HttpResponseBase:
    """Who receives says that it is done: that settles it."""
    return _said_of(request, visitor, owed, "perform", ops.perform, _("已经记下：这一项已经履行。"))


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def missing(request: HttpRequest, visitor: Visitor, owed: UUID) -> HttpResponseBase:
    """Who receives says that what was said to be done is not: the mediator is told, and it stays open."""
    words = _("已经记下，并告诉了调解员：您没有收到。")
    return _said_of(request, visitor, owed, "deny_paid", ops.deny_paid, words)


def _said_of(
    request: HttpRequest, visitor: Visitor, owed: UUID, verb: str, say: Callable[..., object], words: str
) -> HttpResponseBase:
    """One press by who receives, which needs no words."""
    page = visitor.page(now())
    if request.method != "POST":
        return _ask_owed(request, visitor, page, owed, verb, NothingForm())
    form = NothingForm(request.POST)
    if visitor.at_desk:
        return _ask_owed(request, visitor, page, owed, verb, form, status=FOREIGN)
    form.is_valid()

    def said(_visitor: Visitor, page: PartyPage, _form: Any, at: datetime) -> object:
        return say(visitor.matter, taking=visitor.taking(page, at), obligation_id=owed)

    if not take(visitor, page, form, said, at=now()):
        return _ask_owed(request, visitor, visitor.page(now()), owed, verb, form, status=TAKEN)
    messages.success(request, words)
    return back(visitor)


def _ask_owed(
    request: HttpRequest,
    visitor: Visitor,
    page: PartyPage,
    owed: UUID,
    verb: str,
    form: HouseForm,
    *,
    status: int = 200,
) -> HttpResponse:
    """The one thing that is owed, and what saying so does; nothing of what is between others."""
    context = context_of(visitor, page, at=now())
    lines: list[Owed] = context["owed"]
    found = next(
        (each for each in lines if each.row.id == owed and each.is_mine == (verb == "say_paid")), None
    )
    if found is None:
        raise Http404
    context |= {"due": found, "form": form, "is_open": found.is_open and verb in context["may"]}
    return render(request, f"portal/mediation/steps/{verb}.html", context, status=status)
