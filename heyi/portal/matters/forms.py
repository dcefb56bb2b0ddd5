"""What a resident may write on the tracking page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from heyi.web.forms import HouseForm
from heyi.web.uploads import FilesField

MOST = 5000


class ContestForm(HouseForm):
    """Why it is not settled."""

    text = forms.CharField(
        label=_("哪里没有解决"),
        help_text=_("承办单位会看到这段话。不必写身份证号、银行卡号。"),
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class FilesForm(HouseForm):
    """Pictures and papers that the reporter adds."""

    sent = FilesField(
        label=_("选择照片或文件"),
        help_text=_("可以直接拍照。照片、PDF 或纯文本，每个不超过 25 MB。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "attach")
        super().__init__(*args, **kwargs)
