"""退单异议 and 争议裁定: a unit says that a matter is not its own, who sent it agrees or not, the superior rules.

The unit stays answerable meanwhile, and no clock stands still. A matter that was moved by a ruling, or kept by one,
moves no more by an objection.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from heyi.dispatch.codes import DecisionName, ObjectionGround, ObjectionState
from heyi.dispatch.events import EVENT_OF
from heyi.dispatch.operations.moving import Move
from heyi.dispatch.operations.steps import Matter, Step, add_note, begin_step, pass_on
from heyi.dispatch.queries import book, book_version, tasks_of
from heyi.dispatch.rules.deciding import decide_until
from heyi.dispatch.rules.objecting import (
    ASKED,
    Decider,
    Objection,
    decider_of,
    ended,
    next_ruler,
    ruler_of,
)
from heyi.dispatch.rules.routing import RoutingFacts
from heyi.dispatch.rules.standing import lead_of
from heyi.kernel.calendar import mainland
from heyi.kernel.words import _
from heyi.matters.codes import Zone
from heyi.matters.operations import Held, hold_matter
from heyi.matters.queries import subjects_of
from heyi.matters.rules import denied_line
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory

AGREED_WHY = _("原单位提出退单异议，派单单位同意，改由该单位办理")
MOVED_WHY = _("办理单位有争议，经上级裁定由该单位办理")


def make_objection(matter: Matter, *, step: Step, ground: str, to_unit: int | None, text: str) -> Held:
    """退单异议: not ours, on which ground and by which rule (`text`), and whose it should be."""
    held = hold_matter(*matter)
    trees, tasks = step.trees or directory(), tasks_of(*matter)
    denied, lead = denied_line(subjects_of(*matter), trees), lead_of(tasks)
    decider, state = decider_of(lead, tasks, trees, _barred(denied, trees)) if lead else (None, ASKED)
    late_after = (
        _until(DecisionName.OBJECT, lead.unit_id, held, trees, since=lead.given_at, at=step.at)
        if lead
        else step.at
    )
    move = begin_step(
        "object",
        matter,
        step,
        text=text,
        to_unit=to_unit,
        to_unit_denied=to_unit in denied,
        has_ground=ground in {each.value for each in ObjectionGround},
        objects_late=step.at > late_after,
        decider=decider,
    )
    assert decider is not None  # noqa: S101 - has_decider refused it otherwise
    until = _decide_by(state, decider, held, trees, step.at)
    actor = step.by.actor
    move.turn_objection(
        Objection(ground, to_unit, state, step.at, actor.id, decider.unit_id, until, decider.is_joint)
    )
    add_note(move, Zone.WORKING, "object", text)
    move.facts |= {"ground": ground, "to_unit": to_unit, "decider": decider.unit_id}
    return move.write()


def drop_objection(matter: Matter, *, step: Step) -> Held:
    """撤回退单异议: the unit keeps the matter after all; it cannot object again."""
    move = begin_step("drop_objection", matter, step)
    move.turn_objection(ended(_open(move), ObjectionState.DROPPED, at=step.at))
    return move.write()


def agree_objection(matter: Matter, *, step: Step, to_unit: int | None, text: str) -> Held:
    """同意退单: who sent it gives it to another unit; the reporter's clock runs on."""
    return _move("agree_objection", matter, step, ObjectionState.AGREED, AGREED_WHY, to_unit, text=text)


def rule_moved(matter: Matter, *, step: Step, to_unit: int | None, text: str, present: str = "") -> Held:
    """裁定改派: the common superior says whose it is; that is final. `present`: who came to a joint meeting."""
    return _move(
        "rule_moved", matter, step, ObjectionState.MOVED, MOVED_WHY, to_unit, text=text, present=present
    )


def refuse_objection(matter: Matter, *, step: Step, text: str) -> Held:
    """不同意退单: it goes to the nearest common superior for a ruling."""
    held = hold_matter(*matter)
    trees, objection = step.trees or directory(), _objection(matter)
    move = begin_step("refuse_objection", matter, step, text=text, **_eyes(objection, step))
    open_one = _open(move)
    barred = _barred(denied_line(subjects_of(*matter), trees), trees)
    ruler = ruler_of(move.task.unit_id, open_one.decider, trees, barred)
    ruler = ruler or Decider(open_one.decider, is_joint=True)
    move.turn_objection(
        replace(
            open_one,
            state=ObjectionState.DISPUTED.value,
            decider=ruler.unit_id,
            is_joint=ruler.is_joint,
            refused_by=step.by.actor.id,
            decide_by=_decide_by(ObjectionState.DISPUTED, ruler, held, trees, step.at),
        )
    )
    add_note(move, Zone.WORKING, "no_return", text)
    move.facts["decider"] = ruler.unit_id
    return move.write()


