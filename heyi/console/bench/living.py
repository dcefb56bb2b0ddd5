"""People on work lists that live: streams, and lists asked for as open pages do, while reports arrive.

Web, worker and the live process run as `heyi up` runs them. A page asks at most once in five seconds, and only when
it was told that something changed; so it is counted here, too.
"""

import asyncio
import json
import os
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import Any

from django.conf import settings

from heyi.console.bench import receiving
from heyi.console.bench.counting import quantile
from heyi.console.bench.ground import Ground
from heyi.console.bench.serving import Server, served, served_live, working
from heyi.console.bench.signing_in import signed_in
from heyi.intake.operations import add_partner
from heyi.journal.events import SYSTEM
from heyi.kernel.clock import now
from heyi.kernel.passes import Pass, written
from heyi.orgs.access import directory
from heyi.web.scope import scope

PAGES = 200
REPORTS = 20  # a second
LEAST = 5.0  # seconds between two requests of one page, as in live.js
JITTER = 2.0
_OK, _UNCHANGED, _CREATED = 200, 304, 201
_PERSON = 1_000_000  # streams of people of their own: no limit of one person is met


@dataclass
class Told:
    """What was met while it ran."""

    pages: list[float] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)  # from the receipt's answer to the event at a listener
    receipts: list[float] = field(default_factory=list)
    unchanged: int = 0
    events: int = 0
    answered: float = 0.0  # when the last receipt was answered that nobody has heard of yet
    sending: float = 0.0  # seconds in which reports arrived: pages open before them and outlast them
    faults: list[str] = field(default_factory=list)


def measure(ground: Ground, seconds: float) -> dict[str, Any]:
    """Times of pages, delay from receipt to event, processor time and memory of the three."""
    cookies = {unit: signed_in(unit) for unit in _drawn(PAGES)}
    run = os.urandom(4).hex()
    bodies = list(islice(receiving.bodies(run), int(REPORTS * seconds)))
    with scope("admin"):
        key = add_partner(f"bench live {run}", by=SYSTEM, at=now())
    with ExitStack() as running:
        web = running.enter_context(served(ground))
        live = running.enter_context(served_live(ground))
        worker = running.enter_context(working(ground))
        told, before = Told(), [server.cpu_seconds() for server in (web, live, worker)]
        began = time.monotonic()
        asyncio.run(_everybody(web, live, cookies, (key, run, bodies), told))
        took = time.monotonic() - began
        used = [s.cpu_seconds() - b for s, b in zip((web, live, worker), before, strict=True)]
        return _numbers(told, took, used, (web, live, worker))


def _numbers(told: Told, took: float, used: list[float], servers: tuple[Server, ...]) -> dict[str, Any]:
    if told.faults or not told.pages:
        raise RuntimeError(f"{len(told.faults)} faults: {told.faults[:3]}")
    names = ("web", "live", "worker")
    return {
        "per_second": round(len(told.pages) / took, 1),
        "queries": None,
        "cpu_ms": round(used[0] * 1000 / (len(told.pages) + len(told.receipts)), 3),
        **{f"p{percent}_ms": quantile(told.pages, percent) for percent in (50, 95, 99)},
        "pages": PAGES,
        "unchanged": told.unchanged,
        "reports_per_second": round(len(told.receipts) / told.sending, 1),
        "receipt_p95_ms": quantile(told.receipts, 95),
        "events": told.events,
        **{f"event_p{percent}_ms": quantile(told.delays, percent) for percent in (50, 95, 99)},
        **{f"{name}_cores": round(cpu / took, 3) for name, cpu in zip(names, used, strict=True)},
        **{f"{name}_memory_mb": server.memory_mb() for name, server in zip(names, servers, strict=True)},
    }


def _drawn(count: int) -> list[int]:
    """The city's and counties' centres, where everything is seen, and other units anywhere."""
    draw = Random(3)  # noqa: S311  # which lists are open is no secret
    units = [unit for unit in directory().units if unit.is_open]
    centres = [unit.id for unit in units if unit.kind == "CENTRE" and unit.level in ("CITY", "COUNTY")]
    return centres + [draw.choice(units).id for _ in range(count - len(centres))]


