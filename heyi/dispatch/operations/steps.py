"""The verbs of a task, one function each: what the desk's buttons and the tracking page call."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from heyi.dispatch.codes import SAID_OUTCOMES, AssistOutcome, TaskRole
from heyi.dispatch.operations.giving import carry_over, give
from heyi.dispatch.operations.moving import Hand, Move, begin
from heyi.dispatch.operations.repeating import open_parts
from heyi.dispatch.queries import book, book_version
from heyi.dispatch.rules.standing import assists_of
from heyi.evidence.operations import Kept
from heyi.kernel.words import _
from heyi.matters.codes import HoldReason, Zone
from heyi.matters.operations import (
    Held,
    attached_files,
    attachment_rows,
    hold_matter,
    images_of_attachments,
    is_noted,
    write_note,
    write_rating,
)
from heyi.matters.queries import subjects_of
from heyi.matters.rules import Rating, denied_line
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory


@dataclass(frozen=True, slots=True)
class Step:
    """What every verb is told: whose hand, when, on which task, and which state of the matter was seen.

    `trees` is the directory that this transaction has read already; without it the verb asks for it.
    """

    by: Hand
    at: datetime
    task_id: UUID | None = None
    seen: int | None = None
    trees: Directory | None = None


_TWICE = timedelta(minutes=2)
Matter = tuple[str, UUID]
REFERRED_WHY = _("经社会治理中心或上级单位转办")


def sign(matter: Matter, *, step: Step) -> Held:
    """签收: the unit takes the task on; its clocks ran since dispatch."""
    return begin_step("sign", matter, step).write()


def contact(matter: Matter, *, step: Step, text: str) -> Held:
    """联系: the reporter was spoken to; stops the contact clock and leaves a working note."""
    move = begin_step("contact", matter, step, text=text)
    if _is_said(move, Zone.WORKING, "contact", text):
        return move.held
    add_note(move, Zone.WORKING, "contact", text)
    return move.write()


def note(matter: Matter, *, step: Step, zone: Zone, text: str) -> Held:
    """记录: a note in one of the three zones."""
    move = begin_step("note", matter, step, text=text)
    if _is_said(move, zone, "note", text):
        return move.held
    add_note(move, zone, "note", text)
    return move.write()


def _is_said(move: Move, zone: Zone, what: str, text: str) -> bool:
    """Whether the same hand has just written the very same: a form that was sent twice says it once."""
    return is_noted(
        move.held, zone=zone, what=what, text=text.strip(), by=move.hand.actor, since=move.at - _TWICE
    )


def attach(matter: Matter, *, step: Step, files: Sequence[Kept], zone: Zone, note: str = "") -> Held:
    """添加附件: kept files are hung on the matter; what hangs there in this zone by the same side is not hung twice."""
    hold_matter(*matter)  # locked before it is counted
    held = attached_files(*matter)
    side = step.by.actor.kind
    new = [kept for kept in dict.fromkeys(files) if (kept.id, zone.value, side) not in held]
    count = len(new) or len(files)
    move = begin_step(
        "attach", matter, step, files=count, files_held=len(held) if new else 0, zone=zone.value
    )
    if not new:
        return move.held
    rows = attachment_rows(move.held, new, zone=zone, note=note.strip(), by=step.by.actor, at=step.at)
    move.recorder.rows.insert("matters_attachment", rows)
    move.images |= images_of_attachments(rows)
    move.facts |= {"files": len(new), "zone": zone.value}
    return move.write()


def refer(matter: Matter, *, step: Step, to_unit: int | None, text: str) -> Held:
    """转办: a centre or superior gives the matter to another unit; the reporter's clock runs on."""
    subjects = denied_line(subjects_of(*matter), directory())
    move = begin_step("refer", matter, step, to_unit=to_unit, to_unit_denied=to_unit in subjects, text=text)
    assert to_unit is not None  # noqa: S101 - has_other_unit refused it otherwise
    add_note(move, Zone.WORKING, "refer", text)
    pass_on(move, to_unit, sender=in_whose_name(move), why=REFERRED_WHY)
    return move.write()


def in_whose_name(move: Move) -> int | None:
    """In whose name it is done: the unit that has the task, or the nearest above it to which the hand belongs."""
    line = (move.task.unit_id, *move.units.ancestors(move.task.unit_id))
    return next((unit for unit in line if unit in move.hand.units), None)


def pass_on(move: Move, to_unit: int, *, sender: int | None, why: str) -> None:
    """Give the matter to another unit with the move; the reporter's clock runs on. `why` heads the page."""
    at = move.at
    given_why = {
        "rule": "referred",
        "by": move.hand.actor.name,
        "from": move.task.unit_id,
        "sender": sender,
    }
    given = give(
        move.units.unit(to_unit),
        county=move.held.county,
        matter_id=move.held.id,
        role=TaskRole.LEAD,
        why=given_why,
        facts=move.routing_facts(),
        book=book(book_version(at=at)),
        at=at,
    )
    mine = [face for face in move.clocks if face.task_id == move.task.id]
    move.given.append(carry_over(given, mine, at=at))
    for task in assists_of(move.tasks):
        if task.unit_id == to_unit:
            move.end_assist(task, AssistOutcome.LEADS_NOW)
    move.matter_changes |= {"lead_unit_id": to_unit, "lead_why": why}
    move.facts["to_unit"] = to_unit


