"""Where a page listens for changes, and the pass that lets it in."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from heyi.accounts.rules import Standing
from heyi.kernel.passes import SECONDS, Pass, written

STREAM = "/live/stream"


def live_origin(request: HttpRequest) -> str:
    """The live process as this browser reaches it; empty where there is none.

    As it was named; behind a proxy under the same name as the web; else on its own port of the same host.
    """
    named = settings.HEYI_LIVE_ORIGIN or settings.HEYI_ORIGIN
    if named or not settings.HEYI_LIVE_PORT:
        return str(named)
    host, _port = split_domain_port(request.get_host())
    return f"{request.scheme}://{host}:{settings.HEYI_LIVE_PORT}"


def live_address(request: HttpRequest) -> str:
    """Where the stream is; empty where there is none."""
    origin = live_origin(request)
    return f"{origin}{STREAM}" if origin else ""


def live_pass(standing: Standing, *, at: datetime) -> str:
    """A pass for the units of this person, for a quarter of an hour."""
    given = Pass(standing.person_id, standing.units, at.timestamp() + SECONDS)
    return written(given, settings.SECRET_KEY)
