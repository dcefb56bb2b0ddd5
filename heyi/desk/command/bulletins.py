"""通报 at the desk: drawn up, looked through, struck, approved by a second person; read by the units below."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heyi.desk.command.door import unit_asked
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.dispatch.access import BulletinLine, BulletinSheet, bulletins_for, find_bulletin
from heyi.journeys import bulletins as journey
from heyi.kernel.clock import CHINA, now
from heyi.kernel.typed import whole_number
from heyi.matters.access import briefs
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory, Refused, UnitFact
from heyi.web.forms import HouseForm

USUAL = timedelta(days=30)


def _day() -> forms.DateInput:
    """A browser's own calendar, which reads and writes one form of a day."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class DrawForm(HouseForm):
    """起草通报: for which days."""

    starts_on = forms.DateField(label=gettext_lazy("从"), widget=_day())
    ends_on = forms.DateField(
        label=gettext_lazy("到"),
        help_text=gettext_lazy("退单不成立按裁定的日子算；超期和督办未反馈按起草时算。"),
        widget=_day(),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A unit on a bulletin; of the matters only the numbers that the reader reaches."""

    line: BulletinLine
    unit: str
    numbers: tuple[tuple[str, tuple[str, ...]], ...]


@require_safe
@works_on_matters
def bulletins(request: DeskRequest) -> HttpResponse:
    """A unit's own bulletins, and what units above it have published."""
    trees = directory()
    unit = unit_asked(request, trees)
    context = {
        "unit": unit,
        "units": [trees.unit(each) for each in request.standing.units],
        "sheets": [(each, trees.unit(each.unit_id).short_name) for each in _sheets(unit, request, trees)],
        "may_draw": _may_draw(request, unit, trees),
    }
    return render(request, "desk/command/bulletins.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@works_on_matters
def draw(request: DeskRequest) -> HttpResponse:
    """Draw up a draft of a period; nobody below sees it."""
    trees = directory()
    unit = unit_asked(request, trees)
    if not _may_draw(request, unit, trees):
        raise Http404
    today = now().astimezone(CHINA).date()
    usual = {"starts_on": today - USUAL, "ends_on": today}
    form = DrawForm(request.POST if request.method == "POST" else None, initial=usual)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = journey.draw(unit.id, **form.cleaned_data, by=request.standing, at=now())
        except Refused as refused:
            form.blame(refused.faults)
        else:
            messages.success(request, _("已起草。请逐行看过，划去不该通报的，再请另一位领导审批。"))
            return redirect("desk:bulletin", sheet.id)
    status = 422 if form.is_bound else 200
    return render(request, "desk/command/draw.html", {"unit": unit, "form": form}, status=status)


@require_safe
@works_on_matters
def bulletin(request: DeskRequest, bulletin_id: int) -> HttpResponse:
    """A bulletin: a draft for its unit alone, a published one for all below."""
    trees = directory()
    sheet = _readable(request, bulletin_id, trees)
    leads = sheet.unit_id in request.standing.leads
    is_own = sheet.unit_id in request.standing.units
    lines = list(_lines(sheet, trees, is_own=is_own))
    context = {
        "sheet": sheet,
        "unit": trees.unit(sheet.unit_id),
        "lines": lines,
        "may_strike": leads and sheet.is_draft,
        "may_publish": leads and sheet.is_draft and sheet.drawn_by != request.standing.person_id,
        "is_drawer": sheet.drawn_by == request.standing.person_id,
        "mine": set(request.standing.units),
        "is_own": is_own,
    }
    return render(request, "desk/command/bulletin.html", context)


@require_POST
@works_on_matters
def act(request: DeskRequest, bulletin_id: int, verb: str) -> HttpResponse:
    """Strike a line, publish, or give up: told at once."""
    _readable(request, bulletin_id, directory())
    given, by, at = request.POST, request.standing, now()
    done: Mapping[str, Any] = {
        "strike": lambda: journey.strike(
            bulletin_id, _number(given.get("line", "")), why=given.get("why", ""), by=by, at=at
        ),
        "publish": lambda: journey.publish(bulletin_id, by=by, at=at),
        "drop": lambda: journey.drop(bulletin_id, by=by, at=at),
    }
    if verb not in done:
        raise Http404(verb)
    try:
        done[verb]()
    except Refused as refused:
        fault = refused.faults[0]
        messages.error(request, _(fault.sentence) % dict(fault.params))
    else:
        told = {
            "strike": _("已划去这一行。"),
            "publish": _("已发布，已通知上榜单位。"),
            "drop": _("已作废。"),
        }
        messages.success(request, told[verb])
    return redirect("desk:bulletin", bulletin_id)


def _may_draw(request: DeskRequest, unit: UnitFact, trees: Directory) -> bool:
    """A leader of a unit that has units below."""
    return unit.id in request.standing.leads and bool(trees.children(unit.id))


def _sheets(unit: UnitFact, request: DeskRequest, trees: Directory) -> tuple[BulletinSheet, ...]:
    """Of a unit that is not one's own only what is published."""
    sheets = bulletins_for(unit.id, trees.ancestors(unit.id))
    own = unit.id in request.standing.units
    return tuple(each for each in sheets if own or each.published_at is not None)


def _readable(request: DeskRequest, bulletin_id: int, trees: Directory) -> BulletinSheet:
    """The bulletin, if it is one's own unit's, or published by a unit above."""
    sheet = find_bulletin(bulletin_id)
    mine = request.standing.units
    above = {up for unit in mine for up in trees.ancestors(unit)}
    if sheet is None or not (sheet.unit_id in mine or (sheet.published_at and sheet.unit_id in above)):
        raise Http404(str(bulletin_id))
    return sheet


def _lines(sheet: BulletinSheet, trees: Directory, *, is_own: bool) -> list[Line]:
    """Struck lines are for the unit that struck them. One query for all numbers."""
    shown = [line for line in sheet.lines if is_own or line.struck_at is None]
    asked = [number for line in shown for some in line.numbers.values() for number in some]
    seen = {brief.number for brief in briefs(asked)} if asked else set()
    return [
        Line(
            line,
            trees.unit(line.unit_id).short_name,
            tuple((sort, tuple(n for n in some if n in seen)) for sort, some in line.numbers.items()),
        )
        for line in shown
    ]


def _number(typed: str) -> int:
    return whole_number(typed) or 0
