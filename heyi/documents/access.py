"""What other modules may know of produced documents; who may see which is the business of whoever knows the case."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from heyi.documents.codes import DocumentState, PaperKind
from heyi.documents.models import Document
from heyi.evidence.codes import FileForm
from heyi.evidence.operations import OpenedFile, open_file


@dataclass(frozen=True, slots=True)
class DocumentFace:
    """A document as lists show it; of a destroyed one nothing opens any more."""

    id: UUID
    kind: PaperKind
    version: int
    mark: str
    digest: str
    sealed_digest: str
    pages: int
    unit_id: int
    state: DocumentState
    made_at: datetime
    made_by_name: str
    archive_class: str
    keep_until: date | None
    is_held: bool
    destruction_asked_by_id: int | None


def faces_of(document_ids: Collection[UUID]) -> Mapping[UUID, DocumentFace]:
    """The faces of these documents; one query, none where nothing is asked."""
    if not document_ids:
        return {}
    return {row.id: _face(row) for row in Document.objects.filter(id__in=document_ids)}


def find_by_mark(mark: str) -> tuple[DocumentFace, ...]:
    """The documents that carry this mark (what a scan's QR code says), the newest first."""
    return tuple(_face(row) for row in Document.objects.filter(mark=mark).order_by("-id"))


def past_keeping(on: date, *, most: int = 200) -> tuple[DocumentFace, ...]:
    """Documents whose term is over and that nothing holds, those longest past it first."""
    rows = Document.objects.filter(destroyed_at=None, held_at=None, keep_until__lte=on)
    return tuple(_face(row) for row in rows.order_by("keep_until", "id")[:most])


def open_document(document_id: UUID, *, sealed: bool = False) -> OpenedFile:
    """The bytes as made, or with the seal; raises LookupError for none, CannotOpen where they are gone."""
    row = Document.objects.filter(id=document_id, destroyed_at=None).first()
    file_id = (row.sealed_file_id if sealed else row.file_id) if row else None
    if file_id is None:
        raise LookupError(str(document_id))
    return open_file(file_id, FileForm.ORIGINAL)


def files_of_documents(file_ids: Collection[UUID]) -> frozenset[UUID]:
    """Those of these files that a document needs which is not destroyed."""
    named = Q(file_id__in=file_ids) | Q(signed_file_id__in=file_ids) | Q(sealed_file_id__in=file_ids)
    wanted = frozenset(file_ids)
    return _files(Document.objects.filter(named, destroyed_at=None)) & wanted


def files_of_destroyed_documents() -> frozenset[UUID]:
    """The files of destroyed documents; another that lives may need the same bytes."""
    return _files(Document.objects.filter(destroyed_at__isnull=False))


def _files(rows: QuerySet[Document]) -> frozenset[UUID]:
    found = rows.values_list("file_id", "signed_file_id", "sealed_file_id")
    return frozenset(each for row in found for each in row if each)


def _face(row: Document) -> DocumentFace:
    return DocumentFace(
        row.id,
        PaperKind(row.kind),
        row.version,
        row.mark,
        row.digest,
        row.sealed_digest,
        row.pages,
        row.unit_id,
        DocumentState(row.state),
        row.made_at,
        row.made_by_name,
        row.archive_class,
        row.keep_until,
        row.held_at is not None,
        row.destruction_asked_by_id,
    )
