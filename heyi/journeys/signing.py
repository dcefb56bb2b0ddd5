"""A party confirms its signature by a one-time code that goes to its own telephone."""

from collections.abc import Callable
from datetime import datetime

from heyi.accounts.operations import close_visit, find_visit, make_code, open_visit
from heyi.journeys.own_matters import can_send, text_gateway
from heyi.mediation.access import PartyPage, mark_of_code, own_mobile


def asks_code(page: PartyPage) -> bool:
    """Whether a code can be sent to the party; if not, its link alone confirms, and that is kept with the signature."""
    return page.party.has_mobile and can_send()


def send_signing_code(page: PartyPage, words: Callable[[str], str], *, at: datetime) -> str:
    """Send a code to the party's own telephone; answers the token of the browser's part. Raises NotSent.

    It is good for this party and for the text as it is now: where the text is fixed anew, it signs nothing.
    """
    sent = make_code(_mark(page), at=at)
    text_gateway().send(own_mobile(page), words(sent.digits))
    return sent.token


def confirms(page: PartyPage, token: str, typed: str, *, at: datetime) -> bool:
    """Whether the code is the one that went to this party for this text; used up by that. A wrong try is counted."""
    visit = open_visit(token, typed=typed, at=at)
    if visit is None:
        return False
    found = find_visit(visit, at=at)
    close_visit(visit)
    return found is not None and found.mark == _mark(page)


def _mark(page: PartyPage) -> str:
    return mark_of_code(page.party.id, page.agreement.row.content_hash if page.agreement else "")
