"""What a browser may do with our pages: nothing from elsewhere, nothing inline, nothing kept that is personal."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from heyi.web.living import live_origin

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_DESK = "/desk/"
_PERSONAL = ("/desk/", "/t/", "/mine/", "/report/", "/first/", "/accounts/", "/m/")


class HeadersMiddleware:
    """Sets the content policy on every page, and keeps personal ones out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _policy(request))
        if request.path.startswith(_PERSONAL):
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers["Referrer-Policy"] = "same-origin"  # a code in an address goes nowhere else
        return response


def _policy(request: HttpRequest) -> str:
    """A page of the desk may also listen where the live process is."""
    origin = live_origin(request) if request.path.startswith(_DESK) else ""
    return f"{POLICY}; connect-src 'self' {origin}" if origin else POLICY
