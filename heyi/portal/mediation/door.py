"""The door of a party: the link is the only key; a wrong, an old and an erased one get one and the same answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from heyi.accounts.codes import Door
from heyi.accounts.operations import find_wait
from heyi.dispatch.operations import Hand
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.kernel.clock import now
from heyi.mediation.access import (
    PartyDoor,
    PartyGone,
    PartyPage,
    find_door,
    mark_of_device,
    party_page,
)
from heyi.mediation.operations import PartyErased, Taking
from heyi.web.addresses import client_address
from heyi.web.devices import device_of, is_of_desk, keep_device
from heyi.web.scope import scope
from heyi.web.waiting import TooMany, let_in, tells_to_wait

_WRONG = 404
_LONGEST = 120  # letters of a code


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who came in by a link: where it leads, in which browser, and whether that is one of the house."""

    code: str
    door: PartyDoor
    device: str
    at_desk: bool

    @property
    def matter(self) -> tuple[str, Any]:
        """The matter's key."""
        return self.door.county, self.door.matter_id

    def page(self, at: datetime) -> PartyPage:
        """What this party sees now; raises PartyGone."""
        with scope("party", matter=self.door.matter_id):
            return party_page(self.door, at=at)

    def taking(self, page: PartyPage, at: datetime) -> Taking:
        """A step in this party's hand."""
        side = page.party.side
        return Taking(Hand(Actor(ActorKind.PARTY, None, side), frozenset()), at, side)

    def mark(self, page: PartyPage) -> str:
        """What is kept of the browser with a consent or a signature."""
        return mark_of_device(page.mediation.id, self.device)


View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """A view of a party's page: told who came, or the one answer for every link that leads nowhere."""

    @wraps(view)
    @tells_to_wait
    def opened(request: HttpRequest, code: str, **named: Any) -> HttpResponseBase:
        found = _found(request, code)
        if found is None:
            return gone(request)
        visitor = Visitor(code, found, device_of(request), is_of_desk(request))
        try:
            response = view(request, visitor, **named)
        except (PartyGone, PartyErased):
            let_in(Door.PARTY_LINK, client_address(request))
            return gone(request)
        return keep_device(response, visitor.device)

    return opened


def _found(request: HttpRequest, code: str) -> PartyDoor | None:
    """Where a link leads; wrong ones are counted by address, and while it has to wait nothing is looked up for it."""
    who = client_address(request)
    if wait := find_wait(Door.PARTY_LINK, who, at=now()):
        raise TooMany(wait)
    found = find_door(code) if len(code) <= _LONGEST else None
    if found is None:
        let_in(Door.PARTY_LINK, who)
    return found


def gone(request: HttpRequest) -> HttpResponse:
    """One answer, whatever is wrong with the link: it never tells whether there is a mediation."""
    return render(request, "portal/mediation/gone.html", status=_WRONG)
