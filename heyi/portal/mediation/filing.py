"""What a party takes away and what it hands in: papers that are the parties' too, and evidence of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heyi.accounts.codes import Door
from heyi.documents.access import open_document
from heyi.documents.codes import PAPER_WORDS
from heyi.evidence.codes import Capture, FileForm, Original
from heyi.evidence.operations import CannotOpen, Kept, open_file
from heyi.evidence.ports import BytesMissing
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.mediation.access import PartyPage
from heyi.mediation.access.papers import PaperLine, paper_lines
from heyi.mediation.access.proofs import ExhibitLine, exhibits_for, find_exhibit
from heyi.mediation.operations.exhibits import hand_in as ops_hand_in
from heyi.mediation.operations.exhibits import note_look
from heyi.portal.mediation.acting import FOREIGN, TAKEN, UNFIT, back, take
from heyi.portal.mediation.door import Visitor, by_link
from heyi.portal.mediation.page import context_of
from heyi.web.exhibit_form import ExhibitForm
from heyi.web.scope import scope
from heyi.web.uploads import file_response
from heyi.web.waiting import let_in


@dataclass(frozen=True, slots=True)
class Belongings:
    """What a party may take: papers that the house opens to parties, what it handed in, what was opened to all.

    What waits for a signature by hand is handed over by hand.
    """

    papers: tuple[PaperLine, ...]
    exhibits: tuple[ExhibitLine, ...]


def belongings(visitor: Visitor, page: PartyPage) -> Belongings:
    """All of it, in one scope."""
    with scope("party", matter=visitor.door.matter_id):
        papers, exhibits = paper_lines(page.mediation), exhibits_for(page.mediation, page.party.side)
    return Belongings(
        tuple(line for line in papers if not line.is_gone and not line.paper.is_to_sign),
        tuple(line for line in exhibits if line.view.destroyed_at is None),
    )


@require_safe
@by_link
def paper(_request: HttpRequest, visitor: Visitor, document: UUID) -> HttpResponseBase:
    """One paper as a file."""
    page = visitor.page(now())
    found = next((line for line in belongings(visitor, page).papers if line.paper.document == document), None)
    if found is None:
        raise Http404
    try:
        opened = open_document(document, sealed=found.is_sealed)
    except (LookupError, CannotOpen) as gone:
        raise Http404 from gone
    return file_response(opened, f"{PAPER_WORDS[found.face.kind]}.pdf")


class OwnExhibitForm(ExhibitForm):
    """Evidence from a party's own device."""

    ways = (
        Capture.OWN_DEVICE,
        Capture.CHAT_SCREENSHOT,
        Capture.CHAT_EXPORT,
        Capture.WEB_PAGE,
        Capture.RECORDING,
        Capture.OTHER,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["original"]  # nobody of the house has looked at one

    def given(self, kept: Kept) -> dict[str, Any]:
        self.cleaned_data["original"] = Original.BORN_DIGITAL
        return super().given(kept)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def hand_in(request: HttpRequest, visitor: Visitor) -> HttpResponseBase:
    """Hand evidence in: from a device that is not of the house."""
    page = visitor.page(now())
    if request.method != "POST":
        return _ask(request, visitor, page, OwnExhibitForm())
    form = OwnExhibitForm(request.POST, request.FILES)
    if visitor.at_desk:
        return _ask(request, visitor, page, form, status=FOREIGN)
    kept = _kept(visitor, form) if form.is_valid() else []
    if form.errors:
        return _ask(request, visitor, page, form, status=UNFIT)

    def give(_visitor: Visitor, page: PartyPage, _form: Any, at: datetime) -> object:
        taking = visitor.taking(page, at)
        return [ops_hand_in(visitor.matter, taking=taking, **form.given(each)) for each in kept]

    if not take(visitor, page, form, give, at=now()):
        return _ask(request, visitor, visitor.page(now()), form, status=TAKEN)
    messages.success(request, _("已经收到您的证据。对方现在看不到，调解员公开以后才看得到。"))
    return back(visitor)


def _kept(visitor: Visitor, form: OwnExhibitForm) -> list[Kept]:
    let_in(Door.FILES, str(visitor.door.party_id))
    return form.kept(at=now())


def _ask(
    request: HttpRequest, visitor: Visitor, page: PartyPage, form: OwnExhibitForm, *, status: int = 200
) -> HttpResponseBase:
    context = context_of(visitor, page, at=now())
    context |= {"form": form, "is_open": "hand_in" in context["may"]}
    return render(request, "portal/mediation/steps/hand_in.html", context, status=status)


@require_safe
@by_link
def exhibit(_request: HttpRequest, visitor: Visitor, exhibit: UUID) -> HttpResponseBase:
    """One exhibit: as it came for who handed it in, of another's picture the copy; its chain says who opened which."""
    page = visitor.page(now())
    line = find_exhibit(belongings(visitor, page).exhibits, exhibit)
    if line is None:
        raise Http404
    form = line.form_for(page.party.side)
    why = _("当事人在自己的页面查看副本") if form is FileForm.SHOWN else _("当事人在自己的页面查看")
    try:
        opened = open_file(line.view.file_id, form)
        with scope("party", matter=visitor.door.matter_id):
            note_look(line.row.exhibit, taking=visitor.taking(page, now()), why=why)
    except (CannotOpen, BytesMissing, NotAllowed) as gone:
        raise Http404 from gone
    return file_response(opened, line.view.name)
