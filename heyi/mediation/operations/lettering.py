"""What cannot be printed is refused where it is written: nobody is bound by words whose paper would never come."""

from datetime import datetime

from heyi.documents.codes import PaperKind
from heyi.documents.rendering import CannotRender, check_letters, check_printable
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.mediation.access.cases import case_as_fixed
from heyi.mediation.access.secrets import PartyErased
from heyi.mediation.operations.papers import PAPER_OF_FORM, SORTS
from heyi.mediation.operations.turning import Turn
from heyi.mediation.queries import AgreementRow, MediationRow


def refuse_letters(*words: str) -> None:
    """Raise NotAllowed where a word has letters that no font of the house can print."""
    try:
        check_letters(words)
    except CannotRender as unset:
        raise NotAllowed(_said(unset)) from unset


def refuse_unprintable(turn: Turn, agreement: AgreementRow) -> None:
    """Raise NotAllowed where the paper of this text could not be made: names, facts and clauses are all asked."""
    found = why_unprintable(turn.mediation, agreement, turn.at)
    if found is not None:
        raise NotAllowed(found)


def why_unprintable(row: MediationRow, agreement: AgreementRow, at: datetime) -> Refusal | None:
    """What keeps the paper of this agreement from being made; None where nothing does, or a party is erased."""
    kind: PaperKind = PAPER_OF_FORM[agreement.form]
    try:
        check_printable(SORTS[kind].content(case_as_fixed(row, agreement), at))
    except CannotRender as unset:
        return _said(unset)
    except PartyErased:
        return None
    return None


def _said(unset: CannotRender) -> Refusal:
    """The sentence of the first fault, which names its field, or that of the paper."""
    if unset.faults:
        first = unset.faults[0]
        return Refusal(first.code, first.sentence, first.params)
    return Refusal(unset.code.value.lower(), unset.sentence, unset.params)
