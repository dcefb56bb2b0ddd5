"""Why nothing is done to a document, and the one way to its row."""

from collections.abc import Mapping
from uuid import UUID

from heyi.documents.codes import DOCUMENT_REFUSAL_WORDS, DocumentRefusal, DocumentState
from heyi.documents.models import Document


class CannotChange(Exception):
    """Nothing is done to a document: a code, a sentence (Chinese, translated by the face) and its parameters."""

    def __init__(self, code: DocumentRefusal, params: Mapping[str, str] | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.sentence: str = DOCUMENT_REFUSAL_WORDS[code]
        self.params: Mapping[str, str] = params or {}


def refuse(wrong: bool, code: DocumentRefusal, **params: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Raise CannotChange where something is wrong."""
    if wrong:
        raise CannotChange(code, params)


def locked(document_id: UUID) -> Document:
    """The row, held until the transaction ends; raises CannotChange for none and for a destroyed one."""
    row = Document.objects.select_for_update().filter(id=document_id).first()
    if row is None:
        raise CannotChange(DocumentRefusal.NOT_THERE)
    refuse(row.state == DocumentState.DESTROYED.value, DocumentRefusal.GONE)
    return row
