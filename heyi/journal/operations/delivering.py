"""The delivery ledger: what must reach another system is queued, tried, counted, given up, sent again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, transaction

from heyi.journal.events import Actor
from heyi.journal.operations.recording import record_administration
from heyi.journal.ports import Courier, NotDelivered, Undeliverable
from heyi.journal.rules import LEASE, REST, next_try
from heyi.kernel.codes import uuid7
from heyi.kernel.words import _

_ERROR_LETTERS = 1000


class NewDelivery(NamedTuple):
    """What an event causes: who is told what."""

    county: str
    matter_id: UUID
    seq: int
    destination: str
    what: str
    body: str
    in_order: bool = False  # waits until those before it of the same matter and destination have arrived


@dataclass(frozen=True, slots=True)
class DueDelivery:
    """A delivery in the hands of whoever claimed it. `attempts` counts the one to come."""

    county: str
    id: UUID
    destination: str
    what: str
    body: str
    attempts: int


class CannotResend(Exception):
    """The delivery is not one that was given up."""

    code = "not_given_up"
    sentence = _("只有已停止重试的送达才能重新发送。")


def queue_delivery(
    county: str, matter_id: UUID, seq: int, *, destination: str, what: str, body: str, at: datetime
) -> None:
    """Queue what an event causes, in the transaction of the consumer that decided it; a second time does nothing."""
    queue_deliveries([NewDelivery(county, matter_id, seq, destination, what, body)], at=at)


def queue_deliveries(new: Sequence[NewDelivery], *, at: datetime) -> int:
    """The same for many, in one statement; answers how many were not queued before."""
    columns = [[row[place] for row in new] for place in range(len(NewDelivery._fields))]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO journal_delivery
                (county, id, matter_id, seq, destination, what, body, in_order, queued_at, next_try_at)
            SELECT county, id, matter_id, seq, destination, what, body, in_order, %s, %s
            FROM unnest(%s::uuid[], %s::text[], %s::uuid[], %s::int[], %s::text[], %s::text[], %s::text[], %s::bool[])
                AS new (id, county, matter_id, seq, destination, what, body, in_order)
            ON CONFLICT DO NOTHING
            """,
            [at, at, [uuid7(at) for _ in new], *columns],
        )
        return int(cursor.rowcount)


def claim_due(*, at: datetime, limit: int = 50) -> tuple[DueDelivery, ...]:
    """Take the deliveries whose time has come, those queued first before others that are due since the same instant.

    What keeps its matter's order is passed over while an earlier one has neither arrived nor been dismissed.
    Commit, send, then mark: a claimant that dies loses only its lease.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH due AS (
                SELECT county, id FROM journal_delivery AS own
                WHERE delivered_at IS NULL AND gave_up_at IS NULL AND next_try_at <= %s
                    AND NOT (in_order AND EXISTS (
                        SELECT FROM journal_delivery AS before
                        WHERE before.county = own.county AND before.matter_id = own.matter_id
                            AND before.destination = own.destination AND before.seq < own.seq
                            AND before.delivered_at IS NULL AND before.dismissed_at IS NULL))
                ORDER BY next_try_at, queued_at, seq LIMIT %s FOR UPDATE SKIP LOCKED
            )
            UPDATE journal_delivery AS mine SET attempts = attempts + 1, next_try_at = %s
            FROM due WHERE mine.county = due.county AND mine.id = due.id
            RETURNING mine.county, mine.id, destination, what, body, attempts
            """,
            [at, limit, at + LEASE],
        )
        return tuple(DueDelivery(*row) for row in cursor.fetchall())


def carry(delivery: DueDelivery, courier: Courier) -> NotDelivered | None:
    """Let the courier try, outside any transaction; returns what went wrong."""
    try:
        courier.deliver(delivery.destination, delivery.what, delivery.body, key=str(delivery.id))
    except NotDelivered as error:
        return error
    return None


