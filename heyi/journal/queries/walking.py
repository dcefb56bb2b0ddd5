"""The whole journal, streamed: for proving it. Everything is read as of one instant."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from typing import Any

import psycopg
from django.db import connections, transaction

from heyi.journal.rules import Chain, ChainRow, Place, Seal, read_chain

BATCH = 1000

_CHAINS = """
SELECT county, uuid_send(matter_id), seq, verb, at, textsend(body), hash, algo
FROM journal_event ORDER BY county, matter_id, seq
"""
_LEAVES = """
SELECT xact::text::bigint AS number, position, hash FROM journal_event
WHERE position > %s AND position <= %s ORDER BY journal_event.xact, position
"""
_SEALS = """
SELECT day, epoch, upto_xact::text::bigint, upto_position, events, algo, prev_root, root
FROM journal_ledgerday ORDER BY epoch, upto_xact, upto_position
"""
_EPOCHS = """
SELECT epoch, floor, coalesce(lead(floor) OVER (ORDER BY epoch), 9223372036854775807)
FROM journal_epoch ORDER BY epoch
"""


def unheard(_events: int) -> None:
    """Progress that nobody listens to."""


def chains(using: str, progress: Callable[[int], None] = unheard) -> Iterator[Chain]:
    """Every stream with its events, checked; also the administration's. `progress` hears events read."""
    with one_instant(using):
        rows = _streamed(using, _CHAINS, (), progress)
        for _stream, events in groupby(map(ChainRow._make, rows), key=itemgetter(0, 1)):
            yield read_chain(tuple(events))


def seals(using: str) -> list[Seal]:
    """The days of the ledger in order; call it inside `one_instant` together with `leaves`."""
    return [
        Seal(day, Place(epoch, xact, position), events, algo, bytes(prev_root), bytes(root))
        for day, epoch, xact, position, events, algo, prev_root, root in _streamed(using, _SEALS, ())
    ]


def leaves(using: str, progress: Callable[[int], None] = unheard) -> Iterator[tuple[Place, bytes]]:
    """Every event's hash in the order of consumers."""
    for epoch, floor, ceiling in list(_streamed(using, _EPOCHS, ())):
        for xact, position, hashed in _streamed(using, _LEAVES, (floor, ceiling), progress):
            yield Place(epoch, xact, position), hashed


@contextmanager
def one_instant(using: str) -> Iterator[None]:
    """A transaction in which nothing moves; inside another transaction, that one's own view."""
    nested = connections[using].in_atomic_block
    with transaction.atomic(using=using):
        if not nested:
            with connections[using].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _streamed(
    using: str, sql: str, params: tuple[object, ...], progress: Callable[[int], None] = unheard
) -> Iterator[tuple[Any, ...]]:
    """Rows in the binary protocol, a batch at a time: the text protocol takes twice as long here."""
    connection = connections[using]
    connection.ensure_connection()
    with psycopg.ServerCursor(connection.connection, f"walk_{id(sql)}") as cursor:
        cursor.execute(sql, params, binary=True)
        while rows := cursor.fetchmany(BATCH):
            progress(len(rows))
            yield from rows
