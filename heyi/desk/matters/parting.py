"""分项 at the desk: splitting a part off, the card of a head's parts, and the head above a part."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.desk.matters.choosing import units_to_refer_to
from heyi.desk.matters.filters import all_regions, kinds
from heyi.desk.matters.forms import MOST, AnswerForm, FilesForm, NoteForm, PlainForm, TextForm
from heyi.desk.villages import RegionField, UnitField
from heyi.dispatch.access import PartRow, PartView, find_link, part_views, parts_of
from heyi.dispatch.operations import NewPart
from heyi.intake.rules import PLACE_LIMIT, TITLE_LIMIT
from heyi.matters.access import MatterView, find_matter
from heyi.matters.codes import Zone
from heyi.matters.parts import BY_HEAD, HEAD
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.web.forms import HouseForm
from heyi.web.widgets import PickSelect

_NOT_OF_PARTS = frozenset({"split", "contact", "transfer"})


class SplitForm(HouseForm):
    """拆分: what the part's unit is to know, in own words, and where it is; the unit where it is known."""

    kind = forms.ChoiceField(label=_("类别"), widget=PickSelect)
    title = forms.CharField(label=_("标题"), max_length=TITLE_LIMIT)
    text = forms.CharField(label=_("内容"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 5}))
    region_code = RegionField(label=_("所在区划"))
    place = forms.CharField(label=_("地点"), max_length=PLACE_LIMIT, required=False)
    to_unit = UnitField(label=_("承接单位"), required=False)

    def __init__(self, *args: Any, matter: MatterView, trees: Directory, **kwargs: Any) -> None:
        super().__init__(*args, initial={"region_code": matter.region_code, "place": matter.place}, **kwargs)
        self.fields["kind"].choices = [("", gettext("请选择")), *kinds()]  # type: ignore[attr-defined]
        cast(RegionField, self.fields["region_code"]).offer(trees, all_regions(trees))
        offered = [("", gettext("按规则分派")), *units_to_refer_to(None)]
        cast(UnitField, self.fields["to_unit"]).offer(trees, offered)
        self.fields["text"].help_text = gettext(
            "承接单位只看得到您在这里写的，看不到本件的内容和反映人：写清要办什么，与它无关的人和事不写。"
        )
        self.fields["to_unit"].help_text = gettext("不选就按分派规则，理由写在分项的页面上。")

    def part(self) -> NewPart:
        """What is written, as the operation takes it."""
        given = self.cleaned_data
        names = ("kind", "title", "text", "region_code", "place", "to_unit")
        return NewPart(**{name: given[name] for name in names})


class ReturnPartForm(TextForm):
    """退回分项: what is missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("还缺什么")
        self.fields["text"].help_text = gettext("写明还要查什么、办什么。只能退回一次，办理时限重新起算。")


class EndPartForm(TextForm):
    """分项不再需要: why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("为什么不再需要")
        self.fields["text"].help_text = gettext("分项随即结束，承接单位会收到通知。")


def answered_to_head(form: HouseForm, matter: MatterView) -> HouseForm:
    """Who reads what is written here: of a part, the lead of its head, and no reporter by a code."""
    if matter.is_part and isinstance(form, NoteForm | FilesForm):
        zones = form.fields["zone"]
        zones.choices = [each for each in zones.choices if each[0] != Zone.PUBLIC]  # type: ignore[attr-defined]
    if matter.is_part and isinstance(form, AnswerForm):
        form.fields["text"].help_text = gettext(
            "主件的主办单位会看到全文，由它答复反映人：查明的情况、处理结果、依据。"
        )
    return form


def part_form(verb: str, matter: MatterView, data: Any = None) -> HouseForm:
    """The form of one of the steps of a part."""
    if verb == "split":
        return SplitForm(data, matter=matter, trees=directory())
    return {"return_part": ReturnPartForm, "end_part": EndPartForm}.get(verb, PlainForm)(data)


@dataclass(frozen=True, slots=True)
class PartsCard:
    """The parts of a matter, or the head of a part; `is_head_seen` where the viewer may open it."""

    parts: tuple[PartView, ...] = ()
    link: PartRow | None = None
    head_unit: str = ""
    is_head_seen: bool = False
    is_mine: bool = False  # whether a unit of the viewer's leads the head

    @property
    def open(self) -> tuple[PartView, ...]:
        """The parts that are not closed."""
        return tuple(part for part in self.parts if part.sentence.is_live)

    @property
    def also(self) -> frozenset[str]:
        """What the viewer is to a part beyond the place of the own units."""
        return frozenset({HEAD}) if self.is_mine else frozenset()


def parts_card(matter: MatterView, units: Collection[int], trees: Directory) -> PartsCard | None:
    """None for what has neither parts nor head, and asks nothing there; one query for a head, two for a part."""
    if matter.has_parts:
        return PartsCard(part_views(parts_of(matter.county, matter.id), trees))
    link = find_link(matter.county, matter.id) if matter.is_part else None
    if link is None:
        return None
    is_seen = find_matter(link.head_number) is not None
    unit = trees.unit(link.head_unit_id).name
    return PartsCard((), link, unit, is_seen, is_seen and link.head_unit_id in units)


def is_next_of_part(verb: str, matter: MatterView) -> bool:
    """Whether this step can follow on a part, and none of a part's on what is none."""
    if not matter.is_part:
        return verb not in BY_HEAD
    return verb not in _NOT_OF_PARTS and (verb != "return_part" or matter.contested_at is None)
