"""Every request leaves a line in the log, under a number of its own that the answer carries too."""

import sys
import time
from collections.abc import Callable
from uuid import uuid4

import structlog
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse

_log = structlog.get_logger("heyi.request")
_QUIET = ("/healthz", "/readyz", "/metrics", "/static/")
_FAILED = 500


class ObservingMiddleware:
    """First of all: it sees what every other one answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        number = uuid4().hex
        with structlog.contextvars.bound_contextvars(request=number):
            response = self.get_response(request)
            response.headers["X-Request-Id"] = number
            if response.status_code >= _FAILED or not request.path.startswith(_QUIET):
                _tell(request, response, time.perf_counter() - began)
        return response


def _route(request: HttpRequest | None) -> str:
    found = getattr(request, "resolver_match", None)
    return f"/{found.route}" if found else ""


def tell_failure(request: HttpRequest | None = None, **_known: object) -> None:
    """Write the traceback of what no view expected; Django answers 500."""
    _log.error("failed", route=_route(request), exc_info=sys.exc_info())


got_request_exception.connect(tell_failure)


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    _log.info(
        "request",
        method=request.method,
        route=_route(request),
        status=response.status_code,
        ms=round(seconds * 1000, 1),
    )
