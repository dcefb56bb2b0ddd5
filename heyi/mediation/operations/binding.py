"""卷宗: the papers of a mediation and what was handed in, bound by the worker into one file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from heyi.documents.access import open_document
from heyi.documents.binding import Bound, Leaf, bind
from heyi.documents.codes import PAPER_WORDS, PaperKind
from heyi.documents.operations import archive_classes
from heyi.evidence.codes import CAPTURE_WORDS, PICTURES, FileForm, Media
from heyi.evidence.operations import open_file
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.kernel.clock import CHINA
from heyi.kernel.codes import uuid7
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.mediation.access.cases import open_case
from heyi.mediation.access.papers import PaperLine, paper_lines
from heyi.mediation.access.proofs import ExhibitLine, exhibit_lines
from heyi.mediation.models import Binding
from heyi.mediation.operations.papers import ORDINARY, WEIGHTY, Written, keep_paper
from heyi.mediation.operations.turning import Matter, Taking
from heyi.mediation.queries import MediationRow, find_agreement, find_confirmation, find_mediation
from heyi.mediation.rules.papers import closing

GOING, DONE, FAILED = "GOING", "DONE", "FAILED"
ORDER = (
    PaperKind.APPLICATION,
    PaperKind.INTAKE_FORM,
    PaperKind.RIGHTS_NOTICE,
    PaperKind.POWER_OF_ATTORNEY,
    PaperKind.INQUIRY_RECORD,
    PaperKind.EVIDENCE_LIST,
    PaperKind.CHAT_EXHIBIT,
    PaperKind.MEDIATION_RECORD,
    PaperKind.AGREEMENT,
    PaperKind.ORAL_AGREEMENT,
    PaperKind.CONFIRMATION_REQUEST,
    PaperKind.PERFORMANCE_RECORD,
    PaperKind.FOLLOW_UP_RECORD,
    PaperKind.ENDING_NOTICE,
    PaperKind.STATEMENT,
    PaperKind.CLOSING_REPORT,
)
_EVIDENCE_AFTER = ORDER.index(PaperKind.CHAT_EXHIBIT)
_GOING_ALREADY = Refusal("binding_going", _("正在装订，请稍候。"))
_NOTHING = Refusal("nothing_to_bind", _("还没有文书可以装订。"))


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for a case file, of which mediation, when."""

    county: str
    id: UUID
    matter_id: UUID
    unit_id: int
    person_id: int
    person: str

    @property
    def by(self) -> Actor:
        """In whose name it is bound."""
        return Actor(ActorKind.PERSON, self.person_id, self.person, self.unit_id)


def ask_binding(matter: Matter, *, taking: Taking) -> UUID:
    """请求装订: the worker will bind it; one at a time. Answers the key of what was asked."""
    row = find_mediation(*matter)
    if row is None or row.unit_id not in taking.by.units or taking.by.actor.id is None:
        raise NotAllowed(_NOTHING)
    if not any(_is_bound(line) for line in paper_lines(row)):
        raise NotAllowed(_NOTHING)
    key = uuid7(taking.at)
    try:
        with transaction.atomic():
            Binding.objects.create(
                county=row.county,
                id=key,
                matter_id=row.matter_id,
                mediation_id=row.id,
                unit_id=row.unit_id,
                person_id=taking.by.actor.id,
                person=taking.by.actor.name,
                state=GOING,
                at=taking.at,
            )
    except IntegrityError as going:
        if "one_binding_at_a_time" not in str(going):
            raise
        raise NotAllowed(_GOING_ALREADY) from going
    return key


def bindings_asked() -> list[Asked]:
    """What waits to be bound, the oldest first."""
    rows = Binding.objects.filter(state=GOING).order_by("at")[:20]
    return [
        Asked(*each)
        for each in rows.values_list("county", "id", "matter_id", "unit_id", "person_id", "person")
    ]


def note_binding(asked: Asked, **columns: object) -> None:
    """How far it is, or how it ended."""
    Binding.objects.filter(county=asked.county, id=asked.id).update(**columns)


