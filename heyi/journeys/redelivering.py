"""A unit that answers for a matter has a given-up delivery tried again, or lets it be: through the matter's own door.

The caller is in the desk's scope and commits.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from heyi.dispatch.operations import Hand
from heyi.journal.operations import Recorder, dismiss, try_again
from heyi.journeys.waking import deliver_later
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.matters.codes import Zone
from heyi.matters.operations import Held, hold_matter, save, write_note
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory

_NOT_YOURS = Refusal("lead_or_above", _("只有主办单位或其上级可以处理本事项的送达。"))
_WHY = Refusal("text_needed", _("请填写内容。"))
Matter = tuple[str, UUID]


def may_redeliver(lead_unit_id: int, units: Iterable[int], trees: Directory) -> bool:
    """Whether one of these units answers for the matter: its lead, or a unit above it."""
    return bool({lead_unit_id, *trees.ancestors(lead_unit_id)} & set(units))


def retry(matter: Matter, delivery_id: UUID, *, by: Hand, at: datetime) -> None:
    """Try it again from the start; raises NotAllowed, CannotResend, MatterNotFound."""
    held = _held(matter, by)
    recorder = _recorder(held, by, at)
    destination = try_again(held.county, delivery_id, at=at)
    recorder.record("delivery.retried", delivery=str(delivery_id), destination=destination)
    save(held, {}, recorder=recorder)
    deliver_later()


def let_be(matter: Matter, delivery_id: UUID, *, text: str, by: Hand, at: datetime) -> None:
    """Deliver it no more, and say why; what waits behind it goes on. Raises as `retry`."""
    if not text.strip():
        raise NotAllowed(_WHY)
    held = _held(matter, by)
    recorder = _recorder(held, by, at)
    destination = dismiss(held.county, delivery_id, at=at)
    note = write_note(
        held,
        task_id=None,
        zone=Zone.WORKING,
        what="dismiss",
        text=text.strip(),
        by=by.actor,
        at=at,
        rows=recorder.rows,
    )
    note_id = note.pop("id")
    recorder.record(
        "delivery.dismissed",
        delivery=str(delivery_id),
        destination=destination,
        note=str(note_id),
        zone=Zone.WORKING.value,
        set={f"note/{note_id}": held.image("note", note, recorder.algo)},
    )
    save(held, {}, recorder=recorder)
    deliver_later()


def _held(matter: Matter, by: Hand) -> Held:
    held = hold_matter(*matter)
    if not may_redeliver(held.lead_unit_id, by.units, directory()):
        raise NotAllowed(_NOT_YOURS)
    return held


def _recorder(held: Held, by: Hand, at: datetime) -> Recorder:
    return Recorder(held.county, held.id, head=held.head, actor=by.actor, at=at)
