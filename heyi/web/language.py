"""The language of a page: what was chosen here before; else Chinese, whatever the browser says."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

YEAR = 365 * 24 * 3600


def chosen_language(request: HttpRequest) -> str:
    """The language of the cookie where it is one of ours; Chinese first."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the choice for a year."""
    keep(response, settings.LANGUAGE_COOKIE_NAME, language)


def keep(response: HttpResponse, name: str, value: str) -> None:
    """Keep a choice about how pages look, for a year."""
    response.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="Lax")


class LanguageMiddleware:
    """Speaks the chosen language for the length of a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(chosen_language(request)):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            response = self.get_response(request)
        patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response
