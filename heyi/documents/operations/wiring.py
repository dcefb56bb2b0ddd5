"""What config names for seals and archive classes, and the administration's stream as a journal."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from heyi.documents.ports import Inspector, Sealer, SealReport
from heyi.documents.rules.archive import ArchiveClass, read_classes
from heyi.evidence.operations import stamper
from heyi.journal.events import Actor
from heyi.journal.operations import record_administration

_SHIPPED = Path(__file__).resolve().parent.parent / "data" / "archive.tsv"


def sealer() -> Sealer:
    """Whoever puts seals."""
    found: Sealer = import_string(settings.HEYI_SEALER)(
        settings.HEYI_KEYS / "seals",
        password=settings.HEYI_SEAL_PASSWORD,
        trial=settings.HEYI_SEAL_TRIAL,
        stamper=stamper(),
    )
    return found


def inspector() -> Inspector:
    """Whoever looks at seals, with what is trusted now."""
    found: Inspector = import_string(settings.HEYI_SEAL_INSPECTOR)(
        settings.HEYI_KEYS / "seals", stamp_roots=""
    )
    return found


def check_seal(pdf: bytes) -> SealReport:
    """Whose seals a PDF bears, ours or another's, and whether it was changed since; asked when it comes in."""
    return inspector().look(pdf)


def archive_classes() -> Mapping[str, ArchiveClass]:
    """The classes that settings name, else those that come with Heyi; raises BadClasses."""
    return _classes(Path(settings.HEYI_ARCHIVE_CLASSES) if settings.HEYI_ARCHIVE_CLASSES else _SHIPPED)


@lru_cache(maxsize=4)
def _classes(path: Path) -> Mapping[str, ArchiveClass]:
    return read_classes(path.read_text(encoding="utf-8"))


class AdministrationJournal:
    """The administration's stream, for what belongs to no case; the caller is in its scope."""

    def __init__(self, by: Actor, at: datetime) -> None:
        self._by = by
        self._at = at

    def record(self, verb: str, /, **facts: object) -> None:
        """Add an event."""
        record_administration(verb, facts, actor=self._by, at=self._at)
