"""Keeping a file: what it is, once on disk under a key of its own, with copies to show where it is a picture."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO, Any, Protocol, cast
from uuid import UUID

from django.conf import settings
from django.db import connection

from heyi.evidence.codes import (
    DEVELOPED,
    LARGEST,
    PICTURES,
    REFUSAL_WORDS,
    FileForm,
    FileRefusal,
    Media,
    Scan,
)
from heyi.evidence.darkroom.copies import Copies, Unfit
from heyi.evidence.operations.developing import develop
from heyi.evidence.operations.scanning import scanned
from heyi.evidence.operations.wiring import context_of, keys, store
from heyi.evidence.ports import StoreSilent
from heyi.evidence.rules.kinds import HEAD, TAIL, has_archive_behind, is_test_virus, is_text, kind_of
from heyi.evidence.rules.names import label_of
from heyi.kernel import chain
from heyi.kernel.codes import uuid7
from heyi.kernel.seal_parts import SUITE, sealed_parts

_PART = 1 << 18


class Upload(Protocol):
    """What a face hands over: Django's uploaded file, or bytes at hand as Content."""

    name: str | None

    @property
    def size(self) -> int: ...
    def read(self, size: int = -1, /) -> bytes: ...
    def seek(self, offset: int, whence: int = 0, /) -> int: ...


class CannotKeep(Exception):
    """A file is not kept: a code, a sentence (Chinese, translated by the face) and its parameters."""

    def __init__(self, code: FileRefusal, params: Mapping[str, str] | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.sentence: str = REFUSAL_WORDS[code]
        self.params: Mapping[str, str] = params or {}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file on disk, and the label under which it was brought this time."""

    id: UUID
    digest: str  # "ALGO:hex" of the bytes as they came
    media: str
    size: int
    name: str = field(compare=False)

    @property
    def is_picture(self) -> bool:
        """Whether there are copies to show."""
        return self.media in PICTURES


def keep(upload: Upload, *, at: datetime, largest: int = LARGEST) -> Kept:
    """Keep a file, on disk when this returns; the same bytes are kept once. Raises CannotKeep.

    What people send may have LARGEST; what the house makes itself, more.

    The row is written in the caller's transaction, if there is one; bytes whose row never came are swept away later.
    """
    media = _media_of(upload, largest)
    algo: str = settings.HEYI_HASH
    digest = _digest_of(upload, algo)
    name = label_of(upload.name, media)
    found = _kept_before(algo, digest, at)
    file_id = found or _kept_anew(upload, media, algo, digest, at)
    return Kept(file_id, f"{algo}:{digest.hex()}", media.value, upload.size, name)


def _media_of(upload: Upload, largest: int) -> Media:
    refused = getattr(upload, "refused", None)  # said by whoever took it from the wire and let the rest go by
    if refused:
        raise CannotKeep(FileRefusal(refused))
    if upload.size == 0:
        raise CannotKeep(FileRefusal.EMPTY)
    if upload.size > largest:
        raise CannotKeep(FileRefusal.TOO_LARGE)
    upload.seek(0)
    head = upload.read(HEAD)
    if is_test_virus(head):
        raise CannotKeep(FileRefusal.INFECTED, {"found": "EICAR-Test-File"})
    kind = kind_of(head)
    if isinstance(kind, FileRefusal):
        raise CannotKeep(kind)
    if has_archive_behind(_tail(upload)):
        raise CannotKeep(FileRefusal.ACTIVE)
    if kind is Media.TEXT and not is_text(_parts(upload), head):
        raise CannotKeep(FileRefusal.UNKNOWN)
    return kind


def _tail(upload: Upload) -> bytes:
    upload.seek(max(upload.size - TAIL, 0))
    return upload.read(TAIL)


def _parts(upload: Upload) -> Iterator[bytes]:
    upload.seek(0)
    while part := upload.read(_PART):
        yield part


def _digest_of(upload: Upload, algo: str) -> bytes:
    hasher = chain.hasher(algo)
    for part in _parts(upload):
        hasher.update(part)
    return hasher.digest()


_AGAIN = timedelta(hours=12)
_FIND = """SELECT id, kept_at, scan, scan_found FROM evidence_keptfile
            WHERE algo = %s AND digest = %s AND erased_at IS NULL"""
_TOUCH = "UPDATE evidence_keptfile SET kept_at = %s WHERE id = %s AND erased_at IS NULL RETURNING id"


def _kept_before(algo: str, digest: bytes, at: datetime) -> UUID | None:
    """The file that has these bytes; brought again, it is as if new, so that no chore forgets it meanwhile.

    Raises CannotKeep for one in which something was found since it was kept.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [algo, digest])
        row: tuple[UUID, datetime, str, str] | None = cursor.fetchone()
        if row is not None and row[2] == Scan.INFECTED.value:
            raise CannotKeep(FileRefusal.INFECTED, {"found": row[3]})
        if row is None or row[1] > at - _AGAIN:
            return row[0] if row else None
        cursor.execute(_TOUCH, [at, row[0]])
        touched: tuple[UUID] | None = cursor.fetchone()
    return touched[0] if touched else None


