"""The receipt for a caller or visitor: number, code, QR, rights; on screen, on A5 and on a roll of 80 mm."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.intake.door import REPRINTS, source_of, takes_reports, units_that_take
from heyi.desk.matters.naming import unit_that_looks_at
from heyi.desk.matters.views import key_of
from heyi.intake.access import Kept, find_kept
from heyi.journal.events import Actor
from heyi.journal.operations import log_look
from heyi.journeys.texting import NOT_TOLD, REFUSALS, WITHHELD, texted
from heyi.kernel.clock import CHINA, now
from heyi.kernel.codes import spaced
from heyi.matters.access import PublicStatus, entering, find_matter, is_shut_out, matter_view, public_status
from heyi.orgs.access import directory
from heyi.web.moments import day_words

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Slip:
    """What a receipt says."""

    status: PublicStatus
    path: str
    reasons: tuple[str, ...]


@require_safe
@takes_reports
def receipt(request: DeskRequest, key: UUID, unit: int) -> HttpResponse:
    """The receipt of what was sent under this key; a unit that it is about sees neither number nor code."""
    kept = kept_under(source_of(unit), str(key))
    if kept is None:
        raise Http404(str(key))
    texting = texting_of((kept.county, kept.matter_id), here=reverse("desk:take_text", args=[key]))
    if is_shut_out(kept.county, kept.matter_id):
        return render(request, "desk/take/withheld.html", {"lead": kept.answer["unit"], **texting})
    reasons = kept.answer.get("reasons")
    slip = slip_of(kept.county, kept.matter_id, tuple(map(str, reasons if isinstance(reasons, list) else ())))
    is_reached = find_matter(slip.status.number) is not None
    context = {"slip": slip, "is_reached": is_reached, "is_new": True, **texting}
    return render(request, "desk/take/receipt.html", context)


@require_safe
@works_on_matters
def slip(request: DeskRequest, number: str) -> HttpResponse:
    """The same receipt again, for the unit that has or helps with the matter; the look is logged."""
    matter, by, basis = reprinted(request, number)
    log_look(*matter, by=by, what="RECEIPT", purpose=basis, at=now())
    texting = texting_of(matter, here=reverse("desk:take_slip_text", args=[number]))
    context = {"slip": slip_of(*matter, ()), "is_reached": True, **texting}
    return render(request, "desk/take/receipt.html", context)


def reprinted(request: DeskRequest, number: str) -> tuple[Key, Actor, str]:
    """The matter whose receipt is wanted again, in whose name, on what basis: who leads or assists at such a door."""
    county, matter_id = key_of(number)
    view = matter_view(county, matter_id, units=request.standing.units)
    if view.basis not in REPRINTS or not units_that_take(request.standing, directory()):
        raise PermissionDenied
    unit = unit_that_looks_at(request.standing, (county, matter_id))
    return (county, matter_id), actor_of(request.standing, unit), view.basis


def texting_of(matter: Key, *, here: str) -> dict[str, object]:
    """How the receipt's text message stands; who is shut out of the matter is not told even the last digits."""
    hides = is_shut_out(*matter)
    with entering("tracking", matter=matter[1]):
        stands = texted(*matter)
    refused = why_not(stands.refusal, stands.erased_at, hides=hides)
    return {"texted": stands, "text_url": here, "hides_number": hides, "refused": refused}


def why_not(refusal: str, erased_at: datetime | None, *, hides: bool) -> str:
    """Why no message can be sent, in words; "" where one can. Who is shut out is not told that somebody erased."""
    if hides and refusal in NOT_TOLD:
        return gettext(WITHHELD)
    if erased_at is None:
        return gettext(REFUSALS[refusal]) if refusal else ""
    return gettext(REFUSALS[refusal]) % {"day": day_words(erased_at.astimezone(CHINA).date(), now=now())}


def number_under(source: str, key: str) -> str:
    """The number that was given under a key; "" where none was."""
    kept = kept_under(source, key)
    return str(kept.answer["number"]) if kept else ""


def kept_under(source: str, key: str) -> Kept | None:
    """What was answered under a key of this source."""
    with entering("receive", source=source):
        return find_kept(source, key)


def slip_of(county: str, matter_id: UUID, reasons: tuple[str, ...]) -> Slip:
    """Read as the holder of the code reads it."""
    with entering("tracking", matter=matter_id):
        status = public_status(county, matter_id)
    return Slip(status, reverse("portal:track", args=[spaced(status.tracking_code)]), reasons)
