"""指挥: one page for who leads on duty: the line by state and due, what hurries, what is stuck, and who is there."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heyi.accounts.access import Watch, watches_now
from heyi.desk.command.door import directly_below, leads, unit_asked
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.matters.views import listening
from heyi.dispatch.access import (
    Lateness,
    StandingGroup,
    WaitingObjection,
    lateness_of,
    standing_groups,
    waiting_objections,
)
from heyi.kernel.clock import now
from heyi.matters.access import (
    IN_LINE,
    MOST_LATE,
    Load,
    WorkFilter,
    WorkRow,
    counted_words,
    late_below,
    loads_below,
    work_list,
)
from heyi.matters.states import LIVE_MATTER
from heyi.orgs.access import directory
from heyi.orgs.codes import UnitKind
from heyi.orgs.rules import Directory, UnitFact

FEW = 6  # lines of each part; the rest is a press away
_UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit of the line: all that is live in its line, and who is on duty there; `watches` None without a rota."""

    unit: UnitFact
    load: Load
    watches: tuple[Watch, ...] | None
    is_own: bool = False

    @property
    def states(self) -> list[tuple[str, int]]:
        """How many in each state, in the order of the flow."""
        return [(state, self.load.states.get(state, 0)) for state in LIVE_MATTER]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A unit further below with overdue matters of its own."""

    unit: UnitFact
    above: str
    late: int

    @property
    def words(self) -> str:
        """How much is overdue, as it is read."""
        return counted_words(self.late, MOST_LATE)


@dataclass(frozen=True, slots=True)
class MatterLine:
    """A matter that hurries or is stuck: of whom, and by which clock."""

    row: WorkRow
    unit: str
    lateness: Lateness | None = None


@require_safe
@works_on_matters
def command(request: DeskRequest) -> HttpResponse:
    """The command view of one of the person's units or of one below. An open page asks for its parts alone."""
    context = _context(request, now())
    if request.headers.get("HX-Request"):
        return _if_changed(request, render(request, "desk/command/parts.html", context))
    return render(request, "desk/command/command.html", context)


def _if_changed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Nothing (304) where the page shows this already."""
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        response = HttpResponse(status=_UNCHANGED)
    response["ETag"] = etag
    return response


def _context(request: DeskRequest, at: datetime) -> dict[str, Any]:
    trees = directory(request.standing.edition)
    unit, mine = unit_asked(request, trees), request.standing.units
    children = directly_below(unit, trees)
    shown = [unit, *children]
    loads = loads_below([each.id for each in shown], IN_LINE, at=at)
    watches = watches_now([each.id for each in shown], at)
    lines = [UnitLine(each, loads[each.id], watches.get(each.id), each.id == unit.id) for each in shown]
    is_own = unit.id in mine
    return {
        "unit": unit,
        "units": [trees.unit(each) for each in mine],
        "above": [
            trees.unit(each) for each in reversed(trees.ancestors(unit.id)) if _is_mine(each, mine, trees)
        ],
        "whole": lines[0],
        "lines": [line for line in lines[1:] if line.load.live or line.watches is not None],
        "idle": sum(1 for line in lines[1:] if not line.load.live and line.watches is None),
        "troubles": list(_troubles(unit, children, trees, at)),
        "urgent": _urgent(unit, trees) if is_own else None,
        "stuck": _stuck(unit, trees, at) if is_own else None,
        "groups": _groups(unit, trees, at, is_own=is_own),
        "objections": [(each, _name(each.unit_id, trees)) for each in _objections(unit, mine)],
        "leads": leads(request.standing, unit.id, trees),
        "is_own": is_own,
        "at": at,
        **listening(request),
    }


def _is_mine(unit_id: int, mine: tuple[int, ...], trees: Directory) -> bool:
    """Whether the person may look at this unit's page, too."""
    return bool({unit_id, *trees.ancestors(unit_id)} & set(mine))


def _troubles(unit: UnitFact, children: list[UnitFact], trees: Directory, at: datetime) -> Iterator[Trouble]:
    """The third level: units below those of the table with overdue matters of their own, most first."""
    near = {unit.id, *(each.id for each in children)}
    further = [
        each for each in trees.line(unit.id) if each not in near and trees.unit(each).kind != UnitKind.VILLAGE
    ]
    if not further:
        return
    late = late_below(further, at=at)
    for unit_id in sorted(late, key=lambda each: (-late[each], each))[:FEW]:
        found = trees.unit(unit_id)
        above = next(
            (trees.unit(up) for up in trees.ancestors(unit_id) if up in near and up != unit.id), None
        )
        yield Trouble(found, above.short_name if above else "", late[unit_id])


def _urgent(unit: UnitFact, trees: Directory) -> list[MatterLine]:
    """What hurries: the unit's own before what is below, due first."""
    own = work_list(unit.id, wanted=WorkFilter(urgency="URGENT"), limit=FEW).rows
    below = work_list(unit.id, wanted=WorkFilter(urgency="URGENT", below=True), limit=FEW).rows
    return [MatterLine(row, _name(row.lead_unit_id, trees)) for row in (*own, *below)[:FEW]]


def _stuck(unit: UnitFact, trees: Directory, at: datetime) -> list[MatterLine]:
    """What is overdue below, the latest first."""
    rows = work_list(unit.id, wanted=WorkFilter(below=True, due_before=at), limit=FEW).rows
    late = lateness_of([(row.county, row.matter_id) for row in rows], at=at)
    return [
        MatterLine(row, _name(row.lead_unit_id, trees), late.get((row.county, row.matter_id))) for row in rows
    ]


def _groups(
    unit: UnitFact, trees: Directory, at: datetime, *, is_own: bool
) -> list[tuple[StandingGroup, str]]:
    """All that the person's units see; on the page of a unit below, those on matters of its line."""
    line = set(trees.line(unit.id))
    found = [each for each in standing_groups(at=at) if is_own or each.lead_unit_id in line]
    return [(each, _name(each.by_unit_id, trees)) for each in found[:FEW]]


def _objections(unit: UnitFact, mine: tuple[int, ...]) -> tuple[WaitingObjection, ...]:
    return waiting_objections([unit.id])[:FEW] if unit.id in mine else ()


def _name(unit_id: int, trees: Directory) -> str:
    unit = trees.find_unit(unit_id)
    return unit.short_name if unit else ""
