"""Forms of a command group: who is called in, who does what until when, what happened, and how it ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.accounts.access import standings_of
from heyi.accounts.rules import Standing
from heyi.desk.matters.choosing import units_to_refer_to
from heyi.desk.villages import UnitField
from heyi.dispatch.access import GroupRow
from heyi.dispatch.codes import GROUP_PART_WORDS, GroupPart
from heyi.dispatch.operations import Called
from heyi.dispatch.rules.commanding import usual_part
from heyi.kernel.clock import now
from heyi.matters.access import MatterView
from heyi.matters.rules import denied_line
from heyi.orgs.access import directory
from heyi.orgs.codes import Level, UnitKind
from heyi.orgs.rules import Directory
from heyi.web.forms import HouseForm, choices
from heyi.web.widgets import PickSelect

MOST = 2000
_WITHIN = ("30", "60", "120", "240", "480", "1440")


def who_may(matter: MatterView, standing: Standing, *, also: Iterable[int] = ()) -> "WhoMay":
    """Who may be called into a group on this matter. One query."""
    trees = directory()
    denied = denied_line(matter.subject_ids, trees)
    units = {matter.lead_unit_id, *standing.units, *also} - denied
    people = [each for each in standings_of(units, at=now()) if not denied & set(each.units)]
    return WhoMay(tuple(sorted(units)), people, denied, matter.region_code, trees, matter.lead_unit_id)


@dataclass(frozen=True)
class WhoMay:
    """Who may be called in: people of units that are in it already, the units around its place, and any other."""

    units: tuple[int, ...]
    people: Sequence[Standing]
    denied: frozenset[int]
    region_code: str
    trees: Directory
    lead_unit_id: int

    @cached_property
    def by_name(self) -> dict[str, tuple[int, int, str]]:
        """`unit:person` -> (unit, person, name)."""
        return {
            f"{unit}:{person.person_id}": (unit, person.person_id, person.name)
            for unit in self.units
            for person in self.people
            if unit in person.units
        }

    def person_choices(self) -> list[tuple[str, str]]:
        """People with their unit."""
        return [
            (value, f"{name} · {self.trees.unit(unit).short_name}")
            for value, (unit, _person, name) in self.by_name.items()
        ]

    def near(self, level: str) -> list[tuple[int, str]]:
        """The open units of a level that lie where the matter does, whom it is not about."""
        around = {region.code for region in self.trees.around(self.region_code)}
        found = [
            unit
            for unit in self.trees.units
            if unit.is_open
            and unit.level == level
            and unit.region_code in around
            and unit.kind != UnitKind.VILLAGE
            and unit.id not in self.denied
        ]
        found.sort(key=lambda unit: (usual_part(unit.kind, unit.specialty) == GroupPart.SUPPORT, unit.id))
        return [(unit.id, unit.short_name) for unit in found]

    def called(self, unit_id: int, part: str = "") -> Called:
        """A unit as it is called in, with its usual part where none is said."""
        unit = self.trees.unit(unit_id)
        return Called(unit_id, GroupPart(part) if part else usual_part(unit.kind, unit.specialty))


class ConveneForm(HouseForm):
    """成立指挥组: for what, under whom, and who is needed."""

    text = forms.CharField(
        label=_("要做到什么"),
        help_text=_("写明目标和时限。指挥组不改变承办单位和办理时限。"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    lead = forms.ChoiceField(label=_("组长"))
    town_units = forms.TypedMultipleChoiceField(
        label=_("属地单位"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    county_units = forms.TypedMultipleChoiceField(
        label=_("区县单位"),
        help_text=_("职责按单位类别先定，成立后可以增减。被召集的单位在指挥组解散前看得到这件事项。"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_unit = UnitField(label=_("其他单位"), required=False)

    def __init__(self, *args: Any, who: WhoMay, me: Standing, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = who
        self.fields["lead"].choices = who.person_choices()  # type: ignore[attr-defined]
        self.fields["lead"].initial = next(
            (value for value, (_unit, person, _name) in who.by_name.items() if person == me.person_id), None
        )
        for name, level in (("town_units", Level.TOWNSHIP), ("county_units", Level.COUNTY)):
            near = [each for each in who.near(level) if each[0] not in me.units]
            self.fields[name].choices = near  # type: ignore[attr-defined]
            if not near:
                del self.fields[name]
        if "town_units" in self.fields:
            self.fields["town_units"].initial = [who.lead_unit_id]
        cast(UnitField, self.fields["other_unit"]).offer(
            who.trees, [("", gettext("不再增加")), *units_to_refer_to(None)]
        )

    def given(self) -> dict[str, Any]:
        """What the operation takes."""
        unit, person, name = self.who.by_name[self.cleaned_data["lead"]]
        chosen = [
            *self.cleaned_data.get("town_units", ()),
            *self.cleaned_data.get("county_units", ()),
            *([self.cleaned_data["other_unit"]] if self.cleaned_data["other_unit"] else ()),
        ]
        others = [self.who.called(each) for each in dict.fromkeys(chosen)]
        return {
            "lead": Called(unit, GroupPart.LEAD, (person, name)),
            "others": others,
            "text": self.cleaned_data["text"],
        }


class EnlistForm(HouseForm):
    """增派成员: a unit, or a person of a unit that is in it already, with a part."""

    who = forms.ChoiceField(label=_("单位或人员"), widget=PickSelect)
    part = forms.ChoiceField(label=_("职责"), required=False)

    def __init__(self, *args: Any, who: WhoMay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may = who
        units = [(f"{unit}", name) for _county, some in units_to_refer_to(None) for unit, name in some]
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            ("", gettext("请选择")),
            (gettext("人员"), who.person_choices()),
            (gettext("单位"), units),
        ]
        parts = {code: words for code, words in GROUP_PART_WORDS.items() if code != GroupPart.LEAD}
        self.fields["part"].choices = choices(parts, empty=gettext("按单位类别"))  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the operation takes."""
        chosen, part = self.cleaned_data["who"], self.cleaned_data["part"]
        if chosen in self.may.by_name:
            unit, person, name = self.may.by_name[chosen]
            return {"called": Called(unit, GroupPart(part or GroupPart.SUPPORT), (person, name))}
        return {"called": self.may.called(int(chosen), part)}


