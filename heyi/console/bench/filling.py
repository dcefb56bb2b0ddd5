"""Filling: samples that went through the journey, then copies of them, made by SQL at many thousand rows a second.

A copy differs in keys, number, tracking code and marks; its events are written and chained anew, so that `heyi check`
and `heyi verify` hold for it as for any matter. Nothing here knows what the journey writes beyond those.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import psycopg
from django.conf import settings
from django.db import connections

from heyi.console.bench import copying
from heyi.console.bench.ground import Tell
from heyi.console.bench.samples import make_samples
from heyi.console.roles import connected
from heyi.journeys.checking import count_matters
from heyi.journeys.reactions import react
from heyi.kernel.chain import Algo
from heyi.kernel.clock import now

SAMPLES = 1_000
BATCH = 10  # copies of every sample in one transaction
HANDS = 2


def is_filled() -> bool:
    """Whether there is anything in it."""
    return bool(count_matters())


def fill(owner_url: str, matters: int, tell: Tell) -> None:
    """Fill to this size; the ledger is folded and the planner knows the tables at the end."""
    until = now()
    tell(f"samples 0/{min(matters, SAMPLES)} …")
    _sample(min(matters, SAMPLES), until)
    if matters > SAMPLES:
        _copy(owner_url, matters, tell)
    tell("ledger …")
    react(now=now)
    with connected(owner_url) as connection:
        connection.execute("VACUUM ANALYZE")


def _sample(count: int, until: datetime) -> None:
    """Samples are hashed with the algorithm that PostgreSQL knows, since their copies must be."""
    chosen, settings.HEYI_HASH = settings.HEYI_HASH, Algo.SHA256.value
    try:
        make_samples(count, until=until)
    finally:
        settings.HEYI_HASH = chosen
        connections.close_all()


def _copy(owner_url: str, matters: int, tell: Tell) -> None:
    with connected(owner_url) as connection:
        copying.lay_out(connection)
    rounds, rest = divmod(matters - SAMPLES, SAMPLES)
    batches = [(first, min(first + BATCH - 1, rounds), SAMPLES) for first in range(1, rounds + 1, BATCH)]
    batches += [(rounds + 1, rounds + 1, rest)] if rest else []
    with ThreadPoolExecutor(HANDS) as hands:
        for done, _ in enumerate(hands.map(lambda batch: _copy_batch(owner_url, *batch), batches), start=1):
            tell(f"copies {done}/{len(batches)}")
    with connected(owner_url) as connection:
        copying.clear_away(connection)


def _copy_batch(owner_url: str, first: int, last: int, samples: int) -> None:
    with psycopg.connect(owner_url) as connection:
        copying.copy(connection, first=first, last=last, samples=samples)
