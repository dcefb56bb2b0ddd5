"""What the log of calls is narrowed to: a span of days, the partner, who took it, by which ground, and the kind."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.desk.matters.filters import Choice, kinds
from heyi.intake.codes import PARTNER_KIND_WORDS, PartnerKind
from heyi.kernel.clock import CHINA
from heyi.matters.access import CallFilter
from heyi.matters.codes import CALL_GROUND_WORDS, CALL_TAKER_WORDS
from heyi.web.forms import HouseForm, choices
from heyi.web.widgets import LongSelect, PickSelect

USUAL = timedelta(days=90)
LONGEST = timedelta(days=366)
_DAY = timedelta(days=1)
_CALLERS = {
    kind.value: PARTNER_KIND_WORDS[kind] for kind in (PartnerKind.POLICE110, PartnerKind.HOTLINE12345)
}


def _day() -> forms.DateInput:
    """A browser's own calendar, which reads and writes one form of a day."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CallForm(HouseForm):
    """Days are those on which was spoken, both included; a value that is not on offer narrows nothing."""

    since = forms.DateField(label=_("从"), required=False, widget=_day())
    until = forms.DateField(label=_("到"), required=False, widget=_day())
    partner = forms.ChoiceField(label=_("协作系统"), required=False, widget=LongSelect)
    taker = forms.ChoiceField(label=_("谁接"), required=False, widget=LongSelect)
    ground = forms.ChoiceField(label=_("归属依据"), required=False, widget=LongSelect)
    kind = forms.ChoiceField(label=_("类别"), required=False, widget=PickSelect)

    def __init__(self, data: Mapping[str, str], *, today: date) -> None:
        self.today = today
        usual = {"since": (today - USUAL).isoformat(), "until": today.isoformat()}
        super().__init__({**usual, **{name: value for name, value in data.items() if value}})
        offered: Mapping[str, Callable[[], list[Choice]]] = {
            "partner": lambda: choices(_CALLERS, empty=gettext("全部")),
            "taker": lambda: choices(CALL_TAKER_WORDS, empty=gettext("全部")),
            "ground": lambda: choices(CALL_GROUND_WORDS, empty=gettext("全部")),
            "kind": lambda: [("", gettext("全部类别")), *kinds()],
        }
        for name, options in offered.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A span ends today at the latest, has its days in order and is not longer than a year."""
        given = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if until:
            until = given["until"] = min(until, self.today)
        if since and until and since > until:
            self.add_error("since", gettext("开始的日子要在结束的日子以前。"))
        elif since and until and until - since > LONGEST:
            self.add_error("since", gettext("一次最多看一年，请改近一些。"))
        return given

    @property
    def narrows(self) -> bool:
        """Whether more than the span is chosen."""
        self.is_valid()
        return any(self.cleaned_data.get(name) for name in ("partner", "taker", "ground", "kind"))

    def wanted(self) -> CallFilter:
        """The filter as the log takes it; days that do not make a span are the usual ones."""
        is_span = not ({"since", "until"} & set(self.errors))
        given = self.cleaned_data
        until = given["until"] if is_span else self.today
        since = given["since"] if is_span else self.today - USUAL
        return CallFilter(
            since=_midnight(since),
            until=_midnight(until) + _DAY,
            partner_kind=given.get("partner", ""),
            taker=given.get("taker", ""),
            ground=given.get("ground", ""),
            kind=given.get("kind", ""),
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
