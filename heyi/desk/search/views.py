"""Quick jump: by number or tracking code at once, by words to a list; only opening a matter is a look."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.matters.filters import regions_of
from heyi.desk.search.forms import FindForm
from heyi.desk.search.hits import Hit, hits_of
from heyi.journal.access import looks
from heyi.matters.access import find_matter, found_by_keys, found_by_words, number_of_code
from heyi.orgs.access import directory
from heyi.orgs.rules import UnitFact
from heyi.search.access import saved_searches
from heyi.search.rules import Query, folded, query_of

_OFFERED = 8  # in the list under the box
_RECENT = 6
_FILTERS = ("part", "kind", "region")
_LONGEST = 200  # letters of what somebody pasted that are looked at


@require_safe
@works_on_matters
def find(request: DeskRequest) -> HttpResponse:
    """The box asks for a part, people for the page; a whole number or code leads to its matter at once."""
    typed = request.GET.get("q", "").strip()[:_LONGEST]
    exact = _exact(typed)
    if request.headers.get("HX-Request"):
        return render(request, "desk/search/options.html", _offer(request, typed, exact))
    if exact is not None:
        return redirect("desk:matter", exact)
    return render(request, "desk/search/find.html", _results(request, typed))


def _exact(typed: str) -> str | None:
    """The number of the one matter that was named, within the scope."""
    number = "".join(folded(typed).split())
    return number if find_matter(number) is not None else number_of_code(typed)


def _offer(request: DeskRequest, typed: str, exact: str | None) -> dict[str, Any]:
    """Numbers first, then words; before anything is typed, what this person opened last."""
    query = query_of(typed)
    if not query.terms:
        return {"typed": typed, "recent": _recent(request, query)}
    found = found_by_words(query if exact is None else query_of(exact), limit=_OFFERED)
    hits = hits_of(found.rows, query, directory())
    by_number = [hit for hit in hits if hit.is_by_number or hit.number == exact]
    return {
        "typed": typed,
        "by_number": by_number,
        "by_words": [hit for hit in hits if hit not in by_number],
        "more": bool(found.after),
    }


def _recent(request: DeskRequest, query: Query) -> tuple[Hit, ...]:
    """What the access log knows anyway, shown to nobody but the one who looked."""
    page = looks(actor_id=request.standing.person_id)
    keys = dict.fromkeys((look.county, look.matter_id) for look in page.rows if look.what == "MATTER")
    return hits_of(found_by_keys(list(keys)[:_RECENT]), query, directory())


def _results(request: DeskRequest, typed: str) -> dict[str, Any]:
    trees = directory()
    served = {code for unit in request.standing.units for code in _open_spans(trees.unit(unit))}
    form = FindForm(request.GET, regions=regions_of(served, trees))
    query, after = query_of(typed), request.GET.get("after", "")
    found = found_by_words(query, wanted=form.wanted(), live=form.is_live(), after=after)
    filters = {name: form.cleaned_data[name] for name in _FILTERS if form.cleaned_data.get(name)}
    return {
        "form": form,
        "typed": typed,
        "query": query,
        "hits": hits_of(found.rows, query, trees),
        "recent": () if query.terms or filters else _recent(request, query),
        "is_filtered": bool(filters),
        "list_query": _list_query(filters),
        "saved": saved_searches(request.standing.person_id),
        "kept_query": _query(request, after=""),
        "plain_query": _query(request, part="", kind="", region="", after=""),
        "next_query": _query(request, after=found.after) if found.after else "",
        "first_query": _query(request, after="") if after else "",
    }


def _list_query(filters: Mapping[str, str]) -> str:
    """The same filters as the work list takes them, for who has no words to look for."""
    narrowed = {name: filters[name] for name in ("kind", "region") if name in filters}
    return urlencode(narrowed | ({"done": "1"} if filters.get("part") == "done" else {}))


def _open_spans(unit: UnitFact) -> tuple[str, ...]:
    return tuple(unit.regions) or (unit.region_code,)


def _query(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return query.urlencode()
