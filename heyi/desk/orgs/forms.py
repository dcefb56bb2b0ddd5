"""Forms of the organisation tree, for the system administrator."""

import re
from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.desk.villages import RegionField
from heyi.orgs.codes import LEVEL_WORDS, SPECIALTY_WORDS, UNIT_KIND_WORDS, Level, UnitKind
from heyi.orgs.rules import Directory, UnitDraft, UnitFact
from heyi.web.forms import HouseForm, choices

_BREAKS = re.compile(r"[\s,，、;；]+")


class UnitSearch(HouseForm):
    """What the list of units is narrowed to."""

    words = forms.CharField(label=_("名称或编码"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("类型"), required=False)
    region = forms.ChoiceField(label=_("区域"), required=False)
    closed = forms.BooleanField(label=_("也列出已停用的"), required=False)

    def __init__(self, data: Any, *, trees: Directory) -> None:
        super().__init__(data)
        self.fields["kind"].choices = choices(UNIT_KIND_WORDS, empty=gettext("全部类型"))  # type: ignore[attr-defined]
        self.fields["region"].choices = [("", gettext("全部区域")), *region_choices(trees)]  # type: ignore[attr-defined]


class UnitForm(HouseForm):
    """A unit: its names, what it is, where it sits and whom it serves."""

    rename = {"parent": "parent", "region": "region", "regions": "regions"}

    code = forms.CharField(
        label=_("编码"),
        max_length=60,
        help_text=_("大写字母、数字和横线，例如 330502100-CENTRE；定了不再改。"),
    )
    name = forms.CharField(label=_("单位名称"), max_length=80)
    short_name = forms.CharField(label=_("简称"), max_length=40)
    aliases = forms.CharField(
        label=_("别名"),
        required=False,
        max_length=400,
        help_text=_("群众的叫法，用顿号隔开；读来件时据此认出单位。"),
    )
    kind = forms.ChoiceField(label=_("类型"))
    specialty = forms.ChoiceField(label=_("业务条线"), required=False, help_text=_("只有职能部门需要选。"))
    level = forms.ChoiceField(label=_("层级"))
    parent = forms.TypedChoiceField(label=_("上级单位"), coerce=int, empty_value=None)
    region = RegionField(label=_("所在区域"))
    regions = forms.MultipleChoiceField(
        label=_("服务区域"),
        required=False,
        help_text=_("按住 Ctrl 可多选；选了上一级，其下各级都在内。不选就是所在区域。"),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    hours = forms.CharField(
        label=_("服务时间"),
        required=False,
        max_length=80,
        help_text=_(
            "例如 08:30-12:00 14:00-17:30；休息日也服务的，前面加 daily。不填则按单位类型的通常时间。"
            "新起算的按日时限到当天最后一段结束为止，已在走的时限不变。"
        ),
    )

    def __init__(self, data: Any = None, *, trees: Directory, unit: UnitFact | None = None) -> None:
        super().__init__(data, initial=_initial(unit) if unit else None)
        pick = [("", gettext("请选择"))]
        options: dict[str, list[tuple[Any, str]]] = {
            "kind": [*pick, *choices(UNIT_KIND_WORDS)],
            "specialty": choices(SPECIALTY_WORDS, empty=gettext("不适用")),
            "level": [*pick, *choices(LEVEL_WORDS)],
            "parent": [*pick, *unit_choices(trees)],
            "regions": region_choices(trees, _seats(data, unit)),
        }
        for name, some in options.items():
            self.fields[name].choices = some  # type: ignore[attr-defined]
        cast(RegionField, self.fields["region"]).offer(trees, [*pick, *region_choices(trees)])
        if unit is not None:
            del self.fields["code"], self.fields["parent"]  # both stay: moving is a step of its own

    def draft(self, unit: UnitFact | None = None) -> UnitDraft:
        """The unit as operations take it."""
        given = self.cleaned_data
        return UnitDraft(
            code=unit.code if unit else given["code"],
            name=given["name"],
            short_name=given["short_name"],
            kind=given["kind"],
            level=given["level"],
            parent_id=unit.parent_id if unit else given["parent"],
            region_code=given["region"],
            regions=tuple(given["regions"]) or (given["region"],),
            specialty=given["specialty"],
            aliases=tuple(filter(None, _BREAKS.split(given["aliases"]))),
            hours=given["hours"],
        )


class MoveForm(HouseForm):
    """Under which unit it goes, with everything below it."""

    parent = forms.TypedChoiceField(label=_("新的上级单位"), coerce=int, empty_value=None)

    def __init__(self, data: Any = None, *, trees: Directory, unit: UnitFact) -> None:
        super().__init__(data)
        self.fields["parent"].choices = [("", gettext("请选择")), *unit_choices(trees, but=unit)]  # type: ignore[attr-defined]


class CloseForm(HouseForm):
    """A unit is closed: nothing to fill in."""


def _initial(unit: UnitFact) -> dict[str, Any]:
    return {
        "name": unit.name,
        "short_name": unit.short_name,
        "aliases": "、".join(unit.aliases),
        "kind": unit.kind,
        "specialty": unit.specialty,
        "level": unit.level,
        "region": unit.region_code,
        "regions": list(unit.regions),
        "hours": unit.own_hours,
    }


def _seats(data: Any, unit: UnitFact | None) -> frozenset[str]:
    """Villages that this unit sits in or serves, or is to: only they stand among what it may serve."""
    kept = () if unit is None else (unit.region_code, *unit.regions)
    return frozenset((*kept, str(data.get("region", "")) if data else ""))


def region_choices(trees: Directory, villages: Collection[str] = ()) -> list[tuple[str, str]]:
    """Every region down to the towns, those inside another set in under it; and these villages."""
    return [
        (region.code, "\u3000" * (sum(1 for _around in trees.around(region.code)) - 1) + region.name)
        for region in trees.regions
        if region.level != Level.VILLAGE or region.code in villages
    ]


def unit_choices(trees: Directory, *, but: UnitFact | None = None) -> list[tuple[int, str]]:
    """Open units as a tree; without a unit and all below it, where one is named."""
    barred = set(trees.line(but.id)) if but else set()
    return [
        (unit.id, "\u3000" * len(trees.ancestors(unit.id)) + unit.name)
        for root in trees.children(None)
        for unit in map(trees.unit, trees.line(root.id))
        if unit.is_open and unit.kind != UnitKind.VILLAGE and unit.id not in barred
    ]
