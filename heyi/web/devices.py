"""Whose browser it is: one that the house works with, or a party's own. No more than that is asked of it.

A party says itself that it agrees, and signs, on a device that is not the mediator's. Two cookies tell the pages of
parties, and are sent to no other page: one that every page of the desk leaves behind, for a year; and one at random, by
which two parties that answer in the same browser are seen. Neither leads from one mediation to another: of the second
only a mark under a secret is kept, made anew for each.
"""

import secrets
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)
PARTIES = "/m/"
DESK_COOKIE = "heyi_desk"
DEVICE_COOKIE = "heyi_device"
_YEAR = 365 * 24 * 3600
_HALF_A_YEAR = _YEAR // 2
_OCTETS = 16
_MOST = 40  # letters


def mark_desk(response: R) -> R:
    """This browser is used for the house's work."""
    return _keep(response, DESK_COOKIE, "1", _YEAR)


def is_of_desk(request: HttpRequest) -> bool:
    """Whether somebody of the house is signed in here, or has been."""
    return request.user.is_authenticated or bool(request.COOKIES.get(DESK_COOKIE))


def device_of(request: HttpRequest) -> str:
    """What this browser was given at its first page; "" at the first, and where it keeps nothing."""
    return request.COOKIES.get(DEVICE_COOKIE, "")[:_MOST]


def keep_device(response: R, device: str) -> R:
    """Give the browser something at random, or let it keep what it has."""
    return _keep(response, DEVICE_COOKIE, device or secrets.token_urlsafe(_OCTETS), _HALF_A_YEAR)


def _keep(response: R, name: str, value: str, age: int) -> R:
    response.set_cookie(
        name,
        value,
        max_age=age,
        path=PARTIES,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