def hold(matter: Matter, *, step: Step, reason: str, text: str) -> Held:
    """中止: the task's own clocks stand still for a reason of the closed list; where it assists, the lead's run on."""
    move = begin_step("hold", matter, step, reason=reason, text=text)
    add_note(move, Zone.WORKING, "hold" if move.is_lead else "hold_assist", text)
    move.facts["reason"] = HoldReason(reason).value
    return move.write()


def resume(matter: Matter, *, step: Step) -> Held:
    """恢复: the clocks run again; what stood still is added."""
    return begin_step("resume", matter, step).write()


def answer(matter: Matter, *, step: Step, text: str) -> Held:
    """答复: the public answer; the reporter has time to contest before the matter is closed."""
    move = begin_step("answer", matter, step, text=text)
    add_note(move, Zone.PUBLIC, "answer", text)
    return move.write()


def close(matter: Matter, *, step: Step, over_assists: str = "", over_parts: str = "") -> Held:
    """办结: nothing is left to do; the words say why an open assist, or a part, is not waited for. A part goes on."""
    move = begin_step("close", matter, step, over_assists=over_assists, over_parts=over_parts)
    reasons = []
    if assists_of(move.tasks):
        end_assists(move, AssistOutcome.LEFT_OPEN)
        reasons.append(over_assists)
    if going_on := open_parts(move.held):
        reasons.append(over_parts)
        move.facts["parts"] = [part.number for part in going_on]
    if reasons:
        add_note(move, Zone.WORKING, "close", "\n".join(reason.strip() for reason in reasons))
    return move.write()


def end_assists(move: Move, outcome: AssistOutcome) -> None:
    """What is open of assists ends with the matter."""
    for task in assists_of(move.tasks):
        move.end_assist(task, outcome)


def contest(matter: Matter, *, step: Step, text: str) -> Held:
    """提出异议: the reporter says that it is not settled; the handler has it again."""
    move = begin_step("contest", matter, step, text=text)
    add_note(move, Zone.PUBLIC, "contest", text)
    return move.write()


def accept(matter: Matter, *, step: Step) -> Held:
    """认可答复: the reporter says that it is settled. The right to contest stays: a promise may yet be broken."""
    return begin_step("accept", matter, step).write()


def withdraw(matter: Matter, *, step: Step, text: str = "") -> Held:
    """撤回反映: the reporter takes the matter back, with a reason or without; not while the police are on an alarm."""
    move = begin_step("withdraw", matter, step)
    end_assists(move, AssistOutcome.WITHDRAWN)
    if text.strip():
        add_note(move, Zone.PUBLIC, "withdraw", text)
    return move.write()


def supplement(matter: Matter, *, step: Step, text: str) -> Held:
    """补充材料: the reporter adds something. What is on hold stays so until a person has read it and resumes."""
    move = begin_step("supplement", matter, step, text=text)
    add_note(move, Zone.PUBLIC, "supplement", text)
    return move.write()


def rate(matter: Matter, *, step: Step, rating: Rating) -> Held:
    """评价: reasonable, done, satisfied, each apart; what was said before stays, the newest counts."""
    move = begin_step("rate", matter, step, rated=rating.says_something)
    row = write_rating(move.held, rating, at=move.at, rows=move.recorder.rows)
    move.images[f"rating/{row.pop('id')}"] = row
    return move.write()


def finish(matter: Matter, *, step: Step, text: str, outcome: str = "") -> Held:
    """反馈结果: an assisting or alarmed unit reports what it did; an assist with an outcome of the closed list."""
    move = begin_step("finish", matter, step, text=text, has_outcome=outcome in SAID_OUTCOMES)
    add_note(move, Zone.WORKING, "finish", text)
    if move.task.role == TaskRole.ASSIST.value:
        move.task_changes["outcome"] = move.facts["outcome"] = AssistOutcome(outcome).value
    return move.write()


def take_back(matter: Matter, *, step: Step) -> Held:
    """撤回警情: a person undoes the one automatic act."""
    return begin_step("take_back", matter, step).write()


def begin_step(verb: str, matter: Matter, step: Step, **facts: object) -> Move:
    """Lock and check a verb with what it was told."""
    return begin(
        verb,
        matter,
        task_id=step.task_id,
        by=step.by,
        at=step.at,
        seen=step.seen,
        facts=facts,
        trees=step.trees,
    )


def add_note(move: Move, zone: Zone, what: str, text: str, *, task_id: UUID | None = None) -> None:
    """Have a note written with the move, and told by its event; it is of the move's task unless another is named."""
    written = write_note(
        move.held,
        task_id=task_id or move.task.id,
        zone=zone,
        what=what,
        text=text.strip(),
        by=move.hand.actor,
        at=move.at,
        rows=move.recorder.rows,
    )
    note_id = written.pop("id")
    move.images[f"note/{note_id}"] = written
    move.facts |= {"note": str(note_id), "zone": zone.value}
