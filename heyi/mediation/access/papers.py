"""Papers and exhibits of a mediation as pages list them, and agreements that wait for their paper or its seal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from heyi.documents.access import DocumentFace, faces_of
from heyi.documents.codes import DocumentState
from heyi.mediation.models import Agreement, Mediation
from heyi.mediation.queries import MediationRow
from heyi.mediation.queries.papers import KeptPaper, papers_of

_AT_ONCE = 200
_BINDS = Q(state__in=("EFFECTIVE", "PERFORMED", "BROKEN"))


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper, and the document that it is."""

    paper: KeptPaper
    face: DocumentFace

    @property
    def is_sealed(self) -> bool:
        """Whether the unit's seal is under it."""
        return self.face.state is DocumentState.SEALED

    @property
    def is_gone(self) -> bool:
        """Whether it was destroyed."""
        return self.face.state is DocumentState.DESTROYED


def paper_lines(row: MediationRow) -> tuple[PaperLine, ...]:
    """The papers that this scope sees, first to last; two queries."""
    papers = papers_of(row.county, row.id)
    faces = faces_of([each.document for each in papers])
    return tuple(PaperLine(each, faces[each.document]) for each in papers if each.document in faces)


def find_paper(row: MediationRow, document: UUID) -> PaperLine | None:
    """One paper of this mediation, if this scope sees it."""
    return next((line for line in paper_lines(row) if line.paper.document == document), None)


@dataclass(frozen=True, slots=True)
class Bound:
    """An agreement that binds: whose, in which form, and its paper once it has one."""

    county: str
    matter_id: UUID
    mediation_id: UUID
    unit_id: int
    form: str
    paper: UUID | None
    effective_at: datetime


def agreements_without_paper() -> Sequence[Bound]:
    """Those that bind and have no paper yet, the oldest first. Two queries."""
    return _bound(Q(paper=None))


def papers_without_seal(*, since: datetime) -> Sequence[Bound]:
    """Those whose paper was made and bears no seal, the newest first. Three queries."""
    found = _bound(Q(paper__isnull=False, effective_at__gte=since))
    faces = faces_of([each.paper for each in found if each.paper])
    return [each for each in reversed(found) if each.paper and _waits(faces.get(each.paper))]


def _waits(face: DocumentFace | None) -> bool:
    return face is not None and face.state is DocumentState.MADE


def _bound(which: Q) -> list[Bound]:
    rows = Agreement.objects.filter(_BINDS, which).order_by("effective_at", "id")[:_AT_ONCE]
    found = list(rows.values_list("county", "matter_id", "mediation_id", "form", "paper", "effective_at"))
    units = dict(Mediation.objects.filter(id__in=[each[2] for each in found]).values_list("id", "unit_id"))
    return [
        Bound(county, matter, mediation, units[mediation], form, paper, at)
        for county, matter, mediation, form, paper, at in found
        if at is not None
    ]
