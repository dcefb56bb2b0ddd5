"""分项: a part is split off its head, and what the head's lead does about one: accept, return once, need no longer.

A part is opened by the journey that receives reports too (heyi.journeys.splitting); here is the head's half of it.
"""

from dataclasses import dataclass

from heyi.dispatch.codes import AssistOutcome
from heyi.dispatch.operations.moving import Move, begin
from heyi.dispatch.operations.repeating import LINKS
from heyi.dispatch.operations.steps import Matter, Step, add_note, begin_step
from heyi.dispatch.queries import leads_head
from heyi.dispatch.rules.standing import assists_of
from heyi.journal.codes import ActorKind
from heyi.journal.operations import Writes
from heyi.matters.codes import Zone
from heyi.matters.operations import Held, NewMatter
from heyi.matters.parts import HEAD


@dataclass(frozen=True, slots=True)
class NewPart:
    """What a part's unit is to know, in the hand's own words; where nothing is said of the place, it is the head's."""

    kind: str
    title: str
    text: str
    region_code: str = ""
    place: str | None = None
    to_unit: int | None = None  # None: the rule book says who


def begin_split(matter: Matter, *, step: Step, part: NewPart, **facts: object) -> Move:
    """拆分 on the head: locked and checked; whoever opens the part then says its number and writes the move."""
    told = {"kind": part.kind, "title": part.title, "text": part.text, "to_unit": part.to_unit}
    move = begin_step("split", matter, step, **told, **facts)
    if not move.held.has_parts:
        move.matter_changes["has_parts"] = True
    return move


def link_to_head(head: Held, part: NewMatter, *, has_alarm: bool, rows: Writes) -> dict[str, object]:
    """Have the link between a new part and its head written with it; answers the image for the event."""
    link: dict[str, object] = {
        "number": part.number,
        "kind": part.kind,
        "state": part.state,
        "closing": "",
        "lead_unit_id": part.lead_unit_id,
        "due_at": part.next_due_at,
        "has_alarm": has_alarm,
        "head_county": head.county,
        "head_id": head.id,
        "head_number": head.number,
        "head_unit_id": head.lead_unit_id,
        "head_is_closed": False,
        "split_at": part.received_at,
    }
    rows.insert(LINKS, [{"county": part.county, "id": part.id, "matter_id": part.id, **link}])
    return link


def accept_part(matter: Matter, *, step: Step) -> Held:
    """认可分项: its answer is what was needed."""
    return _begin("accept_part", matter, step).write()


def return_part(matter: Matter, *, step: Step, text: str) -> Held:
    """退回分项: what is missing; its unit has it again, once."""
    move = _begin("return_part", matter, step, text=text)
    add_note(move, Zone.WORKING, "return_part", text)
    return move.write()


def end_part(matter: Matter, *, step: Step, text: str) -> Held:
    """分项不再需要: why; what others were asked for it ends too."""
    move = _begin("end_part", matter, step, text=text)
    for task in assists_of(move.tasks):
        move.end_assist(task, AssistOutcome.TAKEN_BACK)
    add_note(move, Zone.WORKING, "end_part", text)
    return move.write()


def _begin(verb: str, matter: Matter, step: Step, **facts: object) -> Move:
    """As any step; the hand is the head's where its unit leads the head now. The house itself acts for the head."""
    is_head = step.by.actor.kind == ActorKind.SYSTEM or leads_head(*matter, step.by.units)
    return begin(
        verb,
        matter,
        task_id=step.task_id,
        by=step.by,
        at=step.at,
        seen=step.seen,
        facts=facts,
        trees=step.trees,
        also=frozenset({HEAD}) if is_head else frozenset(),
    )
