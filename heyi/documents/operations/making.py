"""Making documents: the paper kept as evidence keeps files, its row, and the event in the case's own journal.

What was made is never changed: a signed scan and a sealed copy lie beside it.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from heyi.documents.codes import DocumentRefusal, DocumentState
from heyi.documents.models import Document
from heyi.documents.operations.refusing import CannotChange, locked, refuse
from heyi.documents.operations.wiring import archive_classes, sealer
from heyi.documents.ports import CannotSeal, Journal, Office
from heyi.documents.rendering import Rendered, title_of
from heyi.evidence.codes import FileForm
from heyi.evidence.operations import Content, Kept, keep, open_file
from heyi.journal.events import Actor
from heyi.kernel import chain
from heyi.kernel.clock import CHINA
from heyi.kernel.codes import uuid7

LARGEST = 150 << 20  # bytes of a case file; what is thicker is bound in volumes


@transaction.atomic
def make(paper: Rendered, *, unit_id: int, archive: str, by: Actor, at: datetime, journal: Journal) -> UUID:
    """Keep a paper and tell of it; raises CannotChange for a draft, CannotKeep for one that is too large to keep."""
    refuse(paper.is_draft, DocumentRefusal.IS_DRAFT)
    kept_as = archive_classes().get(archive)
    if kept_as is None:
        raise CannotChange(DocumentRefusal.UNKNOWN_CLASS)
    file = _kept(paper.pdf, paper, at)
    row = Document.objects.create(
        id=uuid7(at),
        kind=paper.kind.value,
        version=paper.version,
        mark=paper.mark,
        content=paper.content,
        digest=file.digest,
        pages=paper.pages,
        file_id=file.id,
        unit_id=unit_id,
        state=DocumentState.MADE.value,
        made_at=at,
        made_by_id=by.id,
        made_by_name=by.name,
        archive_class=archive,
        keep_until=kept_as.keep_until(at.astimezone(CHINA).date()),
    )
    journal.record(
        "document.made",
        document=str(row.id),
        kind=row.kind,
        version=row.version,
        content=row.content,
        digest=row.digest,
        pages=row.pages,
        archive=archive,
    )
    return row.id


@transaction.atomic
def note_signed(document_id: UUID, *, scan: Kept | None = None, at: datetime, journal: Journal) -> None:
    """People have signed it: on screen, or on paper whose scan lies with evidence. Raises CannotChange."""
    row = locked(document_id)
    refuse(row.sealed_at is not None, DocumentRefusal.SEALED_ALREADY)
    row.state = DocumentState.SIGNED.value
    row.signed_at = at
    row.signed_file_id = scan.id if scan else None
    row.save(update_fields=["state", "signed_at", "signed_file_id"])
    journal.record("document.signed", document=str(row.id), scan=scan.digest if scan else None)


def seal(document_id: UUID, *, office: Office, at: datetime, journal: Journal) -> str:
    """Put the office's seal under it: the digest of the sealed copy. Raises CannotChange.

    The authority for time stamps is asked before the row is locked, so that nobody waits for it.
    """
    row = Document.objects.filter(id=document_id, destroyed_at=None).first()
    if row is None:
        raise CannotChange(DocumentRefusal.NOT_THERE)
    refuse(row.sealed_at is not None, DocumentRefusal.SEALED_ALREADY)
    plain = b"".join(open_file(row.file_id, FileForm.ORIGINAL).parts)
    try:
        pdf = sealer().seal(plain, office=office, reason=title_of(row.kind), at=at)
    except CannotSeal as error:
        raise CannotChange(DocumentRefusal.CANNOT_SEAL, {"why": str(error)}) from error
    return _sealed(document_id, pdf, office, at, journal)


@transaction.atomic
def _sealed(document_id: UUID, pdf: bytes, office: Office, at: datetime, journal: Journal) -> str:
    row = locked(document_id)
    refuse(row.sealed_at is not None, DocumentRefusal.SEALED_ALREADY)
    file = keep(Content(pdf, name=f"{title_of(row.kind)}.pdf"), at=at, largest=LARGEST)
    row.state = DocumentState.SEALED.value
    row.sealed_at = at
    row.sealed_file_id = file.id
    row.sealed_digest = file.digest
    row.save(update_fields=["state", "sealed_at", "sealed_file_id", "sealed_digest"])
    journal.record("document.sealed", document=str(row.id), digest=file.digest, office=office.code)
    return file.digest


def _kept(pdf: bytes, paper: Rendered, at: datetime) -> Kept:
    file = keep(Content(pdf, name=f"{title_of(paper.kind)}.pdf"), at=at, largest=LARGEST)
    if file.digest != f"{settings.HEYI_HASH}:{chain.digest(pdf, settings.HEYI_HASH).hex()}":
        raise RuntimeError("the store keeps something else")
    return file
