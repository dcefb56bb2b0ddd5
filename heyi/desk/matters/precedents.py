"""Like cases beside a matter, asked for by unfolding: what was told, how it ended, what was answered."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.matters.views import key_of
from heyi.journeys.like_cases import like_cases
from heyi.kernel.clock import now
from heyi.matters.access import matter_view
from heyi.orgs.access import directory


@require_safe
@works_on_matters
def precedents(request: DeskRequest, number: str) -> HttpResponse:
    """The part that the page unfolds; without script a page of its own. Showing a title is no look, opening it is."""
    matter = matter_view(*key_of(number), units=request.standing.units)
    trees = directory()
    cases = [(case, trees.place_name(case.found.region_code)) for case in like_cases(matter, at=now())]
    part = bool(request.headers.get("HX-Request"))
    name = "desk/matters/precedents_part.html" if part else "desk/matters/precedents.html"
    return render(request, name, {"matter": matter, "cases": cases})
