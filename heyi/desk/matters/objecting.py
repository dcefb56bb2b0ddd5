"""退单异议 and 争议裁定 at the desk: the forms, what waits for a decision, and how an objection stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from heyi.accounts.rules import Standing
from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.matters.choosing import units_to_refer_to
from heyi.desk.matters.forms import Choice, PlainForm, TextForm
from heyi.dispatch.access import TaskView, last_day_to_object, tasks_view, waiting_objections
from heyi.dispatch.codes import OBJECTION_WORDS
from heyi.dispatch.rules.objecting import Objection
from heyi.dispatch.rules.routing import RoutingFacts
from heyi.dispatch.rules.standing import lead_of
from heyi.kernel.clock import now
from heyi.matters.access import matter_view
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.web.forms import HouseForm, choices
from heyi.web.moments import due_words
from heyi.web.widgets import PickSelect

Key = tuple[str, UUID]


class _ToUnitForm(TextForm):
    """Whose it should be, with the reason; `to` is whom the objection named."""

    to_unit = forms.TypedChoiceField(label=_("承接单位"), coerce=int, empty_value=None, widget=PickSelect)

    def __init__(self, *args: Any, units: Iterable[Choice], to: int | None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"to_unit": to}, **kwargs)
        self.fields["to_unit"].choices = [("", gettext("请选择")), *units]  # type: ignore[attr-defined]


class ObjectForm(_ToUnitForm):
    """退单异议: on a ground of the closed list, by which rule, and whose it should be."""

    ground = forms.ChoiceField(label=_("退单理由"))
    field_order = ["ground", "to_unit", "text"]

    def __init__(self, *args: Any, until: datetime, why: str, **kwargs: Any) -> None:
        super().__init__(*args, to=None, **kwargs)
        self.fields["ground"].choices = choices(OBJECTION_WORDS, empty=gettext("请选择"))  # type: ignore[attr-defined]
        self.fields["to_unit"].label = gettext("应由哪个单位办理（不清楚可不选）")
        self.fields["to_unit"].required = False
        self.fields["text"].label = gettext("依据和证据")
        self.fields["text"].help_text = gettext(
            "写明依据的规定、查明的事实；证据材料可先作为附件放入。%(until)s 前提出（%(why)s），每个单位一次。"
            "决定之前仍由本单位负责，时限照常走；签收不等于认可。"
        ) % {"until": due_words(until, now=now()), "why": gettext(why)}


class AgreeForm(_ToUnitForm):
    """同意退单: to whom it goes instead."""

    field_order = ["to_unit", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("同意的理由")
        self.fields["text"].help_text = gettext("写明为什么由该单位承办。办理时限不因退单重新起算。")


class RefuseObjectionForm(TextForm):
    """不同意退单: why; the superior will read it and rule."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("不同意的理由")
        self.fields["text"].help_text = gettext("不同意的，自动报请共同上级裁定；裁定前仍由该单位办理。")


class _MeetingForm(HouseForm):
    """Who came, where a joint meeting decides."""

    present = forms.CharField(label=_("参加联席会议的单位"), max_length=300, required=False)

    def __init__(self, *args: Any, is_joint: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_joint:
            self.fields["present"].help_text = gettext(
                "没有共同上级，由联席会议决定（信访工作条例第二十四条）。"
            )
        else:
            del self.fields["present"]


class RuleKeptForm(_MeetingForm, TextForm):
    """裁定由原单位办理: why; final."""

    field_order = ["present", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("裁定理由")
        self.fields["text"].help_text = gettext("裁定以后，这件事项不能再退单。")


class RuleMovedForm(_MeetingForm, _ToUnitForm):
    """裁定改派: to whom and why; final."""

    field_order = ["to_unit", "present", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("裁定理由")
        self.fields["text"].help_text = gettext("裁定以后，这件事项不能再退单。办理时限不因裁定重新起算。")


def objection_form(verb: str, standing: Standing, key: Key, data: Any = None) -> HouseForm:
    """The form of one of the steps of an objection."""
    if verb == "drop_objection":
        return PlainForm(data)
    if verb == "refuse_objection":
        return RefuseObjectionForm(data)
    lead = _lead(standing, key)
    objection = lead.objection if lead else None
    units, to = units_to_refer_to(lead.unit_id if lead else None), objection.to_unit if objection else None
    is_joint = objection is not None and objection.is_joint
    if verb == "agree_objection":
        return AgreeForm(data, units=units, to=to)
    if verb == "rule_kept":
        return RuleKeptForm(data, is_joint=is_joint)
    if verb == "rule_moved":
        return RuleMovedForm(data, units=units, to=to, is_joint=is_joint)
    until, why = _until(standing, key, lead)
    return ObjectForm(data, units=units, until=until, why=why)


def _lead(standing: Standing, key: Key) -> TaskView | None:
    return lead_of(tasks_view(*key, units=frozenset(standing.units), leads=standing.leads))


def _until(standing: Standing, key: Key, lead: TaskView | None) -> tuple[datetime, str]:
    at = now()
    if lead is None:
        return at, ""
    matter = matter_view(*key, units=standing.units)
    return last_day_to_object(lead, RoutingFacts.of(matter), at=at)


@dataclass(frozen=True, slots=True)
class ObjectionCard:
    """An objection in words: whose, where it should go, who decides until when, where it went."""

    objection: Objection
    unit: str
    to_unit: str
    decider: str
    went_to: str
    is_mine: bool


def objection_card(task: TaskView, units: Iterable[int]) -> ObjectionCard | None:
    """How the objection of a task stands; None where it has none."""
    objection, trees = task.objection, directory()
    if objection is None:
        return None
    return ObjectionCard(
        objection,
        task.unit,
        _name(objection.to_unit, trees),
        _name(objection.decider, trees),
        _name(objection.went_to, trees),
        objection.is_open and objection.decider in units,
    )


def _name(unit_id: int | None, trees: Directory) -> str:
    unit = trees.find_unit(unit_id) if unit_id else None
    return unit.short_name if unit else ""


@require_safe
@works_on_matters
def objections(request: DeskRequest) -> HttpResponse:
    """What units object to and one's own unit is to decide, what is due first on top."""
    trees = directory()
    waiting = [
        (each, _name(each.unit_id, trees), _name(each.objection.to_unit, trees))
        for each in waiting_objections(request.standing.units)
    ]
    return render(request, "desk/matters/objections.html", {"waiting": waiting})
