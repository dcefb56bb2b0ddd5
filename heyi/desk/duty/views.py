"""Who is on duty: now, this week, what nobody covers, which swaps wait, and the hand-over book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heyi.accounts.access import (
    HandoverView,
    SwapView,
    duty_persons,
    handover_book,
    leads_rota,
    rota_of,
)
from heyi.accounts.codes import PRESENT
from heyi.accounts.rules import Standing
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.duty.week import days_asked, turn_words, week_shown
from heyi.kernel.clock import now
from heyi.kernel.typed import whole_number
from heyi.matters.access import Brief, WorkFilter, briefs, work_list
from heyi.orgs.access import directory
from heyi.orgs.rules import UnitFact

SOON = timedelta(days=1)
OFFERED = 8  # matters that a hand-over offers to list


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A hand-over note with the matters that the reader may see; `is_withheld` where it tells of others, too."""

    note: HandoverView
    matters: tuple[Brief, ...]
    is_withheld: bool


@dataclass(frozen=True, slots=True)
class SwapLine:
    """A swap in words, and what the reader may do with it."""

    swap: SwapView
    turn: str
    in_return: str
    may_answer: bool
    may_withdraw: bool


@require_safe
@works_on_matters
def duty(request: DeskRequest) -> HttpResponse:
    """The rota of one of the person's units, or of one below that the person leads."""
    at = now()
    unit = unit_asked(request, request.GET.get("unit", ""))
    may_plan = leads_rota(request.standing, unit.id)
    rota = rota_of(unit.id, days_asked(request.GET, at), by=request.standing, at=at)
    roster = duty_persons(unit.id, at)
    on_duty = rota.on_duty(at)
    context: dict[str, Any] = {
        "unit": unit,
        "units": [directory().unit(each) for each in request.standing.units],
        "rota": rota,
        "roster": roster,
        "week": week_shown(rota, at),
        "on_duty": on_duty,
        "off_rota": [person for person in roster.people if not person.by_rota and person.presence in PRESENT],
        "never_closes": unit.hours.never_closes,
        "present_shifts": rota.shifts_at(at),
        "gap_now": any(gap.holds(at) for gap in rota.gaps),
        "swaps": _swaps(rota.swaps, request.standing, at),
        "notes": _notes(
            handover_book(unit.id, by=request.standing, presence=roster.presence(request.standing.person_id))
        ),
        "offered": _offered(unit.id, at) if rota.to_hand_over and unit.id in request.standing.units else (),
        "may_plan": may_plan,
        "plans": may_plan and bool(request.GET.get("plan")),
        "is_own": unit.id in request.standing.units,
        "at": at,
    }
    return render(request, "desk/duty/duty.html", context)


def unit_asked(request: DeskRequest, typed: str) -> UnitFact:
    """The unit asked for: an own one, or one below a unit that the person leads; else the first own one."""
    trees = directory()
    own = [trees.unit(unit) for unit in request.standing.units]
    found = trees.find_unit(whole_number(typed) or 0)
    if found is None:
        return own[0]
    if found.id not in request.standing.units and not leads_rota(request.standing, found.id):
        raise PermissionDenied
    return found


def _swaps(swaps: Sequence[SwapView], by: Standing, at: datetime) -> list[SwapLine]:
    return [
        SwapLine(
            swap,
            turn_words(swap.turn, at),
            turn_words(swap.in_return, at) if swap.in_return else "",
            may_answer=swap.to_id == by.person_id,
            may_withdraw=swap.asked_by_id == by.person_id,
        )
        for swap in swaps
    ]


def _notes(book: Sequence[HandoverView]) -> list[NoteLine]:
    """Each note with its matters as they are called today, within today's reach. One query for all.

    A matter that is out of reach by now keeps not even its number here, and takes the note's words with it (§30).
    """
    numbers = list(dict.fromkeys(number for note in book for number in note.numbers))
    seen = {brief.number: brief for brief in briefs(numbers)} if numbers else {}
    return [
        NoteLine(
            note,
            tuple(seen[number] for number in note.numbers if number in seen),
            any(number not in seen for number in note.numbers),
        )
        for note in book
    ]


def _offered(unit_id: int, at: datetime) -> list[Any]:
    """What is late or due within a day, to be listed in a note."""
    return list(work_list(unit_id, wanted=WorkFilter(due_before=at + SOON), limit=OFFERED).rows)
