"""The grid worker's form: the party's words first, then where, who, photographs, and what was told to the party."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.intake.codes import FAULT_WORDS
from heyi.intake.rules import NAME_LIMIT, PLACE_LIMIT, InvalidReport
from heyi.matters.codes import Channel
from heyi.orgs.rules import Directory, UnitFact
from heyi.web.forms import HouseForm
from heyi.web.uploads import FilesField

TEXT_LIMIT = 20_000  # letters, as at the clerk's door
ELSEWHERE = "elsewhere"
_FIELD_OF = {"reporter.name": "name", "reporter.phone": "phone"}


class RegisterForm(HouseForm):
    """One report as somebody tells it who stands beside."""

    text = forms.CharField(
        label=_("他（她）说的事"),
        help_text=_("按当事人的原话写，可以用手机的语音输入。"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    danger = forms.ChoiceField(
        label=_("现在有人有生命危险吗？"),
        required=False,
        widget=forms.RadioSelect,
    )
    where = forms.ChoiceField(label=_("在哪里"), widget=forms.RadioSelect)
    place = forms.CharField(
        label=_("具体地点"),
        help_text=_("第几组、门牌、店名，或旁边的标志。"),
        max_length=PLACE_LIMIT,
        required=False,
    )
    name = forms.CharField(label=_("姓名"), max_length=NAME_LIMIT, required=False)
    phone = forms.CharField(
        label=_("手机号"),
        help_text=_("留了才能联系、收到短信回执；不留也可以登记。"),
        max_length=30,
        required=False,
    )
    sent = FilesField(label=_("照片"), help_text=_("每张不超过 25 MB。"), required=False)
    told = forms.BooleanField(
        label=_("已当面说明，当事人要我代为登记"),
        error_messages={"required": _("请先向当事人说明；他（她）不愿意，就不要登记。")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, villages: list[UnitFact], trees: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = [(str(unit.id), trees.place_name(unit.region_code)) for unit in villages]
        where = cast(forms.ChoiceField, self.fields["where"])
        where.choices = [*here, (ELSEWHERE, gettext("别处"))]
        where.initial = here[0][0]
        danger = cast(forms.ChoiceField, self.fields["danger"])
        danger.choices = [("yes", gettext("有")), ("no", gettext("没有"))]
        for name, mode in (("name", "text"), ("phone", "tel"), ("place", "text")):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "inputmode": mode}
        self.asks_danger = bool(self.data.get("danger"))

    @property
    def has_photographs(self) -> bool:
        """Whether some were chosen, which a browser does not give back."""
        return any(self.files.getlist("sent")) if self.is_bound and self.files else False

    def body(self) -> dict[str, object]:
        """What is handed in, as any source would send it."""
        self.is_valid()
        given = {name: str(self.data.get(name, "")).strip() for name in ("text", "name", "phone", "place")}
        reporter = {name: given[name] for name in ("name", "phone") if given[name]}
        body: dict[str, object] = {
            "text": given["text"],
            "channel": Channel.GRID.value,
            "place": given["place"],
        }
        return {**body, "reporter": reporter} if reporter else body

    def danger_said(self) -> bool | None:
        """What was answered, where it was asked."""
        return {"yes": True, "no": False}.get(str(self.cleaned_data.get("danger", "")))

    def blame_report(self, refused: InvalidReport) -> None:
        """Put what intake says is wrong beside the fields."""
        for fault in refused.faults:
            field = _FIELD_OF.get(fault.field, fault.field)
            target = field if field in self.fields else None
            if target is None or not self.has_error(target):
                self.add_error(target, gettext(FAULT_WORDS[fault.code]) % dict(fault.params))
