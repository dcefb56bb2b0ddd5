"""What people do with a delivery that was given up: try it again, alone or with all of its partner, or let it be."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from heyi.desk.deliveries.lines import lines, names, part_of
from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.matters.views import key_of
from heyi.dispatch.operations import Hand
from heyi.journal.access import deliveries, deliveries_of
from heyi.journal.codes import DeliveryState
from heyi.journal.operations import CannotResend
from heyi.journeys.redelivering import let_be, retry
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import numbers_of
from heyi.web.forms import HouseForm, Whole

AT_MOST = 200  # in one press of a button; the rest by another


class DismissForm(HouseForm):
    """Why the partner is not to be told this."""

    text = forms.CharField(
        label=gettext_lazy("不再送达的理由"),
        help_text=gettext_lazy("写明对方已由何种途径知道，或为何不必知道。"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_POST
@works_on_matters
def retry_one(request: DeskRequest, number: str, delivery_id: UUID) -> HttpResponse:
    """Try it again."""
    try:
        retry(key_of(number), delivery_id, by=_hand(request), at=now())
    except (CannotResend, NotAllowed) as refused:
        messages.error(request, _sentence(refused))
    else:
        messages.success(request, _("已排队重新发送。"))
    return redirect("desk:matter", number)


@works_on_matters
def dismiss_one(request: DeskRequest, number: str, delivery_id: UUID) -> HttpResponse:
    """GET asks why; POST lets it be."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    key = key_of(number)
    row = next((row for row in deliveries_of(*key) if row.id == delivery_id), None)
    if row is None:
        raise Http404
    form = DismissForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            let_be(key, delivery_id, text=form.cleaned_data["text"], by=_hand(request), at=now())
        except (CannotResend, NotAllowed) as refused:
            form.blame([Whole(_sentence(refused), {})])
        else:
            messages.success(request, _("已记录：不再送达。"))
            return redirect("desk:matter", number)
    (line,) = lines([row], names(), {})
    context = {"form": form, "line": line, "number": number}
    return render(request, "desk/deliveries/dismiss.html", context, status=422 if form.errors else 200)


@works_on_matters
def retry_all(request: DeskRequest) -> HttpResponse:
    """All that was given up of one partner: GET shows what would be tried again, POST does it."""
    to = (request.POST if request.method == "POST" else request.GET).get("to", "")
    known = names()
    if to not in known:
        raise Http404
    rows = deliveries(state=DeliveryState.GAVE_UP.value, limit=AT_MOST, **part_of(to)).rows
    numbers = numbers_of({row.matter_id for row in rows})
    if request.method == "POST":
        hand, done = _hand(request), 0
        for row in sorted(
            rows, key=lambda row: (row.county, row.matter_id, row.seq)
        ):  # all lock in one order
            done += _tried(row.county, row.matter_id, row.id, hand)
        words = ngettext("已排队重新发送 %(n)s 条。", "已排队重新发送 %(n)s 条。", done) % {"n": done}
        (messages.success if done else messages.error)(request, words)
        return redirect("desk:deliveries")
    context = {"lines": lines(rows, known, numbers), "to": to, "to_words": known[to]}
    return render(request, "desk/deliveries/retry_all.html", context)


def _tried(county: str, matter_id: UUID, delivery_id: UUID, hand: Hand) -> bool:
    """Whether this one could be tried again; one of a matter that others answer for is left to them."""
    try:
        retry((county, matter_id), delivery_id, by=hand, at=now())
    except (CannotResend, NotAllowed):
        return False
    return True


def _sentence(refused: CannotResend | NotAllowed) -> str:
    return _(refused.refusal.sentence if isinstance(refused, NotAllowed) else refused.sentence)


def _hand(request: DeskRequest) -> Hand:
    units = frozenset(request.standing.units)
    return Hand(actor_of(request.standing, min(units)), units)
