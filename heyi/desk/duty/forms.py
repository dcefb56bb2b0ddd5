"""Forms of duty: a swap, a leave, a person's post, a shift, the usual capacity."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.accounts.rules.duty import MOST_CAPACITY, MOST_NAME, minutes_of
from heyi.deadlines.explain import WEEKDAYS
from heyi.kernel.clock import CHINA
from heyi.triage.codes import FIELD_WORDS
from heyi.web.forms import HouseForm, choices

Choice = tuple[Any, Any]
_DAY = timedelta(days=1)


class SwapForm(HouseForm):
    """调班: to whom, and which turn of the colleague's in return."""

    to = forms.TypedChoiceField(label=_("调给谁"), coerce=int, empty_value=None)
    in_return = forms.TypedChoiceField(
        label=_("换回哪一班"),
        help_text=_("不选，就是请同事代班。"),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, data: Any = None, *, people: Iterable[Choice], turns: Iterable[Choice] | None) -> None:
        super().__init__(data)
        self.fields["to"].choices = [("", gettext("请选择")), *people]  # type: ignore[attr-defined]
        if turns is None:  # set by a leader, who asks for nothing in return
            del self.fields["in_return"]
        else:
            self.fields["in_return"].choices = [("", gettext("不换回")), *turns]  # type: ignore[attr-defined]


class LeaveForm(HouseForm):
    """请假: from which day to which; why is not asked."""

    person = forms.TypedChoiceField(label=_("请假人"), coerce=int)
    starts_on = forms.DateField(
        label=_("第一日"), widget=forms.DateInput(attrs={"type": "date"}), help_text=_("从这一天零时起。")
    )
    ends_on = forms.DateField(label=_("最后一日"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, data: Any = None, *, people: Iterable[Choice], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]

    def clean_ends_on(self) -> date:
        """A day that has a next one."""
        day: date = self.cleaned_data["ends_on"]
        if day.year >= date.max.year:
            raise forms.ValidationError(gettext("请填写正确的日期。"))
        return day

    def period(self) -> tuple[datetime, datetime]:
        """The half-open period, in whole days of China."""
        first, last = self.cleaned_data["starts_on"], self.cleaned_data["ends_on"]
        return datetime.combine(first, time.min, CHINA), datetime.combine(last, time.min, CHINA) + _DAY


class PostForm(HouseForm):
    """岗位: skills by field of matter, how many live matters at a time, whether in turns."""

    by_rota = forms.BooleanField(label=_("按值班表轮班"), required=False)
    capacity = forms.IntegerField(
        label=_("在办上限"),
        help_text=_("同时在办的事项不宜超过几件；不填就用本单位的。只用来建议经办人。"),
        required=False,
        min_value=1,
        max_value=MOST_CAPACITY,
    )
    skills = forms.MultipleChoiceField(
        label=_("专长"),
        help_text=_("按事项的领域登记，用来建议经办人。"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["skills"].choices = choices(FIELD_WORDS)  # type: ignore[attr-defined]


class ShiftForm(HouseForm):
    """班种: a name, from when until when, on which days."""

    name = forms.CharField(label=_("班种名称"), max_length=MOST_NAME, help_text=_("例如：早班、夜班。"))
    begins = forms.TimeField(label=_("上班时间"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(
        label=_("下班时间"),
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("不晚于上班时间的，算到第二天。"),
    )
    days = forms.TypedMultipleChoiceField(
        label=_("星期几"), coerce=int, widget=forms.CheckboxSelectMultiple, initial=list(range(7))
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["days"].choices = [(day, gettext(words)) for day, words in enumerate(WEEKDAYS)]  # type: ignore[attr-defined]

    def shift(self) -> dict[str, Any]:
        """What is given, as the operation takes it."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "begins": minutes_of(given["begins"]),
            "ends": minutes_of(given["ends"], is_end=True),
            "days": given["days"],
        }


class CapacityForm(HouseForm):
    """How many live matters a person of the unit should have at a time."""

    capacity = forms.IntegerField(
        label=_("每人在办上限"),
        help_text=_("没有单独登记的人都用它。只用来建议经办人，不考核任何人。"),
        min_value=1,
        max_value=MOST_CAPACITY,
    )
