"""The ledger: every event's hash is folded into the root of the day, so that nothing can leave unseen."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial, reduce

from django.conf import settings
from django.db import connection

from heyi.journal.events import RecordedEvent
from heyi.journal.operations.consuming import LIMIT, Consumed, consume
from heyi.journal.rules import LEDGER_START, day_of
from heyi.kernel import chain

CONSUMER = "ledger"


def fold_ledger(*, at: datetime, limit: int = LIMIT) -> Consumed:
    """Fold the next settled events into the day of `at`; what commits after midnight goes into the new day."""
    return consume(CONSUMER, partial(_fold, at=at), at=at, limit=limit)


def _fold(events: Sequence[RecordedEvent], *, at: datetime) -> None:
    root, algo = _open_day(at)
    root = reduce(partial(_fold_one, algo=algo), events, root)
    last = events[-1]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_ledgerday SET root = %s, events = events + %s, upto_xact = %s::text::xid8,"
            " upto_position = %s, epoch = (SELECT max(epoch) FROM journal_epoch WHERE floor < %s)"
            " WHERE closed_at IS NULL",
            [root, len(events), str(last.xact), last.position, last.position],
        )


def _fold_one(root: bytes, event: RecordedEvent, algo: str) -> bytes:
    return chain.fold(root, event.hash, algo)


def _open_day(at: datetime) -> tuple[bytes, str]:
    """Root and algorithm of the open day, the last one; when another day has come, it is closed for good."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT day, root, algo FROM journal_ledgerday ORDER BY day DESC LIMIT 1")
        day, root, algo = cursor.fetchone() or (None, LEDGER_START, "")
        if day is not None and day >= day_of(at):
            return bytes(root), algo
        cursor.execute("UPDATE journal_ledgerday SET closed_at = %s WHERE closed_at IS NULL", [at])
        cursor.execute(
            "INSERT INTO journal_ledgerday (day, epoch, upto_xact, upto_position, events, algo, prev_root, root)"
            " VALUES (%s, 0, '0', 0, 0, %s, %s, %s)",
            [day_of(at), settings.HEYI_HASH, bytes(root), bytes(root)],
        )
    return bytes(root), settings.HEYI_HASH
