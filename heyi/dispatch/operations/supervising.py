"""催办 and 督办: a superior presses a unit by hand; the unit answers, and who supervises says when it is over."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from heyi.dispatch.codes import DecisionName, SupervisionGround, SupervisionState
from heyi.dispatch.events import EVENT_OF
from heyi.dispatch.operations.imaging import new_image
from heyi.dispatch.operations.moving import Move
from heyi.dispatch.operations.steps import Matter, Step, add_note, begin_step
from heyi.dispatch.queries import SupervisionRow, book, book_version, supervisions_of, tasks_of
from heyi.dispatch.rules.deciding import UnitLike, decide_until
from heyi.dispatch.rules.escalating import nearest_of
from heyi.dispatch.rules.routing import RoutingFacts
from heyi.dispatch.rules.standing import lead_of
from heyi.kernel.calendar import mainland
from heyi.kernel.codes import uuid7
from heyi.matters.codes import Zone
from heyi.matters.operations import Held, hold_matter

OPEN, REPLIED, ENDED = (state.value for state in SupervisionState)


def urge(matter: Matter, *, step: Step, text: str = "") -> Held:
    """催办: the unit is told to get on with it; what for may be added."""
    move = _begin("urge", matter, step, text=text)
    move.task_changes["urged_at"] = step.at
    move.facts["by_unit"] = _above(move)
    if text.strip():
        add_note(move, Zone.WORKING, "urge", text)
    return move.write()


def supervise(matter: Matter, *, step: Step, ground: str, text: str) -> Held:
    """督办: on a ground of the closed list, with what is asked; the unit answers by a day."""
    grounds = {each.value for each in SupervisionGround}
    move = _begin("supervise", matter, step, text=text, has_ground=ground in grounds)
    by_unit = _above(move)
    row = new_supervision(
        move.task.id,
        move.task.unit_id,
        by_unit,
        ground=ground,
        by=step.by.actor.id,
        reply_by=reply_by(move.routing_facts(), move.units.unit(move.task.unit_id), step.at),
        at=step.at,
    )
    add_note(move, Zone.WORKING, "supervise", text)
    move.recorder.rows.insert("dispatch_supervision", [{**_key(move), "matter_id": move.held.id, **row}])
    move.images |= new_image("supervision", row)
    move.facts |= {"ground": ground, "by_unit": by_unit}
    move.task_changes["supervised"] = move.task.supervised + 1
    return move.write()


def reply_supervision(matter: Matter, *, step: Step, text: str) -> Held:
    """反馈督办: the unit answers all who wait for it."""
    move = _begin("reply_supervision", matter, step, text=text)
    waiting = [row for row in _of_task(move) if row.state == OPEN]
    _set(move, waiting, {"state": REPLIED, "replied_at": step.at})
    first, *others = (row.by_unit_id for row in waiting)
    for by_unit in others:  # each who waits hears of it by an event of its own
        move.recorder.record(
            EVENT_OF["reply_supervision"],
            task=str(move.task.id),
            unit=move.task.unit_id,
            state=move.held.state,
            by_unit=by_unit,
            set={},
        )
    move.facts["by_unit"] = first
    add_note(move, Zone.WORKING, "reply_super", text)
    return move.write()


def end_supervision(matter: Matter, *, step: Step, text: str) -> Held:
    """督办销号: who supervises is content, and says why."""
    move = _begin("end_supervision", matter, step, text=text)
    mine = [row for row in _of_task(move) if row.by_unit_id in step.by.units]
    _set(move, mine, {"state": ENDED, "ended_at": step.at})
    move.task_changes["supervised"] = move.task.supervised - len(mine)
    add_note(move, Zone.WORKING, "end_super", text)
    return move.write()


def new_supervision(
    task_id: UUID,
    unit_id: int,
    by_unit_id: int,
    *,
    ground: str,
    by: int | None,
    reply_by: datetime,
    at: datetime,
    rule: str = "",
) -> dict[str, object]:
    """A supervision before it is written; nobody's hand (`by`) where a rule began it."""
    return {
        "id": uuid7(at),
        "task_id": task_id,
        "unit_id": unit_id,
        "by_unit_id": by_unit_id,
        "ground": ground,
        "state": OPEN,
        "asked_at": at,
        "asked_by": by,
        "rule": rule,
        "reply_by": reply_by,
        "replied_at": None,
        "ended_at": None,
    }


def reply_by(facts: RoutingFacts, unit: UnitLike, at: datetime) -> datetime:
    """Until when the unit answers who supervises."""
    rules = book(book_version(at=at))
    return decide_until(DecisionName.REPLY, facts, rules, since=at, unit=unit, calendar=mainland())


def _begin(verb: str, matter: Matter, step: Step, **facts: object) -> Move:
    """The move, with how the task is supervised among its facts."""
    held = hold_matter(*matter)
    lead = lead_of(tasks_of(*matter))
    rows = supervisions_of(held.county, held.id) if lead and lead.supervised else ()
    mine = [row for row in rows if row.by_unit_id in step.by.units]
    known = {
        "supervised": bool(mine),
        "is_unanswered": any(row.state == OPEN for row in mine),
        "waits_for_reply": any(row.state == OPEN for row in rows),
    }
    return begin_step(verb, matter, step, **known, **facts)


def _above(move: Move) -> int:
    above = nearest_of(move.task.unit_id, move.hand.units, move.units)
    assert above is not None  # noqa: S101 - the role SUPERIOR says that there is one
    return above


def _of_task(move: Move) -> list[SupervisionRow]:
    return [row for row in supervisions_of(move.held.county, move.held.id) if row.task_id == move.task.id]


def _set(move: Move, rows: Collection[SupervisionRow], changes: Mapping[str, object]) -> None:
    move.recorder.rows.update(
        "dispatch_supervision", [{**_key(move), "id": row.id, **changes} for row in rows]
    )
    move.images |= {f"supervision/{row.id}": dict(changes) for row in rows}


def _key(move: Move) -> dict[str, object]:
    return {"county": move.held.county}
