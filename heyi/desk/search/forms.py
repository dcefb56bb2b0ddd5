"""What is looked for, and what the results are narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.desk.matters.filters import Choice, kinds
from heyi.matters.access import WorkFilter
from heyi.search.rules import MOST_LETTERS
from heyi.web.forms import HouseForm
from heyi.web.widgets import LongSelect, PickSelect

_LIVE = {"live": True, "done": False}


class FindForm(HouseForm):
    """Words, and three filters; a value that is not on offer narrows nothing."""

    q = forms.CharField(
        label=_("找什么"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": MOST_LETTERS, "autocomplete": "off"}),
    )
    part = forms.ChoiceField(label=_("办理情况"), required=False, widget=LongSelect)
    kind = forms.ChoiceField(label=_("类别"), required=False, widget=PickSelect)
    region = forms.ChoiceField(label=_("地点"), required=False, widget=PickSelect)

    def __init__(self, data: Any, *, regions: Iterable[Choice]) -> None:
        super().__init__(data)
        parts = [("", gettext("在办和已办结")), ("live", gettext("在办")), ("done", gettext("已办结"))]
        self.fields["part"].choices = parts  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", gettext("全部类别")), *kinds()]  # type: ignore[attr-defined]
        self.fields["region"].choices = [("", gettext("全部地点")), *regions]  # type: ignore[attr-defined]

    def wanted(self) -> WorkFilter:
        """The filters as the search takes them."""
        self.is_valid()
        given = self.cleaned_data
        return WorkFilter(kind=given.get("kind", ""), region_code=given.get("region", ""))

    def is_live(self) -> bool | None:
        """Open matters, closed ones, or both."""
        self.is_valid()
        return _LIVE.get(self.cleaned_data.get("part", ""))
