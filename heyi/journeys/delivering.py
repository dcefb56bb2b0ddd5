"""Carrying what the delivery ledger holds: claim, send outside any transaction, mark; one at a time, oldest first."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from heyi.journal.operations import DueDelivery, carry, claim_due, drop, mark, rest, rest_alike
from heyi.journal.ports import Courier, NotDelivered, Undeliverable, Unreachable
from heyi.journeys.answering import is_still_theirs
from heyi.journeys.noticing_words import is_still_meant
from heyi.journeys.transferring import as_it_leaves, told_of
from heyi.matters.access import entering

RUN = timedelta(seconds=45)  # then the worker is free for others; the next minute goes on
_OVER = "送出以前已经收回或了结，不再送达。"
_NOBODY = "收件地址已取消，或收件人已无权得知，不再送达。"


def deliver_due(*, now: Callable[[], datetime]) -> int:
    """Carry what is due until nothing is left or RUN is over; answers how many attempts were made.

    A destination that did not take one delivery is left alone for a while, so that it holds up nobody else.
    """
    attempts, ends_at = 0, now() + RUN
    while now() <= ends_at:
        with entering("worker"):
            claimed = claim_due(at=now(), limit=1)
        if not claimed:
            break
        _carry(claimed[0], now=now)
        attempts += 1
    return attempts


def _carry(delivery: DueDelivery, *, now: Callable[[], datetime]) -> None:
    leaving = as_it_leaves(delivery)
    if leaving is not None and not is_still_theirs(delivery):
        leaving = None
    if leaving is not None and is_still_meant(delivery, at=now()):
        return _settle(delivery, _carried(leaving), at=now())
    with entering("worker"):
        return drop(delivery, _OVER if leaving is None else _NOBODY, at=now())


def _carried(delivery: DueDelivery) -> NotDelivered | None:
    courier = courier_of(delivery.destination)
    if courier is None:
        return Undeliverable(f"没有可送达“{delivery.destination}”的方式。")
    error = carry(delivery, courier)
    return told_of(error, delivery) if error else None


def _settle(delivery: DueDelivery, error: NotDelivered | None, *, at: datetime) -> None:
    with entering("worker"):
        if isinstance(error, Unreachable):
            rest_alike(delivery.destination, at=at)
        elif error and not isinstance(error, Undeliverable):
            rest(delivery.destination, at=at)
        mark(delivery, error, at=at)


def courier_of(destination: str) -> Courier | None:
    """Who carries to destinations of this kind ("partner" of "partner:7"), as config names them."""
    path = settings.HEYI_COURIERS.get(destination.partition(":")[0])
    return _courier(path) if path else None


@cache
def _courier(path: str) -> Courier:
    courier: Courier = import_string(path)()
    return courier
