"""Forgetting files: those that a law or a person wants gone, and those that nobody ever put to a case."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from heyi.evidence.models import KeptFile
from heyi.evidence.operations.wiring import keys, store

LOOSE = timedelta(days=7)  # a draft may be finished within a week
_STRAY = timedelta(days=1)  # bytes whose row never came
_BATCH = 200


def erase_file(file_id: UUID, *, at: datetime) -> bool:
    """Erase key and bytes for good; whatever refers to the file says that it was erased. False if it was before."""
    kept = KeptFile.objects.select_for_update().filter(id=file_id, erased_at=None).first()
    if kept is None:
        return False
    kept.erased_at = at
    kept.save(update_fields=["erased_at"])
    transaction.on_commit(partial(_remove, kept))
    return True


def hold_loose(*, at: datetime) -> tuple[UUID, ...]:
    """Lock the next files that have lain for LOOSE: the caller knows which of them hang on a case."""
    rows = KeptFile.objects.select_for_update(skip_locked=True).filter(kept_at__lt=at - LOOSE, erased_at=None)
    return tuple(rows.order_by("kept_at").values_list("id", flat=True)[:_BATCH])


def forget(file_ids: Collection[UUID]) -> int:
    """Take files away that hang on no case, row and bytes; answers how many."""
    gone = list(KeptFile.objects.filter(id__in=file_ids))
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
