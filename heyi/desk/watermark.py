"""The viewer's mark on every page of the desk, so that a photographed screen can be traced to who looked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from heyi.desk.doors import DeskRequest, signed_in
from heyi.kernel.clock import CHINA, now
from heyi.orgs.access import directory

_FRESH = 600  # seconds; another person in the same browser has another session, and so another mark at once


@require_safe
@signed_in
def watermark(request: DeskRequest) -> HttpResponse:
    """Name, unit and day, drawn faintly and repeated by the style sheet."""
    trees, units = directory(), request.standing.units
    unit = trees.find_unit(units[0]) if units else None
    context = {
        "name": request.standing.name,
        "unit": unit.short_name if unit else "",
        "day": now().astimezone(CHINA).date(),
    }
    answer = render(request, "desk/watermark.svg", context, content_type="image/svg+xml")
    answer["Cache-Control"] = f"private, max-age={_FRESH}"
    patch_vary_headers(answer, ["Cookie"])
    return answer
