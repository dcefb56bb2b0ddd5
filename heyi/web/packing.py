"""Pages and sheets travel packed: a third of the bytes on a slow telephone. What is packed already is left alone."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_WORTH_IT = ("text/", "application/javascript", "application/json", "image/svg+xml")
_LEFT_ALONE = ("/api/", "/metrics", "/healthz", "/readyz")  # machines beside us count milliseconds, not bytes


class PackingMiddleware(GZipMiddleware):
    """Django's own, which pads against guessing by length (BREACH), for what people look at."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The response, packed where its reader takes that and it is worth it."""
        kind = response.headers.get("Content-Type", "")
        if request.path.startswith(_LEFT_ALONE) or not kind.startswith(_WORTH_IT):
            return response
        return super().process_response(request, response)
