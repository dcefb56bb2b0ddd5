"""One row of a draft: added, or changed by whoever read its present edition."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from heyi.desk.accounts.people import form_methods
from heyi.desk.books.door import in_administration, writes_rules
from heyi.desk.books.forms import FORMS, RowForm
from heyi.desk.books.showing import Line, line_of_draft
from heyi.desk.doors import DeskRequest
from heyi.dispatch import operations
from heyi.dispatch.access import draft_page, row_view
from heyi.dispatch.codes import RulePart
from heyi.dispatch.rules.routing import Book
from heyi.dispatch.rules.suggesting import Suggestion, row_of_suggestion
from heyi.kernel.clock import now
from heyi.kernel.typed import whole_number
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory, Refused
from heyi.triage.codes import FIELD_WORDS, NATURE_WORDS


@form_methods
@writes_rules
def add(request: DeskRequest, draft_id: int, part: str) -> HttpResponse:
    """A new row; from a ruling, with what the ruling says filled in."""
    if part not in set(RulePart):
        raise Http404
    table, trees, at = RulePart(part), directory(), now()
    page = draft_page(draft_id, trees=trees, at=at)
    if page is None:
        raise Http404
    initial = _of_ruling(request.GET, page.after, trees) if table == RulePart.ROUTING else {}
    form = FORMS[table](request.POST if request.method == "POST" else None, trees=trees, initial=initial)

    def keep() -> None:
        with in_administration(request):
            operations.add_row(draft_id, table, form.values(), by=request.standing, at=at)

    if _kept(form, keep) is None and form.is_bound and form.is_valid():
        messages.success(request, _("已新增一行。"))
        return redirect(_table(draft_id, table))
    return _show(request, form, draft_id, table, heading=_("新增一行"))


@form_methods
@writes_rules
def change(request: DeskRequest, row_id: int) -> HttpResponse:
    """A row as it stands; what somebody else changed meanwhile is shown, and what was typed is kept."""
    trees, at = directory(), now()
    found = row_view(row_id)
    if found is None:
        raise Http404
    draft, view = found
    form_class = FORMS[view.part]
    posted = request.POST if request.method == "POST" else None
    form = form_class(posted, trees=trees, initial=form_class.initial_of(view.row))
    seen = _number(request.POST.get("seen", ""))

    def keep() -> None:
        with in_administration(request):
            operations.change_row(row_id, form.values(), seen=seen, by=request.standing, at=at)

    refused = _kept(form, keep)
    if refused is None and form.is_bound and form.is_valid():
        messages.success(request, _("已修改这一行。"))
        return redirect(_table(draft.id, view.part))
    now_there = line_of_draft(view, trees) if refused == "overtaken" else None
    return _show(
        request, form, draft.id, view.part, heading=_("修改这一行"), edition=view.edition, now_there=now_there
    )


def _kept(form: RowForm, keep: Callable[[], None]) -> str | None:
    """Keep what was typed; the code of the refusal, where there is one, which the form tells."""
    if not form.is_valid():
        return None
    try:
        keep()
    except Refused as refused:
        form.blame(refused.faults)
        return refused.code
    return None


def _show(
    request: DeskRequest,
    form: RowForm,
    draft_id: int,
    part: RulePart,
    *,
    heading: str,
    edition: int = 0,
    now_there: Line | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "heading": heading,
        "part": part,
        "back": _table(draft_id, part),
        "edition": edition,
        "now_there": now_there,
    }
    return render(request, "desk/rules/row.html", context, status=422 if form.is_bound else 200)


def _table(draft_id: int, part: RulePart) -> str:
    return f"{reverse('desk:rule_draft', args=[draft_id])}?tab={part}"


def _of_ruling(query: Mapping[str, str], book: Book, trees: Directory) -> dict[str, object]:
    """The row that rulings ask for, to be looked at before it is kept; nothing where no ruling was named."""
    unit = trees.find_unit(_number(query.get("unit", "")))
    if unit is None:
        return _of_calls(query)
    count = _number(query.get("count", "")) or 1
    told = ngettext("%(count)s 次争议裁定改由%(unit)s办理", "%(count)s 次争议裁定改由%(unit)s办理", count) % {
        "count": count,
        "unit": unit.name,
    }
    found = Suggestion(
        query.get("nature", "")[:20],
        query.get("field", "")[:40],
        query.get("region", "")[:12],
        None,
        unit.id,
        count,
    )
    row = row_of_suggestion(found, unit, book, why=told)
    return {} if row is None else FORMS[RulePart.ROUTING].initial_of(row)


def _of_calls(query: Mapping[str, str]) -> dict[str, object]:
    """What three-way calls say: which kind of matter; the unit is for the officer to choose."""
    nature, field, count = query.get("nature", ""), query.get("field", ""), _number(query.get("calls", ""))
    if not count or nature not in NATURE_WORDS or field not in FIELD_WORDS:
        return {}
    why = ngettext("%(count)s 次三方通话商量过归属", "%(count)s 次三方通话商量过归属", count)
    return {"nature": nature, "field": field, "why": why % {"count": count}}


def _number(typed: str) -> int:
    """A number as an address or a form gives it; what is none is 0."""
    return whole_number(typed) or 0
