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
from heyi.journal.operations import fold_ledger
from heyi.journeys.checking import count_matters
from heyi.journeys.reactions import react
from heyi.kernel.chain import Algo
from heyi.kernel.clock import now
from heyi.matters.access import entering

SAMPLES = 1_000
BATCH = 10  # copies of every sample in one transaction
HANDS = 2
STRIDE = 10_000  # events folded in one transaction
_LEAVE_BEHIND = """
UPDATE journal_cursor AS behind SET epoch = ledger.epoch, xact = ledger.xact, position = ledger.position
  FROM journal_cursor AS ledger WHERE ledger.name = 'ledger' AND behind.name <> 'ledger'
"""  # the other consumers have nothing to do with what an import brought in


_TOLD_NOBODY = (
    "DELETE FROM notices_told; DELETE FROM notices_notice"  # the copies' events told nobody: nor any here
)


def is_filled() -> bool:
    """Whether there is anything in it."""
    return bool(count_matters())


def fill(owner_url: str, matters: int, tell: Tell) -> None:
    """Fill to this size; the ledger is folded and the planner knows the tables at the end."""
    until = now()
    tell(f"samples 0/{min(matters, SAMPLES)} …")
    _sample(min(matters, SAMPLES), until)
    react(now=now)
    if matters > SAMPLES:
        _copy(owner_url, matters, tell)
    tell("ledger …")
    _fold()
    with connected(owner_url) as connection:
        connection.execute(_LEAVE_BEHIND)
        connection.execute(_TOLD_NOBODY)
        connection.execute("VACUUM ANALYZE")


def _sample(count: int, until: datetime) -> None:
    """Samples are hashed with the algorithm that PostgreSQL knows, since their copies must be."""
    chosen, settings.HEYI_HASH = settings.HEYI_HASH, Algo.SHA256.value
    try:
        make_samples(count, until=until)
    finally:
        settings.HEYI_HASH = chosen
        connections.close_all()


def _fold() -> None:
    """Seal the copies too, in longer strides than the worker takes."""
    events = 1
    while events:
        with entering("worker"):
            events = fold_ledger(at=now(), limit=STRIDE).events


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
