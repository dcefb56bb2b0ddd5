"""转交: a matter is given to 110, 12345 or another city with a clear owner, and comes back where it is refused.

Until the partner's number is here, the matter stays where it is and its clocks run. With it the partner has the
matter and the unit's clocks stand still, for as long as it has it.
"""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from heyi.dispatch.operations.moving import Move, begin
from heyi.dispatch.operations.repeating import open_parts
from heyi.dispatch.operations.steps import Matter, Step, add_note
from heyi.dispatch.queries import tasks_of
from heyi.dispatch.rules.checking import open_assists
from heyi.kernel.codes import uuid7
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.kernel.words import _
from heyi.matters.codes import Closing, Purpose, TransferState, Zone
from heyi.matters.operations import Held, IdentityErased, hold_matter, open_identities
from heyi.matters.queries import OpenTransfer, Scene, find_arrival, find_open_transfer, scene_of, subjects_of
from heyi.matters.transfers import Receiver, leaving
from heyi.orgs.access import directory

NOT_TAKEN_WHY = _("转交对方未接收，仍由本单位办理；其间时限照常走，没有停过")
CAME_BACK_WHY = _("转交后已回到本单位办理；对方接收期间时限暂停，现在接着走")
FULFILLED_WHY = _("对方已办完并告知结果；还有警情或协办没有办结，由本单位收尾，时限现在接着走")
_NOBODY = {"partner": "", "partner_ref": ""}


@dataclass(frozen=True, slots=True)
class Errand:
    """What somebody writes who gives a matter to a partner: to whom, why, what happened, what is to be done.

    `with_contact` lets name and telephone of the reporter go with it.
    """

    to: Receiver | None
    reason: str
    told: str
    text: str
    with_contact: bool = False


def transfer(matter: Matter, *, step: Step, errand: Errand) -> Held:
    """转交: offer the matter to a partner. It is carried by the delivery ledger and acknowledged by a signed answer.

    Giving the reporter's contact is an opening of the identity: logged, and shown to the reporter.
    """
    hold_matter(*matter)  # locked before it is read
    if errand.with_contact:
        _open_for_partner(matter, step)
    trees = directory()
    kinds = frozenset(trees.unit(unit).kind for unit in subjects_of(*matter))
    arrival, scene = find_arrival(*matter), scene_of(*matter)
    route = arrival.route if arrival else ()
    move = _begin(
        "transfer",
        matter,
        step,
        receiver=errand.to,
        reason=errand.reason,
        told=errand.told,
        text=errand.text,
        with_contact=errand.with_contact,
        subject_kinds=kinds,
        route=route,
        confidentiality=scene.confidentiality,
    )
    assert errand.to is not None  # noqa: S101 - has_receiver refused it otherwise
    row = _row_of(move, errand, errand.to)
    row["sent"] = _leaving(move, scene, (*route, settings.HEYI_CITY) if errand.to.city else ())
    move.recorder.rows.insert("matters_transfer", [{**_key(move), "matter_id": move.held.id, **row}])
    transfer_id = row.pop("id")
    move.images[f"transfer/{transfer_id}"] = row
    add_note(move, Zone.WORKING, "transfer", errand.text)
    move.facts |= {"transfer": str(transfer_id), "partner": errand.to.name, "reason": errand.reason}
    move.matter_changes["partner"] = errand.to.name
    return move.write()


def recall(matter: Matter, *, step: Step, text: str) -> Held:
    """收回转交: the unit takes it back, before the partner has answered or after; the partner is told."""
    hold_matter(*matter)
    found = find_open_transfer(*matter)
    move = _begin("recall", matter, step, text=text)
    assert found is not None  # noqa: S101 - the matter names a partner only while one is open
    add_note(move, Zone.WORKING, "recall", text)
    _end(move, found, TransferState.RECALLED)
    _come_back(move, found)
    return move.write()


def take_over(matter: Matter, *, step: Step, transfer_id: UUID, ref: str) -> Held:
    """对方接收: the partner acknowledges with a number of its own, and has the matter from now on."""
    move, found = _answered("take_over", matter, step, transfer_id, ref=ref)
    _set(move, found, {"state": TransferState.ACCEPTED.value, "ref": ref.strip(), "taken_at": move.at})
    move.matter_changes["partner_ref"] = ref.strip()
    move.lapse_request()
    return move.write()


def turn_down(matter: Matter, *, step: Step, transfer_id: UUID, text: str) -> Held:
    """对方不接收: the partner says why; the matter was the unit's all along, and no clock stood still."""
    move, found = _answered("turn_down", matter, step, transfer_id, text=text)
    add_note(move, Zone.WORKING, "turn_down", text)
    _end(move, found, TransferState.REFUSED)
    _come_back(move, found)
    return move.write()


def progress(matter: Matter, *, step: Step, transfer_id: UUID, text: str) -> Held:
    """对方进展: who has it there and how it stands; the reporter reads it. It is no answer yet."""
    move, _found = _answered("progress", matter, step, transfer_id, text=text)
    add_note(move, Zone.PUBLIC, "progress", text)
    return move.write()


