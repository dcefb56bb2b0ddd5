"""One page's stream of events (text/event-stream), and who may open it."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from heyi.kernel.news import Change
from heyi.kernel.passes import BadPass, Pass, read
from heyi.live.hub import Full, Hub, Listener

HEARTBEAT = 20.0
BREATH = 1.0  # seconds between two events of one stream: what happens meanwhile adds up
PATIENCE = 10.0  # seconds for a page to take what it is sent
RETRY_MS = 3000

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Door:
    """By what a page is let in."""

    secret: str
    origin: str  # as people type it, where a proxy stands in front
    clock: Callable[[], float]  # seconds since 1970

    def pass_of(self, query: bytes) -> Pass:
        """The pass that an address carries; raises BadPass."""
        (carried,) = parse_qs(query.decode("ascii", "replace")).get("pass", [""])[:1]
        return read(carried, self.secret, at=self.clock())

    def lets_in(self, origin: str, host: str) -> bool:
        """Whether a page of this origin may listen: ours as people type it, or any port of this very host."""
        if not origin or (self.origin and origin == self.origin):
            return True
        with suppress(ValueError):
            return bool(host) and urlsplit(origin).hostname == urlsplit(f"//{host}").hostname
        return False


async def answer(
    hub: Hub, door: Door, *, query: bytes, headers: Mapping[bytes, bytes], receive: Receive, send: Send
) -> None:
    """Let the page in and tell it what changes until it leaves, its pass is over or it takes nothing any more."""
    origin, host = _text(headers, b"origin"), _text(headers, b"host")
    if not door.lets_in(origin, host):
        await refuse(send, 403, "another origin")
        return
    try:
        listener = hub.enter(door.pass_of(query))
    except BadPass as bad:
        await refuse(send, 401, str(bad), origin)
        return
    except Full:
        await refuse(send, 503, "full", origin)
        return
    leaving = asyncio.ensure_future(_gone(receive, listener))
    try:
        await _begin(send, origin)
        await _tell(listener, door, send)
    finally:
        hub.leave(listener)
        leaving.cancel()


async def refuse(send: Send, status: int, why: str, origin: str = "") -> None:
    """A short answer."""
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"no-store"),
        *_cors(origin),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": why.encode()})


async def _begin(send: Send, origin: str) -> None:
    headers = [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),  # nginx hands on each event at once
        *_cors(origin),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await _send(send, f"retry: {RETRY_MS}\nevent: open\ndata: {{}}\n\n")


async def _tell(listener: Listener, door: Door, send: Send) -> None:
    """Send what there is; nothing but a heartbeat when there is nothing."""
    number = 0
    while not listener.ended:
        left = listener.holds.until - door.clock()
        if left <= 0:
            listener.end("over")
            break
        told = await listener.next(min(HEARTBEAT, left))
        if told:
            number += 1
            await _send(send, _event(number, told))
            await asyncio.sleep(BREATH)
        elif not listener.ended:
            await _send(send, ": \n\n")
    if listener.ended != "gone":
        await _send(send, f"event: end\ndata: {listener.ended}\n\n")
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _event(number: int, told: Mapping[int, Change]) -> str:
    data = {str(unit): [change.count, change.urgent] for unit, change in sorted(told.items())}
    return f"id: {number}\nevent: changed\ndata: {json.dumps(data, separators=(',', ':'))}\n\n"


async def _send(send: Send, words: str) -> None:
    """Raises TimeoutError when the page does not take it: it is dropped, and comes again by itself."""
    message = {"type": "http.response.body", "body": words.encode(), "more_body": True}
    await asyncio.wait_for(send(message), PATIENCE)


async def _gone(receive: Receive, listener: Listener) -> None:
    """Wait until the page has left."""
    while (await receive())["type"] != "http.disconnect":
        continue
    listener.end("gone")


def _cors(origin: str) -> list[tuple[bytes, bytes]]:
    """The page may read the answer; a pass is in its address, so no cookie has to come along."""
    if not origin:
        return []
    return [(b"access-control-allow-origin", origin.encode()), (b"vary", b"Origin")]


def _text(headers: Mapping[bytes, bytes], name: bytes) -> str:
    return headers.get(name, b"").decode("latin-1")
