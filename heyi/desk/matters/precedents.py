"""Like cases beside a matter, published ones too, and others that tell of the same event: by a press, in place."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.matters.page import JUDGES
from heyi.desk.matters.views import key_of
from heyi.journeys.like_cases import like_cases, published_cases
from heyi.journeys.same_events import same_events, say_same_event
from heyi.kernel.clock import now
from heyi.laws.access import published_page
from heyi.matters.access import matter_view
from heyi.orgs.access import directory


@require_safe
@works_on_matters
def precedents(request: DeskRequest, number: str) -> HttpResponse:
    """The part that the page unfolds; without script a page of its own. Showing a title is no look, opening it is."""
    matter = matter_view(*key_of(number), units=request.standing.units)
    trees = directory()
    cases = [(case, trees.place_name(case.found.region_code)) for case in like_cases(matter, at=now())]
    context = {"matter": matter, "cases": cases, "published": published_cases(matter)}
    return _shown(request, "precedents", context)


@require_safe
@works_on_matters
def published(request: DeskRequest, number: str, case: int) -> HttpResponse:
    """A published case, from the matter's page that it stands beside and with its permission."""
    matter = matter_view(*key_of(number), units=request.standing.units)
    try:
        page = published_page(case)
    except LookupError as error:
        raise Http404 from error
    return render(request, "desk/matters/published.html", {"matter": matter, "case": page})


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_matters
def same(request: DeskRequest, number: str) -> HttpResponse:
    """GET shows candidates; POST says of one of them that it is the same event, and leads back to the matter."""
    matter = matter_view(*key_of(number), units=request.standing.units)
    events, trees, may_judge = same_events(matter, at=now()), directory(), matter.basis in JUDGES
    if request.method == "POST":
        typed = request.POST.get("other", "")
        other = next((event for event in events if event.found.number == typed), None)
        if not may_judge:
            raise PermissionDenied
        if other is None:
            messages.error(request, _("这一件已经不在可选的里面，请重新查找。"))
        elif say_same_event(
            matter, other, by=actor_of(request.standing, request.standing.units[0]), at=now()
        ):
            messages.success(request, _("已记录判断，随时可以改。"))
        return redirect("desk:matter", number)
    shown = [(event, trees.place_name(event.found.region_code)) for event in events]
    return _shown(request, "same", {"matter": matter, "events": shown, "may_judge": may_judge})


def _shown(request: DeskRequest, name: str, context: dict[str, object]) -> HttpResponse:
    """The part alone where the page asks for it."""
    part = "_part" if request.headers.get("HX-Request") else ""
    return render(request, f"desk/matters/{name}{part}.html", context)
