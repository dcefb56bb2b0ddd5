"""Telling a plain partner by HTTP: one signed POST to the address it gave, with the public status as it is."""

from collections.abc import Callable
from datetime import datetime

from heyi.adapters.partner.posting import SECONDS, Post
from heyi.adapters.partner.signing import signature
from heyi.intake.access import find_callback
from heyi.journal.ports import Undeliverable
from heyi.kernel.clock import now


class CallbackCourier:
    """Carries to destinations "partner:<id>". Where to and by which secret is looked up for every attempt."""

    def __init__(self, *, seconds: float = SECONDS, clock: Callable[[], datetime] = now) -> None:
        self._post = Post(seconds)
        self._clock = clock

    def deliver(self, destination: str, what: str, body: str, *, key: str) -> None:
        """Returns once the partner has answered 2xx."""
        callback = find_callback(destination)
        if callback is None:
            raise Undeliverable("该协作系统已停用，或没有回调地址。")
        sent = body.encode()
        timestamp = str(int(self._clock().timestamp()))
        headers = {
            "Idempotency-Key": key,
            "X-Heyi-Event": what,
            "X-Heyi-Timestamp": timestamp,
            "X-Heyi-Signature": signature(callback.secret, timestamp, sent),
        }
        self._post.send(callback.address, sent, headers)
