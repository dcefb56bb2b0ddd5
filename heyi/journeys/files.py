"""Files across modules: whether each that hangs on a matter is there and whole, and which may be forgotten."""

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import UUID

from django.db import connections

from heyi.evidence.operations import (
    erase_file,
    forget,
    hold_files,
    hold_loose,
    is_as_kept,
    is_there,
    sweep_store,
)
from heyi.evidence.ports import BytesMissing
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
_CHANGED = _("附件的文件被改动过，或者已打不开。")

_Row = tuple[str, UUID, UUID, str, str, str, str, bool]


def missing_files(using: str = "owner") -> Iterator[Problem]:
    """Attachments whose bytes are not in the store; asks the disk once for each file."""
    for number, attachment, _file, _digest, original, shown, thumb, is_erased in _hanging(using):
        if is_erased or not is_there(original, shown, thumb):
            yield Problem("file.missing", number, _MISSING, {"row": f"attachment/{attachment}"})


def changed_files(using: str = "owner") -> Iterator[Problem]:
    """Attachments whose bytes are not those that were hung there; opens and hashes every one of them."""
    for number, attachment, file_id, digest, *_rest in _hanging(using):
        told = {"row": f"attachment/{attachment}"}
        try:
            if not is_as_kept(file_id, digest, using=using):
                yield Problem("file.changed", number, _CHANGED, told)
        except BytesMissing:
            yield Problem("file.missing", number, _MISSING, told)


def _hanging(using: str) -> Iterator[_Row]:
    connection = connections[using]
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(_HANGING)
        yield from cursor.fetchall()


def forget_loose_files(*, now: Callable[[], datetime]) -> int:
    """Files that nobody put to a matter for a week, those taken from their last one, and stray bytes: all go.

    Rows are locked while it is asked whether they hang somewhere, so that nothing is hung on meanwhile.
    """
    return _forget_never_hung(now) + _erase_taken(now) + sweep_store(at=now())


def erase_keys_of_the_gone(*, now: Callable[[], datetime]) -> int:
    """Keys of identities that were erased lately, once more: a process may have died between row and key."""
    with entering("worker"):
        return erase_keys_again(at=now())


def _forget_never_hung(now: Callable[[], datetime]) -> int:
    count, after = 0, None
    while True:
        with entering("worker"):
            loose = hold_loose(at=now(), after=after)
            told = live_files(loose) | erased_files(loose)
            count += forget([file_id for file_id in loose if file_id not in told])
        if not loose:
            return count
        after = loose[-1]


def _erase_taken(now: Callable[[], datetime]) -> int:
    with entering("worker"):
        taken = hold_files(erased_files())
        live = live_files(taken)
        return sum(erase_file(file_id, at=now()) for file_id in taken if file_id not in live)
