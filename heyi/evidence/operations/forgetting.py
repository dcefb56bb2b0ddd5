"""Forgetting files: those that a law or a person wants gone, and those that nobody ever put to a case."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from heyi.evidence.models import KeptFile
from heyi.evidence.operations.wiring import keys, store
from heyi.evidence.queries import files_with_exhibits, held_files

LOOSE = timedelta(days=7)  # a draft may be finished within a week
_LOOKED_AT = timedelta(days=30)  # nights on which a file is looked at: the worker may have been away
_STRAY = timedelta(days=1)  # bytes whose row never came
_BATCH = 200


def erase_file(file_id: UUID, *, at: datetime) -> bool:
    """Erase key and bytes for good; whatever refers to the file says that it was erased.

    False if it was before, or while an exhibit holds it: evidence goes by its own way, with two persons' names.
    """
    kept = KeptFile.objects.select_for_update().filter(id=file_id, erased_at=None).first()
    if kept is None or held_files(
        [file_id]
    ):  # asked under the lock, which taking an exhibit waits for as well
        return False
    kept.erased_at = at
    kept.save(update_fields=["erased_at"])
    transaction.on_commit(partial(_remove, kept))
    return True


def hold_loose(*, at: datetime, after: UUID | None = None) -> tuple[UUID, ...]:
    """Lock the next files, in the order of their keys, that have lain for LOOSE and are not long past it.

    The caller knows which of them hang on a case. A file that is brought again is young again.
    """
    rows = KeptFile.objects.select_for_update().filter(erased_at=None)
    rows = rows.filter(kept_at__lt=at - LOOSE, kept_at__gte=at - LOOSE - _LOOKED_AT)
    if after is not None:
        rows = rows.filter(id__gt=after)
    return tuple(rows.order_by("id").values_list("id", flat=True)[:_BATCH])


def hold_files(file_ids: Collection[UUID]) -> tuple[UUID, ...]:
    """Lock those of these files that are not erased."""
    rows = KeptFile.objects.select_for_update().filter(id__in=file_ids, erased_at=None)
    return tuple(rows.order_by("id").values_list("id", flat=True))


def forget(file_ids: Collection[UUID]) -> int:
    """Take files away that hang on no case, row and bytes; what was ever evidence stays. Answers how many."""
    evidence = files_with_exhibits(file_ids)
    loose = [file_id for file_id in file_ids if file_id not in evidence]
    gone = list(KeptFile.objects.filter(id__in=loose))
    KeptFile.objects.filter(id__in=[kept.id for kept in gone]).delete()
    for kept in gone:
        transaction.on_commit(partial(_remove, kept))
    return len(gone)


def sweep_store(*, at: datetime) -> int:
    """Take bytes away that have lain for a day and no row tells of; answers how many."""
    stray = [address for address in store().kept_before(at - _STRAY) if not _is_told(address)]
    for address in stray:
        store().remove(address)
    return len(stray)


def _is_told(address: str) -> bool:
    named = Q(original=address) | Q(shown=address) | Q(thumb=address)
    return KeptFile.objects.filter(named, erased_at=None).exists()


def _remove(kept: KeptFile) -> None:
    keys().erase(kept.key_ref)
    for address in filter(None, (kept.original, kept.shown, kept.thumb)):
        store().remove(address)
