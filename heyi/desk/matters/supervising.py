"""催办 and 督办 at the desk: the forms, and the view of what is stuck: what, since when, on whom, and the remedy."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.matters.forms import MOST, TextForm
from heyi.dispatch.access import (
    Lateness,
    lateness_of,
    supervised_by,
    waiting_extensions,
    waiting_objections,
)
from heyi.dispatch.codes import SUPERVISION_WORDS
from heyi.dispatch.rules.checking import URGED_FOR
from heyi.kernel.clock import now
from heyi.matters.access import WorkFilter, WorkList, WorkRow, work_list
from heyi.matters.access.lists import BadKey
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.web.forms import HouseForm, choices


class UrgeForm(HouseForm):
    """催办: a word may be added."""

    text = forms.CharField(
        label=_("催办的话"), required=False, max_length=MOST, widget=forms.Textarea(attrs={"rows": 3})
    )


class SuperviseForm(TextForm):
    """督办: on a ground of the closed list, with what is asked."""

    ground = forms.ChoiceField(label=_("督办理由"))
    field_order = ["ground", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = choices(SUPERVISION_WORDS, empty=gettext("请选择"))  # type: ignore[attr-defined]
        self.fields["text"].label = gettext("督办要求")
        self.fields["text"].help_text = gettext("承办单位须按期反馈；时限不因督办改变。")


class ReplyForm(TextForm):
    """反馈督办: what was done and what will be."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("反馈情况")
        self.fields["text"].help_text = gettext("写明为什么拖延、已做了什么、何时办完。督办单位看得到。")


class EndForm(TextForm):
    """督办销号: why it is over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("销号意见")


SUPERVISION_FORMS: Mapping[str, type[HouseForm]] = {
    "urge": UrgeForm,
    "supervise": SuperviseForm,
    "reply_supervision": ReplyForm,
    "end_supervision": EndForm,
}


@dataclass(frozen=True, slots=True)
class StuckLine:
    """An overdue matter: on whom, by which clock, since when, and whether it was urged or is supervised."""

    row: WorkRow
    unit: str
    lateness: Lateness | None
    may_urge: bool
    may_supervise: bool


@require_safe
@works_on_matters
def stuck(request: DeskRequest) -> HttpResponse:
    """What is stuck below one's unit, the latest first; decisions and supervisions that wait."""
    trees, at, mine = directory(), now(), request.standing.units
    units = [trees.unit(unit) for unit in mine]
    unit = next((unit for unit in units if str(unit.id) == request.GET.get("unit")), units[0])
    page = _page(unit.id, WorkFilter(below=True, due_before=at), request.GET.get("after", ""))
    supervised = supervised_by(mine)
    context = {
        "units": units,
        "unit": unit,
        "late": list(_late(page.rows, {each.number for each in supervised}, trees, at)),
        "after": page.after,
        "objections": [(each, _name(each.unit_id, trees)) for each in waiting_objections(mine)],
        "extensions": [
            (each, _name(each.unit_id, trees)) for each in waiting_extensions(mine, request.standing.leads)
        ],
        "supervisions": [(each, _name(each.unit_id, trees)) for each in supervised],
    }
    return render(request, "desk/matters/stuck.html", context)


def _page(unit_id: int, wanted: WorkFilter, after: str) -> WorkList:
    """The page that the key asks for; a key that no list gave is the first page."""
    try:
        return work_list(unit_id, wanted=wanted, after=after)
    except BadKey:
        return work_list(unit_id, wanted=wanted)


def _late(
    rows: Collection[WorkRow], supervised: Collection[str], trees: Directory, at: datetime
) -> Iterator[StuckLine]:
    late = lateness_of([(row.county, row.matter_id) for row in rows], at=at)
    for row in rows:
        found = late.get((row.county, row.matter_id))
        heard = bool(found and found.urged_at and at < found.urged_at + URGED_FOR)
        yield StuckLine(row, _name(row.lead_unit_id, trees), found, not heard, row.number not in supervised)


def _name(unit_id: int, trees: Directory) -> str:
    unit = trees.find_unit(unit_id)
    return unit.short_name if unit else ""
