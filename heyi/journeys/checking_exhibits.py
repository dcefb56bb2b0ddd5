"""What must hold of exhibits: bytes as they were taken, a whole chain of custody, a stamp over their own hash."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from uuid import UUID

import psycopg
from django.db import connections

from heyi.evidence.operations import is_as_taken
from heyi.evidence.ports import BytesMissing, StoreSilent
from heyi.evidence.rules.custody import Link, faults_of, tells_of
from heyi.evidence.rules.stamps import stamps_digest
from heyi.journal.rules import Problem
from heyi.journeys.files import STORE_SILENT
from heyi.kernel.words import _
from heyi.matters.ports import KeysMissing

SAMPLE = 20  # exhibits whose bytes are read by each check; `verify --files` reads them all
PATIENCE = timedelta(days=1)  # for a time stamp
_CHANGED = _("证据的文件与收存时的哈希值不符，或者已打不开。")
_MISSING = _("证据的文件不见了。")
_BROKEN = _("证据的保管链不完整，或者与登记不符。")
_NONE = _("证据没有保管链。")
_DIFFERS = _("时间戳不是这份证据的。")
_WAITS = _("证据超过一天没有加盖时间戳。")

# Another sample each day, the same one all day long: what a check found it finds again.
_SAMPLED = (
    """SELECT id FROM evidence_exhibit WHERE destroyed_at IS NULL ORDER BY md5(id::text || %s) LIMIT %s"""
)
_ALL = "SELECT id FROM evidence_exhibit WHERE destroyed_at IS NULL ORDER BY id"
_CHAINS = """SELECT e.id, e.custody_seq, e.custody_hash, e.sha256, e.sm3, e.size, e.media, e.capture, e.original,
                    r.body, r.hash, r.algo
               FROM evidence_exhibit e LEFT JOIN evidence_custodyrow r ON r.exhibit_id = e.id ORDER BY e.id, r.seq"""
_STAMPS = """SELECT e.id, e.sha256, s.token FROM evidence_exhibit e LEFT JOIN evidence_stamp s ON s.exhibit_id = e.id
              WHERE e.stamped_at IS NOT NULL OR s.id IS NOT NULL ORDER BY e.id"""
_WAITING = """SELECT id, stamp_tries, stamp_error FROM evidence_exhibit
               WHERE stamped_at IS NULL AND destroyed_at IS NULL AND taken_at < %s ORDER BY taken_at, id"""


def exhibit_problems(using: str, *, at: datetime) -> Iterator[Problem]:
    """Everything that can be asked without reading every byte."""
    yield from _custody_problems(using)
    yield from _stamp_problems(using)
    yield from _waiting_problems(using, at)
    yield from _byte_problems(using, _SAMPLED, [at.date().isoformat(), SAMPLE])


def changed_exhibits(using: str = "owner") -> Iterator[Problem]:
    """Exhibits whose bytes are not those that were taken; opens and hashes every one of them."""
    yield from _byte_problems(using, _ALL, [])


def _byte_problems(using: str, question: str, values: list[str | int]) -> Iterator[Problem]:
    with connections[using].cursor() as cursor:
        cursor.execute(question, values)
        exhibits: list[UUID] = [exhibit_id for (exhibit_id,) in cursor.fetchall()]
    for exhibit_id in exhibits:
        try:
            if not is_as_taken(exhibit_id, using=using):
                yield Problem("exhibit.changed", str(exhibit_id), _CHANGED)
        except KeysMissing as missing:
            yield Problem("exhibit.changed", str(exhibit_id), _CHANGED, {"key": str(missing)})
        except BytesMissing:
            yield Problem("exhibit.missing", str(exhibit_id), _MISSING)
        except StoreSilent as silent:  # nothing is known of any of them: said once
            yield Problem("store.silent", "HEYI_S3_ENDPOINT", STORE_SILENT, {"why": str(silent)})
            return


def _custody_problems(using: str) -> Iterator[Problem]:
    connection = connections[using]
    connection.ensure_connection()
    with psycopg.ServerCursor(connection.connection, "check_custody") as cursor:
        cursor.execute(_CHAINS)
        for exhibit_id, group in groupby(cursor, key=itemgetter(0)):
            rows = list(group)
            if rows[0][9] is None:
                yield Problem("custody.none", str(exhibit_id), _NONE)
            elif fault := _custody_fault(exhibit_id, rows):
                yield Problem("custody.broken", str(exhibit_id), _BROKEN, {"row": fault})


def _custody_fault(exhibit_id: UUID, rows: list[tuple]) -> str:  # type: ignore[type-arg]  # a dozen columns
    """The first thing that is wrong with a chain, or with the head and the columns that it must agree with."""
    links = [Link(body, bytes(hashed), algo) for *_columns, body, hashed, algo in rows]
    fault = next(faults_of(exhibit_id, [(link, None) for link in links]), "")
    if fault:
        return fault
    seq, head, sha256, sm3, *codes = rows[0][1:9]
    if (seq, bytes(head)) != (len(links), links[-1].hash):
        return "head"
    named = dict(zip(("size", "media", "capture", "original"), codes, strict=True))
    told = {"sha256": bytes(sha256).hex(), "sm3": bytes(sm3).hex(), **named}
    return "" if tells_of(links[0], told) else "columns"


def _stamp_problems(using: str) -> Iterator[Problem]:
    connection = connections[using]
    connection.ensure_connection()
    with psycopg.ServerCursor(connection.connection, "check_stamps") as cursor:
        cursor.execute(_STAMPS)
        for exhibit_id, sha256, token in cursor:
            if token is None or not stamps_digest(bytes(token), bytes(sha256)):
                yield Problem("stamp.differs", str(exhibit_id), _DIFFERS)


def _waiting_problems(using: str, at: datetime) -> Iterator[Problem]:
    with connections[using].cursor() as cursor:
        cursor.execute(_WAITING, [at - PATIENCE])
        for exhibit_id, tries, error in cursor.fetchall():
            yield Problem("stamp.waits", str(exhibit_id), _WAITS, {"tries": tries, "why": error})
