"""One form for each page of a report."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.intake.rules import EARLIEST_YEAR, PHONE_PATTERN, PLACE_LIMIT
from heyi.portal.report.asking import Asked
from heyi.triage.codes import FIELD_WORDS, KINDS, Nature, field_of, kind_code, nature_of
from heyi.triage.kinds import PRIVATE
from heyi.web.forms import HouseForm, choices
from heyi.web.uploads import FilesField
from heyi.web.widgets import LongSelect

TEXT_MOST = 5_000  # characters; a page that somebody can still read
NAME_MOST = 20
FIRM_MOST = 28  # with the name, what the house keeps as one name
OTHER = "other"
NO, SEARCH, READ = "no", "search", "read"
UNKNOWN = "unknown"


class PageForm(HouseForm):
    """A form of one page: first filled from the answer kept, and giving the answer to keep."""

    def __init__(self, asked: Asked, *args: Any, **kwargs: Any) -> None:
        self.asked = asked
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Choices that depend on what was written."""

    @classmethod
    def first(cls, answer: Mapping[str, Any] | None, asked: Asked) -> dict[str, Any]:  # noqa: ARG003
        """What stands in the fields at first: the answer kept, or what was read."""
        return dict(answer or {})

    def answer(self) -> dict[str, Any]:
        """What is kept."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


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
        choices=[("no", _("没有")), ("yes", _("有")), ("unsure", _("不清楚"))],
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
    field = forms.ChoiceField(label=_("哪一类"), required=False, widget=LongSelect)

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
            return {"region": answer.get("region") or UNKNOWN, "address": answer.get("address", "")}
        read = asked.place_read
        return {"region": read} if any(town.code == read for town in asked.towns()) else {}

    def answer(self) -> dict[str, Any]:
        """The town where it is known, and the words."""
        chosen = str(self.cleaned_data.get("region", ""))
        kept = {"region": "" if chosen == UNKNOWN else chosen, "address": self.cleaned_data["address"]}
        return {name: value for name, value in kept.items() if value}


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
