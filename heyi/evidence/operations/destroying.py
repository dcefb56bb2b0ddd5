"""Destroying an exhibit: asked for by one person, approved by another, its words gone, its chain left as a witness."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from heyi.evidence.codes import Custody, ExhibitRefusal
from heyi.evidence.models import Exhibit
from heyi.evidence.operations.custody import CannotTouch, actor_facts, add_row, held, said_words
from heyi.evidence.operations.wiring import keys
from heyi.evidence.queries import standing_files
from heyi.journal.events import Actor


def destroy_exhibit(exhibit_id: UUID, *, by: Actor, approved_by: Actor, why: str, at: datetime) -> None:
    """Destroy it for good: its key is overwritten, so that names and words open nowhere any more. Raises CannotTouch.

    Its chain, hashes and stamp stay. The bytes go with the nightly chore, unless the same file hangs elsewhere.
    """
    words = said_words(why)
    if (by.kind, by.id) == (approved_by.kind, approved_by.id):
        raise CannotTouch(ExhibitRefusal.ONE_PERSON)
    with transaction.atomic():
        exhibit = held(exhibit_id)
        facts = {"approved_by": actor_facts(approved_by)}
        add_row(exhibit, Custody.DESTROYED, by=by, at=at, words=words, facts=facts)
        exhibit.sealed, exhibit.destroyed_at, exhibit.stamp_next_at = b"", at, None
        exhibit.save(update_fields=["sealed", "destroyed_at", "stamp_next_at"])
        transaction.on_commit(partial(keys().erase, exhibit.key_ref))


def destroyed_files() -> frozenset[UUID]:
    """Files of destroyed exhibits that no standing exhibit holds, and that were not erased."""
    gone = Exhibit.objects.exclude(destroyed_at=None).filter(file__erased_at=None)
    return frozenset(gone.exclude(file_id__in=standing_files()).values_list("file_id", flat=True))
