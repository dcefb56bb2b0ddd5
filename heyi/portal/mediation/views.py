"""A party's page, the text of its agreement, and a session for its calendar."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.mediation.access import PartyPage
from heyi.mediation.operations import reach
from heyi.mediation.states import LIVE
from heyi.portal.mediation.calendar import session_file
from heyi.portal.mediation.door import Visitor, by_link
from heyi.portal.mediation.filing import belongings
from heyi.portal.mediation.page import context_of
from heyi.web.scope import scope


@require_safe
@by_link
def overview(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    """Who asks, what about, what one may do, and one question. The first opening is what is measured as reached."""
    page = visitor.page(now())
    if request.method == "GET" and not visitor.at_desk:
        _reached(visitor, page)
    return show(request, visitor, page)


def show(request: HttpRequest, visitor: Visitor, page: PartyPage, *, status: int = 200) -> HttpResponse:
    """The page as it stands."""
    own = belongings(visitor, page)
    context = {**context_of(visitor, page, at=now()), "papers": own.papers, "exhibits": own.exhibits}
    return render(request, "portal/mediation/page.html", context, status=status)


def _reached(visitor: Visitor, page: PartyPage) -> None:
    """Once; two windows at a time count as one, and what has ended meanwhile is not counted."""
    if page.party.reached_at is not None or page.mediation.state not in LIVE:
        return
    try:
        with scope("party", matter=visitor.door.matter_id):
            reach(visitor.matter, taking=visitor.taking(page, now()))
    except NotAllowed as overtaken:
        if overtaken.refusal.code not in ("reached_already", "step_not_open"):
            raise


@require_safe
@by_link
def agreement(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    """The full text, for the screen and for paper."""
    page = visitor.page(now())
    if page.agreement is None:
        raise Http404
    return render(request, "portal/mediation/agreement.html", context_of(visitor, page, at=now()))


@require_safe
@by_link
def session(_request: HttpRequest, visitor: Visitor, session: UUID) -> HttpResponseBase:
    """One session as a file that calendars read; without names, for a shared telephone shows its calendar too."""
    page = visitor.page(now())
    found = next((each for each in page.sessions if each.id == session and each.state == "PLANNED"), None)
    if found is None:
        raise Http404
    response = HttpResponse(session_file(found, at=now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="heyi.ics"'
    return response
