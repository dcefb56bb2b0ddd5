"""What the work list is narrowed by, and the choices that other lists share."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.kernel.clock import now
from heyi.matters.access import WorkFilter, end_of_day
from heyi.matters.codes import STATE_WORDS
from heyi.matters.states import LIVE_MATTER
from heyi.orgs.codes import Level
from heyi.orgs.rules import Directory
from heyi.triage.codes import FIELD_WORDS, NATURE_WORDS, URGENCY_WORDS, kind_code
from heyi.web.forms import HouseForm, choices
from heyi.web.widgets import LongSelect, PickSelect

Choice = tuple[str, Any]


class FilterForm(HouseForm):
    """What the work list is narrowed to; a value that is not on offer narrows nothing."""

    state = forms.ChoiceField(label=_("状态"), required=False, widget=LongSelect)
    urgency = forms.ChoiceField(label=_("紧急程度"), required=False, widget=LongSelect)
    kind = forms.ChoiceField(label=_("类别"), required=False, widget=PickSelect)
    region = forms.ChoiceField(label=_("地点"), required=False, widget=PickSelect)
    due = forms.ChoiceField(
        required=False, widget=forms.HiddenInput, choices=[("overdue", ""), ("today", "")]
    )
    below = forms.BooleanField(required=False, widget=forms.HiddenInput)
    done = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, regions: Callable[[], Iterable[Choice]]) -> None:
        super().__init__(data)
        live = {state: STATE_WORDS[state] for state in LIVE_MATTER}
        offered: Mapping[str, Callable[[], list[Choice]]] = {
            "state": lambda: choices(live, empty=gettext("全部状态")),
            "urgency": lambda: choices(URGENCY_WORDS, empty=gettext("不限缓急")),
            "kind": lambda: [("", gettext("全部类别")), *kinds()],
            "region": lambda: [("", gettext("全部地点")), *regions()],
        }
        for (
            name,
            options,
        ) in offered.items():  # made when they are shown or asked: a list's rows alone show none
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def wanted(self, trees: Directory, at: datetime | None = None) -> WorkFilter:
        """The filter as the work list takes it; `at` parts what is overdue from what is not."""
        self.is_valid()
        given, at = self.cleaned_data, at or now()
        due = "" if given.get("done") else given.get("due", "")
        return WorkFilter(
            state="" if given.get("done") else given.get("state", ""),
            kind=given.get("kind", ""),
            region_code=given.get("region", ""),
            has_parts=trees.has_parts(given.get("region", "")),
            urgency=given.get("urgency", ""),
            below=bool(given.get("below")),
            done=bool(given.get("done")),
            due_from=at if due == "today" else None,
            due_before={"overdue": at, "today": end_of_day(at)}.get(due),
        )


def kinds() -> list[Choice]:
    """Every kind, grouped by its nature."""
    fields = choices(FIELD_WORDS)
    return [
        (nature_words, [(kind_code(nature, field), field_words) for field, field_words in fields])
        for nature, nature_words in choices(NATURE_WORDS)
    ]


def regions_of(codes: Iterable[str], trees: Directory) -> list[Choice]:
    """The regions in which a unit may have matters: those it serves and all inside them that lists tell apart."""
    served = set(codes)
    return [
        (region.code, ("\u3000" * (len(region.code) > 6)) + region.name)
        for region in trees.regions
        if region.level != Level.VILLAGE
        and any(around.code in served for around in trees.around(region.code))
    ]


def all_regions(trees: Directory) -> list[Choice]:
    """Every division down to the towns, which are set under their county; villages are found by typing."""
    return [
        (region.code, ("\u3000" * (len(region.code) > 6)) + region.name)
        for region in sorted(trees.regions, key=lambda region: region.code)
        if region.level != Level.VILLAGE
    ]
