"""Files across modules: whether each that hangs on a matter is there and whole, and which may be forgotten."""

import logging
from collections.abc import Callable, Collection, Iterator, Set
from datetime import datetime
from uuid import UUID

from django.db import connections

from heyi.documents.access import files_of_destroyed_documents, files_of_documents
from heyi.evidence.codes import Scan
from heyi.evidence.operations import (
    destroyed_files,
    erase_file,
    forget,
    hold_files,
    hold_loose,
    is_as_kept,
    is_there,
    next_unscanned,
    scan_kept,
    scanner,
    sweep_store,
)
from heyi.evidence.ports import BytesMissing, ScannerSilent, StoreSilent
from heyi.journal.rules import Problem
from heyi.kernel.words import _
from heyi.matters.access import entering, erased_files, live_files
from heyi.matters.operations import erase_keys_again

_HANGING = """SELECT m.number, a.id, a.file_id, a.digest, f.original, f.shown, f.thumb, f.erased_at IS NOT NULL
  FROM matters_attachment a
  JOIN matters_matter m ON m.county = a.county AND m.id = a.matter_id
  JOIN evidence_keptfile f ON f.id = a.file_id
 WHERE a.erased_at IS NULL ORDER BY a.county, a.matter_id, a.id"""
_MISSING = _("附件的文件不见了。")
_FOUND = _("附件里发现病毒，已不能打开；主办单位可以清除它。")
_SILENT = _("病毒扫描程序没有应答：新来的附件先收下，标明未扫描。")
STORE_SILENT = _("存放文件的地方没有应答。")
_CHANGED = _("附件的文件被改动过，或者已打不开。")

logger = logging.getLogger("heyi.files")
_Row = tuple[str, UUID, UUID, str, str, str, str, bool]


def missing_files(using: str = "owner") -> Iterator[Problem]:
    """Attachments whose bytes are not in the store; asks the disk once for each file."""
    try:
        for number, attachment, _file, _digest, original, shown, thumb, is_erased in _hanging(using):
            if is_erased or not is_there(original, shown, thumb):
                yield Problem("file.missing", number, _MISSING, {"row": f"attachment/{attachment}"})
    except StoreSilent as silent:  # nothing is known of any of them: said once
        yield Problem("store.silent", "HEYI_S3_ENDPOINT", STORE_SILENT, {"why": str(silent)})


def changed_files(using: str = "owner") -> Iterator[Problem]:
    """Attachments whose bytes are not those that were hung there; opens and hashes every one of them."""
    for number, attachment, file_id, digest, *_rest in _hanging(using):
        told = {"row": f"attachment/{attachment}"}
        try:
            if not is_as_kept(file_id, digest, using=using):
                yield Problem("file.changed", number, _CHANGED, told)
        except BytesMissing:
            yield Problem("file.missing", number, _MISSING, told)
        except StoreSilent as silent:
            yield Problem("store.silent", "HEYI_S3_ENDPOINT", STORE_SILENT, {"why": str(silent)})
            return


def _hanging(using: str) -> Iterator[_Row]:
    connection = connections[using]
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(_HANGING)
        yield from cursor.fetchall()


def forget_loose_files(*, now: Callable[[], datetime]) -> int:
    """Files that nobody put to a matter for a week, those taken from their last one, stray bytes: all go.

    So do those of destroyed exhibits and documents; what a standing exhibit holds stays, whatever hangs or hung.

    Rows are locked while it is asked whether they hang somewhere, so that nothing is hung on meanwhile.
    """
    return _forget_never_hung(now) + _erase_taken(now) + _erase_destroyed(now) + sweep_store(at=now())


def scan_unscanned(*, now: Callable[[], datetime]) -> int:
    """Look for viruses in files that came while the scanner was silent, or before there was one.

    Answers how many were looked at; ends when the scanner says nothing. What is found is withheld from now on.
    """
    count = 0
    while waiting := next_unscanned(at=now()):
        for file_id in waiting:
            try:
                scan = scan_kept(file_id, at=now())
            except ScannerSilent:
                return count
            if scan is Scan.INFECTED:
                logger.warning("a virus was found in a kept file", extra={"file": str(file_id)})
            count += 1
    return count


def scanner_words() -> tuple[str, Problem | None]:
    """What `check` says of the scanner: "" without one, else what it is; and a problem where it says nothing."""
    asked = scanner()
    if asked is None:
        return "", None
    try:
        return asked.version(), None
    except ScannerSilent as silent:
        return str(silent), Problem("scanner.silent", "HEYI_CLAMD", _SILENT, {"why": str(silent)})


_INFECTED_HANGING = """SELECT m.number, a.id, f.scan_found
  FROM evidence_keptfile f
  JOIN matters_attachment a ON a.file_id = f.id AND a.erased_at IS NULL
  JOIN matters_matter m ON m.county = a.county AND m.id = a.matter_id
 WHERE f.scan = 'INFECTED' AND f.erased_at IS NULL ORDER BY a.county, a.matter_id, a.id"""


def infected_files(using: str = "owner") -> Iterator[Problem]:
    """Attachments in which a virus was found after they had been kept: nobody opens them, the lead may erase them."""
    with connections[using].cursor() as cursor:
        cursor.execute(_INFECTED_HANGING)
        for number, attachment, found in cursor.fetchall():
            yield Problem(
                "file.infected", number, _FOUND, {"row": f"attachment/{attachment}", "found": found}
            )


def erase_keys_of_the_gone(*, now: Callable[[], datetime]) -> int:
    """Keys of identities that were erased lately, once more: a process may have died between row and key."""
    with entering("worker"):
        return erase_keys_again(at=now())


def _forget_never_hung(now: Callable[[], datetime]) -> int:
    count, after = 0, None
    while True:
        with entering("worker"):
            loose = hold_loose(at=now(), after=after)
            told = _in_use(loose) | erased_files(loose)
            count += forget([file_id for file_id in loose if file_id not in told])
        if not loose:
            return count
        after = loose[-1]


def _erase_taken(now: Callable[[], datetime]) -> int:
    with entering("worker"):
        taken = hold_files(erased_files())
        live = _in_use(taken)
        return sum(erase_file(file_id, at=now()) for file_id in taken if file_id not in live)


def _erase_destroyed(now: Callable[[], datetime]) -> int:
    with entering("worker"):
        gone = hold_files(destroyed_files() | files_of_destroyed_documents())
        live = _in_use(gone)
        return sum(erase_file(file_id, at=now()) for file_id in gone if file_id not in live)


def _in_use(file_ids: Collection[UUID]) -> Set[UUID]:
    """Those that hang on a matter or belong to a document that was not destroyed."""
    return {*live_files(file_ids), *files_of_documents(file_ids)}
