"""Consumers: each reads every event once, in one order, and moves its cursor in the transaction of its effects."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import InterfaceError, OperationalError, connection, transaction

from heyi.journal.events import RecordedEvent
from heyi.journal.queries.reading import EpochSpan, epoch_span, events_after
from heyi.journal.rules import Place

Handler = Callable[[Sequence[RecordedEvent]], None]

LIMIT = 500
_ERROR_LETTERS = 500
logger = logging.getLogger(__name__)


class Consumed(NamedTuple):
    """What a round did: events that took effect; whether the handler failed on the one after them."""

    events: int
    failed: bool = False


def consume(name: str, handler: Handler, *, at: datetime, limit: int = LIMIT) -> Consumed:
    """Hand the next events to `handler` and move on; nothing while another process holds this consumer.

    Call it until `events` is 0, each time in a transaction of its own: a transaction reads only what was settled
    before it began to write. When the handler fails, the events before the failing one take effect, that one
    stays next, and the cursor says why; `heyi check` names it.
    """
    with transaction.atomic():
        start = _claim(name)
        if start is None:
            return Consumed(0)
        span = epoch_span(start.epoch)
        place = start if span.epoch == start.epoch else Place(span.epoch, 0, 0)
        events = events_after(place, span, limit)
        done, error = _hand_over(name, events, handler)
        place = _behind(events[:done], place, span, is_over=done == len(events) < limit)
        if place != start or error:
            _settle(name, place, done, error, at)
        if place.epoch > span.epoch and not done:
            return consume(name, handler, at=at, limit=limit)
        return Consumed(done, bool(error))


def is_held_back() -> bool:
    """Whether events are committed that nobody may read yet, since a transaction from before them still runs."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD_BACK)
        return bool(cursor.fetchone()[0])


_HELD_BACK = "SELECT EXISTS (SELECT FROM journal_event WHERE xact >= pg_snapshot_xmin(pg_current_snapshot()))"


def _behind(done: tuple[RecordedEvent, ...], place: Place, span: EpochSpan, *, is_over: bool) -> Place:
    """The place behind the events that took effect; from the end of a former epoch, the start of the next."""
    if is_over and span.ceiling is not None:
        return Place(span.epoch + 1, 0, 0)
    return Place(span.epoch, done[-1].xact, done[-1].position) if done else place


def _claim(name: str) -> Place | None:
    """Where the consumer stands, locked; None when another process works for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT journal_mark_epoch()")
        for _ in range(2):
            cursor.execute(
                "SELECT epoch, xact::text::bigint, position FROM journal_cursor WHERE name = %s"
                " FOR UPDATE SKIP LOCKED",
                [name],
            )
            if row := cursor.fetchone():
                return Place(*row)
            cursor.execute(
                "INSERT INTO journal_cursor (name, epoch) VALUES (%s, 0) ON CONFLICT DO NOTHING", [name]
            )
            if not cursor.rowcount:
                return None
    return None


def _hand_over(name: str, events: tuple[RecordedEvent, ...], handler: Handler) -> tuple[int, str]:
    """All at once; if that fails, one by one up to the event that fails: (how many took effect, the error)."""
    if not events or not _try(name, events, handler):
        return len(events), ""
    for done, event in enumerate(events):
        if error := _try(name, (event,), handler):
            return done, f"{event.county}/{event.matter_id}#{event.seq} {event.verb}: {error}"
    return len(events), ""


def _try(name: str, events: tuple[RecordedEvent, ...], handler: Handler) -> str:
    """Nothing, or the error; its effects are then undone. A lost or refused connection is not the events' fault."""
    try:
        with transaction.atomic():
            handler(events)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("consumer %s failed on %s events from %s", name, len(events), events[0].verb)
        return f"{type(error).__name__}: {error}"[:_ERROR_LETTERS]
    return ""


def _settle(name: str, place: Place, done: int, error: str, at: datetime) -> None:
    """Write where the consumer stands now and, if its handler failed, why and how many times in a row."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_cursor SET epoch = %(epoch)s, xact = %(xact)s::text::xid8, position = %(position)s,"
            " failures = CASE WHEN %(error)s = '' THEN 0 WHEN %(done)s > 0 THEN 1 ELSE failures + 1 END,"
            " last_error = %(error)s, failed_at = CASE WHEN %(error)s = '' THEN NULL ELSE %(at)s END"
            " WHERE name = %(name)s",
            {
                **place._asdict(),
                "xact": str(place.xact),
                "done": done,
                "error": error,
                "at": at,
                "name": name,
            },
        )
