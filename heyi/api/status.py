"""GET /api/v1/reports/{tracking_code}: the public status; the code itself is the key to it."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, override

from heyi.api.door import door
from heyi.api.problems import Problem, language_of, written
from heyi.kernel.clock import CHINA
from heyi.matters.access import PublicStatus, find_tracked, public_status
from heyi.web.scope import scope


def show_status(request: HttpRequest, tracking_code: str) -> HttpResponse:
    """200 with who has it, until when, why and what comes next; 404 for a code that no matter has."""
    found = find_tracked(tracking_code)
    if found is None:
        raise Problem("NOT_FOUND")
    county, matter_id = found
    with scope("tracking", matter=matter_id):
        status = public_status(county, matter_id)
    language = language_of(request)
    with override(language):
        body = written(_document(status))
    response = HttpResponse(body, content_type="application/json")
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    return response


def _document(status: PublicStatus) -> dict[str, Any]:
    return {
        "number": status.number,
        "tracking_code": status.tracking_code,
        "kind": status.kind,
        "state": status.state,
        "unit": status.unit,
        "received_at": _iso(status.received_at),
        "due_at": _iso(status.due_at),
        "answer_due_at": _iso(status.answer_due_at),
        "answered_at": _iso(status.answered_at),
        "contested_at": _iso(status.contested_at),
        "closed_at": _iso(status.closed_at),
        "sentence": {
            "unit": status.sentence.unit,
            "state": gettext(status.sentence.state_words),
            "due_at": _iso(status.sentence.due_at),
            "why": gettext(status.sentence.why) if status.sentence.why else "",
            "next": gettext(status.sentence.next_words),
        },
        "answers": [{"what": note.what, "text": note.text, "at": _iso(note.at)} for note in status.notes],
    }


def _iso(at: datetime | None) -> str | None:
    return at.astimezone(CHINA).isoformat(timespec="seconds") if at else None


view = door(GET=show_status)
