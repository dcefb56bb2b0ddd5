"""并案: a matter is bundled under another of the same cause, or leaves."""

from uuid import UUID

from heyi.dispatch.operations.imaging import new_image
from heyi.dispatch.operations.steps import Matter, Step, add_note, begin_step
from heyi.dispatch.queries import has_members, membership_of
from heyi.kernel.codes import uuid7
from heyi.matters.access import find_matter
from heyi.matters.access.scope import MatterNotFound
from heyi.matters.codes import Zone
from heyi.matters.operations import Held, hold_matter
from heyi.matters.states import LIVE_MATTER


def bundle(matter: Matter, *, step: Step, head: str) -> Held:
    """并案: under the matter of this number, which the same unit leads. Both are locked, in the order of their keys, so
    that two that join each other at once do not both become members."""
    found = _hold_both(matter, find_matter(head.strip()))
    held = hold_matter(*matter)
    fits = found is not None and found.lead_unit_id == held.lead_unit_id and found.state in LIVE_MATTER
    move = begin_step(
        "bundle",
        matter,
        step,
        head_found=fits,
        head_is_self=found is not None and found.id == held.id,
        is_member=membership_of(*matter) is not None,
        has_members=has_members(*matter),
        head_is_member=found is not None and membership_of(found.county, found.id) is not None,
    )
    assert found is not None  # noqa: S101 - has_head refused it otherwise
    row: dict[str, object] = {
        "id": uuid7(step.at),
        "head_county": found.county,
        "head_id": found.id,
        "head_number": found.number,
        "joined_at": step.at,
        "left_at": None,
    }
    move.images |= new_image("bundling", row)
    move.recorder.rows.insert("dispatch_bundling", [{"county": held.county, "matter_id": held.id, **row}])
    move.facts["head"] = found.number
    return move.write()


def unbundle(matter: Matter, *, step: Step, text: str) -> Held:
    """退出并案: it is another thing after all; why."""
    hold_matter(*matter)
    membership = membership_of(*matter)
    move = begin_step("unbundle", matter, step, is_member=membership is not None, text=text)
    assert membership is not None  # noqa: S101 - is_member refused it otherwise
    move.images[f"bundling/{membership.id}"] = {"left_at": step.at}
    move.recorder.rows.update(
        "dispatch_bundling", [{"county": move.held.county, "id": membership.id, "left_at": step.at}]
    )
    add_note(move, Zone.WORKING, "unbundle", text)
    move.facts["head"] = membership.head_number
    return move.write()


def _hold_both(matter: Matter, head: tuple[str, UUID] | None) -> Held | None:
    """The head's row, locked in one order whoever asks; None where it is not in the scope."""
    if head is None:
        return None
    held: Held | None = None
    for key in sorted({matter, head}, key=lambda each: (each[0], str(each[1]))):
        try:
            row = hold_matter(*key)
        except MatterNotFound:
            if key == matter:
                raise
            return None
        held = row if key == head else held
    return held
