"""Which content belongs to which paper, and in which versions its template is there.

A template that was ever used is never changed: what looks otherwise is a new version in a folder of its own, so that a
paper made then can be printed again as it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from heyi.documents.codes import PaperKind
from heyi.documents.rules import bound_papers as bound
from heyi.documents.rules import closing_papers as closing
from heyi.documents.rules import opening_papers as opening
from heyi.documents.rules import session_papers as session


@dataclass(frozen=True, slots=True)
class Paper:
    """A kind of paper: what it must say, its versions, and how it is used.

    `is_signed`: people sign it, so each page carries the mark by which a scan is known. `quotes`: it repeats what
    others wrote, and a letter that no font has is named instead of refused. `is_edited`: the unit gets a .docx of it.
    """

    content: type[Any]
    versions: tuple[int, ...] = (1,)
    is_signed: bool = False
    is_edited: bool = False
    quotes: bool = False

    @property
    def newest(self) -> int:
        """The version that is made when none is named."""
        return self.versions[-1]


PAPERS: Mapping[PaperKind, Paper] = {
    PaperKind.APPLICATION: Paper(opening.Application, is_signed=True),
    PaperKind.INTAKE_FORM: Paper(opening.IntakeForm),
    PaperKind.RIGHTS_NOTICE: Paper(opening.RightsNotice, is_signed=True, is_edited=True),
    PaperKind.POWER_OF_ATTORNEY: Paper(opening.PowerOfAttorney, is_signed=True),
    PaperKind.INQUIRY_RECORD: Paper(session.InquiryRecord, is_signed=True),
    PaperKind.EVIDENCE_LIST: Paper(opening.EvidenceList, is_signed=True),
    PaperKind.MEDIATION_RECORD: Paper(session.MediationRecord, is_signed=True, is_edited=True),
    PaperKind.AGREEMENT: Paper(session.Agreement, is_signed=True, is_edited=True),
    PaperKind.ORAL_AGREEMENT: Paper(session.OralAgreement, is_signed=True),
    PaperKind.PERFORMANCE_RECORD: Paper(closing.PerformanceRecord, is_signed=True),
    PaperKind.FOLLOW_UP_RECORD: Paper(closing.FollowUpRecord),
    PaperKind.CONFIRMATION_REQUEST: Paper(closing.ConfirmationRequest, is_signed=True),
    PaperKind.ENDING_NOTICE: Paper(closing.EndingNotice, is_signed=True, is_edited=True),
    PaperKind.STATEMENT: Paper(closing.Statement, is_edited=True),
    PaperKind.CLOSING_REPORT: Paper(closing.ClosingReport),
    PaperKind.CHAT_EXHIBIT: Paper(bound.ChatExhibit, quotes=True),
    PaperKind.CASE_COVER: Paper(bound.CaseCover),
    PaperKind.CASE_INDEX: Paper(bound.CaseIndex),
    PaperKind.BACK_COVER: Paper(bound.BackCover),
}


def kind_of(content: object) -> PaperKind:
    """The kind whose content this is; raises LookupError for anything else."""
    for kind, paper in PAPERS.items():
        if type(content) is paper.content:
            return kind
    raise LookupError(type(content).__name__)
