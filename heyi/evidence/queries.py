"""Which files are held as evidence."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet

from heyi.evidence.models import Exhibit


def standing_files() -> "QuerySet[Exhibit, UUID]":
    """The files of exhibits that were not destroyed."""
    return Exhibit.objects.filter(destroyed_at=None).values_list("file_id", flat=True)


def held_files(file_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these files that a standing exhibit holds: nobody erases them."""
    return frozenset(standing_files().filter(file_id__in=file_ids))


def files_with_exhibits(file_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these files that were ever taken as evidence: their rows stay."""
    return frozenset(Exhibit.objects.filter(file_id__in=file_ids).values_list("file_id", flat=True))
