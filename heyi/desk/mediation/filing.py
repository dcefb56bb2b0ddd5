"""文书 at the desk: which papers a mediation has, which can be made now, and how they are taken away."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from heyi.desk.doors import DeskRequest, actor_of, works_on_matters
from heyi.desk.mediation.door import Door, door_to
from heyi.documents.access import open_document
from heyi.documents.codes import PAPER_WORDS, PaperKind
from heyi.documents.editable import MEDIA, editable
from heyi.documents.operations import CannotChange
from heyi.documents.rendering import CannotRender
from heyi.evidence.operations import CannotKeep, CannotOpen
from heyi.journal.operations import log_look
from heyi.kernel.clock import CHINA, now
from heyi.kernel.flow import NotAllowed
from heyi.mediation.access import AgreementView, MediationView
from heyi.mediation.access.papers import PaperLine, find_paper, paper_lines
from heyi.mediation.access.proofs import exhibit_lines
from heyi.mediation.operations.lettering import why_unprintable
from heyi.mediation.operations.papers import make_paper, seal_paper, write_paper
from heyi.web.uploads import file_response

_ALWAYS = (PaperKind.APPLICATION, PaperKind.INTAKE_FORM, PaperKind.RIGHTS_NOTICE)
_EDITED = frozenset(
    {PaperKind.AGREEMENT, PaperKind.MEDIATION_RECORD, PaperKind.RIGHTS_NOTICE, PaperKind.ENDING_NOTICE}
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that can be made now: of which session or call, if it is of one; whether it can be had to edit."""

    kind: PaperKind
    about: UUID | None = None
    day: str = ""

    @property
    def words(self) -> str:
        """What it is called."""
        return f"{gettext(PAPER_WORDS[self.kind])}{f'（{self.day}）' if self.day else ''}"

    @property
    def is_edited(self) -> bool:
        """Whether there is a copy to edit."""
        return self.kind in _EDITED


def filing(door: Door) -> dict[str, Any]:
    """What the card of papers shows."""
    lines = paper_lines(door.view.row)
    agreement = door.view.agreement
    waits = agreement is not None and agreement.row.effective_at is not None and agreement.row.paper is None
    hindered = why_unprintable(door.view.row, agreement.row, door.at) if agreement and waits else None
    return {
        "papers": lines,
        "offers": tuple(_offers(door)),
        "paper_waits": waits,
        "paper_hindered": gettext(hindered.sentence) % dict(hindered.params) if hindered else "",
    }


def _offers(door: Door) -> Iterator[Offer]:
    """What there is something to say for."""
    view, agreement = door.view, door.view.agreement
    yield from map(Offer, _ALWAYS)
    yield from _of_evidence(door)
    yield from _of_sessions(door)
    if agreement and agreement.row.state == "FIXED":
        yield Offer(PaperKind.AGREEMENT)
    if agreement and _is_joint(view, agreement):
        yield Offer(PaperKind.CONFIRMATION_REQUEST)
    if agreement and agreement.row.effective_at and agreement.owed:
        yield Offer(PaperKind.PERFORMANCE_RECORD)
    if view.row.state == "ENDED":
        yield Offer(PaperKind.ENDING_NOTICE)
    for call in view.followups:
        yield Offer(PaperKind.FOLLOW_UP_RECORD, call.id, _day(call.at))
    if not view.is_live:
        yield Offer(PaperKind.CLOSING_REPORT)


def _is_joint(view: MediationView, agreement: AgreementView) -> bool:
    """Whether every party has joined in asking a court: before, nobody is an applicant."""
    asked = agreement.confirmation
    return asked is not None and {party.side for party in view.parties} <= set(asked.joined)


def _of_evidence(door: Door) -> Iterator[Offer]:
    """A list for each who brought something; each chat as numbered messages."""
    lines = [line for line in exhibit_lines(door.view.row) if line.view.destroyed_at is None]
    brought = {line.row.side for line in lines}
    if "" in brought:
        yield Offer(PaperKind.EVIDENCE_LIST)
    for party in door.view.parties:
        if party.side in brought:
            yield Offer(PaperKind.EVIDENCE_LIST, party.id, party.side)
    for line in lines:
        if line.row.is_chat:
            yield Offer(PaperKind.CHAT_EXHIBIT, line.row.id, line.view.name)


