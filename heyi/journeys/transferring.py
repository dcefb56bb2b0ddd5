"""A matter on its way to 110, 12345 or another city: who may be given one, what is carried, what is answered.

An answer is taken once for a key: who repeats is answered as before. The caller names the scope (`receive`, with the
partner as its source) and commits.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from heyi.dispatch import operations as dispatch
from heyi.dispatch.operations import Hand, Step
from heyi.intake.access import destination_of, partners
from heyi.intake.operations import keep_answer, take_key
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor, RecordedEvent
from heyi.journal.operations import DueDelivery, NewDelivery, queue_deliveries
from heyi.journal.ports import NotDelivered
from heyi.journeys.receive import Answer
from heyi.journeys.waking import deliver_later
from heyi.kernel.clock import CHINA
from heyi.matters.access import TransferView, entering, find_matter_of_transfer, transfers_by_number
from heyi.matters.codes import REASONS_FOR
from heyi.matters.operations import Held, contacts_to_send
from heyi.matters.transfers import OFFER, RECALL, Receiver, TransferAnswer

_MESSAGE_OF: Mapping[str, str] = {"transfer.offered": OFFER, "transfer.recalled": RECALL}
Matter = tuple[str, UUID]


class NotItsTransfer(LookupError):
    """No transfer of this number went to this partner."""


def receivers() -> tuple[Receiver, ...]:
    """The partners that can be given a matter: active, of a kind that takes them, and with an address. One query."""
    return tuple(
        Receiver(partner.id, partner.kind, partner.name, partner.city)
        for partner in partners()
        if partner.is_active and partner.callback and partner.kind in REASONS_FOR
    )


def queue_transfers(events: Sequence[RecordedEvent], *, at: datetime) -> int:
    """Queue for the partner what was offered or recalled; answers how many are new. In order, as changes are told."""
    mine = [event for event in events if event.verb in _MESSAGE_OF]
    if not mine:
        return 0
    known = transfers_by_number({UUID(event.facts["transfer"]) for event in mine})
    deliver_later()
    return queue_deliveries([_delivery(event, known[UUID(event.facts["transfer"])]) for event in mine], at=at)


def _delivery(event: RecordedEvent, transfer: TransferView) -> NewDelivery:
    what = _MESSAGE_OF[event.verb]
    told: dict[str, Any] = {
        "transfer": str(transfer.id),
        "matter": [transfer.county, str(transfer.matter_id)],
        "number": transfer.sent["number"],
        "at": event.at.astimezone(CHINA).isoformat(timespec="seconds"),
    }
    if what == OFFER:
        told |= {
            "reason": transfer.reason,
            "told": transfer.told,
            "asked": transfer.asked,
            "with_contact": transfer.with_contact,
            "sent": transfer.sent,
        }
    body = json.dumps(told, ensure_ascii=False)
    destination = destination_of(transfer.partner_kind, transfer.partner_id)
    return NewDelivery(event.county, event.matter_id, event.seq, destination, what, body, in_order=True)


def as_it_leaves(delivery: DueDelivery) -> DueDelivery | None:
    """The delivery with the contact that was given with a transfer, which comes out of the vault only now.

    The ledger never holds it, and who has been erased meanwhile does not leave at all. None where the transfer has
    ended before its offer left: what was recalled goes nowhere, for it may have turned out whom it is about.
    """
    if delivery.what != OFFER:
        return delivery
    told = json.loads(delivery.body)
    number, (county, matter_id) = UUID(told["transfer"]), told["matter"]
    with entering("worker"):
        if not transfers_by_number([number])[number].is_open:
            return None
        if told["with_contact"]:
            told["contacts"] = contacts_to_send(county, UUID(matter_id))
    return replace(delivery, body=json.dumps(told, ensure_ascii=False))


def told_of(error: NotDelivered, delivery: DueDelivery) -> NotDelivered:
    """What the ledger may say of a failure: where a contact left, no word of the other side, which may repeat it."""
    if delivery.what != OFFER or not json.loads(delivery.body).get("contacts"):
        return error
    return type(error)(str(error).partition("：")[0])


def take_answer(answer: TransferAnswer, *, source: str, key: str, body_hash: bytes, at: datetime) -> Answer:
    """Do what the partner's answer says, through the matter's own door.

    Raises NotItsTransfer, KeyTaken, and NotAllowed where the transfer does not stand so that this could be answered.
    """
    kept = take_key(source, key, body_hash=body_hash, at=at)
    if kept is not None:
        return Answer(kept, repeated=True)
    matter = find_matter_of_transfer(answer.transfer_id)
    if matter is None:
        raise NotItsTransfer
    with entering("tracking", matter=matter[1]):
        transfer = transfers_by_number([answer.transfer_id])[answer.transfer_id]
        by = Hand(Actor(ActorKind.PARTNER, transfer.partner_id, transfer.partner), frozenset())
        held = _TAKE[answer.verb](matter, Step(by=by, at=at), answer)
    told = {
        "transfer": str(answer.transfer_id),
        "number": held.number,
        "state": held.state,
        "recorded_at": at.astimezone(CHINA).isoformat(timespec="seconds"),
    }
    keep_answer(source, key, county=matter[0], matter_id=matter[1], answer=told)
    return Answer(told, repeated=False)


_TAKE: Mapping[str, Callable[[Matter, Step, TransferAnswer], Held]] = {
    "take_over": lambda matter, step, answer: dispatch.take_over(
        matter, step=step, transfer_id=answer.transfer_id, ref=answer.ref
    ),
    "turn_down": lambda matter, step, answer: dispatch.turn_down(
        matter, step=step, transfer_id=answer.transfer_id, text=answer.text
    ),
    "progress": lambda matter, step, answer: dispatch.progress(
        matter, step=step, transfer_id=answer.transfer_id, text=answer.text
    ),
    "reply": lambda matter, step, answer: dispatch.reply(
        matter, step=step, transfer_id=answer.transfer_id, text=answer.text
    ),
    "conclude": lambda matter, step, answer: dispatch.conclude(
        matter, step=step, transfer_id=answer.transfer_id, text=answer.text
    ),
    "give_back": lambda matter, step, answer: dispatch.give_back(
        matter, step=step, transfer_id=answer.transfer_id, text=answer.text
    ),
}