_INSERT = """INSERT INTO evidence_keptfile (id, algo, digest, media, size, width, height, pages, pages_shown,
                                            key_ref, suite, original, shown, thumb, scan, scanned_at, kept_at)
             VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
             ON CONFLICT (algo, digest) WHERE erased_at IS NULL DO NOTHING"""


def _kept_anew(upload: Upload, media: Media, algo: str, digest: bytes, at: datetime) -> UUID:
    """Seal, store, and write the row; whoever was quicker with the same bytes wins, and ours are taken away."""
    scan = _scanned(upload)
    copies = _copies(upload, media)
    file_id = uuid7(at)
    ref, key = keys().make()
    original = _sealed(key, file_id, FileForm.ORIGINAL, _parts(upload))
    shown = _sealed(key, file_id, FileForm.SHOWN, [copies.shown]) if copies else ""
    thumb = _sealed(key, file_id, FileForm.THUMB, [copies.thumb]) if copies else ""
    values: list[Any] = [file_id, algo, digest, media.value, upload.size, *_measures(copies), ref, SUITE]
    with connection.cursor() as cursor:
        looked_at = None if scan is Scan.NONE else at
        cursor.execute(_INSERT, [*values, original, shown, thumb, scan.value, looked_at, at])
        if cursor.rowcount:
            return file_id
        cursor.execute(_FIND, [algo, digest])
        winner: UUID = cursor.fetchone()[0]
    for address in filter(None, (original, shown, thumb)):
        store().remove(address)
    keys().erase(ref)
    return winner


def _scanned(upload: Upload) -> Scan:
    """Before anything opens it; raises CannotKeep where something was found."""
    scan, found = scanned(_parts(upload))
    if scan is Scan.INFECTED:
        raise CannotKeep(FileRefusal.INFECTED, {"found": found})
    return scan


def _measures(copies: Copies | None) -> tuple[int | None, ...]:
    if copies is None:
        return (None, None, None, None)
    return (copies.width, copies.height, copies.pages, copies.pages_shown)


def _copies(upload: Upload, media: Media) -> Copies | None:
    """A picture is kept only with its copies; a paper that cannot be drawn is kept without."""
    if media not in DEVELOPED:
        return None
    try:
        return develop(cast("IO[bytes]", upload), media)
    except Unfit as unfit:
        if media not in PICTURES:
            return None
        raise CannotKeep(unfit.code) from unfit


def _sealed(key: bytes, file_id: UUID, form: FileForm, parts: Iterable[bytes]) -> str:
    try:
        return store().put(sealed_parts(key, parts, context=context_of(file_id, form)))
    except StoreSilent as silent:
        raise CannotKeep(FileRefusal.STORE) from silent
