"""The process that keeps pages alive: ASGI, no ORM, one connection to the database, any number of open streams.

It knows no matter and no row. It says "your unit's list has changed"; the page asks for its rows at the desk, under
the walls that stand there.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from heyi.live.hearing import Ear
from heyi.live.hub import Hub
from heyi.live.stream import Door, Receive, Send, answer, refuse

STREAM = "/live/stream"
HEALTH = "/live/healthz"


class Live:
    """The application. `address` is the database's, as the server's role."""

    def __init__(
        self, address: str, secret: str, *, origin: str = "", clock: Callable[[], float] = time.time
    ) -> None:
        self.hub = Hub()
        self.door = Door(secret, origin, clock)
        self.ear = Ear(address, hear=self.hub.spread, heard_again=self.hub.spread_doubt, say=_say)
        self._listening: asyncio.Task[None] | None = None

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._listening = asyncio.ensure_future(self.ear.listen())
                await send({"type": "lifespan.startup.complete"})
            else:
                await self._stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _stop(self) -> None:
        self.hub.end_all("stop")
        if self._listening is not None:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def _answer(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["path"] == HEALTH:
            await refuse(send, 200 if self.ear.is_open else 503, json.dumps(self._standing()))
        elif scope["path"] != STREAM or scope["method"] != "GET":
            await refuse(send, 404, "")
        else:
            headers = dict(scope["headers"])
            with suppress(TimeoutError):  # a page that takes nothing is dropped, and comes again by itself
                await answer(
                    self.hub,
                    self.door,
                    query=scope["query_string"],
                    headers=headers,
                    receive=receive,
                    send=send,
                )

    def _standing(self) -> dict[str, object]:
        return {"database": self.ear.is_open, "streams": len(self.hub)}


def _say(words: str) -> None:
    sys.stdout.write(json.dumps({"event": words, "logger": "heyi.live"}) + "\n")
    sys.stdout.flush()
