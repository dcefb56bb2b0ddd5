"""POST /api/v1/reports: one report in, its receipt out."""

from django.http import HttpRequest, HttpResponse

from heyi.api.bodies import check_media_type, read_early
from heyi.api.counting import counted, status_of
from heyi.api.door import door, key_of, known
from heyi.api.problems import Problem, written
from heyi.api.receiving import checked_key, json_of, take_inside
from heyi.intake.access import entering_by_key
from heyi.intake.rules import BODY_LIMIT

MEDIA_TYPES = ("application/json",)


def receive_report(request: HttpRequest) -> HttpResponse:
    """201 with the receipt; 200 with the same when this key and body were received before.

    The body is read before the partner enters, so that no slow line holds a transaction open.
    """
    read = read_early(request, limit=BODY_LIMIT)
    with counted() as sender, entering_by_key(key_of(request)) as found:
        sender.partner = partner = known(found)
        check_media_type(request, MEDIA_TYPES)
        key = _key_of(request)
        answer = take_inside(json_of(read()), partner=partner, key=key)
    response = HttpResponse(
        written(answer.receipt), status=status_of(answer), content_type="application/json"
    )
    response["Location"] = f"/api/v1/reports/{answer.receipt['tracking_code']}"
    return response


def _key_of(request: HttpRequest) -> str:
    """The Idempotency-Key; a header comes as Latin-1, and is read as the UTF-8 that its bytes are."""
    header = request.META.get("HTTP_IDEMPOTENCY_KEY")
    try:
        return checked_key(header and header.strip().encode("latin-1").decode())
    except UnicodeError as error:
        raise Problem("KEY_INVALID") from error


view = door(POST=receive_report)
