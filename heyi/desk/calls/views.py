"""The log of three-way calls: every call that the person's units may see, and how the kinds of matters came out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from heyi.desk.books.door import is_officer
from heyi.desk.calls.filters import CallForm
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.dispatch.access import DraftView, TaskRow, open_draft, tasks_of_many
from heyi.dispatch.codes import DraftState
from heyi.dispatch.rules.standing import moves_since
from heyi.kernel.clock import CHINA, now
from heyi.matters.access import CallFilter, CallList, CallRow, call_counts
from heyi.matters.access import calls as page_of
from heyi.matters.access.lists import BadKey
from heyi.matters.calls import Boundary, boundaries
from heyi.matters.codes import CALL_TAKER_WORDS, CallTaker
from heyi.matters.states import LIVE_MATTER
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.triage.codes import field_of, nature_of

FEW = 6  # kinds that are seen at once; the others are a press away
_OUTSIDE = (CallTaker.POLICE, CallTaker.HOTLINE)


@dataclass(frozen=True, slots=True)
class Line:
    """A call with what became of its matter: who has it now, how often it was given on, returned by objection.

    `is_astray` where 110 or 12345 took it and it is still here, offered to nobody.
    """

    row: CallRow
    lead: str
    referred: int
    returned: int
    is_astray: bool


@dataclass(frozen=True, slots=True)
class KindLine:
    """How the calls about one kind came out, who took how many in the order of the columns, and a rule's beginning."""

    boundary: Boundary
    counts: tuple[int, ...]
    query: str


@require_safe
@works_on_matters
def calls(request: DeskRequest) -> HttpResponse:
    """The calls of a span, the latest first, and what they come to by kind and taker."""
    form = CallForm(request.GET.dict(), today=now().astimezone(CHINA).date())
    is_narrowed, wanted = form.narrows, form.wanted()
    page = _page(wanted, request.GET.get("before", ""))
    officer = is_officer(request)
    kinds = [_kind_line(each) for each in boundaries(call_counts(wanted))]
    context: dict[str, Any] = {
        "form": form,
        "is_narrowed": is_narrowed,
        "lines": list(_lines(page.rows, directory(request.standing.edition))),
        "next": page.next,
        "takers": list(CALL_TAKER_WORDS),
        "kinds": kinds[:FEW],
        "more_kinds": kinds[FEW:],
        "total": sum(each.boundary.total for each in kinds),
        "is_officer": officer,
        "draft": _draft() if officer else None,
    }
    return render(request, "desk/calls/list.html", context)


def _page(wanted: CallFilter, before: str) -> CallList:
    """The page that is asked for; a key that no page has given is the first."""
    try:
        return page_of(wanted, before=before)
    except BadKey:
        return page_of(wanted)


def _draft() -> DraftView | None:
    """The draft to which a row may be added."""
    found = open_draft()
    return found if found and found.state == DraftState.EDITING else None


def _lines(rows: Sequence[CallRow], trees: Directory) -> Iterator[Line]:
    """Each call in words; one query for the tasks of all of them."""
    tasks: Mapping[tuple[str, UUID], list[TaskRow]] = tasks_of_many([(r.county, r.matter_id) for r in rows])
    for row in rows:
        moves = moves_since(tasks.get((row.county, row.matter_id), []), row.spoke_at)
        unit = trees.find_unit(row.lead_unit_id)
        yield Line(
            row,
            unit.short_name if unit else "",
            moves.referred,
            moves.returned,
            row.taker in _OUTSIDE and row.state in LIVE_MATTER and not row.partner and not row.is_former,
        )


def _kind_line(boundary: Boundary) -> KindLine:
    kind = boundary.kind
    said = {"nature": nature_of(kind), "field": field_of(kind), "calls": str(boundary.total)}
    counts = tuple(boundary.takers.get(taker, 0) for taker in CALL_TAKER_WORDS)
    return KindLine(boundary, counts, urlencode(said))
