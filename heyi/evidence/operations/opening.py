"""Opening a kept file, in parts. Who may, and that it is logged, is the business of whoever knows the case."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from heyi.evidence.codes import FileForm, Scan
from heyi.evidence.models import KeptFile
from heyi.evidence.operations.developing import COPY_MEDIA
from heyi.evidence.operations.wiring import context_of, keys, store
from heyi.evidence.ports import BytesMissing, StoreSilent
from heyi.kernel.seal_parts import opened_parts


class CannotOpen(Exception):
    """Nobody can open this file."""


class FileErased(CannotOpen):
    """The key was erased."""


class FileInfected(CannotOpen):
    """A virus was found in it since it was kept."""


class FileAway(CannotOpen):
    """The store does not answer now."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file's plain bytes in parts, and what they are."""

    media: str
    parts: Iterator[bytes]
    size: int | None  # known of originals


def open_file(file_id: UUID, form: FileForm) -> OpenedFile:
    """Open one form of a kept file; raises CannotOpen, or BytesMissing where there is no such form or file."""
    kept = KeptFile.objects.filter(id=file_id).first()
    if kept is None:
        raise BytesMissing(str(file_id))
    if kept.scan == Scan.INFECTED.value:
        raise FileInfected(str(file_id))
    key = keys().key(kept.key_ref) if kept.erased_at is None else None
    if key is None:
        raise FileErased(str(file_id))
    address: str = getattr(kept, _COLUMN[form])
    if not address:
        raise BytesMissing(f"{file_id} {form}")
    try:
        parts = opened_parts(key, store().read(address), context=context_of(file_id, form))
    except StoreSilent as silent:
        raise FileAway(str(file_id)) from silent
    is_original = form is FileForm.ORIGINAL
    return OpenedFile(kept.media if is_original else COPY_MEDIA, parts, kept.size if is_original else None)


_COLUMN = {FileForm.ORIGINAL: "original", FileForm.SHOWN: "shown", FileForm.THUMB: "thumb"}
