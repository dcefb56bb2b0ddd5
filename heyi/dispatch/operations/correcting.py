"""更正: what was understood of a matter is set right by a person, and reach follows at once.

Clocks run on as they were: a mistake of the house wins it no time. Where the rules would now give the matter to
another unit, that is a referral, a step of its own.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from heyi.dispatch.operations.grouping import shut_out
from heyi.dispatch.operations.moving import Move, begin
from heyi.dispatch.operations.objecting import redirect_objection
from heyi.dispatch.operations.repeating import open_parts
from heyi.dispatch.operations.steps import Matter, Step, add_note
from heyi.kernel.codes import uuid7
from heyi.matters.codes import Zone
from heyi.matters.operations import Held, hold_matter
from heyi.matters.queries import find_open_transfer, subject_marks, subject_rows, subjects_of
from heyi.matters.rules import denied_line
from heyi.orgs.access import directory


@dataclass(frozen=True, slots=True)
class Right:
    """What is right; None leaves it as it stands. `subjects` are ids of all units it is about, () of nobody's."""

    kind: str | None = None
    region_code: str | None = None
    urgency: str | None = None
    subjects: Collection[int] | None = None


_COLUMNS = ("kind", "region_code", "urgency")
_REASON = {"code": "SAID_BY_A_PERSON", "params": {}, "quote": "", "start": 0, "where": "TEXT"}


def correct(matter: Matter, *, step: Step, right: Right, text: str) -> Held:
    """更正: kind, place, urgency and whom it is about, with the reason; a centre that leads, or a superior.

    Raises NotAllowed where nothing would change, where a unit with a live task would be denied, or where a denial
    would be lifted by the lead alone.
    """
    held = hold_matter(*matter)
    before = subjects_of(*matter)
    after = before if right.subjects is None else frozenset(right.subjects)
    changes = _changes(held, right)
    trees = directory()
    found = find_open_transfer(*matter) if held.partner else None
    facts = {
        "text": text,
        "changes": bool(changes) or after != before,
        "denied": denied_line(after, trees),
        "denied_kinds": frozenset(trees.unit(unit).kind for unit in after - before),
        "partner_kind": found.partner_kind if found else "",
        "lifts": before - after,
        **_of_kin(held, before - after),
    }
    move = begin("correct", matter, task_id=step.task_id, by=step.by, at=step.at, seen=step.seen, facts=facts)
    add_note(move, Zone.WORKING, "correct", text)
    move.matter_changes |= changes
    move.facts |= {
        "before": _told(held, changes, before, after),
        "after": _told(changes, changes, after, before),
    }
    move.lifts = bool(before - after)
    _set_subjects(move, before, after)
    redirect_objection(move, denied_line(after, trees))
    move.regroup(shut_out(held, denied_line(after, trees), rows=move.recorder.rows, at=step.at))
    return move.write()


def _of_kin(held: Held, lifted: frozenset[int]) -> dict[str, object]:
    """What a head's parts and a part's head have to say: who leads a part, and what is denied for the head's sake."""
    if held.part_of is not None and lifted:
        marks = subject_marks(held.county, held.id)
        return {"lifts_of_head": [unit for unit in lifted if marks[unit].of_head]}
    return {"part_units": frozenset(part.lead_unit_id for part in open_parts(held))}


def _changes(held: Held, right: Right) -> dict[str, object]:
    wanted = {column: getattr(right, column) for column in _COLUMNS}
    return {column: value for column, value in wanted.items() if value not in (None, getattr(held, column))}


def _told(
    of: Held | Mapping[str, object],
    changes: Collection[str],
    subjects: frozenset[int],
    others: frozenset[int],
) -> dict[str, object]:
    """One side of the correction, in codes: the columns that change, and the subjects where they do."""
    told = {column: of[column] if isinstance(of, Mapping) else getattr(of, column) for column in changes}
    return told if subjects == others else {**told, "subjects": sorted(subjects)}


def _set_subjects(move: Move, before: frozenset[int], after: frozenset[int]) -> None:
    """Rows of subjects stay for ever; one that was lifted says when. Reach follows when the move is written."""
    known = subject_rows(move.held.county, move.held.id)
    rows, added = [], []
    for unit_id in sorted(before ^ after):
        lifted_at = move.at if unit_id in before else None
        if unit_id in known:
            rows.append({"county": move.held.county, "id": known[unit_id], "lifted_at": lifted_at})
            move.images[f"subject/{known[unit_id]}"] = {"lifted_at": lifted_at}
        else:
            added.append(_new_subject(move, unit_id))
    move.recorder.rows.update("matters_subjectunit", rows)
    move.recorder.rows.insert("matters_subjectunit", added)


def _new_subject(move: Move, unit_id: int) -> dict[str, object]:
    row_id = uuid7(move.at)
    row: dict[str, object] = {"unit_id": unit_id, "reason": dict(_REASON), "lifted_at": None}
    move.images[f"subject/{row_id}"] = row
    return {"county": move.held.county, "id": row_id, "matter_id": move.held.id, **row}
