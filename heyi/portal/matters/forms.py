"""What a resident may write on the tracking page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from heyi.web.forms import HouseForm

MOST = 5000


class ContestForm(HouseForm):
    """Why it is not settled."""

    text = forms.CharField(
        label=_("哪里没有解决"),
        help_text=_("承办单位会看到这段话。不必写身份证号、银行卡号。"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