@dataclass(frozen=True, slots=True)
class Sheets:
    """What a case file is bound of, read before anything is set."""

    row: MediationRow
    cover: object
    leaves: tuple[Leaf, ...]
    remarks: str


def gather_sheets(asked: Asked, *, at: datetime) -> Sheets:
    """Read everything that goes into it. Raises NotAllowed, CannotOpen."""
    row = find_mediation(asked.county, asked.matter_id)
    if row is None:
        raise NotAllowed(_NOTHING)
    papers = sorted(filter(_is_bound, paper_lines(row)), key=lambda line: ORDER.index(line.face.kind))
    exhibits = [each for each in exhibit_lines(row) if each.view.destroyed_at is None]
    drawn = [each for each in exhibits if each.view.media != Media.TEXT]
    texts = len(exhibits) - len(drawn)
    cover = closing.cover(
        open_case(row),
        kept_for=archive_classes()[archive_of(row)].name,
        filed_by=asked.person,
        on=at.astimezone(CHINA).date(),
    )
    remarks = f"另有文本证据 {texts} 件不能绘成图页，连同全部证据见证据包。" if texts else ""
    return Sheets(row, cover, tuple(_leaves(papers, drawn)), remarks)


def archive_of(row: MediationRow) -> str:
    """Thirty years for what a court was asked to confirm, else ten."""
    agreement = find_agreement(row.county, row.id)
    return WEIGHTY if agreement and find_confirmation(row.county, agreement.id) else ORDINARY


def bind_sheets(sheets: Sheets, *, at: datetime) -> Bound:
    """Set and bind, in no transaction; raises CannotRender."""
    return bind(sheets.cover, sheets.leaves, at=at, remarks=sheets.remarks)  # type: ignore[arg-type]


def keep_bound(asked: Asked, bound: Bound, *, taking: Taking) -> UUID:
    """Keep it as a document of the mediation; it is the house's alone."""
    written = Written(PaperKind.CASE_FILE, None, None, is_for_parties=False)
    return keep_paper((asked.county, asked.matter_id), written, bound.paper, taking=taking)


def _is_bound(line: PaperLine) -> bool:
    """What stands, but for what was only printed to be signed: its scan lies with the matter."""
    return not line.is_gone and line.face.kind in ORDER and not line.paper.is_to_sign


def _leaves(papers: Sequence[PaperLine], exhibits: Sequence[ExhibitLine]) -> Iterator[Leaf]:
    """Papers in the order of a case file, exhibits after their list."""
    first = [line for line in papers if ORDER.index(line.face.kind) <= _EVIDENCE_AFTER]
    yield from map(_paper_leaf, first)
    yield from map(_exhibit_leaf, exhibits)
    yield from map(_paper_leaf, papers[len(first) :])


def _paper_leaf(line: PaperLine) -> Leaf:
    pdf = b"".join(open_document(line.paper.document, sealed=line.is_sealed).parts)
    return Leaf(
        PAPER_WORDS[line.face.kind],
        pdf=pdf,
        is_ours=True,
        is_sealed=line.is_sealed,
        dated=f"{line.paper.at.astimezone(CHINA):%Y-%m-%d}",
    )


def _exhibit_leaf(line: ExhibitLine) -> Leaf:
    """A stranger's file: a picture as its copy, a PDF to be drawn anew; nothing of it acts."""
    view = line.view
    is_picture = view.media in PICTURES
    form = FileForm.SHOWN if is_picture else FileForm.ORIGINAL
    content = b"".join(open_file(view.file_id, form).parts)
    return Leaf(
        f"证据：{view.name}"[:120],
        pdf=b"" if is_picture else content,
        pictures=(content,) if is_picture else (),
        dated=f"{view.taken_at.astimezone(CHINA):%Y-%m-%d}",
        reference=CAPTURE_WORDS[view.capture][:60],
        note=f"{view.handed_name}提交"[:60],
    )
