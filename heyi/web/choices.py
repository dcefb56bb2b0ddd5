"""The three choices of every reader, each one small form in the bar: language, theme, text size."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from heyi.accounts.operations import choose_language
from heyi.web.appearance import SIZE_COOKIE, THEME_COOKIE
from heyi.web.language import keep, remember_language


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read on in another language; who is signed in finds it again on every machine."""
    wanted = request.POST.get("to", "")
    response = HttpResponseRedirect(_way_back(request))
    if wanted in dict(settings.LANGUAGES):
        remember_language(response, wanted)
        if request.user.is_authenticated:
            choose_language(request.user.pk, language=wanted)
    return response


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Light, dark or the system's; normal or large text."""
    response = HttpResponseRedirect(_way_back(request))
    for field, cookie in (("theme", THEME_COOKIE), ("size", SIZE_COOKIE)):
        if field in request.POST:
            keep(response, cookie, request.POST[field][:10])
    return response


def _way_back(request: HttpRequest) -> str:
    """The page that the choice was made on, if it is one of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "/"
