"""工作量: how much a unit, its people and the units below have to do, to share it out. No score of anybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heyi.accounts.access import DutyPerson, duty_persons
from heyi.desk.command.door import directly_below, leads, unit_asked
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.dispatch.access import LoadRow, loads_by_state
from heyi.kernel.clock import now
from heyi.matters.access import (
    IN_LINE,
    OF_UNIT,
    Answered,
    Load,
    answered_below,
    end_of_day,
    loads_below,
)
from heyi.matters.states import LIVE_MATTER
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory, UnitFact


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """A unit with what it has to do (a unit below: with its line), and what was answered."""

    unit: UnitFact
    load: Load
    answered: Answered
    is_own: bool

    @property
    def states(self) -> list[tuple[str, int]]:
        """How many in each state, in the order of the flow."""
        return [(state, self.load.states.get(state, 0)) for state in LIVE_MATTER]


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """What a person of the unit, or nobody yet (`person` None), has in hand: load alone."""

    person: DutyPerson | None
    load: Load

    @property
    def may_move(self) -> bool:
        """Whether there is something that may be given to another: what was answered stays."""
        return self.load.live > self.load.states.get("ANSWERED", 0)

    @property
    def states(self) -> list[tuple[str, int]]:
        """How many in each state, in the order of the flow."""
        return [(state, self.load.states.get(state, 0)) for state in LIVE_MATTER]


@require_safe
@works_on_matters
def workload(request: DeskRequest) -> HttpResponse:
    """For leaders of the unit and of units above; its people are told of to the unit's own leaders alone."""
    at, trees = now(), directory(request.standing.edition)
    unit = unit_asked(request, trees)
    if not leads(request.standing, unit.id, trees):
        raise PermissionDenied
    is_own = unit.id in request.standing.leads
    context = {
        "unit": unit,
        "units": [trees.unit(each) for each in sorted(request.standing.leads)],
        "above": [
            trees.unit(each) for each in trees.ancestors(unit.id) if leads(request.standing, each, trees)
        ],
        "lines": _units(unit, trees, at),
        "people": _people(unit.id, at) if is_own else None,
        "is_own": is_own,
        "states": LIVE_MATTER,
    }
    return render(request, "desk/command/workload.html", context)


def _units(unit: UnitFact, trees: Directory, at: datetime) -> list[UnitLoad]:
    """The unit by itself, then each unit directly below with its line, by name. Five statements."""
    below = directly_below(unit, trees)
    own = loads_below([unit.id], OF_UNIT, at=at)
    loads = {**loads_below([each.id for each in below], IN_LINE, at=at), **own} if below else own
    lines = {unit.id: (unit.id,), **{each.id: trees.line(each.id) for each in below}}
    answered = answered_below(lines, at=at)
    return [
        UnitLoad(each, loads[each.id], answered.get(each.id, Answered()), each.id == unit.id)
        for each in (unit, *below)
        if each.id == unit.id or loads[each.id].live or each.id in answered
    ]


def _people(unit_id: int, at: datetime) -> list[PersonLoad]:
    """Nobody's first, then everybody of the unit by name. Two statements."""
    rows = loads_by_state(unit_id, at=at, tonight=end_of_day(at))
    people = duty_persons(unit_id, at).people
    pool = PersonLoad(None, _load([row for row in rows if row.handler_id is None]))
    return [
        pool,
        *(
            PersonLoad(each, _load([row for row in rows if row.handler_id == each.person_id]))
            for each in people
        ),
    ]


def _load(rows: Sequence[LoadRow]) -> Load:
    return Load(
        {row.state: row.count for row in rows},
        late=sum(row.late for row in rows),
        today=sum(row.today for row in rows),
    )
