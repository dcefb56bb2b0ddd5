"""Telling 110 of every change of a matter that it handed over."""

from collections.abc import Callable
from datetime import datetime

from heyi.adapters.partner.courier import SignedCourier
from heyi.adapters.partner.posting import SECONDS
from heyi.adapters.police110.mapping import change_of
from heyi.adapters.police110.transferring import MESSAGES
from heyi.kernel.clock import now


class Police110Courier(SignedCourier):
    """Carries to destinations "police110:<id>"."""

    def __init__(self, *, seconds: float = SECONDS, clock: Callable[[], datetime] = now) -> None:
        super().__init__(change_of, MESSAGES, seconds=seconds, clock=clock)
