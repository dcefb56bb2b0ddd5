"""Forms of rules: a row of each table, what a draft is for, when it takes effect, why it goes back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.deadlines.codes import LimitUnit
from heyi.deadlines.rules import LONGEST, BadLimit, Limit
from heyi.desk.books.showing import ALL_CLOCKS
from heyi.dispatch.codes import (
    ALERT_WORDS,
    APPROVER_WORDS,
    CLOCK_WORDS,
    PRESSURE_WORDS,
    TASK_ROLE_WORDS,
    URGED_BY_WORDS,
    RulePart,
)
from heyi.dispatch.rules.books import Row, values_of
from heyi.dispatch.rules.row_faults import LEVELS, MOST_CODE, MOST_PRIORITY, MOST_WHY, STAGES
from heyi.kernel.clock import CHINA
from heyi.matters.codes import CHANNEL_WORDS
from heyi.orgs.codes import LEVEL_WORDS, SPECIALTY_WORDS, UNIT_KIND_WORDS
from heyi.orgs.rules import Directory
from heyi.triage.codes import FIELD_WORDS, NATURE_WORDS, URGENCY_WORDS
from heyi.web.forms import HouseForm, choices
from heyi.web.widgets import PickSelect

UNIT_WORDS = {
    LimitUnit.WORKING_DAYS.value: _("个工作日"),
    LimitUnit.DAYS.value: _("日"),
    LimitUnit.HOURS.value: _("小时"),
    LimitUnit.WORKING_HOURS.value: _("个工作小时"),
    LimitUnit.MONTHS.value: _("个月"),
    LimitUnit.YEARS.value: _("年"),
}
_MOST_AMOUNT = max(LONGEST.values())  # of each unit: faults of the row


class RowForm(HouseForm):
    """What the rows of every table have: a priority and a reason."""

    priority = forms.IntegerField(
        label=_("优先级"),
        help_text=_("1 到 999，数大的先用。"),
        min_value=1,
        max_value=MOST_PRIORITY,
    )
    why = forms.CharField(
        label=_("依据"),
        help_text=_("哪条规定、哪次裁定，或为什么这样定。承办的人在事项页上读到它。"),
        max_length=MOST_WHY,
    )

    def __init__(self, data: Any, *, trees: Directory, initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        for name, words in self.tables().items():
            field = self.fields[name]
            field.choices = choices(words, empty=gettext(self.empty_words(field)))  # type: ignore[attr-defined]
        self.fill(trees)

    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """The fields that are chosen from a table of codes."""
        return {}

    def fill(self, trees: Directory) -> None:
        """What is chosen from the directory."""

    @staticmethod
    def empty_words(field: forms.Field) -> str:
        """What an empty choice means: any, or that one must still be made."""
        return "请选择" if field.required else "不限"

    def values(self) -> dict[str, object]:
        """The row that was typed, as plain values."""
        return dict(self.cleaned_data)

    @classmethod
    def initial_of(cls, row: Row) -> dict[str, object]:
        """The row as the form begins with it."""
        return values_of(row)


class RoutingForm(RowForm):
    """Kind, source and place of a matter -> which unit."""

    code = forms.CharField(
        label=_("编码"),
        help_text=_("小写字母、数字和连字符，例如 labour-county；事项页上写的就是它。"),
        max_length=MOST_CODE,
    )
    nature = forms.ChoiceField(label=_("诉求"), required=False)
    field = forms.ChoiceField(label=_("领域"), required=False, widget=PickSelect)
    channel = forms.ChoiceField(label=_("来源"), required=False)
    region_code = forms.ChoiceField(
        label=_("区域"), help_text=_("连同里面的镇街和村社。"), required=False, widget=PickSelect
    )
    unit_kind = forms.ChoiceField(label=_("单位类型"))
    specialty = forms.ChoiceField(label=_("条线"), help_text=_("只有职能部门要选。"), required=False)
    level = forms.ChoiceField(
        label=_("层级"), help_text=_("镇街的规则要知道是哪个镇街，区县的规则要知道是哪个区县。")
    )
    field_order = (
        "code",
        "priority",
        "nature",
        "field",
        "channel",
        "region_code",
        "unit_kind",
        "specialty",
        "level",
        "why",
    )

    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """Codes of kinds, sources and units."""
        return {
            "nature": NATURE_WORDS,
            "field": FIELD_WORDS,
            "channel": CHANNEL_WORDS,
            "unit_kind": UNIT_KIND_WORDS,
            "specialty": SPECIALTY_WORDS,
            "level": {level: LEVEL_WORDS[level] for level in LEVELS},
        }

    def fill(self, trees: Directory) -> None:
        """Counties and their towns; villages lie in their town."""
        regions = [
            (region.code, trees.name_of_region(region.code))
            for region in trees.regions
            if len(region.code) <= len("330502100")
        ]
        self.fields["region_code"].choices = [("", gettext("不限")), *regions]  # type: ignore[attr-defined]


class LimitForm(RowForm):
    """Clock, kind, source and urgency of a matter -> how long."""

    rename = {"limit": "limit_amount", "extension": "extension_amount"}
    clock = forms.ChoiceField(label=_("时限种类"))
    role = forms.ChoiceField(label=_("主办协办"), required=False)
    nature = forms.ChoiceField(label=_("诉求"), required=False)
    channel = forms.ChoiceField(label=_("来源"), required=False)
    urgency = forms.ChoiceField(label=_("紧急程度"), required=False)
    limit_amount = forms.IntegerField(label=_("时限长短"), min_value=1, max_value=_MOST_AMOUNT)
    limit_unit = forms.ChoiceField(label=_("时限的单位"))
    extension_amount = forms.IntegerField(
        label=_("最多延长"),
        help_text=_("只有办理时限可以延长；不填就是不能延长。"),
        min_value=1,
        max_value=_MOST_AMOUNT,
        required=False,
    )
    extension_unit = forms.ChoiceField(label=_("延长的单位"))
    approver = forms.ChoiceField(
        label=_("谁批准延长"),
        help_text=_("协办的延长：选本单位值班领导，就由主办单位批准；选上级单位，就由主办单位的上级批准。"),
        required=False,
    )
    warn_at = forms.IntegerField(
        label=_("预警比例"),
        help_text=_("用去百分之多少时提醒，通常是 80。"),
        min_value=1,
        max_value=99,
        initial=80,
    )
    field_order = (
        "clock",
        "priority",
        "role",
        "nature",
        "channel",
        "urgency",
        "limit_amount",
        "limit_unit",
        "extension_amount",
        "extension_unit",
        "approver",
        "warn_at",
        "why",
    )

    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """Codes of clocks, kinds and units of limits."""
        return {
            "clock": ALL_CLOCKS,
            "role": TASK_ROLE_WORDS,
            "nature": NATURE_WORDS,
            "channel": CHANNEL_WORDS,
            "urgency": URGENCY_WORDS,
            "approver": APPROVER_WORDS,
        }

    def fill(self, trees: Directory) -> None:  # noqa: ARG002 - the same for every form
        """Units of limits have no empty choice."""
        for name in ("limit_unit", "extension_unit"):
            self.fields[name].choices = [(code, str(words)) for code, words in UNIT_WORDS.items()]  # type: ignore[attr-defined]

    def values(self) -> dict[str, object]:
        """Amount and unit as one limit."""
        given = dict(self.cleaned_data)
        for name in ("limit", "extension"):
            amount, unit = given.pop(f"{name}_amount"), given.pop(f"{name}_unit")
            given[name] = str(Limit(amount, LimitUnit(unit))) if amount else ""
        return given

    @classmethod
    def initial_of(cls, row: Row) -> dict[str, object]:
        """A limit apart into amount and unit; what is none is left to be typed anew."""
        values = values_of(row)
        for name in ("limit", "extension"):
            try:
                limit = Limit.parse(str(values.pop(name)))
            except BadLimit:
                continue
            values[f"{name}_amount"], values[f"{name}_unit"] = limit.amount, limit.unit.value
        return values


class EscalationForm(RowForm):
    """A clock that has run out -> who presses, and how."""

    stage = forms.ChoiceField(label=_("阶段"))
    clock = forms.ChoiceField(label=_("时限种类"), required=False)
    urgency = forms.ChoiceField(label=_("紧急程度"), required=False)
    level = forms.ChoiceField(label=_("由谁"))
    does = forms.ChoiceField(label=_("怎么处理"))
    field_order = ("stage", "priority", "clock", "urgency", "level", "does", "why")

    def tables(self) -> Mapping[str, Mapping[str, str]]:
        """Codes of stages, clocks and pressure."""
        return {
            "stage": {stage: ALERT_WORDS[stage] for stage in STAGES},
            "clock": CLOCK_WORDS,
            "urgency": URGENCY_WORDS,
            "level": URGED_BY_WORDS,
            "does": PRESSURE_WORDS,
        }


FORMS: Mapping[RulePart, type[RowForm]] = {
    RulePart.ROUTING: RoutingForm,
    RulePart.LIMIT: LimitForm,
    RulePart.ESCALATION: EscalationForm,
}


class BeginForm(HouseForm):
    """What a draft is for."""

    aim = forms.CharField(
        label=_("这次为什么改"),
        help_text=_("例如：劳动争议改由人力社保部门先办。复核的人和以后查历史的人会读到。"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class WhyForm(HouseForm):
    """A reason that others read."""

    why = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class SubmitForm(HouseForm):
    """When the next book takes effect, and which warnings were read."""

    rename = {"effective_at": "on"}
    on = forms.DateField(
        label=_("生效日期"),
        help_text=_("留空：复核同意后立即生效。"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    clock = forms.TimeField(
        label=_("生效时间"),
        help_text=_("工作日的工作时间里，出了问题有人在。"),
        initial=time(9, 0),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        required=False,
    )
    read = forms.MultipleChoiceField(
        label=_("新出现的提示，逐条看过"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, unread: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        offered = list(unread)
        if offered:
            self.fields["read"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["read"]

    def effective_at(self) -> datetime | None:
        """The instant asked for, in China's time; None for at once."""
        on: date | None = self.cleaned_data["on"]
        return datetime.combine(on, self.cleaned_data["clock"] or time(9, 0), CHINA) if on else None
