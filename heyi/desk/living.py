"""What open pages ask for by themselves: a new pass to listen with, and what happened to a matter since it was read."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.matters.page import MatterPage, matter_page
from heyi.desk.matters.views import key_of
from heyi.journal.access import find_event
from heyi.kernel.clock import now
from heyi.web.living import live_address, live_pass
from heyi.web.seen import read_seen

IDENTITY = "identity"
_NOTHING_NEW = 204
_QUIET = frozenset({"identity.opened"})


@require_safe
@works_on_matters
def live_token(request: DeskRequest) -> HttpResponse:
    """A pass for the appointments in force now; without a session there is none, and the page says so."""
    return JsonResponse(
        {"pass": live_pass(request.standing, at=now()), "stream": live_address(request)},
    )


@require_safe
@works_on_matters
def since(request: DeskRequest, number: str) -> HttpResponse:
    """Who did what since an open page was read, and what was erased; nothing (204) while nobody did anything."""
    county, matter_id = key_of(number)
    seen = read_seen(request.GET.get("seq", ""), number)
    if seen is None or find_event(county, matter_id, seen + 1) is None:
        return HttpResponse(status=_NOTHING_NEW)
    page = matter_page(county, matter_id, standing=request.standing)
    entries = [entry for entry in page.entries if entry.seq > seen and entry.verb not in _QUIET]
    if not entries:
        return HttpResponse(status=_NOTHING_NEW)
    context = {"entry": entries[0], "more": len(entries) - 1, "seq": page.seen, "erased": _erased(page)}
    return render(request, "desk/matters/since.html", context)


def _erased(page: MatterPage) -> str:
    """What an open page must not show any more, by the names that its parts bear: the identity, files."""
    files = [str(file.id) for file in page.files if file.is_erased]
    return " ".join([IDENTITY, *files] if page.identity_erasure else files)
