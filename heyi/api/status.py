"""GET /api/v1/reports/{tracking_code}: the public status; the code itself is the key to it."""

from django.http import HttpRequest, HttpResponse

from heyi.api.door import door
from heyi.api.problems import Problem, written
from heyi.kernel.codes import read_tracking_code
from heyi.matters.access import public_status


def show_status(_request: HttpRequest, tracking_code: str) -> HttpResponse:
    """200 with who has it, until when and why; 404 for a code that no matter has."""
    code = read_tracking_code(tracking_code)
    status = public_status(code) if code else None
    if status is None:
        raise Problem("NOT_FOUND")
    response = HttpResponse(written(status), content_type="application/json")
    response["Cache-Control"] = "no-store"
    return response


view = door(GET=show_status)
