"""The short visit of somebody who holds a telephone: one signed cookie of its own, apart from every sign-in."""

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from heyi.accounts.operations import CODE_LASTS, VISIT_LASTS, Visit, find_visit

COOKIE = "heyi_mine"
_SALT = "heyi.portal.mine"
_PATH = "/mine/"


def token_of(request: HttpRequest) -> str:
    """What this browser keeps of a code or a visit; empty where it keeps nothing that we signed."""
    try:
        token = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=VISIT_LASTS + CODE_LASTS)
    except signing.BadSignature:
        return ""
    return token if isinstance(token, str) else ""


def visit_of(request: HttpRequest, *, at: datetime) -> Visit | None:
    """The open visit of this browser."""
    token = token_of(request)
    return find_visit(token, at=at) if token else None


def keep(response: HttpResponse, token: str) -> None:
    """Let the browser keep a token: for these pages alone, out of any script's reach, gone with the visit."""
    response.set_cookie(
        COOKIE,
        signing.dumps(token, salt=_SALT),
        max_age=int(VISIT_LASTS.total_seconds()),
        path=_PATH,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def drop(response: HttpResponse) -> None:
    """Nothing stays behind in the browser."""
    response.delete_cookie(COOKIE, path=_PATH, samesite="Lax")
