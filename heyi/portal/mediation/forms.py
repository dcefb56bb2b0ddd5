"""What a party may write on its pages."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.accounts.operations import DIGITS
from heyi.mediation.codes import Sign
from heyi.mediation.rules.strokes import MOST as MOST_STROKE
from heyi.mediation.rules.strokes import is_signature
from heyi.web.forms import HouseForm
from heyi.web.uploads import FilesField

_MOST = 2000
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def _words(label: str | Promise, hint: str | Promise) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 5})
    return forms.CharField(label=label, help_text=hint, max_length=_MOST, widget=area)  # type: ignore[arg-type]


class NothingForm(HouseForm):
    """Nothing to fill in: the button is the form."""


class RecusalForm(HouseForm):
    """Why another mediator is wanted."""

    text = _words(_("为什么要换调解员"), _("调解单位会看到，对方看不到。"))


class ComplaintForm(HouseForm):
    """What the mediator did."""

    text = _words(_("发生了什么"), _("交给调解单位的负责人，不交给这位调解员；对方也看不到。"))


class ProposalForm(HouseForm):
    """An own proposal."""

    text = _words(
        _("您的方案"), _("谁做什么、什么时候做。调解员和对方会看到；提了不等于答应，签了名的协议才算。")
    )
    amount = forms.DecimalField(
        label=_("金额（元）"),
        required=False,
        min_value=Decimal("0.01"),
        max_digits=14,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 14, "autocomplete": "off"}),
    )


class PaidForm(HouseForm):
    """That it is done, and a picture that shows it."""

    sent = FilesField(
        label=_("付款凭证或照片"), help_text=_("例如转账截图。只留一个文件，不超过 25 MB。"), required=False
    )


class SignForm(HouseForm):
    """A signature: drawn, or the full name typed; and the code from the message where one is sent."""

    text = forms.CharField(max_length=64, widget=forms.HiddenInput)
    stroke = forms.CharField(max_length=MOST_STROKE, required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("或者输入您的全名"),
        help_text=_("与协议上的名字一致，和手写一样有效。"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 16}),
    )
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

    def __init__(self, *args: Any, signer: str, asks_code: bool, **named: Any) -> None:
        super().__init__(*args, **named)
        self.signer = signer
        if not asks_code:
            del self.fields["code"]

    def clean_code(self) -> str:
        """Digits alone; anything else is as wrong as a wrong code."""
        return re.sub(r"\s", "", self.cleaned_data["code"]).translate(_FULL_WIDTH)

    def clean(self) -> dict[str, Any]:
        """One of the two: what was drawn counts where something was drawn."""
        given = super().clean() or self.cleaned_data
        stroke, name = given.get("stroke", ""), given.get("name", "")
        if stroke and not is_signature(stroke):
            self.add_error(None, gettext("签名太短了，请重新写；也可以输入全名。"))
        elif not stroke and not name:
            self.add_error("name", gettext("请写下签名，或者输入您的全名。"))
        elif not stroke and _plain(name) != _plain(self.signer):
            self.add_error("name", gettext("输入的名字与协议上的不一致，请核对。"))
        return given

    @property
    def how(self) -> Sign:
        """Drawn or typed."""
        return Sign.DRAWN if self.cleaned_data["stroke"] else Sign.TYPED

    @property
    def written(self) -> str:
        """What was drawn, or the name."""
        return str(self.cleaned_data["stroke"] or self.cleaned_data["name"])


def _plain(name: str) -> str:
    """A name without spaces, widths and case."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()
