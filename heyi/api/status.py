"""GET /api/v1/reports/{tracking_code}: the public status; the code itself is the key to it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext, override

from heyi.api.door import door
from heyi.api.problems import Problem, language_of, written
from heyi.journeys.telling import status_document
from heyi.matters.access import public_status
from heyi.web.scope import scope
from heyi.web.waiting import find_by_code


def show_status(request: HttpRequest, tracking_code: str) -> HttpResponse:
    """200 with who has it, until when, why and what comes next; 404 for a code that none has, 429."""
    found = find_by_code(request, tracking_code)
    if found is None:
        raise Problem("NOT_FOUND")
    county, matter_id = found
    with scope("tracking", matter=matter_id):
        status = public_status(county, matter_id)
    language = language_of(request)
    with override(language):
        body = written(status_document(status, gettext))
    response = HttpResponse(body, content_type="application/json")
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    return response


view = door(GET=show_status)
