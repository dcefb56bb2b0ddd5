"""证据: what a side hands in, or the mediator takes in, becomes an exhibit; the mediator opens it to all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from uuid import UUID

from django.db import transaction

from heyi.evidence.codes import Capture, Custody, Original
from heyi.evidence.operations import CannotTouch, Kept, Packed, Taken, note_custody, package, take_exhibit
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.mediation.access.secrets import unsealed
from heyi.mediation.operations.turning import Matter, Taking, begin_turn
from heyi.mediation.queries import find_mediation, parties_of
from heyi.mediation.queries.papers import KeptExhibit, exhibits_of

_TEXT = "text/plain"
_NO_PARTY = Refusal("party_unknown", _("没有这位当事人。"))
_NO_EXHIBIT = Refusal("exhibit_unknown", _("没有这份证据。"))
_OPEN_ALREADY = Refusal("not_open", _("这一项已经有了结果。"))


@transaction.atomic
def hand_in(
    matter: Matter, *, taking: Taking, kept: Kept, capture: Capture, original: Original, steps: str
) -> UUID:
    """提交证据: by a side of its own, or written down for it; hashed before the matter is locked. Raises NotAllowed."""
    row = find_mediation(*matter)
    named = row and next((each for each in parties_of(row.county, row.id) if each.side == taking.side), None)
    if taking.side and named is None:
        raise NotAllowed(_NO_PARTY)
    taken = Taken(
        capture,
        original,
        steps,
        handed_by=f"party:{named.id}" if named else "",
        handed_name=unsealed(named)["name"] if named else taking.by.actor.name,
    )
    with _as_refusal():
        exhibit = take_exhibit(kept, taken=taken, by=taking.by.actor, at=taking.at)
    turn = begin_turn("hand_in", matter, taking=taking)
    columns = {
        "unit_id": turn.mediation.unit_id,
        "exhibit": exhibit,
        "side": taking.side,
        "is_chat": capture is Capture.CHAT_EXPORT and kept.media == _TEXT,
        "at": taking.at,
        "opened_at": None,
    }
    turn.facts["exhibit"] = str(turn.add("medexhibit", columns))
    turn.write()
    return exhibit


def open_exhibit(matter: Matter, *, taking: Taking, exhibit_id: UUID) -> None:
    """给各方看: from now on every side sees it; it is not closed again, for it was seen."""
    turn = begin_turn("open_exhibit", matter, taking=taking)
    found = _named(exhibits_of(turn.held.county, turn.mediation.id), exhibit_id)
    if found.opened_at is not None:
        raise NotAllowed(_OPEN_ALREADY)
    turn.change("medexhibit", found.id, {"opened_at": taking.at})
    turn.facts["exhibit"] = str(found.id)
    turn.write()


def pack_exhibits(matter: Matter, *, taking: Taking, why: str, out: IO[bytes]) -> Packed:
    """证据包: every exhibit of the mediation in one file that proves itself; each chain says why. Raises NotAllowed."""
    row = find_mediation(*matter)
    if row is None or row.unit_id not in taking.by.units:
        raise NotAllowed(_NO_EXHIBIT)
    keys = [each.exhibit for each in exhibits_of(row.county, row.id)]
    with _as_refusal():
        return package(keys, by=taking.by.actor, why=why, at=taking.at, out=out)


def note_look(exhibit: UUID, *, taking: Taking, why: str) -> None:
    """Somebody opened it: its chain says who, when and why. Raises NotAllowed."""
    with _as_refusal():
        note_custody(exhibit, act=Custody.VIEWED, by=taking.by.actor, why=why, at=taking.at)


@contextmanager
def _as_refusal() -> Iterator[None]:
    """What evidence refuses, this refuses, in its words."""
    try:
        yield
    except CannotTouch as refused:
        raise NotAllowed(
            Refusal(f"exhibit_{refused.code.value.lower()}", refused.sentence, refused.params)
        ) from refused


def _named(known: list[KeptExhibit], exhibit_id: UUID) -> KeptExhibit:
    found = next((each for each in known if each.id == exhibit_id), None)
    if found is None:
        raise NotAllowed(_NO_EXHIBIT)
    return found
