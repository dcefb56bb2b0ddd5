"""协办 at the desk: asking other units for help, what came of it, and the cards of who has what."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.deadlines.explain import words_of
from heyi.deadlines.rules import Limit
from heyi.desk.matters.choosing import units_to_refer_to
from heyi.desk.matters.forms import MOST, FinishForm, PlainForm, TextForm
from heyi.desk.villages import UnitField
from heyi.dispatch.access import TaskView
from heyi.dispatch.codes import ASSIST_OUTCOME_WORDS, SAID_OUTCOMES
from heyi.dispatch.rules.extending import Extension
from heyi.dispatch.rules.standing import assists_of
from heyi.matters.access import NoteView
from heyi.matters.assists import OF_LONGER
from heyi.orgs.access import directory
from heyi.web.forms import HouseForm, choices

ON_EACH_CARD = frozenset({"end_assist"}) | OF_LONGER
"""Offered on the card of each unit that helps: which one is meant is seen there."""
ASSIST_VERBS = frozenset({"ask_assist", "end_assist", "finish", "close"}) | OF_LONGER


class AskAssistForm(TextForm):
    """请求协办: of whom, and what."""

    to_unit = UnitField(label=_("协办单位"))
    field_order = ["to_unit", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", gettext("请选择")), *units_to_refer_to(None)]
        cast(UnitField, self.fields["to_unit"]).offer(directory(), offered)
        self.fields["text"].label = gettext("请对方做什么")
        self.fields["text"].help_text = gettext(
            "写明要查什么、办什么、给出什么。对方看得到这件事项；答复和办结仍由主办单位负责。"
        )


class EndAssistForm(TextForm):
    """撤回协办: why the help is needed no longer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("撤回的理由")
        self.fields["text"].help_text = gettext("撤回后，该单位的任务结束，也不再看得到这件事项。")


class GrantLongerForm(TextForm):
    """同意协办延期: what the unit that helps reads; the reporter does not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("给协办单位的话")
        self.fields["text"].help_text = gettext("只延长协办单位自己的时限；主办的时限不变，反映人看不到。")


class RefuseLongerForm(TextForm):
    """不同意协办延期: why not, for the unit that helps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("不同意的理由")
        self.fields["text"].help_text = gettext("协办单位看得到，反映人看不到。时限不变。")


class OutcomeForm(FinishForm):
    """反馈结果 of an assist: what came of it, as a code and in words."""

    outcome = forms.ChoiceField(label=_("协办结果"), widget=forms.RadioSelect)
    field_order = ["outcome", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {code.value: ASSIST_OUTCOME_WORDS[code] for code in SAID_OUTCOMES}
        self.fields["outcome"].choices = choices(said)  # type: ignore[attr-defined]
        self.fields["text"].help_text = gettext(
            "写明查明的情况和结果，主办单位据此答复。不属于本单位职责的，写明依据。"
        )


class CloseForm(HouseForm):
    """办结: where others still help, or a part is open, why they are not waited for."""

    over_assists = forms.CharField(
        label=_("为什么不等协办单位"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 3})
    )
    over_parts = forms.CharField(
        label=_("为什么不等分项"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, helpers: Sequence[str], is_part_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["over_assists"].help_text = gettext(
            "%(units)s 的协办还没有结束；办结后随之结束，理由留在记录里。"
        ) % {"units": "、".join(helpers)}
        self.fields["over_parts"].help_text = gettext(
            "还有分项没有办结；本件办结后它照常办，承接单位会收到通知，理由留在记录里。"
        )
        for name, asked in (("over_assists", helpers), ("over_parts", is_part_open)):
            if not asked:
                del self.fields[name]


_PLAIN: Mapping[str, type[HouseForm]] = {
    "end_assist": EndAssistForm,
    "grant_longer": GrantLongerForm,
    "refuse_longer": RefuseLongerForm,
}


def of_helper(form: HouseForm) -> HouseForm:
    """The form of holding or asking for longer, as an assisting unit reads it: whose clock it is about."""
    form.fields["text"].help_text = gettext(
        "只关系本单位协办的时限，主办的时限照常走；主办单位会收到通知。写明在等什么、预计到何时。"
    )
    return form


class TaskLike(Protocol):
    """What these forms need of a task."""

    @property
    def role(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def unit_id(self) -> int: ...


def assist_form(
    verb: str, role: str, tasks: Collection[TaskLike], data: Any = None, *, is_part_open: bool = False
) -> HouseForm:
    """The form of one of the verbs of joint work, for a task of this role."""
    if verb == "ask_assist":
        return AskAssistForm(data)
    if verb in _PLAIN:
        return _PLAIN[verb](data)
    if verb == "finish":
        return (OutcomeForm if role == "ASSIST" else FinishForm)(data)
    trees, open_ones = directory(), assists_of(tasks)
    if not open_ones and not is_part_open:
        return PlainForm(data)
    helpers = [trees.unit(task.unit_id).short_name for task in open_ones]
    return CloseForm(data, helpers=helpers, is_part_open=is_part_open)


@dataclass(frozen=True, slots=True)
class TaskCard:
    """A task with what was asked of its unit, also by conferrals, why it stands still, and whether the viewer may take
    it back."""

    task: TaskView
    asked: tuple[str, ...]
    held_why: str  # in its unit's words, while an assist is on hold
    longer_why: str  # in its unit's words, while an assist asks for longer
    may_end: bool
    may_decide: bool  # on the assist's request for longer
    is_mine: bool  # an open assist of a unit of the viewer's

    @property
    def due_at(self) -> datetime | None:
        """Until when its unit reports, while it is open."""
        running = (clock.due_at for clock in self.task.clocks if clock.name == "HANDLE")
        return next((due for due in running if due), None)

    @property
    def longer(self) -> Extension | None:
        """The assist's request for longer that waits."""
        found = (clock.asked for clock in self.task.clocks if self.task.role == "ASSIST" and clock.asked)
        return next(found, None)

    @property
    def longer_words(self) -> str:
        """By how much."""
        return words_of(Limit.parse(self.longer.limit), gettext) if self.longer else ""


def task_cards(
    tasks: Collection[TaskView], notes: Collection[NoteView], units: Collection[int]
) -> Iterator[TaskCard]:
    """The tasks of a matter as cards, for a person of these units."""
    said: dict[tuple[UUID | None, str], tuple[str, ...]] = {}
    for note in notes:
        what = "asked" if note.what in ("ask_assist", "follow_up") else note.what
        said[note.task_id, what] = (*said.get((note.task_id, what), ()), note.text)
    for task in tasks:
        verbs = {step.verb for step in task.steps}
        is_held = task.role == "ASSIST" and task.state == "ON_HOLD"
        card = TaskCard(
            task,
            asked=said.get((task.id, "asked"), ()),
            held_why=said.get((task.id, "hold_assist"), ("",))[-1] if is_held else "",
            longer_why=said.get((task.id, "ask_extend"), ("",))[-1],
            may_end="end_assist" in verbs,
            may_decide="grant_longer" in verbs,
            is_mine=task.unit_id in units and bool(assists_of([task])),
        )
        yield card
