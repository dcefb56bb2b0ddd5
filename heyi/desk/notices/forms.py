"""Forms of notices: by which ways a person is told and when not; a unit's robots."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from heyi.notices.codes import NOTICE_WORDS, OF_PEOPLE, OF_UNITS, WAY_WORDS, NoticeKind, NoticeWay
from heyi.notices.rules.table import URGENT
from heyi.notices.rules.ways import Choices, Quiet, differing
from heyi.web.forms import HouseForm, choices

OFFERED = tuple((kind, way) for kind in NoticeKind if kind not in URGENT for way in OF_PEOPLE)


class WaysForm(HouseForm):
    """What I am told by which way, and when I am not to be disturbed."""

    rename = {"mail": "mail", "mobile": "mobile"}

    mail = forms.CharField(
        label=_("邮件地址"),
        required=False,
        max_length=120,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    no_mail = forms.BooleanField(label=_("不再用邮件通知我"), required=False)
    mobile = forms.CharField(
        label=_("手机号码"), required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    no_mobile = forms.BooleanField(label=_("不再用短信通知我"), required=False)
    quiet_starts = forms.TimeField(
        label=_("免打扰开始"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    quiet_ends = forms.TimeField(
        label=_("免打扰结束"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    language = forms.ChoiceField(label=_("通知用的语言"))
    on = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)

    def __init__(self, data: Any = None, *, chosen: Choices, language: str) -> None:
        super().__init__(
            data,
            initial={
                "quiet_starts": _time(chosen.quiet.starts),
                "quiet_ends": _time(chosen.quiet.ends),
                "language": language,
            },
        )
        self.fields["language"].choices = list(settings.LANGUAGES)  # type: ignore[attr-defined]
        self.fields["on"].choices = [(_name(*pair), "") for pair in OFFERED]  # type: ignore[attr-defined]
        self._chosen = chosen

    def table(self) -> list["Row"]:
        """The ticks: a row for each kind, a box for each way."""
        sent = set(self["on"].data or ()) if self.is_bound else None
        return [
            Row(NOTICE_WORDS[kind.value], [self._box(kind, way, sent) for way in OF_PEOPLE])
            for kind in NoticeKind
            if kind not in URGENT
        ]

    def _box(self, kind: NoticeKind, way: NoticeWay, sent: set[str] | None) -> "Box":
        name = _name(kind, way)
        is_on = self._chosen.wants(kind, way) if sent is None else name in sent
        return Box(name, WAY_WORDS[way.value], is_on)

    def quiet(self) -> Quiet:
        """The quiet hours."""
        given = self.cleaned_data
        return Quiet(_minutes(given["quiet_starts"]), _minutes(given["quiet_ends"]))

    def differing(self) -> dict[str, bool]:
        """The ticks that differ from the usual."""
        wanted = {pair for pair in OFFERED if _name(*pair) in self.cleaned_data["on"]}
        return differing(wanted, OFFERED)


@dataclass(frozen=True, slots=True)
class Box:
    """One tick."""

    name: str
    way: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of notice with its ticks."""

    kind: str
    boxes: Sequence[Box]


class RobotForm(HouseForm):
    """A group's robot, by the address that the channel's own page shows."""

    way = forms.ChoiceField(label=_("渠道"))
    webhook = forms.CharField(
        label=_("机器人地址（Webhook）"),
        max_length=400,
        help_text=_("在群设置里添加机器人，把它给出的地址整条复制到这里。保存以后不再显示。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    secret = forms.CharField(
        label=_("加签密钥"),
        max_length=130,
        required=False,
        help_text=_("钉钉、飞书选了“加签”才有。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("通知用的语言"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        words = {way.value: WAY_WORDS[way.value] for way in OF_UNITS}
        self.fields["way"].choices = choices(words)  # type: ignore[attr-defined]
        self.fields["language"].choices = list(settings.LANGUAGES)  # type: ignore[attr-defined]


def _name(kind: NoticeKind, way: NoticeWay) -> str:
    return f"{kind.value}.{way.value}"


def _time(minutes: int) -> time:
    return time(*divmod(minutes, 60))


def _minutes(given: time) -> int:
    return given.hour * 60 + given.minute


def words_of_hours(hours: Iterable[int]) -> list[tuple[int, str]]:
    """Hours of a day to choose from."""
    return [(hour, f"{hour:02}:00") for hour in hours]
