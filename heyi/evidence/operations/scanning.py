"""Having files looked at for viruses: at once when they come, and later by the worker where the scanner was silent."""

import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.db import connection

from heyi.evidence.codes import FileForm, Scan
from heyi.evidence.models import KeptFile
from heyi.evidence.operations.wiring import context_of, keys, scanner, store
from heyi.evidence.ports import BytesMissing, CannotScan, ScannerSilent, StoreSilent
from heyi.kernel.seal_parts import opened_parts

AT_ONCE = 4  # hands of a process that wait for the scanner; who comes then is scanned later
REST = 60.0  # seconds in which a scanner that was silent is not asked by who waits before a page
AGAIN = timedelta(minutes=5)  # between two tries of one file
_BATCH = 50
_FOUND_LETTERS = 120
_places = threading.BoundedSemaphore(AT_ONCE)
_asked_again_at = 0.0  # of the monotonic clock, in this process


def scanned(parts: Iterable[bytes]) -> tuple[Scan, str]:
    """(verdict, what was found), while somebody waits: WAITING where the scanner is silent, NONE without one."""
    if scanner() is None:
        return Scan.NONE, ""
    if time.monotonic() < _asked_again_at or not _places.acquire(blocking=False):
        return Scan.WAITING, ""
    try:
        return _verdict(parts)
    except CannotScan:
        return Scan.WAITING, ""
    except ScannerSilent:
        _rest()
        return Scan.WAITING, ""
    finally:
        _places.release()


def _verdict(parts: Iterable[bytes]) -> tuple[Scan, str]:
    asked = scanner()
    assert asked is not None  # noqa: S101 - who asks has looked
    found = asked.scan(parts)
    return (Scan.INFECTED, found[:_FOUND_LETTERS]) if found else (Scan.CLEAN, "")


def _rest() -> None:
    global _asked_again_at
    _asked_again_at = time.monotonic() + REST


_NEXT = """SELECT id FROM evidence_keptfile
            WHERE scan IN ('NONE', 'WAITING') AND erased_at IS NULL AND (scanned_at IS NULL OR scanned_at < %s)
            ORDER BY scanned_at NULLS FIRST, id LIMIT %s"""
_SAY = """UPDATE evidence_keptfile SET scan = %s, scan_found = %s, scanned_at = %s
           WHERE id = %s AND scan IN ('NONE', 'WAITING')"""


def next_unscanned(*, at: datetime) -> tuple[UUID, ...]:
    """Files that nobody has looked at, those not tried for longest first; none without a scanner."""
    if scanner() is None:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [at - AGAIN, _BATCH])
        return tuple(file_id for (file_id,) in cursor.fetchall())


def scan_kept(file_id: UUID, *, at: datetime) -> Scan:
    """Look at a kept file and write what came of it: WAITING where it cannot be looked at. Raises ScannerSilent.

    In no transaction: a scan may take as long as it does.
    """
    kept = KeptFile.objects.filter(id=file_id, erased_at=None).first()
    key = keys().key(kept.key_ref) if kept else None
    scan, found = Scan.WAITING, ""
    if kept is not None and key is not None:
        context = context_of(file_id, FileForm.ORIGINAL)
        with suppress(CannotScan, BytesMissing, StoreSilent, InvalidTag):  # the last three are found by check
            parts = opened_parts(key, store().read(kept.original), context=context)
            scan, found = _verdict(parts)
    with connection.cursor() as cursor:
        cursor.execute(_SAY, [scan.value, found, at, file_id])
    return scan