def reply(matter: Matter, *, step: Step, transfer_id: UUID, text: str) -> Held:
    """对方答复: the reporter reads it; the partner has the matter until it closes it."""
    move, _found = _answered("reply", matter, step, transfer_id, text=text)
    add_note(move, Zone.PUBLIC, "reply", text)
    move.matter_changes["answered_at"] = move.at
    return move.write()


def conclude(matter: Matter, *, step: Step, transfer_id: UUID, text: str = "") -> Held:
    """对方办结: the partner is done, with a result or after one was told; that closes the matter.

    Not over an alarm, an assist or a part of ours: then the unit has it again to finish it, as it could not close it
    either.
    """
    held = hold_matter(*matter)
    replied = held.answered_at is not None
    is_open = open_assists(tasks_of(*matter)) or open_parts(held)
    verb = "fulfil" if is_open else "conclude"
    move, found = _answered(verb, matter, step, transfer_id, text=text, replied=replied)
    if text.strip():
        add_note(move, Zone.PUBLIC, "reply", text)
        move.matter_changes["answered_at"] = move.at
    _end(move, found, TransferState.CONCLUDED)
    if verb == "conclude":
        move.matter_changes |= {"closed_at": move.at, "closing": Closing.BY_PARTNER.value}
    else:
        _come_back(move, found, why=FULFILLED_WHY)
    return move.write()


def give_back(matter: Matter, *, step: Step, transfer_id: UUID, text: str) -> Held:
    """对方退回: the partner had it, and it is not its own after all; the unit's clocks go on where they stood."""
    move, found = _answered("give_back", matter, step, transfer_id, text=text)
    add_note(move, Zone.WORKING, "give_back", text)
    _end(move, found, TransferState.RETURNED)
    _come_back(move, found)
    return move.write()


def _open_for_partner(matter: Matter, step: Step) -> None:
    try:
        open_identities(*matter, by=step.by.actor, purpose=Purpose.TRANSFER, at=step.at)
    except IdentityErased as gone:
        raise NotAllowed(Refusal("contact_gone", _("反映人的身份已清除，不能提供联系方式。"))) from gone


def _row_of(move: Move, errand: Errand, to: Receiver) -> dict[str, object]:
    return {
        "id": uuid7(move.at),
        "task_id": move.task.id,
        "partner_id": to.id,
        "partner_kind": to.kind,
        "partner": to.name,
        "state": TransferState.OFFERED.value,
        "reason": errand.reason,
        "told": errand.told.strip(),
        "asked": errand.text.strip(),
        "with_contact": errand.with_contact,
        "ref": "",
        "offered_at": move.at,
        "taken_at": None,
        "ended_at": None,
    }


def _leaving(move: Move, scene: Scene, route: tuple[str, ...]) -> dict[str, str]:
    trees, held = directory(), move.held
    return leaving(
        number=held.number,
        unit=trees.unit(move.task.unit_id).name,
        region_code=held.region_code,
        region=trees.name_of_region(held.region_code),
        place=scene.place,
        occurred_at=scene.occurred_at,
        urgency=held.urgency,
        route=route,
    )


def _begin(verb: str, matter: Matter, step: Step, **facts: object) -> Move:
    return begin(verb, matter, task_id=step.task_id, by=step.by, at=step.at, seen=step.seen, facts=facts)


def _answered(
    verb: str, matter: Matter, step: Step, transfer_id: UUID, **facts: object
) -> tuple[Move, OpenTransfer]:
    """The move that a partner's answer is, and the open transfer that it answers; raises NotAllowed."""
    hold_matter(*matter)
    found = find_open_transfer(*matter)
    move = _begin(
        verb, matter, step, transfer=transfer_id, open_transfer=found.id if found else None, **facts
    )
    assert found is not None  # noqa: S101 - answers_the_open_one refused it otherwise
    move.facts |= _named(found)
    return move, found


def _named(found: OpenTransfer) -> dict[str, object]:
    return {"transfer": str(found.id), "partner": found.partner}


def _end(move: Move, found: OpenTransfer, state: TransferState) -> None:
    _set(move, found, {"state": state.value, "ended_at": move.at})


def _set(move: Move, found: OpenTransfer, changes: dict[str, object]) -> None:
    move.recorder.rows.update("matters_transfer", [{**_key(move), "id": found.id, **changes}])
    move.images[f"transfer/{found.id}"] = changes
    move.facts |= _named(found)


def _come_back(move: Move, found: OpenTransfer, *, why: str = CAME_BACK_WHY) -> None:
    """It is the unit's again, and the sentence says what became of its time."""
    had_it = found.state == TransferState.ACCEPTED.value
    move.matter_changes |= {**_NOBODY, "lead_why": why if had_it else NOT_TAKEN_WHY}
    if had_it:
        move.matter_changes["answered_at"] = None


def _key(move: Move) -> dict[str, object]:
    return {"county": move.held.county}
