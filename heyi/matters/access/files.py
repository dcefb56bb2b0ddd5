"""A matter's files: who sees which. An alarm sees none; what was said in mediation stays with who mediates."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from heyi.evidence.access import Face, faces_of
from heyi.evidence.codes import MOST_FILES, PICTURES, Media, Scan
from heyi.journal.codes import ActorKind
from heyi.matters.access.erasures import Erasure, erasure_of
from heyi.matters.access.pages import MatterView, basis_of
from heyi.matters.codes import Basis, Zone
from heyi.matters.models import Attachment

_IN_THE_ROOM = (Basis.LEAD.value, Basis.ASSIST.value)


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file on a matter as a page shows it; `opens_original` where this reader may open it as it came."""

    id: UUID
    file_id: UUID
    name: str
    note: str
    media: str
    size: int
    zone: str
    unit_id: int | None
    author_kind: str
    author: str
    at: datetime
    erasure: Erasure | None
    opens_original: bool
    face: Face

    @property
    def is_erased(self) -> bool:
        """Whether it is gone for good."""
        return self.erasure is not None

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, whose original tells more than is shown."""
        return self.media in PICTURES

    @property
    def has_copy(self) -> bool:
        """Whether there are copies to show: of every picture, and of a paper whose pages could be drawn."""
        return (self.is_picture or self.face.has_copy) and not self.is_infected

    @property
    def is_infected(self) -> bool:
        """Whether a virus was found in it since it was kept: nobody opens it any more."""
        return self.face.scan is Scan.INFECTED

    @property
    def is_unscanned(self) -> bool:
        """Whether there is a scanner that has not looked at it yet."""
        return self.face.scan is Scan.WAITING

    @property
    def is_text(self) -> bool:
        """Whether its words can be shown."""
        return self.media == Media.TEXT

    @property
    def is_reporters(self) -> bool:
        """Whether the reporter brought it."""
        return self.author_kind == ActorKind.REPORTER.value


def attachments_of(matter: MatterView) -> tuple[AttachmentView, ...]:
    """The files that a person sees who sees this page, first to last. Two queries, one where there are none."""
    return _views(_seen_on(matter.county, matter.id, matter.basis), matter.basis)


def find_attachment(
    county: str, matter_id: UUID, attachment_id: UUID, *, units: Collection[int]
) -> tuple[AttachmentView, str] | None:
    """One file and the basis on which these units see it; None where they do not. Three queries."""
    basis = basis_of(county, matter_id, units)
    if basis is None:
        return None
    found = _views(_seen_on(county, matter_id, basis).filter(id=attachment_id), basis)
    return (found[0], basis) if found else None


def tracked_attachments(county: str, matter_id: UUID) -> tuple[AttachmentView, ...]:
    """What the holder of the code sees: what the reporter brought, and what was published. Two queries."""
    own = Q(author_kind=ActorKind.REPORTER.value) | Q(zone=Zone.PUBLIC.value)
    return _views(_rows(county, matter_id).filter(own), "")


def room_for_files(county: str, matter_id: UUID) -> int:
    """How many more files a matter takes, whoever sees those that hang there. One query."""
    held = Attachment.objects.filter(county=county, matter_id=matter_id, erased_at=None).count()
    return max(MOST_FILES - held, 0)


def live_files(file_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Which of these files hang on any matter within the scope."""
    rows = Attachment.objects.filter(file_id__in=list(file_ids), erased_at=None)
    return frozenset(rows.values_list("file_id", flat=True))


def erased_files(file_ids: Iterable[UUID] | None = None) -> frozenset[UUID]:
    """The files that were taken from a matter within the scope, all or among these."""
    rows = Attachment.objects.filter(erased_at__isnull=False)
    if file_ids is not None:
        rows = rows.filter(file_id__in=list(file_ids))
    return frozenset(rows.values_list("file_id", flat=True))


def _rows(county: str, matter_id: UUID) -> QuerySet[Attachment]:
    return Attachment.objects.filter(county=county, matter_id=matter_id).order_by("at", "id")


def _seen_on(county: str, matter_id: UUID, basis: str) -> QuerySet[Attachment]:
    rows = _rows(county, matter_id)
    if basis == Basis.ALARM.value:
        return rows.none()
    return rows if basis in _IN_THE_ROOM else rows.exclude(zone=Zone.CONFIDENTIAL.value)


def _views(found: Iterable[Attachment], basis: str) -> tuple[AttachmentView, ...]:
    rows = tuple(found)
    faces = faces_of({row.file_id for row in rows if row.erased_at is None})
    return tuple(
        AttachmentView(
            id=row.id,
            file_id=row.file_id,
            name=row.name,
            note=row.note,
            media=row.media,
            size=row.size,
            zone=row.zone,
            unit_id=row.unit_id,
            author_kind=row.author_kind,
            author=row.author,
            at=row.at,
            erasure=erasure_of(row),
            opens_original=basis in _IN_THE_ROOM or row.media not in PICTURES,
            face=faces.get(row.file_id, Face()),
        )
        for row in rows
    )
