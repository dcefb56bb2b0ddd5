"""The work list and the matter page."""

import hashlib
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.matters.buttons import AT_ONCE
from heyi.desk.matters.filters import FilterForm, regions_of
from heyi.desk.matters.forms import FilesForm
from heyi.desk.matters.naming import unit_that_looks
from heyi.desk.matters.page import MatterPage, matter_page
from heyi.desk.matters.parting import answered_to_head
from heyi.desk.matters.rows import lines, written
from heyi.desk.matters.tabs import count_words, tabs
from heyi.dispatch.access import count_waiting, waiting_extensions
from heyi.dispatch.access import pool as waiting_pool
from heyi.journal.operations import log_look
from heyi.kernel.clock import now
from heyi.matters.access import WorkFilter, WorkList, counts, find_matter
from heyi.matters.access import work_list as rows_of
from heyi.matters.access.lists import BadKey
from heyi.notices.operations import read_of_matter
from heyi.orgs.access import directory
from heyi.orgs.rules import UnitFact
from heyi.web.living import live_address, live_pass

_UNCHANGED = 304


@require_safe
@works_on_matters
def work_list(request: DeskRequest) -> HttpResponse:
    """What a unit has to do, what is due first on top. An open page asks for its rows and counts alone."""
    context = _list_context(request, now())
    if request.headers.get("HX-Request"):
        return _if_changed(request, render(request, "desk/matters/rows.html", context))
    return render(request, "desk/matters/work_list.html", context)


def _if_changed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Nothing (304) where the page has these very rows and counts already."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
    if (
        request.headers.get("If-None-Match", "").removeprefix("W/") == etag
    ):  # weak once it has travelled packed
        response = HttpResponse(status=_UNCHANGED)
    response["ETag"] = etag
    return response


def _list_context(request: DeskRequest, at: datetime) -> dict[str, Any]:
    trees = directory(request.standing.edition)
    units = [trees.unit(unit) for unit in request.standing.units]
    unit = next((unit for unit in units if str(unit.id) == request.GET.get("unit")), units[0])
    served = unit.regions or (unit.region_code,)
    form = FilterForm(request.GET, regions=lambda: regions_of(served, trees))
    wanted = form.wanted(trees, at)
    after = request.GET.get("after", "")
    page = _page(unit, wanted, after)
    found = counts(unit.id, at=at)
    return {
        "units": units,
        "unit": unit,
        "form": form,
        "wanted": wanted,
        "rows": written(lines(page, trees, wanted, at), wanted, at),
        "tabs": tabs(request, found),
        "counted": {name: count_words(getattr(found, name)) for name in ("to_do", "below", "done")},
        "asks": found.asks,
        **_waiting(request, unit, wanted),
        **listening(request),
        "next_query": _query(request, after=page.after) if page.after else "",
        "first_query": _query(request, after="") if after else "",
        "is_filtered": any(
            (wanted.state, wanted.kind, wanted.region_code, wanted.urgency, wanted.due_before)
        ),
        "plain_query": _plain(request),
    }


def _waiting(request: DeskRequest, unit: UnitFact, wanted: WorkFilter) -> dict[str, int]:
    """How many requests for longer, objections and conferrals wait for who looks; the first only where they may be
    decided."""
    leads = request.standing.leads & {unit.id}
    above = {unit.id} if leads or wanted.below else set()
    requests, objections, conferrals = count_waiting({unit.id}, above=above, leads=leads)
    return {"extensions": requests, "objections": objections, "conferrals": conferrals}


@require_safe
@works_on_matters
def extensions(request: DeskRequest) -> HttpResponse:
    """What units below, and the units that one leads, ask more time for."""
    trees = directory()
    found = waiting_extensions(request.standing.units, request.standing.leads)
    waiting = [(each, trees.unit(each.unit_id).short_name) for each in found]
    return render(request, "desk/matters/extensions.html", {"waiting": waiting})


@require_safe
@works_on_matters
def pool(request: DeskRequest) -> HttpResponse:
    """What nobody handles yet, the longest waiting first; each may be claimed."""
    trees = directory()
    units = [trees.unit(unit) for unit in request.standing.units]
    unit = next((unit for unit in units if str(unit.id) == request.GET.get("unit")), units[0])
    found = waiting_pool(unit.id, after=request.GET.get("after", ""))
    rows = [(row, region.name if (region := trees.region(row.region_code)) else "") for row in found.rows]
    context = {"unit": unit, "units": units, "rows": rows, "after": found.after}
    return render(request, "desk/matters/pool.html", context)


def _page(unit: UnitFact, wanted: WorkFilter, after: str) -> WorkList:
    """The page that the key asks for; a key that no list gave is the first page."""
    try:
        return rows_of(unit.id, wanted=wanted, after=after)
    except BadKey:
        return rows_of(unit.id, wanted=wanted)


def _query(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return query.urlencode()


def _plain(request: HttpRequest) -> str:
    """The list without its filters: unit and part stay."""
    return _query(request, state="", kind="", region="", urgency="", due="", after="")


@require_safe
@works_on_matters
def matter(request: DeskRequest, number: str) -> HttpResponse:
    """One matter, headed by its sentence. Opening it stands in the access log."""
    key = key_of(number)
    page = matter_page(*key, standing=request.standing)
    log_opening(request, page)
    read_of_matter(request.standing.person_id, *key, at=now())
    return show(request, page)


def key_of(number: str) -> tuple[str, UUID]:
    """The key behind a number within the scope; else there is no such page."""
    found = find_matter(number)
    if found is None:
        raise Http404(number)
    return found


def log_opening(request: DeskRequest, page: MatterPage, *, what: str = "MATTER") -> None:
    """Write into the access log that the matter was opened, and on what basis."""
    matter = page.matter
    actor = actor_of(request.standing, unit_that_looks(request.standing, page.tasks))
    log_look(matter.county, matter.id, by=actor, what=what, purpose=matter.basis, at=now())


def listening(request: DeskRequest) -> dict[str, object]:
    """By what the page is told that it has changed."""
    return {"live": {"stream": live_address(request), "pass": live_pass(request.standing, at=now())}}


def show(request: DeskRequest, page: MatterPage, *, status: int = 200, **extra: Any) -> HttpResponse:
    """The matter page; `extra` may open a form, tell of an overtaking, or show an opened identity."""
    context = {
        "page": page,
        "matter": page.matter,
        "at_once": AT_ONCE,
        "now": now(),
        "files_form": answered_to_head(FilesForm(), page.matter),
        **listening(request),
        **extra,
    }
    return render(request, "desk/matters/matter.html", context, status=status)
