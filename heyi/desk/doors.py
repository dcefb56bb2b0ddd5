"""Who may come in where: one door for people who work on matters, one for each administrator."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from heyi.accounts.rules import Standing
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor


class DeskRequest(HttpRequest):
    """A request of a signed-in person, with the appointments in force (set by heyi.web.scope)."""

    standing: Standing


View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Anybody who signed in, with or without an appointment."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs) if hasattr(request, "standing") else _to_sign_in(request)

    return guarded


def works_on_matters(view: View) -> View:
    """People appointed to a unit; administrators read no matter."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.standing.units or request.standing.is_administrator:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return signed_in(guarded)


def in_its_own_scopes(view: View) -> View:
    """A view that runs many transactions and opens the scope of each itself; outside them it sees no matter."""
    view.names_its_scopes = True  # type: ignore[attr-defined]  # read by heyi.web.scope
    return view


def administers(*roles: str) -> Callable[[View], View]:
    """Only who holds one of these administrators' roles."""

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(request.standing.holds(role) for role in roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return signed_in(guarded)

    return door


def actor_of(standing: Standing, unit_id: int | None = None) -> Actor:
    """The person as the journal names an actor, in the name of a unit where it matters."""
    return Actor(ActorKind.PERSON, standing.person_id, standing.name, unit_id)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page and back; a part of a page that was asked for leads the whole page there.

    Both lead back to the same address, which shows the whole page where a part was asked for.
    """
    sign_in = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = sign_in
        return response
    if request.method == "POST":
        messages.warning(
            request,
            _(
                "登录已过期，刚才这一步没有做。请重新登录，会回到原来的页面；请看看写的内容是否还在，再做一次。"
            ),
        )
    return redirect(sign_in)
