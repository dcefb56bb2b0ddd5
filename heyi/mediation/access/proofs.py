"""Exhibits of a mediation as pages and papers read them: the row beside what evidence says of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from heyi.evidence.codes import CAPTURE_WORDS, ORIGINAL_WORDS, PICTURES, FileForm
from heyi.evidence.operations import ExhibitView, exhibit_views, open_file
from heyi.evidence.rules.texts import decoded
from heyi.mediation.queries import MediationRow
from heyi.mediation.queries.papers import KeptExhibit, exhibits_of
from heyi.mediation.rules.papers.case import Brought

_MOST_TEXT = 8 << 20  # octets of an export; what is longer is looked at in its file


@dataclass(frozen=True, slots=True)
class ExhibitLine:
    """An exhibit, and who handed it in."""

    row: KeptExhibit
    view: ExhibitView

    @property
    def has_copy(self) -> bool:
        """Whether there is a copy to show: of a picture, without the place, the device and the time that lie in it."""
        return self.view.media in PICTURES

    def form_for(self, side: str) -> FileForm:
        """Who handed it in has the original; every other side the copy, where there is one."""
        return FileForm.SHOWN if self.has_copy and self.row.side != side else FileForm.ORIGINAL

    @property
    def brought(self) -> Brought:
        """As papers name it."""
        view = self.view
        return Brought(
            view.name,
            CAPTURE_WORDS[view.capture],
            ORIGINAL_WORDS[view.original],
            view.steps,
            view.sha256,
            view.handed_name,
            view.taken_at,
        )


def exhibit_lines(row: MediationRow) -> tuple[ExhibitLine, ...]:
    """Every exhibit, for the mediating unit; three queries."""
    return _lines(exhibits_of(row.county, row.id))


def exhibits_for(row: MediationRow, side: str) -> tuple[ExhibitLine, ...]:
    """What a side sees: what it handed in itself, and what the mediator opened to all."""
    known = exhibits_of(row.county, row.id)
    return _lines([each for each in known if each.side == side or each.opened_at is not None])


def find_exhibit(lines: Sequence[ExhibitLine], exhibit_id: UUID) -> ExhibitLine | None:
    """One of these that was not destroyed."""
    return next(
        (each for each in lines if each.row.id == exhibit_id and each.view.destroyed_at is None), None
    )


def text_of(line: ExhibitLine) -> str:
    """The words of a text; raises CannotOpen."""
    content = b""
    for part in open_file(line.view.file_id, FileForm.ORIGINAL).parts:
        content += part
        if len(content) > _MOST_TEXT:
            break
    return decoded(content[:_MOST_TEXT], is_cut=len(content) > _MOST_TEXT)


def _lines(known: Sequence[KeptExhibit]) -> tuple[ExhibitLine, ...]:
    views = {view.id: view for view in exhibit_views([each.exhibit for each in known])}
    return tuple(ExhibitLine(each, views[each.exhibit]) for each in known if each.exhibit in views)
