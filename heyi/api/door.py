"""What every endpoint shares: methods, signing in, refusals as problem+json."""

import re
from collections.abc import Callable

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from heyi.api.bodies import drain
from heyi.api.problems import Problem, refuse
from heyi.intake.access import PartnerFact, find_partner_by_key
from heyi.journeys.frame import NotReady
from heyi.kernel.clock import now
from heyi.web.waiting import TooMany

Handler = Callable[..., HttpResponseBase]
_BEARER = re.compile(r"bearer +(\S{1,200})", re.IGNORECASE)
_log = structlog.get_logger(__name__)


def door(**handlers: Handler) -> Handler:
    """A view of these methods, `door(POST=receive_report)`; whatever goes wrong becomes problem+json."""
    allowed = ", ".join(sorted({*handlers, *(("HEAD",) if "GET" in handlers else ())}))

    @csrf_exempt  # a key in a header is no cookie: nothing rides along unasked
    def view(request: HttpRequest, **named: str) -> HttpResponseBase:
        try:
            return handlers.get("GET" if request.method == "HEAD" else str(request.method), closed)(
                request, **named
            )
        except Exception as error:  # noqa: BLE001  # the log holds it; the client gets a sentence
            drain(request)
            return refuse(problem_of(error), request)

    def closed(_request: HttpRequest, **_named: str) -> HttpResponseBase:
        raise Problem("METHOD_NOT_ALLOWED", headers={"Allow": allowed})

    return view


def problem_of(error: Exception) -> Problem:
    """The refusal that an exception means to the client; what is no refusal is logged."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, TooMany):
        return Problem("TOO_MANY", headers={"Retry-After": str(error.wait.seconds(now()))})
    _log.error("api.failed", exc_info=error)
    if isinstance(error, OperationalError | InterfaceError | NotReady):
        return Problem("UNAVAILABLE", headers={"Retry-After": "2"})
    return Problem("INTERNAL")


def partner_of(request: HttpRequest) -> PartnerFact:
    """Who signed in with a key. One statement."""
    return known(find_partner_by_key(key_of(request)))


def key_of(request: HttpRequest) -> str:
    """The key that the request signs in with; Problem 401 without one."""
    bearer = _BEARER.fullmatch(request.META.get("HTTP_AUTHORIZATION", "").strip())
    if bearer is None:
        raise _stranger()
    return bearer[1]


def known(partner: PartnerFact | None) -> PartnerFact:
    """The partner, or Problem 401 where the key was nobody's."""
    if partner is None:
        raise _stranger()
    return partner


def _stranger() -> Problem:
    return Problem("NOT_SIGNED_IN", headers={"WWW-Authenticate": 'Bearer realm="heyi"'})
