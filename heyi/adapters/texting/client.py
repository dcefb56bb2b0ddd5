"""The text gateway of the city by HTTP: one signed POST for each message, to the address that settings give."""

from collections.abc import Callable
from datetime import datetime

import httpx

from heyi.accounts.ports import NotSent
from heyi.adapters.texting.message import Text, body_of, headers_of
from heyi.kernel.clock import now

_NEVER = frozenset({400, 404, 410, 413, 422})  # of this number or these words, however often it is tried
SECONDS = 5.0  # somebody sits before the page and waits


class HttpGateway:
    """Sends to one address. 2xx is taken; whatever else is NotSent. Redirects are not followed, no proxy is used."""

    def __init__(self, address: str, secret: str, *, clock: Callable[[], datetime] = now) -> None:
        self._address = address
        self._secret = secret
        self._clock = clock

    def send(self, phone: str, words: str) -> None:
        """Returns once the gateway has answered 2xx."""
        body = body_of(Text(phone, words))
        headers = headers_of(body, secret=self._secret, at=self._clock())
        try:
            with httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as client:
                answer = client.post(self._address, content=body, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise NotSent(type(error).__name__) from error  # its words may hold the telephone
        if not answer.is_success:
            raise NotSent(f"status {answer.status_code}", is_final=answer.status_code in _NEVER)
