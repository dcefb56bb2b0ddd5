"""Pages that stop: what would be answered bare gets the house's page, and a failure of ours a number to quote.

The number is the beginning of the request's own in the log; the page tells nothing else of what went wrong.
"""

from collections.abc import Callable

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from heyi.kernel.clock import now
from heyi.web.appearance import face, is_at_desk

_NOT_UNDERSTOOD, _NO_SUCH_METHOD, _TOO_BIG, _FAILED = 400, 405, 413, 500
_SAID = 8  # letters of the number: enough to find it in the log, few enough to say them on the telephone
_MACHINES = ("/api/",)


class StoppingMiddleware:
    """An address that only takes a form, opened like a page, says so instead of staying white."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != _NO_SUCH_METHOD or request.path.startswith(_MACHINES) or response.content:
            return response
        page = render(request, "405.html", status=_NO_SUCH_METHOD)
        page["Allow"] = response["Allow"]
        return page


def misread(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; 413 where a request brought more than one may."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return render(request, "413.html", status=_TOO_BIG)
    return render(request, "400.html", status=_NOT_UNDERSTOOD)


def failed(request: HttpRequest) -> HttpResponse:
    """500, from cookies alone: whatever broke, nothing is asked of the database for this page."""
    number = str(structlog.contextvars.get_contextvars().get("request", ""))
    context = {
        **face(request),
        "LANGUAGE_CODE": get_language(),
        "at": now(),
        "number": number[:_SAID],
        "at_desk": is_at_desk(request),
        "typed": _typed(request),
        "again": request.get_full_path() if request.method in ("GET", "HEAD") else "",
    }
    return HttpResponse(render_to_string("500.html", context), status=_FAILED)


def _typed(request: HttpRequest) -> str:
    """The words of a form that failed, to be copied; "" where it was not even read."""
    try:
        return request.POST.get("text", "")
    except Exception:  # noqa: BLE001  # whatever broke once may break again; the page must not
        return ""
