"""Exhibits as people see them: their words opened, their stamp, their chain. Who may see them is known above."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag

from heyi.evidence.codes import ExhibitRefusal, StampState
from heyi.evidence.models import CustodyRow, Exhibit, Stamp
from heyi.evidence.operations.custody import CannotTouch, row_context
from heyi.evidence.operations.wiring import keys
from heyi.evidence.rules.custody import Link, Said
from heyi.kernel.seal import unseal

_NOTHING = {"name": "", "device": "", "steps": "", "handed": ""}


@dataclass(frozen=True, slots=True)
class ExhibitView:
    """An exhibit; its words are empty once it was destroyed."""

    id: UUID
    file_id: UUID
    name: str
    media: str
    size: int
    sha256: str
    sm3: str
    capture: str
    original: str
    device: str
    steps: str
    handed_by: str
    handed_name: str
    taken_at: datetime
    stamp: StampState
    stamped_at: datetime | None
    tsa: str
    destroyed_at: datetime | None


@dataclass(frozen=True, slots=True)
class CustodyView:
    """A row of custody: what was done, by whom, when, and why; `why` is empty once the exhibit was destroyed."""

    seq: int
    act: str
    at: datetime
    actor: Mapping[str, Any]
    facts: Mapping[str, Any]
    why: str


def exhibit_views(exhibit_ids: Collection[UUID]) -> tuple[ExhibitView, ...]:
    """These exhibits in the order in which they were taken; two queries."""
    rows = list(Exhibit.objects.filter(id__in=exhibit_ids).order_by("taken_at", "id"))
    stamps = {
        stamp.exhibit_id: stamp for stamp in Stamp.objects.filter(exhibit_id__in=[row.id for row in rows])
    }
    return tuple(_view(row, stamps.get(row.id)) for row in rows)


def _view(row: Exhibit, stamp: Stamp | None) -> ExhibitView:
    words = _NOTHING if row.destroyed_at else words_of(row)
    state = StampState.WAITING
    if stamp is not None:
        state = StampState.TRIAL if stamp.is_trial else StampState.STAMPED
    return ExhibitView(
        id=row.id,
        file_id=row.file_id,
        name=words["name"],
        media=row.media,
        size=row.size,
        sha256=bytes(row.sha256).hex(),
        sm3=bytes(row.sm3).hex(),
        capture=row.capture,
        original=row.original,
        device=words["device"],
        steps=words["steps"],
        handed_by=row.handed_by,
        handed_name=words["handed"],
        taken_at=row.taken_at,
        stamp=state,
        stamped_at=stamp.stamped_at if stamp else None,
        tsa=stamp.tsa if stamp else "",
        destroyed_at=row.destroyed_at,
    )


def custody_of(exhibit_id: UUID) -> tuple[CustodyView, ...]:
    """The chain of an exhibit, first to last; two queries. Raises CannotTouch where there is none."""
    exhibit = Exhibit.objects.filter(id=exhibit_id).first()
    if exhibit is None:
        raise CannotTouch(ExhibitRefusal.GONE)
    rows = list(CustodyRow.objects.filter(exhibit=exhibit).order_by("seq"))
    said = (
        {}
        if exhibit.destroyed_at
        else {n: said for n, (_link, said) in enumerate(custody_rows(exhibit, rows))}
    )
    views = []
    for place, row in enumerate(rows):
        body = json.loads(row.body)
        why = said[place].words if place in said else ""
        views.append(CustodyView(row.seq, row.act, row.at, body["actor"], body["facts"], why))
    return tuple(views)


def words_of(exhibit: Exhibit, *, key: bytes | None = None) -> dict[str, str]:
    """Name, device, steps and who handed it in; raises CannotTouch where they do not open any more."""
    try:
        plain = unseal(key or _key(exhibit), bytes(exhibit.sealed), context=exhibit.id.bytes)
    except InvalidTag as error:
        raise CannotTouch(ExhibitRefusal.GONE) from error
    return {**_NOTHING, **json.loads(plain)}


def custody_rows(exhibit: Exhibit, rows: Iterable[CustodyRow]) -> list[tuple[Link, Said]]:
    """These rows with their words; raises CannotTouch where they do not open any more."""
    key = _key(exhibit)
    return [(Link(row.body, bytes(row.hash), row.algo), said_of(exhibit.id, row, key)) for row in rows]


def said_of(exhibit_id: UUID, row: CustodyRow, key: bytes) -> Said:
    """The words of one row and their salt."""
    try:
        plain = unseal(key, bytes(row.sealed), context=row_context(exhibit_id, row.seq))
    except InvalidTag as error:
        raise CannotTouch(ExhibitRefusal.GONE) from error
    words, salt = json.loads(plain)
    return Said(words, bytes.fromhex(salt))


def _key(exhibit: Exhibit) -> bytes:
    key = keys().key(exhibit.key_ref)
    if key is None:
        raise CannotTouch(ExhibitRefusal.DESTROYED)
    return key
