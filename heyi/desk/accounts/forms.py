"""Forms of people and appointments."""

from datetime import datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.accounts.codes import ADMINISTRATORS, MATTER_ROLES, ROLE_WORDS
from heyi.desk.villages import UnitField
from heyi.kernel.clock import CHINA
from heyi.orgs.codes import UnitKind
from heyi.orgs.rules import Directory
from heyi.web.forms import HouseForm

DAY = timedelta(days=1)


class PersonForm(HouseForm):
    """Somebody who will work here."""

    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        help_text=_("小写字母、数字、点和横线，至少 3 位；登录时用，定了不再改。"),
    )
    name = forms.CharField(label=_("姓名"), max_length=60)
    language = forms.ChoiceField(label=_("界面语言"), choices=lambda: settings.LANGUAGES)


class NameForm(HouseForm):
    """A person's name, written anew."""

    name = forms.CharField(label=_("姓名"), max_length=60)


class ProposalForm(HouseForm):
    """A role in a unit for a period."""

    rename = {"unit": "unit", "starts_at": "starts_on", "ends_at": "ends_on"}

    role = forms.ChoiceField(label=_("角色"))
    unit = UnitField(
        label=_("单位"),
        required=False,
        help_text=_("管理员不属于任何单位，不选。"),
    )
    starts_on = forms.DateField(
        label=_("任期开始"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("不填为立即。"),
    )
    ends_on = forms.DateField(
        label=_("最后一日"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("不填为长期。"),
    )

    def __init__(self, data: Any = None, *, trees: Directory) -> None:
        super().__init__(data)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            ("", gettext("请选择")),
            (gettext("办理事项"), [(role.value, gettext(ROLE_WORDS[role])) for role in MATTER_ROLES]),
            (gettext("三员"), [(role.value, gettext(ROLE_WORDS[role])) for role in ADMINISTRATORS]),
        ]
        cast(UnitField, self.fields["unit"]).offer(trees, [("", gettext("不选")), *_units(trees)])

    def period(self, at: datetime) -> tuple[datetime, datetime | None]:
        """The half-open period: from the first day's start (or now) to the end of the last day."""
        first, last = self.cleaned_data["starts_on"], self.cleaned_data["ends_on"]
        starts_at = datetime.combine(first, time.min, CHINA) if first else at
        ends_at = datetime.combine(last, time.min, CHINA) + DAY if last else None
        return starts_at, ends_at


class PasswordForm(HouseForm):
    """The first password, or a new one after it was lost."""

    password = forms.CharField(
        label=_("新密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("至少 10 位，不要用常见密码或自己的名字。"),
    )
    again = forms.CharField(
        label=_("再输一遍"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        given = super().clean() or self.cleaned_data
        if given.get("again") and given.get("password") != given["again"]:
            self.add_error("again", gettext("两次输入的密码不一样。"))
        return given


class ConfirmForm(HouseForm):
    """A press of a button, nothing to fill in."""


def _units(trees: Directory) -> list[tuple[int, str]]:
    return [
        (unit.id, "\u3000" * len(trees.ancestors(unit.id)) + unit.name)
        for root in trees.children(None)
        for unit in map(trees.unit, trees.line(root.id))
        if unit.is_open and unit.kind != UnitKind.VILLAGE
    ]