def _of_sessions(door: Door) -> Iterator[Offer]:
    """A record of each session with all, made by the mediator alone."""
    for each in door.view.sessions if door.view.is_mediator else ():
        if each.state == "HELD" and each.meeting != "SEPARATE":
            yield Offer(PaperKind.MEDIATION_RECORD, each.id, _day(each.starts_at))


def _day(at: Any) -> str:
    return f"{at.astimezone(CHINA):%m-%d}"


@require_POST
@works_on_matters
def make(request: DeskRequest, number: str) -> HttpResponse:
    """制作: the paper is set, kept and listed."""
    door = door_to(request, number, now())
    offer = _asked(door, request.POST.get("paper", ""))
    try:
        make_paper(door.key, offer.kind, taking=door.taking(), about=offer.about)
    except (NotAllowed, CannotRender, CannotChange, CannotKeep) as refused:
        messages.warning(request, _why(refused))
    else:
        messages.success(request, gettext("已制作：%(paper)s") % {"paper": offer.words})
    return redirect("desk:mediation", number)


@require_POST
@works_on_matters
def put_seal(request: DeskRequest, number: str, document: UUID) -> HttpResponse:
    """签章: the unit's seal under a paper of this mediation."""
    door = door_to(request, number, now())
    line = _line(door, document)
    by = actor_of(door.standing, door.view.row.unit_id)
    try:
        seal_paper(door.key, line.paper.document, by=by, at=door.at)
    except (NotAllowed, CannotChange) as refused:
        messages.warning(request, _why(refused))
    else:
        messages.success(
            request, gettext("已签章：%(paper)s") % {"paper": gettext(PAPER_WORDS[line.face.kind])}
        )
    return redirect("desk:mediation", number)


@require_safe
@works_on_matters
def take(request: DeskRequest, number: str, document: UUID) -> HttpResponseBase:
    """The paper itself, with its seal where it has one. Taking it stands in the access log."""
    door = door_to(request, number, now())
    line = _line(door, document)
    by = actor_of(door.standing, door.view.row.unit_id)
    log_look(*door.key, by=by, what="FILE", purpose=door.matter.basis, at=door.at)
    try:
        opened = open_document(line.paper.document, sealed=line.is_sealed)
    except (LookupError, CannotOpen) as gone:
        raise Http404(str(document)) from gone
    return file_response(opened, f"{PAPER_WORDS[line.face.kind]}.pdf")


@require_safe
@works_on_matters
def take_editable(request: DeskRequest, number: str) -> HttpResponse:
    """The same content as .docx, to be worded anew; it bears no mark. Taking it stands in the access log."""
    door = door_to(request, number, now())
    offer = _asked(door, request.GET.get("paper", ""))
    by = actor_of(door.standing, door.view.row.unit_id)
    log_look(*door.key, by=by, what="FILE", purpose=door.matter.basis, at=door.at)
    try:
        written = write_paper(door.key, offer.kind, taking=door.taking(), about=offer.about)
        content = editable(offer.kind, written.content, at=door.at)
    except (NotAllowed, CannotRender) as refused:
        messages.warning(request, _why(refused))
        return redirect("desk:mediation", number)
    response = HttpResponse(content, content_type=MEDIA)
    name = f"{PAPER_WORDS[offer.kind]}.docx"
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    response["Cache-Control"] = "no-store"  # desks are shared: nothing stays in a browser
    return response


def _asked(door: Door, named: str) -> Offer:
    """What was asked for, as "KIND" or "KIND:what it is of", if it is offered now."""
    kind, _, about = named.partition(":")
    for offer in _offers(door):
        if offer.kind == kind and str(offer.about or "") == about:
            return offer
    raise Http404(named)


def _line(door: Door, document: UUID) -> PaperLine:
    found = find_paper(door.view.row, document)
    if found is None or found.is_gone:
        raise Http404(str(document))
    return found


def _why(refused: Exception) -> str:
    """The sentence of a refusal in the reader's language."""
    told: Any = refused.refusal if isinstance(refused, NotAllowed) else refused
    return gettext(told.sentence) % dict(told.params)
