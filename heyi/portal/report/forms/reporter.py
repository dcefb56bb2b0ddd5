"""What the reporter adds: photographs, whether it is known already, and how they can be reached."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.intake.rules import PHONE_PATTERN
from heyi.portal.report.asking import Asked
from heyi.portal.report.forms.base import PageForm
from heyi.web.uploads import FilesField

NAME_MOST = 20
FIRM_MOST = 28  # with the name, what the house keeps as one name
NO = "no"


class PhotosForm(PageForm):
    """Photographs and papers, if there are any."""

    sent = FilesField(
        label=_("选择照片或文件"),
        help_text=_("可以直接拍照。照片、PDF 或纯文本，每个不超过 25 MB。"),
    )

    def prepare(self) -> None:
        """Whoever goes on needs none."""
        self.fields["sent"].required = "on" not in self.data


class SameForm(PageForm):
    """Whether it is one of those that are known already."""

    same = forms.ChoiceField(
        label=_("是同一件事吗"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择；拿不准就选“说不清”。")},
    )

    def prepare(self) -> None:
        """Each gist, then no, then unsure."""
        gists = [(str(place), self.asked.words_of(gist)) for place, gist in enumerate(self.asked.gists)]
        rest = [(NO, gettext("都不是，是另一件事")), ("unsure", gettext("说不清"))]
        self.fields["same"].choices = [*gists, *rest]  # type: ignore[attr-defined]

    @classmethod
    def first(cls, answer: Mapping[str, Any] | None, asked: Asked) -> dict[str, Any]:
        """What was answered."""
        kept = answer or {}
        pairs = [[gist["county"], gist["id"]] for gist in asked.gists]
        if kept.get("same") == "yes":
            return {"same": str(pairs.index(kept["as"][0]))} if kept["as"][0] in pairs else {}
        return {"same": kept.get("same", "")}

    def answer(self) -> dict[str, Any]:
        """Yes with which, no, or unsure."""
        chosen = str(self.cleaned_data["same"])
        if not chosen.isdecimal():
            return {"same": chosen}
        gist = self.asked.gists[int(chosen)]
        return {"same": "yes", "as": [[gist["county"], gist["id"]]]}


class ContactForm(PageForm):
    """Who reports, as far as they want to say."""

    who = forms.ChoiceField(
        label=_("您怎样反映"),
        choices=[
            ("me", _("留下称呼和电话，方便联系我")),
            ("firm", _("我代表一家企业")),
            ("nobody", _("不留姓名和电话（匿名）")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择怎样反映。")},
    )
    firm = forms.CharField(
        label=_("企业名称"),
        required=False,
        max_length=FIRM_MOST,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("请写企业名称。")},
    )
    name = forms.CharField(
        label=_("怎么称呼您"),
        required=False,
        max_length=NAME_MOST,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.RegexField(
        rf"\A(?:{PHONE_PATTERN})\Z",
        label=_("电话"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        error_messages={
            "required": _("请留一个能打通的电话；不想留就选“匿名”。"),
            "invalid": _("电话号码看起来不对，例如 13800000000 或 0572-2030000。"),
        },
    )

    def prepare(self) -> None:
        """Who wants to be reached leaves a telephone; an enterprise its name."""
        who = self.data.get("who") if self.is_bound else None
        self.fields["phone"].required = who != "nobody"
        self.fields["firm"].required = who in (None, "firm")

    def answer(self) -> dict[str, Any]:
        """Who stays anonymous leaves nothing, whatever was typed before."""
        kept = super().answer()
        if kept["who"] == "nobody":
            return {"who": "nobody"}
        return {part: said for part, said in kept.items() if part != "firm" or kept["who"] == "firm"}
