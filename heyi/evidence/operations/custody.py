"""Rows of an exhibit's chain of custody: each hangs on the row before, under the lock of the exhibit."""

import os
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from heyi.evidence.codes import BY_HAND, EXHIBIT_REFUSAL_WORDS, MOST_WORDS, Custody, ExhibitRefusal
from heyi.evidence.models import CustodyRow, Exhibit
from heyi.evidence.operations.wiring import keys
from heyi.evidence.rules.custody import Said, link_of
from heyi.journal.events import Actor
from heyi.kernel import chain
from heyi.kernel.seal import seal

SALT = 16


class CannotTouch(Exception):
    """Something is not done with an exhibit: a code, a sentence (Chinese, translated by the face), its parameters."""

    def __init__(self, code: ExhibitRefusal, params: Mapping[str, str] | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.sentence: str = EXHIBIT_REFUSAL_WORDS[code]
        self.params: Mapping[str, str] = params or {}


def note_custody(exhibit_id: UUID, *, act: Custody, by: Actor, why: str, at: datetime, to: str = "") -> int:
    """Write down what a person did with an exhibit, and why; `to` is whom it was released to. Answers its number.

    Raises CannotTouch: for acts that the platform notes by itself, for no words, for what was destroyed.
    """
    if act not in BY_HAND:
        raise CannotTouch(ExhibitRefusal.NOT_BY_HAND)
    words = said_words(why) if not to else said_words(f"{why.strip()} → {to.strip()}")
    with transaction.atomic():
        return add_row(held(exhibit_id), act, by=by, at=at, words=words)


def said_words(words: str) -> str:
    """The words, tidied; raises CannotTouch where there are none or too many."""
    found = words.replace("\0", "").strip()
    if not found:
        raise CannotTouch(ExhibitRefusal.NO_WORDS)
    if len(found) > MOST_WORDS:
        raise CannotTouch(ExhibitRefusal.LONG_WORDS, {"most": str(MOST_WORDS)})
    return found


def held(exhibit_id: UUID) -> Exhibit:
    """The exhibit under its lock; raises CannotTouch for one that is not there or was destroyed."""
    found = Exhibit.objects.select_for_update().filter(id=exhibit_id).first()
    if found is None:
        raise CannotTouch(ExhibitRefusal.GONE)
    if found.destroyed_at is not None:
        raise CannotTouch(ExhibitRefusal.DESTROYED)
    return found


def add_row(
    exhibit: Exhibit,
    act: Custody,
    *,
    by: Actor,
    at: datetime,
    words: str,
    facts: Mapping[str, Any] | None = None,
) -> int:
    """Hang a row on the end of the chain; the caller holds the exhibit, and this writes it."""
    key = keys().key(exhibit.key_ref)
    if key is None:
        raise CannotTouch(ExhibitRefusal.DESTROYED)
    row = first_row(exhibit, act, by=by, at=at, words=words, facts=facts or {}, key=key)
    exhibit.save(update_fields=["custody_seq", "custody_hash"])
    row.save(force_insert=True)
    return row.seq


def first_row(
    exhibit: Exhibit,
    act: Custody,
    *,
    by: Actor,
    at: datetime,
    words: str,
    facts: Mapping[str, Any],
    key: bytes,
) -> CustodyRow:
    """The next row, its exhibit's head moved on; nothing is written yet."""
    said, algo, seq = Said(words, os.urandom(SALT)), str(settings.HEYI_HASH), exhibit.custody_seq + 1
    link = link_of(
        exhibit=exhibit.id,
        seq=seq,
        prev=bytes(exhibit.custody_hash),
        act=act.value,
        actor=actor_facts(by),
        at=at,
        facts=facts,
        said=said,
        algo=algo,
    )
    exhibit.custody_seq, exhibit.custody_hash = seq, link.hash
    return CustodyRow(
        exhibit_id=exhibit.id,
        seq=seq,
        act=act.value,
        at=at,
        body=link.body,
        hash=link.hash,
        algo=link.algo,
        sealed=seal(
            key, chain.canonical([said.words, said.salt]).encode(), context=row_context(exhibit.id, seq)
        ),
    )


def actor_facts(by: Actor) -> Mapping[str, Any]:
    """Who acted, as the journal names actors."""
    return {"kind": str(by.kind), "id": by.id, "name": by.name, "unit": by.unit_id}


def row_context(exhibit_id: UUID, seq: int) -> bytes:
    """What the sealed words of a row are bound to."""
    return exhibit_id.bytes + seq.to_bytes(4, "big")
