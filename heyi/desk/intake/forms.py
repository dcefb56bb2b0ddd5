"""The form of the clerk's door: the caller's words, and what a person made of the reading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.desk.matters.choosing import Group, units_to_refer_to
from heyi.desk.matters.filters import all_regions, kinds
from heyi.desk.villages import RegionField, UnitField
from heyi.intake.codes import FAULT_WORDS
from heyi.intake.rules import NAME_LIMIT, PLACE_LIMIT, InvalidReport, Report, read_report
from heyi.matters.codes import CHANNEL_WORDS, Channel
from heyi.orgs.rules import Directory
from heyi.triage.codes import URGENCY_WORDS
from heyi.web.forms import HouseForm, choices
from heyi.web.widgets import LongSelect, PickSelect

MOST_LINKS = 20  # matters that one report is said to be the same as
TEXT_LIMIT = 20_000  # letters: an hour's talk
_CHANNELS = (Channel.PHONE.value, Channel.WALK_IN.value)
_FIELD_OF = {"reporter.name": "name", "reporter.phone": "phone", "region": "region"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the clerk chose or ticked; "" and False leave it as it was read."""

    kind: str
    region: str
    urgency: str
    accepted: frozenset[str]
    danger: bool | None
    subjects: frozenset[int]
    dismissed: frozenset[int]
    same_as: tuple[str, ...]  # numbers of matters that tell of the same


class TakeForm(HouseForm):
    """One report as a caller or visitor tells it."""

    text = forms.CharField(
        label=_("原话"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 9, "autofocus": True, "aria-keyshortcuts": "t"}),
    )
    channel = forms.ChoiceField(label=_("渠道"), widget=forms.RadioSelect, initial=Channel.PHONE.value)
    name = forms.CharField(label=_("姓名"), max_length=NAME_LIMIT, required=False)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    place = forms.CharField(label=_("地点"), max_length=PLACE_LIMIT, required=False)
    kind = forms.ChoiceField(label=_("类别"), required=False, widget=PickSelect(near="#p-kind"))
    region = RegionField(label=_("所在区划"), required=False)
    urgency = forms.ChoiceField(label=_("缓急"), required=False, widget=LongSelect)
    add_subject = UnitField(label=_("反映的是哪个单位"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, trees: Directory, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        as_read = ("", gettext("按读到的"))
        offers = {
            "channel": [(code, gettext(CHANNEL_WORDS[code])) for code in _CHANNELS],
            "kind": [as_read, *kinds()],
            "urgency": [as_read, *choices(URGENCY_WORDS)],
        }
        for name, offered in offers.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        cast(RegionField, self.fields["region"]).offer(trees, [as_read, *all_regions(trees)])
        cast(UnitField, self.fields["add_subject"]).offer(trees, _units)  # asked for where it is drawn
        for name, mode in (("name", "text"), ("phone", "tel"), ("place", "text")):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "inputmode": mode}

    @property
    def sign_at_once(self) -> bool:
        """Whether it is to be signed for by the same press."""
        return bool(self.data.get("sign"))

    def chosen(self) -> Chosen:
        """What was made of the reading; what is no choice of ours counts for nothing."""
        self.is_valid()
        given, data = self.cleaned_data, self.data
        return Chosen(
            kind=given.get("kind", ""),
            region=given.get("region", ""),
            urgency=given.get("urgency", ""),
            accepted=frozenset(_list(data, "accepted")),
            danger=True if data.get("danger") == "yes" else False if data.get("danger_no") else None,
            subjects=_ids(data, "subjects") | _ids(data, "add_subject"),
            dismissed=_ids(data, "subjects_shown") - _ids(data, "subjects"),
            same_as=tuple(dict.fromkeys(_list(data, "same_as")))[:MOST_LINKS],
        )

    def report(self, *, at: datetime, of_whom: bool = True) -> Report:
        """The report as it stands, without its reporter where that is not asked for; raises InvalidReport."""
        body = self.body()
        if not of_whom:
            body.pop("reporter", None)
        return read_report(body, at=at, regions=())

    def body(self) -> dict[str, object]:
        """What is handed in, as any source would send it."""
        self.is_valid()
        given = {name: str(self.data.get(name, "")).strip() for name in ("text", "name", "phone", "place")}
        reporter = {name: given[name] for name in ("name", "phone") if given[name]}
        channel = self.cleaned_data.get("channel") or Channel.PHONE.value
        body: dict[str, object] = {"text": given["text"], "channel": channel, "place": given["place"]}
        return {**body, "reporter": reporter} if reporter else body

    def blame_report(self, refused: InvalidReport) -> None:
        """Put what intake says is wrong beside the fields."""
        for fault in refused.faults:
            words = gettext(FAULT_WORDS[fault.code]) % dict(fault.params)
            field = _FIELD_OF.get(fault.field, fault.field)
            target = field if field in self.fields else None
            if target is None or not self.has_error(target):
                self.add_error(target, words)


def _units() -> list[Group | tuple[str, str]]:
    """Every open unit, by county, and none of them first."""
    return [("", gettext("输入单位名称")), *units_to_refer_to(None)]


def _list(data: Mapping[str, Any], name: str) -> list[str]:
    getlist = getattr(data, "getlist", None)
    return list(getlist(name)) if getlist else []


def _ids(data: Mapping[str, Any], name: str) -> frozenset[int]:
    return frozenset(int(typed) for typed in _list(data, name) if re.fullmatch(r"[0-9]{1,15}", typed))
