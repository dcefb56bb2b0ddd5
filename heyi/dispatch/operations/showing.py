"""What reach shows of a matter: to lead, superiors and assists, to an alarm alone, to who had it before."""

from heyi.dispatch.codes import TaskRole
from heyi.dispatch.queries import TaskRow, units_in_group
from heyi.dispatch.rules.clocks import ClockFace, next_due
from heyi.matters.codes import Basis
from heyi.matters.operations import Held, Showing, save_reach
from heyi.matters.queries import subjects_of
from heyi.matters.rules import Share, reach_of
from heyi.matters.states import LIVE_MATTER, LIVE_TASK
from heyi.orgs.rules import Directory


def lead_showing(held: Held) -> Showing:
    """What the reach of lead, superiors and assists shows."""
    return Showing(held.state, held.state in LIVE_MATTER, held.next_due_at)


def alarm_showing(tasks: list[TaskRow], clocks: list[ClockFace]) -> Showing:
    """What the reach of those shows who have an alarm only."""
    alarm = next((task for task in reversed(tasks) if task.role == TaskRole.ALARM.value), None)
    if alarm is None:
        return Showing("CLOSED", is_live=False, next_due_at=None)
    mine = [face for face in clocks if face.task_id == alarm.id]
    return Showing(alarm.state, alarm.state in LIVE_TASK, next_due(mine))


def shares_of(tasks: list[TaskRow]) -> list[Share]:
    """Each task's part in the reach; a withdrawn alarm leaves none."""
    basis = {"LEAD": Basis.LEAD, "ASSIST": Basis.ASSIST, "ALARM": Basis.ALARM}
    return [
        Share(task.unit_id, Basis.FORMER if task.state == "REFERRED" else basis[task.role])
        for task in tasks
        if task.state != "WITHDRAWN"
    ]


def rebuild_reach(
    held: Held, tasks: list[TaskRow], units: Directory, *, lead: Showing, alarm: Showing
) -> None:
    """Compute the reach anew from tasks, the command group, subjects and today's tree, and write it."""
    called = units_in_group(held.county, held.id) if held.is_commanded else ()
    shares = [*shares_of(tasks), *(Share(unit, Basis.GROUP) for unit in called)]
    reach = reach_of(shares, subjects_of(held.county, held.id), units)
    standing = {
        unit: _showing(alarm if basis is Basis.ALARM else lead, former=basis is Basis.FORMER)
        for unit, basis in reach.items()
    }
    save_reach(held, reach, standing)


def _showing(showing: Showing, *, former: bool) -> dict[str, object]:
    if former:
        return {"state": "REFERRED", "is_live": False, "next_due_at": None}
    return {"state": showing.state, "is_live": showing.is_live, "next_due_at": showing.next_due_at}
