"""Writing events. The one hot path of the journal: bodies are hashed once and leave in one statement."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from heyi.journal.codes import ADMINISTRATION, ADMINISTRATION_COUNTY
from heyi.journal.events import Actor, Head, body_of
from heyi.journal.operations.writing import Row, Writes
from heyi.kernel import chain

_TABLE = "journal_event"


class Recorder:
    """Collects the events of one matter in one transaction, with the rows they tell of; `head` is always right.

    Whoever records holds the matter's row lock and stores the head there. seq is unique: another hand
    fails instead of forking the chain.
    """

    __slots__ = ("_actor", "_at", "_events", "algo", "county", "head", "matter_id", "rows")

    def __init__(self, county: str, matter_id: UUID, *, head: Head, actor: Actor, at: datetime) -> None:
        self.county = county
        self.matter_id = matter_id
        self.head = head
        self.algo: str = settings.HEYI_HASH
        self._actor = actor.json()
        self._at = chain.written(at)
        self._events: list[Row] = []
        self.rows = Writes()

    def record(self, verb: str, /, **facts: object) -> None:
        """Add `verb`, past and dotted. Facts are codes, numbers, instants; free text is a commitment."""
        body = body_of(self._actor, self._at, facts, verb)
        hashed = chain.link(self.head.hash, body, self.algo)
        seq = self.head.seq + 1
        self._events.append(
            {
                "county": self.county,
                "matter_id": self.matter_id,
                "seq": seq,
                "verb": verb,
                "at": self._at,
                "body": body,
                "hash": hashed,
                "algo": self.algo,
            }
        )
        self.head = Head(seq, hashed)

    def commitment(self, salt: bytes, value: str) -> str:
        """What to record in place of free text or a personal field."""
        return chain.commitment(salt, value, self.algo)

    def flush(self) -> Head:
        """Write what was recorded, with its rows, by one statement; returns the head for the matter's row."""
        self.rows.insert(_TABLE, self.take())
        self.rows.write()
        return self.head

    def take(self) -> Sequence[Row]:
        """The events not yet written, once."""
        events, self._events = self._events, []
        return events


def flush_many(recorders: Iterable[Recorder]) -> None:
    """Write the events of several matters in one statement; IntegrityError if another hand wrote that seq."""
    writes = Writes()
    writes.insert(_TABLE, [event for recorder in recorders for event in recorder.take()])
    writes.write()


def record_administration(verb: str, facts: Mapping[str, object], *, actor: Actor, at: datetime) -> Head:
    """Record a change of people, units, appointments or rules, in the transaction that makes it.

    Administrators wait for each other here, until commit: their stream has one head.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        recorder = Recorder(
            ADMINISTRATION_COUNTY, ADMINISTRATION, head=_administration_head(), actor=actor, at=at
        )
        recorder.record(verb, **facts)
        head = recorder.flush()
        cursor.execute(
            "UPDATE journal_stream SET seq = %s, hash = %s WHERE county = %s AND id = %s",
            [head.seq, head.hash, ADMINISTRATION_COUNTY, ADMINISTRATION],
        )
    return head


def _administration_head() -> Head:
    """The head of the administration's stream, locked; made at its first use."""
    start = Head.start(ADMINISTRATION_COUNTY, ADMINISTRATION)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_stream (county, id, seq, hash) VALUES (%s,%s,%s,%s) ON CONFLICT DO NOTHING",
            [ADMINISTRATION_COUNTY, ADMINISTRATION, start.seq, start.hash],
        )
        cursor.execute(
            "SELECT seq, hash FROM journal_stream WHERE county = %s AND id = %s FOR UPDATE",
            [ADMINISTRATION_COUNTY, ADMINISTRATION],
        )
        seq, hashed = cursor.fetchone()
    return Head(seq, bytes(hashed))
