"""What other modules may know of kept files without opening them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from heyi.evidence.models import KeptFile


@dataclass(frozen=True, slots=True)
class Face:
    """What can be looked at of a paper: whether its first pages were drawn, how many it has and how many are shown."""

    has_copy: bool = False
    pages: int | None = None
    pages_shown: int | None = None


def faces_of(file_ids: Collection[UUID]) -> Mapping[UUID, Face]:
    """The faces of these files; one query, none where nothing is asked."""
    if not file_ids:
        return {}
    rows = KeptFile.objects.filter(id__in=file_ids, erased_at=None)
    return {
        file_id: Face(bool(shown), pages, pages_shown)
        for file_id, shown, pages, pages_shown in rows.values_list("id", "shown", "pages", "pages_shown")
    }
