"""What is typed to find the own matters: a telephone, then a code."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from heyi.accounts.operations import DIGITS
from heyi.intake.rules import mobile_of
from heyi.web.forms import HouseForm

_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


class PhoneForm(HouseForm):
    """The telephone that was given when the matter was reported."""

    phone = forms.CharField(
        label=_("手机号码"),
        help_text=_("反映时留过的手机号码；验证码会发到这个号码。"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "size": 16}),
    )

    def clean_phone(self) -> str:
        """Eleven digits, however they were grouped."""
        found = mobile_of(self.cleaned_data["phone"])
        if not found:
            raise forms.ValidationError(_("请输入 11 位手机号码，如 138 0000 0000。"))
        return found


class CodeForm(HouseForm):
    """The code from the message."""

    code = forms.CharField(
        label=_("验证码"),
        help_text=_("短信里的 6 位数字，5 分钟内有效。"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "class": "code-digits",
                "size": DIGITS,
            }
        ),
    )

    def clean_code(self) -> str:
        """Digits alone; anything else is as wrong as a wrong code."""
        return re.sub(r"\s", "", self.cleaned_data["code"]).translate(_FULL_WIDTH)