def mark(delivery: DueDelivery, error: NotDelivered | None, *, at: datetime) -> None:
    """Write how the attempt ended. Ignored when the lease ran out and somebody else has tried since."""
    retry_at = None if isinstance(error, Undeliverable) else next_try(delivery.attempts, at)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_delivery SET delivered_at = %s, gave_up_at = %s, last_error = %s,"
            " next_try_at = coalesce(%s, next_try_at)"
            " WHERE county = %s AND id = %s AND attempts = %s AND delivered_at IS NULL AND gave_up_at IS NULL",
            [
                None if error else at,
                at if error and retry_at is None else None,
                str(error)[:_ERROR_LETTERS] if error else "",
                retry_at,
                delivery.county,
                delivery.id,
                delivery.attempts,
            ],
        )


def drop(delivery: DueDelivery, why: str, *, at: datetime) -> None:
    """Let be what was claimed and is not to leave any more: it holds up nothing behind it, and counts as not tried."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_delivery SET gave_up_at = %s, dismissed_at = %s, last_error = %s, attempts = attempts - 1"
            " WHERE county = %s AND id = %s AND attempts = %s AND delivered_at IS NULL AND gave_up_at IS NULL",
            [at, at, why, delivery.county, delivery.id, delivery.attempts],
        )


def rest(destination: str, *, at: datetime) -> None:
    """A delivery has failed, so the other side may be down: what else is due for it waits, and is not counted as tried.

    One attempt each REST asks whether it is back; the rest keep their order and their attempts. Call it before `mark`.
    """
    _rest(_SLEEPING + " AND destination = %s", destination, at)


def rest_alike(destination: str, *, at: datetime) -> None:
    """The same for everything that goes by the same way ("mail" of "mail:7"): the server of all of them is down."""
    _rest(_SLEEPING + " AND starts_with(destination, %s)", destination.partition(":")[0] + ":", at)


_SLEEPING = (
    "UPDATE journal_delivery SET next_try_at = %s"
    " WHERE delivered_at IS NULL AND gave_up_at IS NULL AND next_try_at < %s"
)


def _rest(change: str, value: str, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(change, [at + REST, at + REST, value])


def resend(county: str, delivery_id: UUID, *, by: Actor, at: datetime) -> None:
    """Try a given-up delivery again from the start; raises CannotResend if it is not given up."""
    with transaction.atomic():
        destination = try_again(county, delivery_id, at=at)
        facts = {"county": county, "delivery": delivery_id, "destination": destination}
        record_administration("delivery.resent", facts, actor=by, at=at)


def try_again(county: str, delivery_id: UUID, *, at: datetime) -> str:
    """The same without an event, for who journals it with the matter: its destination. Raises CannotResend."""
    return _given_up(
        "UPDATE journal_delivery SET gave_up_at = NULL, attempts = 0, next_try_at = %s"
        " WHERE county = %s AND id = %s AND gave_up_at IS NOT NULL AND dismissed_at IS NULL RETURNING destination",
        [at, county, delivery_id],
    )


def try_now(county: str, delivery_id: UUID, *, at: datetime) -> str:
    """The same, and also of one that has failed and waits for its next try. Raises CannotResend."""
    return _given_up(
        "UPDATE journal_delivery SET gave_up_at = NULL, last_error = '', next_try_at = %s,"
        " attempts = CASE WHEN gave_up_at IS NULL THEN attempts ELSE 0 END"
        " WHERE county = %s AND id = %s AND dismissed_at IS NULL AND delivered_at IS NULL AND last_error <> ''"
        " RETURNING destination",
        [at, county, delivery_id],
    )


def dismiss(county: str, delivery_id: UUID, *, at: datetime) -> str:
    """Let a given-up delivery be, so that it holds up nothing behind it: its destination. Raises CannotResend.

    The caller journals it with the matter, and why.
    """
    return _given_up(
        "UPDATE journal_delivery SET dismissed_at = %s"
        " WHERE county = %s AND id = %s AND gave_up_at IS NOT NULL AND dismissed_at IS NULL RETURNING destination",
        [at, county, delivery_id],
    )


def _given_up(change: str, values: Sequence[Any]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(change, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
    if row is None:
        raise CannotResend
    return str(row[0])
