"""指挥组: convened for a matter by a leader, with who does what until when; stood down with an outcome.

Each verb goes through the one door. A group changes no duty and no clock; who is called in reaches the matter while the
group stands.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from heyi.accounts.access import standing
from heyi.dispatch.codes import GroupPart, OrderState
from heyi.dispatch.events import EVENT_OF
from heyi.dispatch.operations.grouping import GROUPS, MEMBERS, ORDERS, end_group, let_leave
from heyi.dispatch.operations.imaging import new_image
from heyi.dispatch.operations.moving import Move, begin
from heyi.dispatch.operations.steps import Matter, Step, add_note
from heyi.dispatch.queries import GroupRow, MemberRow, find_group, tasks_of
from heyi.dispatch.rules.commanding import roles_in
from heyi.dispatch.rules.standing import lead_of
from heyi.kernel.codes import uuid7
from heyi.kernel.flow import NotAllowed
from heyi.matters.codes import Zone
from heyi.matters.commands import COMMAND, NO_GROUP
from heyi.matters.operations import Held, hold_matter
from heyi.matters.queries import subjects_of
from heyi.matters.rules import denied_line
from heyi.orgs.access import directory


@dataclass(frozen=True, slots=True)
class Called:
    """Who is called into a group: a unit or one person of it (as the desk looked it up), with a part."""

    unit_id: int
    part: GroupPart
    person: tuple[int, str] | None = None


def convene(matter: Matter, *, step: Step, lead: Called | None, others: Sequence[Called], text: str) -> Held:
    """成立指挥组: for a purpose, under a lead, with the units and persons that are needed."""
    held = hold_matter(*matter)
    called = [lead, *others] if lead else []
    task = lead_of(tasks_of(*matter))
    line = (task.unit_id, *directory().ancestors(task.unit_id)) if task else ()
    facts = _facts(held, called, step.at, text=text, leads_here=bool(step.by.leads & set(line)))
    move = _begin("convene", matter, step, facts)
    by_unit = next(unit for unit in line if unit in step.by.units)
    group = _new_group(by_unit, text.strip(), by=step.by.actor.id, at=step.at)
    move.recorder.rows.insert(GROUPS, [_of(held, group)])
    members = [_new_member(group["id"], each, step.at) for each in _once(called)]
    move.recorder.rows.insert(MEMBERS, [_of(held, member) for member in members])
    move.regroup({**new_image("group", group), f"matter/{held.id}": {"is_commanded": True}})
    for member in members:
        joining = dict(_joining(member))
        images: Any = joining.pop("set")
        move.tell_beside(EVENT_OF["enlist"], move.task, images, **joining)
    move.facts |= {"group": str(group["id"]), "by_unit": by_unit}
    add_note(move, Zone.WORKING, "convene", text)
    return move.write()


def enlist(matter: Matter, *, step: Step, called: Called | None) -> Held:
    """增派成员: one more unit or person."""
    held, group = _held_group(matter)
    named = [called] if called else []
    joined = bool(group and called and _find(group, called))
    move = _begin_in("enlist", matter, step, group, _facts(held, named, step.at, joined_already=joined))
    assert group is not None and called is not None  # noqa: S101, PT018 - the guards refused it otherwise
    member = _new_member(group.id, called, step.at)
    move.recorder.rows.insert(MEMBERS, [_of(held, member)])
    joining = dict(_joining(member))
    move.regroup(joining.pop("set"))  # type: ignore[arg-type]
    move.facts |= joining
    return move.write()


def release(matter: Matter, *, step: Step, member_id: UUID | None) -> Held:
    """退出指挥组: who is no longer needed leaves, and reaches the matter no more on that account."""
    held, group = _held_group(matter)
    member = group.member(member_id) if group else None
    facts = {
        "named": member is not None,
        "leads_group": member is not None and member.leads,
        "has_order": any(order.member_id == member_id for order in group.open_orders) if group else False,
    }
    move = _begin_in("release", matter, step, group, facts)
    assert member is not None  # noqa: S101 - may_leave refused it otherwise
    move.regroup(let_leave(held, [member], rows=move.recorder.rows, at=step.at))
    move.facts |= _named(member)
    return move.write()


def order(matter: Matter, *, step: Step, member_id: UUID | None, text: str, due_at: datetime) -> Held:
    """交办任务: a member does something until an instant."""
    held, group = _held_group(matter)
    member = group.member(member_id) if group else None
    move = _begin_in("order", matter, step, group, {"named": member is not None, "text": text})
    assert group is not None and member is not None  # noqa: S101, PT018 - the guards refused it otherwise
    row: dict[str, object] = {
        "id": uuid7(step.at),
        "group_id": group.id,
        "member_id": member.id,
        "what": text.strip(),
        "state": OrderState.OPEN.value,
        "given_at": step.at,
        "due_at": due_at,
        "ended_at": None,
        "result": "",
    }
    move.recorder.rows.insert(ORDERS, [_of(held, row)])
    move.images |= new_image("order", row)
    move.facts |= {**_named(member), "order": str(row["id"]), "due": due_at.isoformat()}
    add_note(move, Zone.WORKING, "order", text)
    return move.write()


def report_order(matter: Matter, *, step: Step, order_id: UUID | None, is_done: bool, text: str) -> Held:
    """反馈任务: done or not, and what came of it; by who was ordered, or by who commands."""
    _held, group = _held_group(matter)
    found = group.order(order_id) if group else None
    waits = bool(group and found and found.state == OrderState.OPEN and _may_report(group, found, step))
    move = _begin_in("report_order", matter, step, group, {"waits": waits, "text": text})
    assert group is not None and found is not None  # noqa: S101, PT018 - is_ordered refused it otherwise
    state = OrderState.DONE if is_done else OrderState.NOT_DONE
    changes = {"state": state.value, "ended_at": step.at, "result": text.strip()}
    move.recorder.rows.update(ORDERS, [{"county": move.held.county, "id": found.id, **changes}])
    move.images[f"order/{found.id}"] = changes
    lead = next(member for member in group.present if member.leads)
    move.facts |= {**_named(lead), "order": str(found.id), "came_to": state.value}
    add_note(move, Zone.WORKING, "report", text)
    return move.write()


def log(matter: Matter, *, step: Step, text: str) -> Held:
    """记一笔: what happens, as it happens; entries are never changed."""
    _held, group = _held_group(matter)
    move = _begin_in("log", matter, step, group, {"text": text})
    add_note(move, Zone.WORKING, "log", text)
    return move.write()


def stand_down(matter: Matter, *, step: Step, text: str) -> Held:
    """解散指挥组: with what came of it; whatever is still open is dropped."""
    held, group = _held_group(matter)
    move = _begin_in("stand_down", matter, step, group, {"text": text})
    assert group is not None  # noqa: S101 - has_group refused it otherwise
    move.regroup(end_group(held, group, outcome=text.strip(), rows=move.recorder.rows, at=step.at))
    move.facts["group"] = str(group.id)
    add_note(move, Zone.WORKING, "stand_down", text)
    return move.write()


def _begin(
    verb: str, matter: Matter, step: Step, facts: Mapping[str, object], also: Collection[str] = ()
) -> Move:
    lead = lead_of(
        tasks_of(*matter)
    )  # a group is the whole matter's, whatever task the hand's own unit has in it
    return begin(
        verb,
        matter,
        task_id=lead.id if lead else None,
        by=step.by,
        at=step.at,
        seen=step.seen,
        facts=facts,
        trees=step.trees,
        also=frozenset(also),
    )


def _begin_in(
    verb: str, matter: Matter, step: Step, group: GroupRow | None, facts: Mapping[str, object]
) -> Move:
    """A verb of a group that stands."""
    if group is None or group.ended_at is not None:
        raise NotAllowed(NO_GROUP)
    also = roles_in(group, units=step.by.units, person_id=step.by.actor.id)
    return _begin(verb, matter, step, {"is_commanded": True, **facts}, also)


def _held_group(matter: Matter) -> tuple[Held, GroupRow | None]:
    """The matter, locked, and the group that stands on it."""
    held = hold_matter(*matter)
    return held, find_group(held.county, held.id) if held.is_commanded else None


def _facts(held: Held, called: Sequence[Called], at: datetime, **more: object) -> dict[str, object]:
    return {
        "is_commanded": held.is_commanded,
        "named": bool(called),
        "denied_named": _denied(held, called, at),
        **more,
    }


def _denied(held: Held, called: Sequence[Called], at: datetime) -> str:
    """Of those called, the first that the matter is about, or who also works there, by name."""
    trees = directory()
    denied = denied_line(subjects_of(held.county, held.id), trees)
    for each in called if denied else ():
        if each.unit_id in denied:
            return trees.unit(each.unit_id).short_name
        if each.person and denied & set(standing(each.person[0], at).units):
            return each.person[1]
    return ""


def _once(called: Sequence[Called]) -> list[Called]:
    found: dict[tuple[int, int | None], Called] = {}
    for each in called:
        found.setdefault((each.unit_id, each.person[0] if each.person else None), each)
    return list(found.values())


def _find(group: GroupRow, called: Called) -> MemberRow | None:
    who = (called.unit_id, called.person[0] if called.person else None)
    return next((each for each in group.present if (each.unit_id, each.person_id) == who), None)


def _may_report(group: GroupRow, found: object, step: Step) -> bool:
    member = next((each for each in group.members if each.id == getattr(found, "member_id", None)), None)
    roles = roles_in(group, units=step.by.units, person_id=step.by.actor.id)
    return COMMAND in roles or (member is not None and member.unit_id in step.by.units)


def _new_group(by_unit: int, purpose: str, *, by: int | None, at: datetime) -> dict[str, object]:
    return {
        "id": uuid7(at),
        "by_unit_id": by_unit,
        "purpose": purpose,
        "convened_at": at,
        "convened_by": by,
        "ended_at": None,
        "outcome": "",
    }


def _new_member(group_id: object, called: Called, at: datetime) -> dict[str, object]:
    person_id, name = called.person or (None, "")
    return {
        "id": uuid7(at),
        "group_id": group_id,
        "unit_id": called.unit_id,
        "person_id": person_id,
        "person": name,
        "part": called.part.value,
        "joined_at": at,
        "left_at": None,
    }


def _joining(member: Mapping[str, object]) -> dict[str, object]:
    """What the event of a new member tells."""
    return {
        "member_unit": member["unit_id"],
        "person": member["person_id"],
        "who": member["person"],
        "part": member["part"],
        "set": new_image("member", member),
    }


def _named(member: MemberRow) -> dict[str, object]:
    return {"member_unit": member.unit_id, "person": member.person_id, "who": member.person}


def _of(held: Held, row: Mapping[str, object]) -> dict[str, object]:
    return {"county": held.county, "matter_id": held.id, **row}
