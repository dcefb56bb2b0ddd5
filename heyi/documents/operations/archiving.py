"""Keeping and destroying: a legal hold stops everything; destroying takes the end of the term and two people."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from heyi.documents.codes import DocumentRefusal, DocumentState
from heyi.documents.models import Document
from heyi.documents.operations.refusing import CannotChange, locked, refuse
from heyi.documents.operations.wiring import archive_classes
from heyi.documents.ports import Journal
from heyi.documents.rules.printed import day_words
from heyi.journal.events import Actor
from heyi.kernel import chain
from heyi.kernel.clock import CHINA

_LETTERS = 200


@transaction.atomic
def hold(document_id: UUID, *, reason: str, by: Actor, at: datetime, journal: Journal) -> None:
    """保全: nothing is destroyed until it is released; a request for destruction falls. Raises CannotChange."""
    words = _reason(reason)
    row = locked(document_id)
    refuse(row.held_at is not None, DocumentRefusal.HELD_ALREADY)
    row.held_at, row.held_by_id, row.hold_reason = at, by.id, words
    _take_back(row)
    row.save()
    journal.record("document.held", document=str(row.id), reason=_committed(row, words))


@transaction.atomic
def release(document_id: UUID, *, reason: str, journal: Journal) -> None:
    """The hold ends, for a reason. Raises CannotChange."""
    words = _reason(reason)
    row = locked(document_id)
    refuse(row.held_at is None, DocumentRefusal.NOT_ON_HOLD)
    row.held_at, row.held_by_id, row.hold_reason = None, None, ""
    row.save()
    journal.record("document.released", document=str(row.id), reason=_committed(row, words))


@transaction.atomic
def reclass(document_id: UUID, *, archive: str, journal: Journal) -> None:
    """Keep it by another class, longer or shorter; a request for destruction falls. Raises CannotChange."""
    kept_as = archive_classes().get(archive)
    if kept_as is None:
        raise CannotChange(DocumentRefusal.UNKNOWN_CLASS)
    row = locked(document_id)
    before, row.archive_class = row.archive_class, archive
    row.keep_until = kept_as.keep_until(row.made_at.astimezone(CHINA).date())
    _take_back(row)
    row.save()
    journal.record("document.reclassed", document=str(row.id), before=before, archive=archive)


@transaction.atomic
def ask_destruction(document_id: UUID, *, reason: str, by: Actor, at: datetime, journal: Journal) -> None:
    """提请销毁, once the term is over and nothing holds it. Raises CannotChange."""
    words = _reason(reason)
    row = locked(document_id)
    _may_go(row, at)
    refuse(row.destruction_asked_at is not None, DocumentRefusal.ASKED_ALREADY)
    row.destruction_asked_at, row.destruction_asked_by_id, row.destruction_reason = at, by.id, words
    row.save()
    journal.record("document.destruction_asked", document=str(row.id), reason=_committed(row, words))


@transaction.atomic
def approve_destruction(document_id: UUID, *, by: Actor, at: datetime, journal: Journal) -> None:
    """批准销毁, by another person than asked: nothing of it opens from now on, and its bytes go the same night.

    The row stays. Raises CannotChange.
    """
    row = locked(document_id)
    _may_go(row, at)
    refuse(row.destruction_asked_at is None, DocumentRefusal.NOT_ASKED)
    refuse(by.id is None or by.id == row.destruction_asked_by_id, DocumentRefusal.SAME_PERSON)
    row.state, row.destroyed_at, row.destroyed_by_id = DocumentState.DESTROYED.value, at, by.id
    row.save()
    journal.record("document.destroyed", document=str(row.id), digest=row.digest)


def _may_go(row: Document, at: datetime) -> None:
    refuse(row.held_at is not None, DocumentRefusal.ON_HOLD)
    if row.keep_until is None:
        raise CannotChange(DocumentRefusal.KEPT_FOR_GOOD)
    today = at.astimezone(CHINA).date()
    refuse(today < row.keep_until, DocumentRefusal.KEPT_LONGER, until=day_words(row.keep_until))


def _take_back(row: Document) -> None:
    row.destruction_asked_at, row.destruction_asked_by_id, row.destruction_reason = None, None, ""


def _reason(words: str) -> str:
    told = words.strip()[:_LETTERS]
    refuse(not told, DocumentRefusal.NO_REASON)
    return told


def _committed(row: Document, words: str) -> str:
    """Free text never stands in the journal: what proves that it was said does."""
    return chain.commitment(row.id.bytes, words, settings.HEYI_HASH)
