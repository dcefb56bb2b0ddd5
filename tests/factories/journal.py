"""Chains with events, as higher modules would write them; and how a test waits for, reads and takes them back."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor, Head
from heyi.journal.operations import Recorder, consume
from heyi.kernel.codes import uuid7

COUNTY = "330502"
NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
CLERK = Actor(ActorKind.PERSON, 17, "织里镇经办员", 42)


def recorder(*, matter_id: UUID | None = None, head: Head | None = None, at: datetime = NOON) -> Recorder:
    """A recorder of a new matter, or of one whose head is given."""
    matter_id = matter_id or uuid7(at)
    return Recorder(COUNTY, matter_id, head=head or Head.start(COUNTY, matter_id), actor=CLERK, at=at)


def told(*verbs: str) -> Recorder:
    """A new matter to which these things happened, written."""
    told = recorder()
    for number, verb in enumerate(verbs):
        told.record(verb, number=number)
    told.flush()
    return told


def settle() -> None:
    """Wait until no transaction that began before now is running, in any database of this cluster."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        (now,) = cursor.fetchone()
        for _ in range(3000):
            cursor.execute(
                "SELECT pg_snapshot_xmin(pg_current_snapshot()) >= %s::text::xid8, pg_sleep(0.01)", [now]
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("a transaction has been running for half a minute")


def drain(name: str, *, at: datetime = NOON, limit: int = 500) -> list[Any]:
    """Everything that is settled and that this consumer has not read."""
    settle()
    read: list[Any] = []
    while consume(name, read.extend, at=at, limit=limit).events:
        pass
    return read


class ChangedMind(Exception):
    """Something later in the same transaction failed."""


def write_and_change_ones_mind(write: Callable[[], object]) -> None:
    """A transaction that does this and is then taken back."""
    with transaction.atomic():
        write()
        raise ChangedMind
