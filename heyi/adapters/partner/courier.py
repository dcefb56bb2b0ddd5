"""Carrying a change to a partner that speaks in words of its own: translate, sign, send."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from heyi.adapters.partner.posting import SECONDS, Post
from heyi.adapters.partner.signing import SENDER, Envelope
from heyi.intake.access import find_callback
from heyi.journal.ports import Undeliverable
from heyi.kernel.clock import now

News = Mapping[str, Any]
Translation = Callable[[News], Mapping[str, object]]


class SignedCourier:
    """Carries to destinations of one kind. Where to and by which secret is looked up for every attempt.

    `translate` makes of a change, as `journeys.telling` wrote it, the partner's own document, `messages` of what has a
    name of its own in the envelope; they are pure, so that every attempt sends the same.
    """

    def __init__(
        self,
        translate: Translation,
        messages: Mapping[str, Translation],
        *,
        sender: str = SENDER,
        seconds: float = SECONDS,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._translate = translate
        self._messages = messages
        self._sender = sender
        self._post = Post(seconds)
        self._clock = clock

    def deliver(self, destination: str, what: str, body: str, *, key: str) -> None:
        """Returns once the partner has answered 2xx."""
        callback = find_callback(destination)
        if callback is None:
            raise Undeliverable("该协作系统已停用，或没有回调地址。")
        translate = self._messages.get(what, self._translate)
        sent = json.dumps(translate(json.loads(body)), ensure_ascii=False).encode()
        envelope = Envelope.now(self._sender, path_of(callback.address), what, key, at=self._clock())
        self._post.send(callback.address, sent, envelope.headers(callback.secret, sent))


def path_of(address: str) -> str:
    """What is signed of an address: its path with its query."""
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
