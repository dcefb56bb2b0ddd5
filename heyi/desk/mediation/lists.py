"""The mediations of one's units: what is to be written up and soon to come on top, then what runs, what is owed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.mediation.next_step import hours
from heyi.kernel.clock import CHINA, now
from heyi.mediation.access import (
    Listed,
    OwedSoon,
    Upcoming,
    mediations_of_units,
    obligations_to_come,
    refused_since,
    sessions_to_come,
)
from heyi.mediation.codes import MEDIATION_STATE_WORDS
from heyi.mediation.states import LIVE
from heyi.orgs.access import directory
from heyi.web.forms import HouseForm, choices

AHEAD = timedelta(days=14)
OWED_AHEAD = timedelta(days=7)
OF_LATE = timedelta(days=14)


class ListForm(HouseForm):
    """What of the units' mediations is shown."""

    whose = forms.ChoiceField(
        label=_("谁调解的"), choices=[("", _("全单位")), ("mine", _("我的"))], required=False
    )
    state = forms.ChoiceField(label=_("进展"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = choices(MEDIATION_STATE_WORDS, empty=gettext("正在进行的"))  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """A session in words, and whether it is over and not yet written up."""

    row: Upcoming
    words: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class OwedEntry:
    """What is owed, and whether its day has passed."""

    row: OwedSoon
    is_late: bool


@require_safe
@works_on_matters
def mediations(request: DeskRequest) -> HttpResponse:
    """Four statements, however many mediations there are."""
    at, form = now(), ListForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    units = _units(request)
    mine = request.standing.person_id if asked.get("whose") == "mine" else None
    states = [asked["state"]] if asked.get("state") else list(LIVE)
    today = at.astimezone(CHINA).date()
    trees = directory(request.standing.edition)
    rows = mediations_of_units(units, states, mediator_id=mine)
    upcoming = [_session(each, at) for each in sessions_to_come(units, until=at + AHEAD, mediator_id=mine)]
    context = {
        "form": form,
        "units": [trees.unit(unit) for unit in request.standing.units],
        "chosen": units[0] if len(units) == 1 else None,
        "over": [each for each in upcoming if each.is_over],
        "upcoming": [each for each in upcoming if not each.is_over],
        "rows": [(each, trees.unit(each.unit_id).short_name, waits_for(each)) for each in rows],
        "owed": [
            _owed(each, today)
            for each in obligations_to_come(units, until=today + OWED_AHEAD, mediator_id=mine)
        ],
        "refused": refused_since(units, at - OF_LATE, mediator_id=mine),
        "is_filtered": bool(asked.get("whose") or asked.get("state")),
        "leads": bool(request.standing.leads),
    }
    return render(request, "desk/mediation/list.html", context)


def _units(request: DeskRequest) -> list[int]:
    """The unit that the address asks for, if it is one's own; else all of them."""
    asked = [unit for unit in request.standing.units if str(unit) == request.GET.get("unit")]
    return asked or list(request.standing.units)


def waits_for(row: Listed) -> str:
    """What a mediation waits for, in a few words."""
    if row.recusal_asked_at and row.state in LIVE:
        return gettext("申请更换调解员")
    if row.state == "INVITING":
        return gettext("%(done)s / %(all)s 方同意") % {"done": row.consented, "all": row.parties}
    if row.state == "MEDIATING" and row.next_session is None:
        return gettext("没有安排")
    return ""


def _session(row: Upcoming, at: datetime) -> SessionEntry:
    return SessionEntry(row, hours(row.starts_at, row.ends_at, at), row.ends_at <= at)


def _owed(row: OwedSoon, today: date) -> OwedEntry:
    return OwedEntry(row, row.due_on < today)
