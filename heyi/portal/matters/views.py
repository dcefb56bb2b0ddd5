"""The tracking page: one matter by its code."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from heyi.dispatch.access import facts_besides
from heyi.kernel.clock import now
from heyi.kernel.codes import read_tracking_code, spaced
from heyi.matters.access import find_rating, public_status, tracked_attachments
from heyi.portal.matters.erasing import erasures_of
from heyi.portal.matters.forms import ContestForm, FilesForm, RatingForm, SupplementForm
from heyi.portal.matters.page import (
    SHOWN_AT_ONCE,
    held_for,
    helpers,
    look_lines,
    milestones,
    parts,
    refusals,
    taken_at,
)
from heyi.web.forms import HouseForm
from heyi.web.scope import scope
from heyi.web.waiting import find_by_code, tells_to_wait

_WRONG = 404


@require_safe
@tells_to_wait
def find(request: HttpRequest) -> HttpResponse:
    """The tracking box: a code that can be one leads to its page, anything else back with a sentence."""
    typed = request.GET.get("code", "")
    code = read_tracking_code(typed)
    if code is None:
        if typed:
            find_by_code(request, typed)
        return wrong_code(request, typed)
    return HttpResponseRedirect(reverse("portal:track", args=[spaced(code)]))


@require_safe
@tells_to_wait
def track(request: HttpRequest, code: str) -> HttpResponse:
    """Who has it, until when, why, and what comes next."""
    found = find_by_code(request, code)
    return wrong_code(request, code) if found is None else show(request, found)


def ids_of(verb: str) -> str:
    """How the fields of a step's form are called: several forms stand on one page."""
    return f"{verb}_%s"


def wrong_code(request: HttpRequest, typed: str) -> HttpResponse:
    """The box again, with a sentence where something was typed."""
    context = {"typed": typed[:60], "fault": bool(typed)}
    return render(request, "portal/find.html", context, status=_WRONG if typed else None)


def show(
    request: HttpRequest,
    found: tuple[str, UUID],
    *,
    verb: str = "",
    form: HouseForm | None = None,
    files_form: FilesForm | None = None,
    code: int = 200,
) -> HttpResponse:
    """The page of a matter; `form` is what was sent for a step and not taken, open at its place."""
    with scope("tracking", matter=found[1]):
        status = public_status(*found)
        looks = look_lines(status)
        rating = find_rating(*found)
        besides = facts_besides(*found, has_parts=status.has_parts)
        files = tracked_attachments(*found)
        erasures = erasures_of(found)
        since = taken_at(status)
        held = held_for(status)
    forms = {
        "contest": ContestForm(auto_id=ids_of("contest")),
        "supplement": SupplementForm(auto_id=ids_of("supplement")),
        "rate": RatingForm(
            auto_id=ids_of("rate"), initial=RatingForm.initial_of(rating.rating) if rating else {}
        ),
    }
    context = {
        "status": status,
        "taken_at": since,
        "held_for": held,
        "milestones": milestones(status),
        "looks": looks[:SHOWN_AT_ONCE],
        "looks_before": looks[SHOWN_AT_ONCE:],
        "identity_looks": sum(look.times for look in looks if look.is_identity),
        "rating": rating,
        "shut": refusals(status, besides, at=now()),
        "forms": forms if form is None else {**forms, verb: form},
        "opened": verb,
        "is_disputed": besides["objects"],
        "helpers": helpers(besides),
        "parts": parts(besides),
        "is_supervised": besides["supervised"],
        "files": files,
        "erasures": erasures,
        "files_form": files_form or FilesForm(),
    }
    return render(request, "portal/track.html", context, status=code)
