"""文书: made of what a mediation says, kept as its documents, sealed in the name of the mediating unit.

A paper is rendered, and an authority asked for its stamp, while no matter is locked; only keeping it locks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from heyi.documents.codes import PaperKind
from heyi.documents.operations import is_scan_of, make, marks_in, note_signed
from heyi.documents.operations import seal as seal_document
from heyi.documents.ports import Office
from heyi.documents.rendering import Rendered, render
from heyi.evidence.operations import Kept
from heyi.journal.events import Actor
from heyi.journal.operations import Recorder
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.matters.operations import hold_matter, save
from heyi.mediation.access.cases import open_case
from heyi.mediation.access.proofs import exhibit_lines, text_of
from heyi.mediation.operations.turning import Matter, Taking, begin_turn
from heyi.mediation.queries import MediationRow, find_mediation, parties_of
from heyi.mediation.queries.papers import papers_of
from heyi.mediation.rules.papers import agreeing, closing, opening, proving
from heyi.mediation.rules.papers.agreeing import NotYet
from heyi.mediation.rules.papers.case import Case
from heyi.orgs.access import directory

ORDINARY, WEIGHTY = (
    "YEARS_10",
    "YEARS_30",
)  # archive classes; thirty years for what a court is asked to confirm
PAPER_OF_FORM = {"WRITTEN": PaperKind.AGREEMENT, "ORAL": PaperKind.ORAL_AGREEMENT}
AGREEMENTS = tuple(kind.value for kind in PAPER_OF_FORM.values())
_NOT_YET = Refusal("paper_not_yet", _("现在还没有可以写进这份文书的内容。"))
_FOR_MEDIATOR = Refusal("mediators_paper", _("调解记录由调解员本人制作。"))
_NO_MATTER = Refusal("no_mediation", _("没有这件调解。"))
_Content = Callable[[Case, datetime], object]


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of paper: how its content is found, and whether it is the parties' too: not where telephones stand."""

    content: _Content
    is_for_parties: bool = True


SORTS: Mapping[PaperKind, Sort] = {
    PaperKind.APPLICATION: Sort(opening.application, is_for_parties=False),
    PaperKind.INTAKE_FORM: Sort(opening.intake_form, is_for_parties=False),
    PaperKind.RIGHTS_NOTICE: Sort(opening.rights_notice),
    PaperKind.AGREEMENT: Sort(agreeing.agreement),
    PaperKind.ORAL_AGREEMENT: Sort(agreeing.oral_agreement),
    PaperKind.ENDING_NOTICE: Sort(closing.ending_notice),
    PaperKind.CONFIRMATION_REQUEST: Sort(closing.confirmation_request, is_for_parties=False),
    PaperKind.PERFORMANCE_RECORD: Sort(closing.performance_record, is_for_parties=False),
    PaperKind.CLOSING_REPORT: Sort(closing.closing_report, is_for_parties=False),
}
"""What is of the whole mediation. A record is of one session, a call-back of one call: each has its own key."""


@dataclass(frozen=True, slots=True)
class Written:
    """The content of a paper before it is set."""

    kind: PaperKind
    content: object
    about: UUID | None
    is_for_parties: bool


def write_paper(matter: Matter, kind: PaperKind, *, taking: Taking, about: UUID | None = None) -> Written:
    """What a paper says now; raises NotAllowed where there is nothing to say, or it is not theirs to make."""
    row = find_mediation(*matter)
    if row is None:
        raise NotAllowed(_NO_MATTER)
    is_mediator = taking.by.actor.id == row.mediator_id and row.unit_id in taking.by.units
    if kind is PaperKind.MEDIATION_RECORD and not is_mediator:
        raise NotAllowed(_FOR_MEDIATOR)
    case = open_case(row, for_mediator=is_mediator)
    try:
        content, is_for_parties = _content(row, case, kind, about, taking.at)
    except NotYet as missing:
        raise NotAllowed(_NOT_YET) from missing
    return Written(kind, content, about, is_for_parties)


def _content(
    row: MediationRow, case: Case, kind: PaperKind, about: UUID | None, at: datetime
) -> tuple[object, bool]:
    if kind in (PaperKind.EVIDENCE_LIST, PaperKind.CHAT_EXHIBIT):
        return _of_evidence(row, case, kind, about, at), False
    if kind is PaperKind.MEDIATION_RECORD:
        sitting = next((each for each in case.sittings if each.id == about), None)
        if sitting is None:
            raise NotYet("session")
        return agreeing.record(case, sitting), True
    if kind is PaperKind.FOLLOW_UP_RECORD:
        visit = next((each for each in case.visits if each.id == about), None)
        if visit is None:
            raise NotYet("visit")
        return closing.follow_up_record(case, visit), False
    sort = SORTS.get(kind)
    if sort is None:
        raise NotYet(kind)
    return sort.content(case, at), sort.is_for_parties


