"""What a party takes away: the papers that are the parties' too, sealed where they are."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from heyi.documents.access import open_document
from heyi.documents.codes import PAPER_WORDS
from heyi.evidence.operations import CannotOpen
from heyi.kernel.clock import now
from heyi.mediation.access import PartyPage
from heyi.mediation.access.papers import PaperLine, paper_lines
from heyi.portal.mediation.door import Visitor, by_link
from heyi.web.scope import scope
from heyi.web.uploads import file_response


def own_papers(visitor: Visitor, page: PartyPage) -> tuple[PaperLine, ...]:
    """The papers that the house opens to the parties; what waits for a signature by hand is handed over by hand."""
    with scope("party", matter=visitor.door.matter_id):
        found = paper_lines(page.mediation)
    return tuple(line for line in found if not line.is_gone and not line.paper.is_to_sign)


@require_safe
@by_link
def paper(_request: HttpRequest, visitor: Visitor, document: UUID) -> HttpResponseBase:
    """One paper as a file."""
    page = visitor.page(now())
    found = next((line for line in own_papers(visitor, page) if line.paper.document == document), None)
    if found is None:
        raise Http404
    try:
        opened = open_document(document, sealed=found.is_sealed)
    except (LookupError, CannotOpen) as gone:
        raise Http404 from gone
    return file_response(opened, f"{PAPER_WORDS[found.face.kind]}.pdf")
