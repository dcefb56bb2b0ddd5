"""Writing events. The one hot path of the journal: bodies are hashed once and leave in one INSERT."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from heyi.journal.codes import ADMINISTRATION, ADMINISTRATION_COUNTY
from heyi.journal.events import Actor, Head, body_of
from heyi.kernel import chain

_Row = tuple[str, str, int, str, str, str, str, str]

_INSERT = "INSERT INTO journal_event (county, matter_id, seq, verb, at, body, hash, algo) VALUES "
_ROW = "(%s,%s,%s,%s,%s,%s,%s,%s)"


class Recorder:
    """Collects the events of one matter in one transaction; `head` is right after every record.

    Whoever records holds the matter's row lock and stores the head there. seq is unique: another hand
    fails instead of forking the chain.
    """

    __slots__ = ("_actor", "_at", "_rows", "algo", "county", "head", "matter_id")

    def __init__(self, county: str, matter_id: UUID, *, head: Head, actor: Actor, at: datetime) -> None:
        self.county = county
        self.matter_id = matter_id
        self.head = head
        self.algo: str = settings.HEYI_HASH
        self._actor = actor.json()
        self._at = chain.written(at)
        self._rows: list[_Row] = []

    def record(self, verb: str, /, **facts: object) -> None:
        """Add `verb`, past and dotted. Facts are codes, numbers, instants; free text is a commitment."""
        body = body_of(self._actor, self._at, facts, verb)
        hashed = chain.link(self.head.hash, body, self.algo)
        seq = self.head.seq + 1
        self._rows.append(
            (self.county, str(self.matter_id), seq, verb, self._at, body, "\\x" + hashed.hex(), self.algo)
        )
        self.head = Head(seq, hashed)

    def commitment(self, salt: bytes, value: str) -> str:
        """What to record in place of free text or a personal field."""
        return chain.commitment(salt, value, self.algo)

    def flush(self) -> Head:
        """Write what was recorded; returns the head that the matter's row must hold."""
        flush_many((self,))
        return self.head

    def take(self) -> list[_Row]:
        """The rows not yet written, once."""
        rows, self._rows = self._rows, []
        return rows


def flush_many(recorders: Iterable[Recorder]) -> None:
    """Write the events of several matters in one statement; IntegrityError if another hand wrote that seq."""
    rows = [row for recorder in recorders for row in recorder.take()]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_INSERT + ",".join([_ROW] * len(rows)), [value for row in rows for value in row])


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
