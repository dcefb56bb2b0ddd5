"""What the link between a part and its head repeats of the part, written by each of the part's own moves.

So head, reporter and closing ask one row of each part and none of its tables. What is no part pays nothing for it.
"""

from collections.abc import Mapping

from heyi.dispatch.codes import TaskRole
from heyi.dispatch.queries import PartRow, TaskRow, parts_of
from heyi.journal.operations import Writes
from heyi.matters.operations import Held
from heyi.matters.states import LIVE_MATTER, LIVE_TASK

LINKS = "dispatch_part"
_REPEATED = {
    "state": "state",
    "kind": "kind",
    "closing": "closing",
    "lead_unit_id": "lead_unit_id",
    "next_due_at": "due_at",
}
_ASKS = frozenset({"split", "close", "accept", "withdraw", "conclude", "fulfil", "send_back", "call_back"})
"""Steps of a head whose guards ask after its parts."""


def repeat_to_head(
    held: Held, changes: Mapping[str, object], task: TaskRow | None, *, rows: Writes
) -> dict[str, Mapping[str, object]]:
    """Have the link say what changes of a part; answers the image for the event. Nothing where it is no part."""
    if held.part_of is None:
        return {}
    repeated = {
        link: changes[column]
        for column, link in _REPEATED.items()
        if column in changes and changes[column] != getattr(held, column)
    }
    if task is not None and task.role == TaskRole.ALARM.value and task.state not in LIVE_TASK:
        repeated["has_alarm"] = False
    rows.update(LINKS, [{"county": held.county, "id": held.id, **repeated}])
    return {f"part/{held.id}": repeated} if repeated else {}


def facts_of_parts(verb: str, held: Held) -> dict[str, object]:
    """What guards ask: whether it is a part, and of a head which parts are open. One query, where it has any."""
    facts: dict[str, object] = {"is_part": held.part_of is not None}
    if not held.has_parts or verb not in _ASKS:
        return facts
    live = open_parts(held)
    return {**facts, "open_parts": live, "alarmed_parts": [part for part in live if part.has_alarm]}


def open_parts(held: Held) -> list[PartRow]:
    """The parts of a head that are not closed, as far as the scope sees. One query, where it has any."""
    found = parts_of(held.county, held.id) if held.has_parts else ()
    return [part for part in found if part.state in LIVE_MATTER]
