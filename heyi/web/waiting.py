"""Who comes too often is told until when to wait: by a page, or (at the API) by a problem."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from heyi.accounts.codes import DOOR_WORDS, Door
from heyi.accounts.operations import count_attempt, find_wait
from heyi.accounts.rules import Wait
from heyi.kernel.clock import now
from heyi.matters.access import find_tracked
from heyi.web.addresses import client_address
from heyi.web.scope import scope

TOO_MANY = 429


class TooMany(Exception):
    """The door is shut for this one until an instant."""

    def __init__(self, wait: Wait) -> None:
        super().__init__(wait.door.value)
        self.wait = wait


def too_many(request: HttpRequest, wait: Wait) -> HttpResponse:
    """429 in the house's style, with Retry-After; the same whether what was asked for is there or not."""
    context = {"wait": wait, "door": DOOR_WORDS[wait.door]}
    response = render(request, "429.html", context, status=TOO_MANY)
    response["Retry-After"] = str(wait.seconds(now()))
    response["Cache-Control"] = "no-store"
    return response


def tells_to_wait(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose TooMany becomes the page that says so."""

    @wraps(view)
    def watched(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except TooMany as shut:
            return too_many(request, shut.wait)

    return watched


def let_in(door: Door, who: str) -> None:
    """Count an attempt; raises TooMany past the allowance."""
    if wait := count_attempt(door, who, at=now()):
        raise TooMany(wait)


def find_by_code(request: HttpRequest, typed: str) -> tuple[str, UUID] | None:
    """The matter of a tracking code; wrong ones are counted by address, and raise TooMany past the allowance.

    While an address has to wait, nothing is looked up for it: a right code and a wrong one get the same answer in
    the same time. A code that cannot be one at all costs its sender as much as one that could be.
    """
    who = client_address(request)
    if wait := find_wait(Door.TRACKING, who, at=now()):
        raise TooMany(wait)
    with scope("tracking"):
        found = find_tracked(typed)
    if found is None:
        let_in(Door.TRACKING, who)
    return found