def rule_kept(matter: Matter, *, step: Step, text: str, present: str = "") -> Held:
    """裁定由原单位办理: final."""
    objection = _objection(matter)
    move = begin_step("rule_kept", matter, step, text=text, present=present, **_eyes(objection, step))
    move.turn_objection(ended(_open(move), ObjectionState.KEPT, at=step.at))
    _add_reasons(move, "rule_kept", text, present)
    return move.write()


def raise_objection(matter: Matter, *, step: Step) -> Held:
    """逾期未决: who should have decided did not; the next superior rules, or, where none is left, the same one must.

    By the sweep alone. Silence is no consent, and it is no way to keep a matter in the air either.
    """
    hold_matter(*matter)  # locked before it is read
    lead, trees = lead_of(tasks_of(*matter)), step.trees or directory()
    late = lead is not None and lead.objection is not None and step.at > lead.objection.decide_by
    move = begin_step("raise_objection", matter, step, decision_late=late)
    barred = _barred(denied_line(subjects_of(*matter), trees), trees)
    _pass_to(move, next_ruler(move.task, trees, barred), ObjectionState.DISPUTED)
    return move.write()


def redirect_objection(move: Move, denied: frozenset[int]) -> None:
    """Who has become one whom the matter is about decides nothing on it: the next superior does, or nobody (§30)."""
    objection = move.task.objection
    if objection is None or not objection.is_open or objection.decider not in denied:
        return
    ruler = next_ruler(move.task, move.units, _barred(denied, move.units))
    if ruler is None:
        move.turn_objection(ended(objection, ObjectionState.LAPSED, at=move.at))
    else:
        _pass_to(move, ruler, ObjectionState(objection.state))
        move.tell_beside(EVENT_OF["raise_objection"], move.task, {}, decider=ruler.unit_id)


def _pass_to(move: Move, ruler: Decider | None, state: ObjectionState) -> None:
    """Another unit decides, with as much time as any; None: the same one has that time again."""
    objection = _open(move)
    decider = ruler or Decider(objection.decider, objection.is_joint)
    until = _decide_by(state.value, decider, move.held, move.units, move.at)
    move.turn_objection(
        replace(
            objection,
            state=state.value,
            decider=decider.unit_id,
            is_joint=decider.is_joint,
            decide_by=until,
        )
    )
    move.facts["decider"] = decider.unit_id


def _barred(denied: Collection[int], trees: Directory) -> frozenset[int]:
    """Who decides on no objection of this matter: whom it is about, and units that are closed."""
    return frozenset(denied) | {unit.id for unit in trees.units if not unit.is_open}


def _move(
    verb: str,
    matter: Matter,
    step: Step,
    state: ObjectionState,
    why: str,
    to_unit: int | None,
    *,
    text: str,
    present: str = "",
) -> Held:
    trees, objection = step.trees or directory(), _objection(matter)
    denied = denied_line(subjects_of(*matter), trees)
    move = begin_step(
        verb,
        matter,
        step,
        text=text,
        present=present,
        to_unit=to_unit,
        to_unit_denied=to_unit in denied,
        **_eyes(objection, step),
    )
    assert to_unit is not None  # noqa: S101 - has_other_unit refused it otherwise
    open_one = _open(move)
    move.turn_objection(ended(open_one, state, at=step.at, to=to_unit))
    _add_reasons(move, "return" if state is ObjectionState.AGREED else "rule_moved", text, present)
    pass_on(move, to_unit, sender=open_one.decider, why=why)
    return move.write()


def _add_reasons(move: Move, what: str, text: str, present: str) -> None:
    met = f"{text.strip()}\n（{present.strip()}）" if present.strip() else text
    add_note(move, Zone.WORKING, what, met)


def _open(move: Move) -> Objection:
    objection = move.task.objection
    assert objection is not None  # noqa: S101 - objection_is_open refused it otherwise
    return objection


def _objection(matter: Matter) -> Objection | None:
    """The lead's objection, the matter locked before it is read."""
    hold_matter(*matter)
    lead = lead_of(tasks_of(*matter))
    return lead.objection if lead else None


def _eyes(objection: Objection | None, step: Step) -> Mapping[str, object]:
    """Whether the hand decides on what it wrote itself."""
    own = (objection.asked_by, objection.refused_by) if objection else ()
    return {"is_own_request": step.by.actor.id in own}


def _until(
    name: DecisionName, unit_id: int, held: Held, trees: Directory, *, since: datetime, at: datetime
) -> datetime:
    """By the rule book of today, over the opening hours of whoever is to act."""
    return decide_until(
        name,
        RoutingFacts.of(held),
        book(book_version(at=at)),
        since=since,
        unit=trees.unit(unit_id),
        calendar=mainland(),
    )


def _decide_by(state: str, decider: Decider, held: Held, trees: Directory, at: datetime) -> datetime:
    name = DecisionName.DECIDE if state == ASKED else DecisionName.RULE
    return _until(name, decider.unit_id, held, trees, since=at, at=at)
