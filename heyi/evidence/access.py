"""What other modules may know of kept files without opening them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from heyi.evidence.codes import Scan
from heyi.evidence.models import KeptFile


@dataclass(frozen=True, slots=True)
class Face:
    """What can be looked at of a file: whether there are copies, how many pages a paper has and how many are shown.

    `scan` is whether it was looked at for viruses, `found` what was found; of an infected one nothing is shown.
    """

    has_copy: bool = False
    pages: int | None = None
    pages_shown: int | None = None
    scan: Scan = Scan.NONE
    found: str = ""
    scanned_at: datetime | None = None


_COLUMNS = ("id", "shown", "pages", "pages_shown", "scan", "scan_found", "scanned_at")


def faces_of(file_ids: Collection[UUID]) -> Mapping[UUID, Face]:
    """The faces of these files; one query, none where nothing is asked."""
    if not file_ids:
        return {}
    rows = KeptFile.objects.filter(id__in=file_ids, erased_at=None)
    return {file_id: _face(*of) for file_id, *of in rows.values_list(*_COLUMNS)}


def _face(
    shown: str, pages: int | None, pages_shown: int | None, scan: str, found: str, at: datetime
) -> Face:
    """Where there is a scanner by now, what nobody has looked at waits for it."""
    stands = Scan(scan)
    if stands is Scan.NONE and settings.HEYI_CLAMD:
        stands = Scan.WAITING
    return Face(bool(shown) and stands is not Scan.INFECTED, pages, pages_shown, stands, found, at)
