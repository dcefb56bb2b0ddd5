"""Telling 12345 of every change of an order that it handed over."""

from collections.abc import Callable
from datetime import datetime

from heyi.adapters.hotline12345.mapping import change_of
from heyi.adapters.hotline12345.transferring import MESSAGES
from heyi.adapters.partner.courier import SignedCourier
from heyi.adapters.partner.posting import SECONDS
from heyi.kernel.clock import now


class Hotline12345Courier(SignedCourier):
    """Carries to destinations "hotline12345:<id>"."""

    def __init__(self, *, seconds: float = SECONDS, clock: Callable[[], datetime] = now) -> None:
        super().__init__(change_of, MESSAGES, seconds=seconds, clock=clock)
