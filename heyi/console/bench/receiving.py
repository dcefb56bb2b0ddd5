"""Receiving over HTTP: eight clients send reports that nobody has sent before."""

import json
import os
from collections.abc import Iterator
from random import Random
from typing import Any

from django.test import Client

from heyi.console.bench import load, words
from heyi.console.bench.counting import counted
from heyi.console.bench.ground import Ground
from heyi.console.bench.samples import places
from heyi.console.bench.serving import served
from heyi.intake.operations import add_partner
from heyi.journal.events import SYSTEM
from heyi.kernel.clock import now
from heyi.web.scope import scope

PATH = "/api/v1/reports"
_CREATED = 201
_WARM = 40  # requests of each client before the clock starts
_MOST = 900  # requests a second: more than enough are made ready


def measure(ground: Ground, seconds: float) -> dict[str, Any]:
    """Reports a second, statements and processor time of each."""
    run = os.urandom(4).hex()
    with scope("admin"):
        key = add_partner(f"bench {run}", by=SYSTEM, at=now())
    given = bodies(run)
    queries = _queries(key, run, given)
    with served(ground) as server:
        load.run(server, _clients(key, f"{run}-warm", given, _WARM), wanted=_CREATED, seconds=60)
        each = int(_MOST * seconds) // load.CLIENTS
        numbers = load.run(server, _clients(key, run, given, each), wanted=_CREATED, seconds=seconds)
        empty = load.empty(server)
    return {"queries": queries, **numbers, "empty_cpu_ms": empty}


def bodies(run: str) -> Iterator[bytes]:
    """Reports without end, other ones at each run."""
    draw = Random(run)  # noqa: S311  # other texts at each run, and no secret
    towns = places()
    while True:
        yield json.dumps(words.report(draw, towns), ensure_ascii=False).encode()


def _clients(key: str, run: str, given: Iterator[bytes], each: int) -> list[list[bytes]]:
    """The requests of each client, made ready."""
    return [
        [
            load.request("POST", PATH, headers=headers(key, f"{run}-{client}-{number}"), body=next(given))
            for number in range(each)
        ]
        for client in range(load.CLIENTS)
    ]


def headers(key: str, idempotency: str) -> list[tuple[str, str]]:
    """Who sends, and the key under which it is taken once."""
    return [
        ("Authorization", f"Bearer {key}"),
        ("Idempotency-Key", idempotency),
        ("Content-Type", "application/json"),
    ]


def _queries(key: str, run: str, given: Iterator[bytes]) -> int:
    """The statements of one report in process, the most of a few; the first ones fill what a process holds."""
    client, most = Client(raise_request_exception=True), 0
    for number in range(10):
        sent = dict(headers(key, f"{run}-counted-{number}"))
        with counted() as count:
            answer = client.post(PATH, next(given), content_type="application/json", headers=sent)
        if answer.status_code != _CREATED:
            raise RuntimeError(f"{answer.status_code} {answer.content!r}")
        most = max(most, count.statements) if number > 1 else 0
    return most