async def _everybody(
    web: Server,
    live: Server,
    cookies: dict[int, dict[str, str]],
    sender: tuple[str, str, list[bytes]],
    told: Told,
) -> None:
    """Open every page, let reports arrive for so long, close."""
    units = list(cookies)
    pages = [
        asyncio.ensure_future(_page(web, live, number, units[number % len(units)], cookies, told))
        for number in range(PAGES)
    ]
    await asyncio.sleep(3)
    told.pages.clear()
    await _reports(web, *sender, told)
    await asyncio.sleep(1)
    for page in pages:
        page.cancel()
    for ended in await asyncio.gather(*pages, return_exceptions=True):
        if isinstance(ended, Exception):
            told.faults.append(repr(ended))


async def _page(
    web: Server, live: Server, number: int, unit: int, cookies: dict[int, dict[str, str]], told: Told
) -> None:
    """One open page: it looks once, listens, and looks again when it is told to, not too often."""
    draw = Random(number)  # noqa: S311  # jitter
    cookie = "; ".join(f"{name}={value}" for name, value in cookies[unit].items())
    path, etag = f"/desk/matters/{'?below=1' if number % 2 else ''}", ""
    carried = written(Pass(_PERSON + number, (unit,), time.time() + 3600), settings.SECRET_KEY)
    reader, writer = await asyncio.open_connection("127.0.0.1", live.port)
    writer.write(f"GET /live/stream?pass={carried} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    heard = asyncio.Event()
    listening = asyncio.ensure_future(_listen(reader, heard, told))
    try:
        while True:
            began = time.monotonic()
            etag = await _look(web, path, cookie, etag, told)
            await heard.wait()
            heard.clear()
            await asyncio.sleep(max(0.0, LEAST - (time.monotonic() - began)) + draw.random() * JITTER)
    finally:
        listening.cancel()
        writer.close()


async def _listen(reader: asyncio.StreamReader, heard: asyncio.Event, told: Told) -> None:
    while line := await reader.readline():
        if line.startswith(b"event: changed"):
            told.events += 1
            if told.answered:
                told.delays.append(time.perf_counter() - told.answered)
                told.answered = 0.0
            heard.set()


async def _look(web: Server, path: str, cookie: str, etag: str, told: Told) -> str:
    """Ask for the rows as an open page does; answers their ETag."""
    headers = f"Cookie: {cookie}\r\nHX-Request: true\r\nIf-None-Match: {etag}\r\n"
    began = time.perf_counter()
    status, head, _body = await _ask(web, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode())
    told.pages.append(time.perf_counter() - began)
    told.unchanged += status == _UNCHANGED
    if status not in (_OK, _UNCHANGED):
        told.faults.append(f"{path}: {status}")
    lines = [line for line in head.split("\r\n") if line.lower().startswith("etag:")]
    return lines[0].partition(":")[2].strip() if lines else ""


async def _ask(web: Server, request: bytes) -> tuple[int, str, bytes]:
    """One request on a connection of its own, as a browser that was idle makes it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", web.port)
    try:
        writer.write(request.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
        got = await reader.read()
    finally:
        writer.close()
    head, _, body = got.partition(b"\r\n\r\n")
    return int(head[9:12]), head.decode("latin-1"), body


async def _reports(web: Server, key: str, run: str, bodies: list[bytes], told: Told) -> None:
    """So many a second, whether or not the one before was answered."""
    sent, began = [], time.monotonic()
    for number, body in enumerate(bodies):
        await asyncio.sleep(max(0.0, began + number / REPORTS - time.monotonic()))
        sent.append(asyncio.ensure_future(_report(web, key, f"{run}-{number}", body, told)))
    await asyncio.gather(*sent)
    told.sending = time.monotonic() - began


async def _report(web: Server, key: str, idempotency: str, body: bytes, told: Told) -> None:
    lines = [f"POST {receiving.PATH} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in receiving.headers(key, idempotency)]
    began = time.perf_counter()
    status, _head, answer = await _ask(web, "\r\n".join([*lines, "", ""]).encode() + body)
    ended = time.perf_counter()
    told.receipts.append(ended - began)
    if status != _CREATED:
        told.faults.append(f"{status} {json.dumps(answer[:200].decode('utf-8', 'replace'))}")
    elif not told.answered:
        told.answered = ended