class OrderForm(HouseForm):
    """交办任务: who, what, until when."""

    member = forms.ChoiceField(label=_("谁来做"))
    text = forms.CharField(label=_("做什么"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 2}))
    within = forms.ChoiceField(label=_("多久内"), initial="60")

    def __init__(self, *args: Any, group: GroupRow, trees: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        self.fields["member"].choices = [  # type: ignore[attr-defined]
            (str(each.id), f"{trees.unit(each.unit_id).short_name} {each.person}".strip())
            for each in group.present
        ]
        words = {
            each: gettext("%(n)s 分钟") % {"n": each}
            if int(each) < 60
            else gettext("%(n)s 小时") % {"n": int(each) // 60}
            for each in _WITHIN
        }
        self.fields["within"].choices = list(words.items())  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """What the operation takes."""
        chosen = self.cleaned_data["member"]
        member = next(each for each in self.group.present if str(each.id) == chosen)
        due_at = now() + timedelta(minutes=int(self.cleaned_data["within"]))
        return {"member_id": member.id, "text": self.cleaned_data["text"], "due_at": due_at}


class ReportForm(HouseForm):
    """反馈任务: done or not, and what came of it."""

    done = forms.TypedChoiceField(
        label=_("结果"),
        coerce=lambda typed: typed == "1",
        choices=[("1", _("已完成")), ("0", _("没有完成"))],
        initial="1",
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label=_("情况"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 2}))


class LogForm(HouseForm):
    """记一笔: what happened just now."""

    text = forms.CharField(
        label=_("现场和处置情况"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 2})
    )


class StandDownForm(HouseForm):
    """解散指挥组: with what came of it."""

    text = forms.CharField(
        label=_("结果"),
        help_text=_("解散后，因指挥组召集来的单位不再看得到这件事项；没有反馈的任务随之终止。"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
