"""Where and when."""

import math
import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.intake.rules import EARLIEST_YEAR, PLACE_LIMIT
from heyi.kernel.point import CoordinateSystem, Point, PointSource
from heyi.orgs.rules import town_of
from heyi.portal.report.asking import Asked
from heyi.portal.report.forms.base import PageForm
from heyi.web.outlines import Shape

UNKNOWN = "unknown"
KEPT = "kept"


class WhereForm(PageForm):
    """In which county, by map or by name."""

    county = forms.ChoiceField(
        label=_("事情发生在哪里"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请在地图上或列表里选一个区县；说不清就选“说不清”。")},
    )

    def prepare(self) -> None:
        """The counties, and that one does not know."""
        counties = [(region.code, region.name) for region in self.asked.counties()]
        self.fields["county"].choices = [*counties, (UNKNOWN, gettext("说不清，或不在湖州"))]  # type: ignore[attr-defined]

    @classmethod
    def first(cls, answer: Mapping[str, Any] | None, asked: Asked) -> dict[str, Any]:
        """What was kept, or the county that the text names."""
        if answer is not None:
            return {"county": answer.get("county") or UNKNOWN}
        return {"county": asked.county_read}

    def answer(self) -> dict[str, Any]:
        """The county's code, "" where it is unknown."""
        chosen = str(self.cleaned_data["county"])
        return {"county": "" if chosen == UNKNOWN else chosen}


class PlaceForm(PageForm):
    """In which street or town of the county, and the address in words."""

    region = forms.ChoiceField(
        label=_("哪个街道或乡镇"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个街道或乡镇；不知道就选“不知道”。")},
    )
    address = forms.CharField(
        label=_("具体地点"),
        help_text=_("小区、路名门牌、村、店名，或附近的标志。"),
        required=False,
        max_length=PLACE_LIMIT,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    point = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def prepare(self) -> None:
        """The towns of the county; without a county only words."""
        towns = [(region.code, region.name) for region in self.asked.towns()]
        if towns:
            self.fields["region"].choices = [*towns, (UNKNOWN, gettext("不知道"))]  # type: ignore[attr-defined]
        else:
            del self.fields["region"]

    @classmethod
    def first(cls, answer: Mapping[str, Any] | None, asked: Asked) -> dict[str, Any]:
        """What was kept, or the town that the text names."""
        if answer is not None:
            kept = {"region": answer.get("region") or UNKNOWN, "address": answer.get("address", "")}
            return {**kept, "point": KEPT if answer.get("point") else ""}
        read = town_of(asked.place_read)
        return {"region": read} if any(town.code == read for town in asked.towns()) else {}

    def answer(self) -> dict[str, Any]:
        """The town where it is known, and the words."""
        chosen = str(self.cleaned_data.get("region", ""))
        point: Point | None = self.cleaned_data["point"]
        kept = {
            "region": "" if chosen == UNKNOWN else chosen,
            "address": self.cleaned_data["address"],
            "point": point.stored() if point else None,
        }
        return {name: value for name, value in kept.items() if value}

    def clean_point(self) -> Point | None:
        """What was shown on the map ("map x y") or told by the telephone ("phone lng lat metres"); KEPT leaves it."""
        typed = str(self.cleaned_data["point"])
        if not typed:
            return None
        if typed == KEPT:
            return Point.read((self.asked.written.of("place") or {}).get("point"))
        found = _point(typed, self.asked.shape)
        if found is None or not found.is_sound:
            raise forms.ValidationError(gettext("这个位置用不上。请再点一次，或去掉它；不标位置也可以。"))
        return found


def _point(typed: str, shape: Shape | None) -> Point | None:
    how, *written = typed.split(" ")
    if not all(_NUMBER.fullmatch(number) for number in written):
        return None
    numbers = [float(number) for number in written]
    if how == "phone" and len(numbers) == len(("lng", "lat", "metres")):
        lng, lat, metres = numbers
        return Point(lng, lat, math.ceil(metres), CoordinateSystem.WGS84.value, PointSource.PHONE.value)
    if how == "map" and shape and len(numbers) == len("xy") and shape.outline.holds(*numbers):
        return shape.outline.point(*numbers)
    return None


_NUMBER = re.compile(r"-?[0-9]{1,8}(\.[0-9]{1,12})?")


class WhenForm(PageForm):
    """On which day, if one knows."""

    when = forms.ChoiceField(
        label=_("什么时候发生的"),
        choices=[
            ("today", _("今天")),
            ("yesterday", _("昨天")),
            ("earlier", _("更早，有日期")),
            ("unknown", _("说不清，或一直都有")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择；说不清也没有关系。")},
    )
    on = forms.DateField(
        label=_("日期"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        """An earlier day needs its date, and no day is to come."""
        data = super().clean() or {}
        if data.get("when") == "earlier" and not self.has_error("on"):
            day = data.get("on")
            if day is None:
                self.add_error("on", gettext("请选日期；记不清就选“说不清”。"))
            elif day.year < EARLIEST_YEAR or day > self.asked.today:
                self.add_error("on", gettext("日期不能晚于今天，也不能早于 1900 年。"))
        return data

    def answer(self) -> dict[str, Any]:
        """The choice, and the day that it meant when it was made."""
        chosen, today = str(self.cleaned_data["when"]), self.asked.today
        days: Mapping[str, date | None] = {
            "today": today,
            "yesterday": today - timedelta(days=1),
            "earlier": self.cleaned_data.get("on"),
        }
        day = days.get(chosen)
        return {"when": chosen, **({"on": day.isoformat()} if day else {})}
