"""The receipt by text to the reporter's mobile number: one press sends, and the page says what became of it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from heyi.accounts.codes import Door
from heyi.desk.doors import DeskRequest, actor_of
from heyi.desk.intake.door import source_of, takes_reports
from heyi.desk.intake.receipts import kept_under, reprinted, texting_of, why_not
from heyi.journal.events import Actor
from heyi.journal.operations import CannotResend
from heyi.journeys.texting import CannotText, TextedTooOften, text_receipt
from heyi.kernel.clock import now
from heyi.matters.access import entering, is_shut_out
from heyi.web.addresses import address_to_send
from heyi.web.waiting import TooMany, let_in, tells_to_wait

_Key = tuple[str, UUID]


@require_http_methods(["GET", "HEAD", "POST"])
@takes_reports
@tells_to_wait
def text(request: DeskRequest, key: UUID, unit: int) -> HttpResponse:
    """Of what was sent under this key; of a report about the own unit as well, which shows only that it left."""
    kept = kept_under(source_of(unit), str(key))
    if kept is None:
        raise Http404(str(key))
    matter = (kept.county, kept.matter_id)
    here, back = reverse("desk:take_text", args=[key]), reverse("desk:take_receipt", args=[key])
    return texting(request, matter, actor_of(request.standing, unit), here=here, back=back)


@require_http_methods(["GET", "HEAD", "POST"])
@takes_reports
@tells_to_wait
def slip_text(request: DeskRequest, number: str, unit: int) -> HttpResponse:  # noqa: ARG001  # the door's
    """Of a matter that one's unit has or helps with."""
    matter, by, _basis = reprinted(request, number)
    here, back = reverse("desk:take_slip_text", args=[number]), reverse("desk:take_slip", args=[number])
    return texting(request, matter, by, here=here, back=back)


def texting(request: DeskRequest, matter: _Key, by: Actor, *, here: str, back: str) -> HttpResponse:
    """GET is the part that says how it stands; POST sends and goes back to the receipt."""
    if request.method != "POST":
        return render(request, "desk/take/texting.html", {**texting_of(matter, here=here), "back": back})
    let_in(Door.RECEIPT_BY_PERSON, str(request.standing.person_id))
    if refused := _sent(request, matter, by):
        messages.error(request, refused)
    return redirect(back)


def _sent(request: DeskRequest, matter: _Key, by: Actor) -> str:
    """Asked for, as the holder of the code may; "" or the sentence that says why not. Raises TooMany."""
    follow_up = address_to_send(request, reverse("portal:find"))
    try:
        with entering("tracking", matter=matter[1]):
            text_receipt(matter, follow_up=follow_up, by=by, at=now())
    except TextedTooOften as often:
        raise TooMany(often.wait) from often
    except CannotText as cannot:
        return why_not(cannot.code, cannot.erased_at, hides=is_shut_out(*matter))
    except CannotResend:
        return ""  # it has arrived meanwhile
    return ""
