"""What reach shows of a matter: to lead and superiors, to each assist, to an alarm alone, to who had it before."""

from collections.abc import Sequence

from heyi.dispatch.codes import TaskRole
from heyi.dispatch.queries import TaskRow, head_of, units_in_group
from heyi.dispatch.rules.clocks import ClockFace, next_due
from heyi.dispatch.rules.standing import told_of_assists
from heyi.journal.operations import Writes
from heyi.matters.codes import Basis
from heyi.matters.operations import Held, Showing, follow_in_reach, save_reach
from heyi.matters.queries import subjects_of
from heyi.matters.rules import Share, reach_of
from heyi.matters.states import LIVE_MATTER, LIVE_TASK
from heyi.orgs.rules import Directory

_NOTHING = Showing("CLOSED", is_live=False, next_due_at=None)
_FORMER = Showing("REFERRED", is_live=False, next_due_at=None)


def show_in_reach(held: Held, tasks: Sequence[TaskRow], clocks: Sequence[ClockFace], *, rows: Writes) -> None:
    """Have every unit's row show what it is to be shown, where nobody's sight changes."""
    assists = {unit: _of_task(task, clocks) for unit, task in told_of_assists(tasks).items()}
    follow_in_reach(held, _of_matter(held), _of_alarm(tasks, clocks), assists, rows=rows)


def rebuild_reach(
    held: Held, tasks: Sequence[TaskRow], clocks: Sequence[ClockFace], units: Directory
) -> None:
    """Compute the reach anew from tasks, command group, head, subjects and today's tree, and write it."""
    called = units_in_group(held.county, held.id) if held.is_commanded else ()
    link = head_of(held.county, held.id) if held.part_of else None
    shares = [*shares_of(tasks), *(Share(unit, Basis.GROUP) for unit in called)]
    if link is not None:
        shares.append(Share(link.head_unit_id, Basis.HEAD))
    reach = reach_of(shares, subjects_of(held.county, held.id), units)
    assists, lead, alarm = told_of_assists(tasks), _of_matter(held), _of_alarm(tasks, clocks)

    def shown(unit: int, basis: Basis) -> Showing:
        if basis is Basis.ASSIST:
            return _of_task(assists[unit], clocks)
        return {Basis.FORMER: _FORMER, Basis.ALARM: alarm}.get(basis, lead)

    standing = {unit: _columns(shown(unit, basis)) for unit, basis in reach.items()}
    save_reach(held, reach, standing)


def shares_of(tasks: Sequence[TaskRow]) -> list[Share]:
    """Each task's part in the reach; what was withdrawn leaves none."""
    basis = {"LEAD": Basis.LEAD, "ASSIST": Basis.ASSIST, "ALARM": Basis.ALARM}
    return [
        Share(
            task.unit_id,
            Basis.FORMER if task.state == "REFERRED" else basis[task.role],
            is_over=task.role == "ASSIST" and task.state == "CLOSED",
        )
        for task in tasks
        if task.state != "WITHDRAWN"
    ]


def _of_matter(held: Held) -> Showing:
    return Showing(held.state, held.state in LIVE_MATTER, held.next_due_at)


def _of_alarm(tasks: Sequence[TaskRow], clocks: Sequence[ClockFace]) -> Showing:
    alarm = next((task for task in reversed(tasks) if task.role == TaskRole.ALARM.value), None)
    return _NOTHING if alarm is None else _of_task(alarm, clocks)


def _of_task(task: TaskRow, clocks: Sequence[ClockFace]) -> Showing:
    mine = [face for face in clocks if face.task_id == task.id]
    return Showing(task.state, task.state in LIVE_TASK, next_due(mine))


def _columns(showing: Showing) -> dict[str, object]:
    return {"state": showing.state, "is_live": showing.is_live, "next_due_at": showing.next_due_at}
