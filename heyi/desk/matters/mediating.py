"""The way from a matter to its mediation: for units that work on it and may mediate; others are told nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from heyi.dispatch.access import TaskView
from heyi.matters.access import MatterView
from heyi.matters.codes import Basis
from heyi.matters.states import LIVE_TASK
from heyi.mediation.access import mediation_standing
from heyi.mediation.rules.regimes import REGIMES
from heyi.orgs.access import directory
from heyi.orgs.rules import UnitFact

_WORKS = (Basis.LEAD.value, Basis.ASSIST.value)
_KINDS = frozenset(kind for rule in REGIMES.values() for kind in rule.units)


@dataclass(frozen=True, slots=True)
class MediationLink:
    """Where the button 调解 leads: to one's own unit's mediation, in this state, or to opening one ("")."""

    state: str
    mediator: str = ""
    due_at: datetime | None = None
    may_open: bool = False


def mediation_link(
    matter: MatterView, tasks: Sequence[TaskView], units: Collection[int]
) -> MediationLink | None:
    """The newest mediation if one's own unit mediates, else whether one may be opened. One query at most."""
    if matter.basis not in _WORKS:
        return None
    able = bool(units_that_mediate(tasks, units))
    found = mediation_standing(matter.county, matter.id)
    if found is None or (not found.is_live and found.unit_id not in units):
        return MediationLink("", may_open=True) if able else None
    if found.unit_id not in units:
        return None
    return MediationLink(found.state, found.mediator, found.due_at, may_open=able and not found.is_live)


def units_that_mediate(tasks: Sequence[TaskView], units: Collection[int]) -> list[UnitFact]:
    """The own units that work on the matter and may mediate under some law."""
    trees = directory()
    working = [each for each in tasks if each.state in LIVE_TASK and each.role in _WORKS]
    own = [trees.unit(task.unit_id) for task in working if task.unit_id in units]
    return [unit for unit in own if unit.kind in _KINDS]
