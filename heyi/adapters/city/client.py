"""Carrying what is said to another city: offers and recalls of ours, and the answers to its own."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from heyi.adapters.city.mapping import MESSAGES, answered_of
from heyi.adapters.partner.courier import SignedCourier
from heyi.adapters.partner.posting import SECONDS, Conflict
from heyi.journal.ports import NotDelivered
from heyi.kernel.clock import now
from heyi.matters.transfers import ANSWER


class CityCourier(SignedCourier):
    """Carries to destinations "city:<id>". A city names itself by its division, so that no numbers are exchanged."""

    def __init__(self, *, seconds: float = SECONDS, clock: Callable[[], datetime] = now) -> None:
        sender = f"city:{settings.HEYI_CITY}"
        super().__init__(answered_of, MESSAGES, sender=sender, seconds=seconds, clock=clock)

    def deliver(self, destination: str, what: str, body: str, *, key: str) -> None:
        """Returns once the other city has it.

        Where it says that the transfer does not stand so, its recall is on the way to us: it is tried again, and let
        be when the recall has come.
        """
        try:
            super().deliver(destination, what, body, key=key)
        except Conflict as conflict:
            if what == ANSWER:
                raise NotDelivered(str(conflict)) from conflict
            raise