def _of_evidence(row: MediationRow, case: Case, kind: PaperKind, about: UUID | None, at: datetime) -> object:
    """The list of what a party (or the mediator: about nothing) brought; or one chat as numbered messages."""
    lines = [each for each in exhibit_lines(row) if each.view.destroyed_at is None]
    if kind is PaperKind.CHAT_EXHIBIT:
        line = next((each for each in lines if each.row.id == about and each.row.is_chat), None)
        text = text_of(line) if line else ""
        if line is None or not proving.is_chat(text):
            raise NotYet("chat")
        return proving.chat_exhibit(case, line.brought, text)
    sides = {party.id: party.side for party in parties_of(row.county, row.id)}
    side = sides.get(about, "") if about else ""
    own = [each.brought for each in lines if each.row.side == side]
    if not own:
        raise NotYet("evidence")
    return proving.evidence_list(case, own, by=case.name(side) if side else case.mediator, at=at)


def make_paper(matter: Matter, kind: PaperKind, *, taking: Taking, about: UUID | None = None) -> UUID:
    """制作文书: render, then keep; answers the document's key. Raises NotAllowed, CannotRender, CannotChange."""
    written = write_paper(matter, kind, taking=taking, about=about)
    return keep_paper(matter, written, render(kind, written.content, at=taking.at), taking=taking)


@transaction.atomic
def keep_paper(matter: Matter, written: Written, paper: Rendered, *, taking: Taking) -> UUID:
    """Keep what was rendered as a document of the mediation. The agreement that binds names its own one paper."""
    is_agreement = written.kind.value in AGREEMENTS
    turn = begin_turn("keep_paper", matter, taking=taking)
    binds = is_agreement and turn.agreement is not None and turn.agreement.effective_at is not None
    if binds and turn.agreement is not None and turn.agreement.paper is not None:
        raise NotAllowed(Refusal("paper_made", _("协议书已经制作。")))
    document = make(
        paper,
        unit_id=turn.mediation.unit_id,
        archive=WEIGHTY if turn.confirmation else ORDINARY,
        by=taking.by.actor,
        at=taking.at,
        journal=turn.recorder,
    )
    if binds and turn.agreement is not None:
        turn.change("agreement", turn.agreement.id, {"paper": document})
    kept = {
        "unit_id": turn.mediation.unit_id,
        "document": document,
        "kind": written.kind.value,
        "about": written.about,
        "is_for_parties": written.is_for_parties,
        "is_to_sign": is_agreement and not binds,
        "at": taking.at,
    }
    turn.facts |= {"kind": written.kind.value, "document": str(document)}
    turn.add("medpaper", kept)
    turn.write()
    return document


def seal_paper(matter: Matter, document: UUID, *, by: Actor, at: datetime) -> str:
    """签章: the mediating unit's seal, asked for while nothing is locked. Raises CannotChange, NotAllowed."""
    row = find_mediation(*matter)
    if row is None or not any(each.document == document for each in papers_of(row.county, row.id)):
        raise NotAllowed(_NO_MATTER)
    unit = directory().unit(row.unit_id)
    return seal_document(
        document, office=Office(unit.code, unit.name), at=at, journal=MatterJournal(matter, by, at)
    )


def take_scan(matter: Matter, scans: Sequence[Kept], *, by: Actor, at: datetime) -> bool:
    """The fixed text came back signed by hand: its scan lies with the paper. False for a scan of another paper.

    A scan on which no mark can be read is taken: whoever hands it in has compared the text's own figures.
    """
    row = find_mediation(*matter)
    if row is None:
        raise NotAllowed(_NO_MATTER)
    printed = {each.document for each in papers_of(row.county, row.id) if each.is_to_sign}
    for scan in scans:
        marks = marks_in(scan.id)
        of = next((each for each in printed if marks and is_scan_of(scan.id, each)), None)
        if marks and of is None:
            return False
        if of is not None:
            note_signed(of, scan=scan, at=at, journal=MatterJournal(matter, by, at))
    return True


class MatterJournal:
    """A matter's own stream, locked only when something is told: an authority is never waited for under the lock."""

    def __init__(self, matter: Matter, by: Actor, at: datetime) -> None:
        self._matter, self._by, self._at = matter, by, at

    def record(self, verb: str, /, **facts: object) -> None:
        """Lock, add the event, save."""
        held = hold_matter(*self._matter)
        recorder = Recorder(held.county, held.id, head=held.head, actor=self._by, at=self._at)
        recorder.record(verb, **facts)
        save(held, {}, recorder=recorder)
