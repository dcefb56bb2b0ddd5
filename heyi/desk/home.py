"""The desk's first page: each to the list that is theirs."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from heyi.accounts.access import saved_views
from heyi.accounts.codes import Role
from heyi.accounts.rules import Standing
from heyi.desk.doors import DeskRequest, signed_in
from heyi.web.language import remember_language


@require_safe
@signed_in
def home(request: DeskRequest) -> HttpResponse:
    """To the work list, or to an administrator's own; who holds no appointment is told so."""
    place = _place_of(request.standing)
    if place == "desk:work_list":
        place = reverse(place) + _first_view(request.standing)
    response = redirect(place) if place else render(request, "desk/nowhere.html")
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        remember_language(response, request.standing.language)
    return response


def _first_view(standing: Standing) -> str:
    """The list that this person wants to begin with, if one is kept so."""
    return next((f"?{view.query}" for view in saved_views(standing.person_id) if view.is_first), "")


_PLACE_OF_ONE = {Role.GRID_WORKER: "desk:grid", Role.RULES_OFFICER: "desk:rules"}
"""Where those begin who have this one role and no other."""


def _place_of(standing: Standing) -> str:
    if standing.units and not standing.is_administrator:
        own = {Role(role) for role, _unit in standing.roles}
        return _PLACE_OF_ONE.get(own.pop(), "desk:work_list") if len(own) == 1 else "desk:work_list"
    places = {
        Role.SYSTEM_ADMINISTRATOR: "desk:units",
        Role.SECURITY_ADMINISTRATOR: "desk:appointments",
        Role.AUDIT_ADMINISTRATOR: "desk:journal",
    }
    return next((place for role, place in places.items() if standing.holds(role)), "")
