"""The buttons of a draft: each one operation, told at once, and back to the page it was pressed on."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from heyi.desk.books.door import in_administration, writes_rules
from heyi.desk.doors import DeskRequest
from heyi.dispatch import operations
from heyi.dispatch.access import row_view
from heyi.dispatch.codes import RulePart
from heyi.journeys.trying_rules import ask_to_try
from heyi.kernel.clock import now
from heyi.kernel.typed import whole_number
from heyi.orgs.rules import Refused


@require_POST
@writes_rules
def act(request: DeskRequest, draft_id: int, verb: str) -> HttpResponse:
    """One press of a button of the whole draft."""
    if verb not in _DO:
        raise Http404(verb)
    do, tab = _DO[verb]
    back = reverse("desk:rule_draft", args=[draft_id])
    return _done(request, lambda: do(request, draft_id, now()), f"{back}?tab={tab}" if tab else back)


@require_POST
@writes_rules
def act_on_row(request: DeskRequest, row_id: int, verb: str) -> HttpResponse:
    """A row taken out of the draft, or put back."""
    if verb not in _ROW:
        raise Http404(verb)
    found = row_view(row_id)
    if found is None:
        raise Http404
    draft, view = found
    do, told = _ROW[verb]
    seen = number_in(request.POST.get("seen", ""))

    def press() -> str:
        with in_administration(request):
            do(row_id, seen=seen, by=request.standing, at=now())
        return str(told)

    return _done(request, press, f"{reverse('desk:rule_draft', args=[draft.id])}?tab={view.part}")


def _done(request: DeskRequest, do: Callable[[], str], back: str) -> HttpResponse:
    try:
        messages.success(request, do())
    except Refused as refused:
        fault = refused.faults[0]
        messages.error(request, _(fault.sentence) % dict(fault.params))
    return redirect(back)


def number_in(typed: str) -> int:
    """A number as a form gives it; what is none is 0, which no edition has."""
    return whole_number(typed) or 0


def _try(request: DeskRequest, draft_id: int, at: datetime) -> str:
    with in_administration(request):
        days = number_in(request.POST.get("days", "")) or None
        ask_to_try(draft_id, days=days, by=request.standing, at=at)
    return _("已开始试算，算完就显示在这里。")


def _discard(request: DeskRequest, draft_id: int, at: datetime) -> str:
    with in_administration(request):
        seen = number_in(request.POST.get("seen", ""))
        operations.discard_draft(draft_id, seen=seen, by=request.standing, at=at)
    return _("草稿已作废，内容留着备查。")


def _recall(request: DeskRequest, draft_id: int, at: datetime) -> str:
    with in_administration(request):
        operations.recall_draft(draft_id, by=request.standing, at=at)
    return _("已收回，可以继续修改。")


def _defaults(request: DeskRequest, draft_id: int, at: datetime) -> str:
    with in_administration(request):
        operations.write_out_defaults(draft_id, by=request.standing, at=at)
    return _("已把平台默认的升级规则写进草稿，可以逐行修改。")


_DO: Mapping[str, tuple[Callable[[DeskRequest, int, datetime], str], str]] = {
    "try": (_try, "trial"),
    "discard": (_discard, ""),
    "recall": (_recall, ""),
    "defaults": (_defaults, RulePart.ESCALATION.value),
}
_ROW: Mapping[str, tuple[Callable[..., None], Any]] = {
    "remove": (operations.remove_row, gettext_lazy("已删除这一行；还在表里划着线，可以放回。")),
    "put_back": (operations.put_back_row, gettext_lazy("已放回这一行。")),
}
