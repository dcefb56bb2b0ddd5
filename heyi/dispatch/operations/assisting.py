"""协办: the lead asks another unit to help, and takes back what is needed no longer."""

from heyi.dispatch.codes import AssistOutcome, TaskRole
from heyi.dispatch.events import EVENT_OF
from heyi.dispatch.operations.giving import OF_ASSIST, OF_CONFERRAL, Given, give
from heyi.dispatch.operations.moving import Move
from heyi.dispatch.operations.steps import Matter, Step, add_note, begin_step
from heyi.dispatch.queries import book, book_version
from heyi.dispatch.rules.clocks import next_due
from heyi.dispatch.rules.standing import FOR_CONFERRAL
from heyi.matters.codes import Zone
from heyi.matters.operations import Held
from heyi.matters.queries import subjects_of
from heyi.matters.rules import denied_line
from heyi.orgs.access import directory

ASKED = "asked"  # the rule of a task that the lead asked for


def ask_assist(matter: Matter, *, step: Step, to_unit: int | None, text: str) -> Held:
    """请求协办: a unit gets a task of its own, with what is asked of it; the lead answers for the whole as before."""
    denied = denied_line(subjects_of(*matter), directory())
    move = begin_step(
        "ask_assist", matter, step, to_unit=to_unit, to_unit_denied=to_unit in denied, text=text
    )
    assert to_unit is not None  # noqa: S101 - has_assistant refused it otherwise
    given = give_assist(move, to_unit, text)
    move.facts |= _told(given)
    return move.write()


def ask(move: Move, to_unit: int, text: str) -> None:
    """An assist beside another step, told by an event of its own."""
    given = give_assist(move, to_unit, text)
    move.tell_beside(EVENT_OF["ask_assist"], move.task, {}, **_told(given))


def _told(given: Given) -> dict[str, object]:
    """Who is asked, and until when it signs: by the assist's own clock, not the matter's."""
    due_at = next_due(given.clocks)
    return {"to_unit": given.unit_id, "due": due_at and due_at.isoformat()}


def give_assist(move: Move, to_unit: int, text: str, *, rule: str = ASKED) -> Given:
    """Give a unit an assist with the move; what is asked is a working note of its task."""
    given = give(
        move.units.unit(to_unit),
        county=move.held.county,
        matter_id=move.held.id,
        role=TaskRole.ASSIST,
        why={"rule": rule, "by": move.hand.actor.name, "from": move.task.unit_id},
        facts=move.routing_facts(),
        book=book(book_version(at=move.at)),
        at=move.at,
        clocks=OF_CONFERRAL if rule == FOR_CONFERRAL else OF_ASSIST,
    )
    move.given.append(given)
    add_note(move, Zone.WORKING, "ask_assist", text, task_id=given.id)
    return given


def end_assist(matter: Matter, *, step: Step, text: str) -> Held:
    """撤回协办: the lead, or who is above it, needs the help no longer, and says why."""
    move = begin_step("end_assist", matter, step, text=text)
    move.task_changes["outcome"] = move.facts["outcome"] = AssistOutcome.TAKEN_BACK.value
    add_note(move, Zone.WORKING, "end_assist", text)
    return move.write()
