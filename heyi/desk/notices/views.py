"""What a person was told: the bell, the list, and having read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.journeys.drilling import may_keep
from heyi.journeys.noticing_words import sentence
from heyi.kernel.clock import now
from heyi.matters.access import Brief, briefs
from heyi.notices.access import NoticeRow, count_unread, notice_page
from heyi.notices.operations import read_all, read_notice
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory


@dataclass(frozen=True, slots=True)
class Line:
    """A notice as its person reads it; the matter's title and state as they are now."""

    row: NoticeRow
    words: str
    matter: Brief | None


@require_safe
@works_on_matters
def notices(request: DeskRequest) -> HttpResponse:
    """What I was told, newest first: all, or what I have not read."""
    unread_only = request.GET.get("unread") == "1"
    page = notice_page(
        request.standing.person_id, unread_only=unread_only, before=request.GET.get("before", "")
    )
    trees = directory()
    keeps = any(may_keep(request.standing, unit, trees) for unit in request.standing.units)
    context = {
        "lines": _lines(page.rows, trees),
        "next": page.next,
        "unread_only": unread_only,
        "upto": page.rows[0].id if page.rows else "",
        "keeps": keeps,
    }
    return render(request, "desk/notices/list.html", context)


def _lines(rows: Iterable[NoticeRow], trees: Directory) -> list[Line]:
    rows = tuple(rows)
    numbers = [row.number for row in rows if row.number]
    found: Mapping[str, Brief] = {brief.number: brief for brief in briefs(numbers)} if numbers else {}
    return [Line(row, sentence(_told(row), trees), found.get(row.number)) for row in rows]


def _told(row: NoticeRow) -> Mapping[str, object]:
    return {"kind": row.kind, "number": row.number, "unit": row.unit_id, "due_at": None}


@require_safe
@works_on_matters
def bell(request: DeskRequest) -> HttpResponse:
    """How many I have not read: an open page asks when it hears that something changed."""
    return JsonResponse({"unread": count_unread(request.standing.person_id)})


@require_POST
@works_on_matters
def read(request: DeskRequest) -> HttpResponse:
    """What stood on the page is read; what came since is not. Drills wait to be acknowledged."""
    try:
        upto = UUID(request.POST.get("upto", ""))
    except ValueError:
        return redirect("desk:notices")
    count = read_all(request.standing.person_id, upto=upto, at=now())
    if count:
        messages.success(request, _("已全部标为已读。"))
    return redirect("desk:notices")


@require_POST
@works_on_matters
def acknowledge(request: DeskRequest, notice_id: UUID) -> HttpResponse:
    """A drill has reached me; a notice of a matter that I have read elsewhere."""
    if read_notice(request.standing.person_id, notice_id, at=now()):
        messages.success(request, _("已确认收到。"))
    return redirect("desk:notices")
