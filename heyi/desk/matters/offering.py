"""Which of the open steps are worth a button: what an open transfer, request, objection or supervision would refuse is
not offered."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from heyi.dispatch.access import SupervisionView, TaskView
from heyi.dispatch.events import OF_ASSIST
from heyi.dispatch.rules.checking import URGED_FOR
from heyi.dispatch.rules.standing import lead_of
from heyi.matters.access import MatterView
from heyi.matters.codes import Channel
from heyi.matters.extensions import OF_EXTENSION
from heyi.matters.objections import OF_OBJECTION, OF_RULER, OF_SENDER
from heyi.matters.supervisions import OF_SUPERVISION

_NOT_WHILE_OFFERED = frozenset({"transfer", "answer", "hold", "refer", "ask_extension", "send_back"})
_NOT_WHILE_OBJECTED = frozenset({"transfer", "answer", "hold", "refer", "send_back"})


def is_offered(
    verb: str,
    matter: MatterView,
    tasks: Sequence[TaskView],
    supervisions: Sequence[SupervisionView],
    *,
    task_id: UUID,
    may_transfer: bool,
    at: datetime,
) -> bool:
    """Whether the verb's button on this task is shown; the operation asks everything again."""
    helps = next((task for task in tasks if task.id == task_id and task.role == "ASSIST"), None)
    if helps and verb in OF_ASSIST:
        return _is_offered_to_helper(verb, helps)
    if verb in ("claim", "put_back"):
        has_hand = verb == "put_back"
        return any(
            (task.handler_id is not None) == has_hand and any(s.verb == verb for s in task.steps)
            for task in tasks
        )
    if verb in OF_OBJECTION:
        return _is_next(verb, tasks)
    if verb in OF_SUPERVISION:
        return _presses(verb, tasks, supervisions, at)
    if verb in _NOT_WHILE_OBJECTED and any(task.objection and task.objection.is_open for task in tasks):
        return False
    if verb in OF_EXTENSION:
        return _is_asked(tasks) == (verb != "ask_extension")
    return _fits_transfer(verb, matter, may_transfer=may_transfer)


def _fits_transfer(verb: str, matter: MatterView, *, may_transfer: bool) -> bool:
    """What goes between houses: to recall what is away, to give what is here, to send back what came from a city."""
    if verb == "recall":
        return bool(matter.partner)
    if matter.partner and verb in _NOT_WHILE_OFFERED:
        return False
    if verb == "send_back":
        return matter.channel == Channel.CITY
    return verb != "transfer" or may_transfer


def _is_asked(tasks: Sequence[TaskView]) -> bool:
    """Whether an extension of the lead waits for its decision."""
    return any(clock.asked for task in tasks if task.role == "LEAD" for clock in task.clocks)


def _is_offered_to_helper(verb: str, task: TaskView) -> bool:
    """Whether an assist's own clock can stand still, or be asked to be longer: it has one, and nothing is asked yet."""
    if verb == "resume":
        return True
    handles = any(clock.name == "HANDLE" and clock.state == "RUNNING" for clock in task.clocks)
    return handles and not (verb == "ask_extension" and any(clock.asked for clock in task.clocks))


def _is_next(verb: str, tasks: Sequence[TaskView]) -> bool:
    """Whether this step of an objection can follow where it stands: to object, to decide, to rule."""
    found = [task.objection for task in tasks if task.objection]
    waiting = next((each for each in found if each.is_open), None)
    if waiting is None:
        lead = lead_of(tasks)
        objected = any(task.objection for task in tasks if lead and task.unit_id == lead.unit_id)
        return verb == "object" and not objected and not any(each.was_ruled for each in found)
    return verb == "drop_objection" or verb in (OF_RULER if waiting.is_disputed else OF_SENDER)


def _presses(
    verb: str, tasks: Sequence[TaskView], supervisions: Sequence[SupervisionView], at: datetime
) -> bool:
    """Whether urging is heard again, a supervision may begin, be answered, or end."""
    mine = [each for each in supervisions if each.is_mine]
    if verb == "urge":
        return not any(task.urged_at and at < task.urged_at + URGED_FOR for task in tasks)
    if verb == "supervise":
        return not mine
    if verb == "end_supervision":
        return bool(mine) and not any(each.is_open for each in mine)
    return any(each.is_open for each in supervisions)
