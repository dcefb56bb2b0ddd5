"""会商 at the desk: calling units together, writing down what they decided, and the list of what is to come."""

from collections.abc import Iterator, Sequence
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

from heyi.desk.doors import DeskRequest, works_on_matters
from heyi.desk.matters.choosing import units_to_refer_to
from heyi.desk.matters.forms import TextForm
from heyi.desk.villages import UnitField
from heyi.dispatch.access import ConferralRow, OpenTask, TaskView, conferrals_of, waiting_conferrals
from heyi.journal.events import RecordedEvent
from heyi.kernel.clock import CHINA, now
from heyi.matters.conferrals import OF_CONFERRAL
from heyi.matters.states import LIVE_TASK
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.web.forms import HouseForm

FURTHER = 3  # units without a task that one form may call
FOLLOW_UPS = 4  # tasks that one form may write down; more are asked for one by one
_Tasks = Sequence[OpenTask | TaskView]
Key = tuple[str, UUID]


class ConferForm(TextForm):
    """召集会商: when, of whom, about what."""

    day = forms.DateField(label=_("会商日期"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=_("时间"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    called = forms.TypedMultipleChoiceField(
        label=_("已有任务的单位"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, tasks: _Tasks, own: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trees = directory()
        there = _with_tasks(tasks, own)
        self.fields["called"].choices = [(unit, trees.unit(unit).name) for unit in there]  # type: ignore[attr-defined]
        self.fields["called"].initial = there
        if not there:
            del self.fields["called"]
        offered = [("", gettext("没有")), *units_to_refer_to(own)]
        for number in range(1, FURTHER + 1):
            field = UnitField(label=gettext("还请哪个单位"), required=False)
            field.offer(trees, offered)
            self.fields[f"further_{number}"] = field
        self.fields[f"further_{FURTHER}"].help_text = gettext(
            "没有任务的单位会收到协办请求，看得到这件事项；会商后没有后续任务的，协办随之结束。"
        )
        self.order_fields([*(name for name in self.fields if name != "text"), "text"])
        self.fields["text"].label = gettext("地点和议题")
        self.fields["text"].help_text = gettext("写明在哪里开（或视频会议），要定下什么，请各单位准备什么。")

    def told(self) -> dict[str, Any]:
        """What is given, as the operation takes it."""
        given = self.cleaned_data
        further = [given.get(f"further_{number}") for number in range(1, FURTHER + 1)]
        units = frozenset((*given.get("called", ()), *(unit for unit in further if unit is not None)))
        starts_at = datetime.combine(given["day"], given["time"], tzinfo=CHINA)
        return {"units": units, "starts_at": starts_at, "text": given["text"]}


class RecordForm(TextForm):
    """记录会商: who came, what was decided, and what follows for whom."""

    came = forms.TypedMultipleChoiceField(
        label=_("实际参加的单位"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["came", "text"]

    def __init__(self, *args: Any, called: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        trees = directory()
        units = [(unit, trees.unit(unit).name) for unit in called]
        self.fields["came"].choices = units  # type: ignore[attr-defined]
        self.fields["text"].label = gettext("会商结论")
        self.fields["text"].help_text = gettext("写明查明了什么、各方意见、定下了什么。")
        for number in range(1, FOLLOW_UPS + 1):
            self.fields[f"who_{number}"] = forms.TypedChoiceField(
                label=gettext("后续任务 %(n)s：由谁办") % {"n": number},
                coerce=int,
                empty_value=None,
                required=False,
                choices=[("", gettext("没有")), *units],
            )
            self.fields[f"what_{number}"] = forms.CharField(
                label=gettext("后续任务 %(n)s：办什么") % {"n": number}, required=False, max_length=500
            )

    def clean(self) -> dict[str, Any]:
        """A task that follows has both, who and what."""
        given = super().clean() or {}
        for number in range(1, FOLLOW_UPS + 1):
            who, what = given.get(f"who_{number}"), str(given.get(f"what_{number}") or "").strip()
            if (who is None) != (not what):
                field = f"what_{number}" if who is not None else f"who_{number}"
                self.add_error(field, gettext("请写明由谁办、办什么，或者两项都空着。"))
        return given

    def told(self) -> dict[str, Any]:
        """What is given, as the operation takes it."""
        given = self.cleaned_data
        pairs = [(given[f"who_{n}"], given[f"what_{n}"].strip()) for n in range(1, FOLLOW_UPS + 1)]
        follows = [(who, what) for who, what in pairs if who is not None]
        return {"came": given["came"], "follows": follows, "text": given["text"]}


class CallOffForm(TextForm):
    """取消会商: why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("取消的理由")
        self.fields["text"].help_text = gettext("被请的单位会收到通知；要改时间的，取消后重新召集。")


def conferral_form(verb: str, key: Key, tasks: _Tasks, own: int | None, data: Any = None) -> HouseForm:
    """The form of one of the steps of a conferral."""
    if verb == "confer":
        return ConferForm(data, tasks=tasks, own=own)
    if verb == "call_off":
        return CallOffForm(data)
    waiting = next((each for each in conferrals_of(*key) if each.state == "PLANNED"), None)
    return RecordForm(data, called=waiting.units if waiting else ())


def _with_tasks(tasks: _Tasks, own: int | None) -> list[int]:
    """The units with an open task beside one's own, each once; the police of an alarm are called by name."""
    units = (task.unit_id for task in tasks if task.state in LIVE_TASK and task.role != "ALARM")
    return [unit for unit in dict.fromkeys(units) if unit != own]


@dataclass(frozen=True, slots=True)
class ConferralCard:
    """A conferral in names."""

    starts_at: datetime
    state: str
    by_unit: str
    units: tuple[str, ...]
    absent: tuple[str, ...]
    is_over: bool  # its time has come, so it is to be written down

    @property
    def waits(self) -> bool:
        """Whether it is to come or to be written down."""
        return self.state == "PLANNED"


def is_next_of_conferral(verb: str, cards: Sequence[ConferralCard]) -> bool:
    """Whether this step can follow: to convene where none waits, else to call off, and to write down once it was."""
    if verb not in OF_CONFERRAL:
        return True
    waiting = next((card for card in cards if card.waits), None)
    return (verb == "confer") == (waiting is None)


def conferral_cards(key: Key, events: Sequence[RecordedEvent]) -> tuple[ConferralCard, ...]:
    """The conferrals of a matter, the newest first; asked only where the history tells of one."""
    if not any(event.verb == "conferral.convened" for event in events):
        return ()
    return tuple(_cards(conferrals_of(*key), directory()))


def _cards(rows: Sequence[ConferralRow], trees: Directory) -> Iterator[ConferralCard]:
    at = now()
    for row in rows:
        absent = [unit for unit in row.units if unit not in row.came] if row.state == "HELD" else []
        yield ConferralCard(
            row.starts_at,
            row.state,
            _name(row.by_unit_id, trees),
            tuple(_name(unit, trees) for unit in row.units),
            tuple(_name(unit, trees) for unit in absent),
            row.starts_at <= at,
        )


def _name(unit_id: int, trees: Directory) -> str:
    unit = trees.find_unit(unit_id)
    return unit.short_name if unit else ""


@require_safe
@works_on_matters
def conferrals(request: DeskRequest) -> HttpResponse:
    """What one's units called or are called to, what is to be written down on top."""
    trees, at = directory(), now()
    found = [
        (each, _name(each.by_unit_id, trees), [_name(unit, trees) for unit in each.units])
        for each in waiting_conferrals(request.standing.units)
    ]
    context = {
        "over": [line for line in found if line[0].starts_at <= at],
        "to_come": [line for line in found if line[0].starts_at > at],
    }
    return render(request, "desk/matters/conferrals.html", context)
