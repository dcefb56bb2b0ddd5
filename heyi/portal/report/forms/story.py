"""What happened, whether a life is in danger, of what kind it is, and whom it is about."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.portal.report.asking import Asked
from heyi.portal.report.forms.base import PageForm
from heyi.triage.codes import FIELD_WORDS, KINDS, Nature, field_of, kind_code, nature_of
from heyi.triage.kinds import PRIVATE
from heyi.web.forms import choices
from heyi.web.widgets import PickSelect

TEXT_MOST = 5_000  # characters; a page that somebody can still read
OTHER = "other"
NO, SEARCH, READ = "no", "search", "read"


class WhatForm(PageForm):
    """What happened; and a trap for machines."""

    text = forms.CharField(
        label=_("发生了什么事"),
        strip=True,
        widget=forms.Textarea(attrs={"rows": 9, "data-most": TEXT_MOST, "autocomplete": "off"}),
        error_messages={"required": _("请写下发生了什么事，一两句话也可以。")},
    )
    website = forms.CharField(label=_("请不要填写这一栏"), required=False)

    def clean_text(self) -> str:
        """At most what a person can read; line ends as everywhere."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > TEXT_MOST:
            raise forms.ValidationError(
                gettext("写了 %(count)s 个字，最多 %(most)s 个。请先写最要紧的，其余的可以办理时再补充。")
                % {"count": len(text), "most": TEXT_MOST}
            )
        return text

    def clean_website(self) -> str:
        """No person sees this field."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext("这一栏请留空，再按“继续”。"))
        return ""


class DangerForm(PageForm):
    """Whether a life is in danger, asked plainly."""

    danger = forms.ChoiceField(
        label=_("现在有人有生命危险吗"),
        choices=[("no", _("没有危险")), ("yes", _("有")), ("unsure", _("不清楚"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择现在有没有人有生命危险。")},
    )


class KindForm(PageForm):
    """Of what kind it is: as it was read, the next guess, or another."""

    kind = forms.ChoiceField(
        label=_("您反映的是哪一类事"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择一类；拿不准就选最接近的。")},
    )
    field = forms.ChoiceField(
        label=_("哪一类"), help_text=_("可以输入文字或拼音首字母。"), required=False, widget=PickSelect
    )

    def prepare(self) -> None:
        """The two that were read, then all fields of life."""
        guesses = [(code, _plain(code)) for code in self.asked.kinds]
        self.fields["kind"].choices = [*guesses, (OTHER, gettext("都不是，我来选"))]  # type: ignore[attr-defined]
        self.fields["field"].choices = choices(FIELD_WORDS, empty=gettext("请选择"))  # type: ignore[attr-defined]

    @classmethod
    def first(cls, answer: Mapping[str, Any] | None, asked: Asked) -> dict[str, Any]:
        """The kind kept, among the guesses or under other; at first what was read, where it was read surely."""
        kept = (answer or {}).get("kind", "")
        if kept in asked.kinds:
            return {"kind": kept}
        if kept:
            return {"kind": OTHER, "field": field_of(kept)}
        return {"kind": asked.kinds[0]} if asked.is_kind_sure else {}

    def clean(self) -> dict[str, Any]:
        """Another kind must be named."""
        data = super().clean() or {}
        if data.get("kind") == OTHER and not data.get("field"):
            self.add_error("field", gettext("请从列表中选一类；都不合适就选“其他”。"))
        return data

    def answer(self) -> dict[str, Any]:
        """One code; of another field with the nature that was read, where the two go together."""
        chosen = str(self.cleaned_data["kind"])
        if chosen == OTHER:
            chosen = _in_field(str(self.cleaned_data["field"]), nature_of(self.asked.kinds[0]))
        return {"kind": chosen}


def _in_field(field: str, nature: str) -> str:
    if nature == Nature.DISPUTE and field not in PRIVATE:
        nature = Nature.HELP.value
    return kind_code(nature, field)


def _plain(code: str) -> str:
    nature, field = KINDS[code]
    return gettext("%(field)s（%(nature)s）") % {"field": gettext(field), "nature": gettext(nature)}


class AboutForm(PageForm):
    """Whether it is about a unit, which then never sees it."""

    about = forms.ChoiceField(
        label=_("是在反映某个政府单位，或它的工作人员吗"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择。不是反映政府单位，就选“不是”。")},
    )
    q = forms.CharField(
        label=_("单位名称"),
        help_text=_("写几个字就行，例如：织里派出所。"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )

    def prepare(self) -> None:
        """Units read from the text and found by words, then none, then a search."""
        units = [(unit.code, unit.name) for unit in self.asked.units]
        read = "、".join(unit.name for unit in self.asked.read_units)
        offered = [(READ, gettext("是，反映的是%(units)s") % {"units": read})] if read else []
        rest = [(NO, gettext("不是")), (SEARCH, gettext("是另一个单位") if read else gettext("是"))]
        self.fields["about"].choices = [*offered, *units, *rest]  # type: ignore[attr-defined]

    @classmethod
    def first(cls, answer: Mapping[str, Any] | None, asked: Asked) -> dict[str, Any]:
        """What was answered, or nothing: this is never guessed for anybody."""
        kept = answer or {}
        if "units" not in kept:
            return {
                "q": kept.get("q", ""),
                **({"about": SEARCH} if kept.get("q") and not asked.units else {}),
            }
        codes = list(kept["units"])
        read = [unit.code for unit in asked.read_units]
        about = NO if not codes else READ if codes == read else codes[0]
        return {"about": about, "q": kept.get("q", "")}

    def clean(self) -> dict[str, Any]:
        """A search needs words, and words that find something."""
        data = super().clean() or {}
        if data.get("about") == SEARCH:
            if not data.get("q"):
                self.add_error("q", gettext("请写单位名称里的几个字。"))
            elif not self.asked.find(str(data["q"])):
                self.add_error(
                    "q", gettext("没有找到。请换个写法；实在找不到，请在经过里写明单位，再选“不是”。")
                )
        return data

    def answer(self) -> dict[str, Any]:
        """Codes of units; while one is searched for, only its words."""
        about, q = str(self.cleaned_data["about"]), str(self.cleaned_data.get("q", ""))
        if about == SEARCH:
            return {"q": q}
        if about == READ:
            return {"units": [unit.code for unit in self.asked.read_units]}
        return {"units": []} if about == NO else {"units": [about], "q": q}
