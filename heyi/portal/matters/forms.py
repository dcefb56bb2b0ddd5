"""What a resident may write on the tracking page."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from heyi.matters.codes import SATISFACTION_WORDS
from heyi.matters.rules import Rating
from heyi.web.forms import HouseForm, choices
from heyi.web.uploads import FilesField

MOST = 5000
_NO_NUMBERS = _("承办单位会看到这段话。不必写身份证号、银行卡号。")


def _words(
    label: str | Promise, hint: str | Promise = _NO_NUMBERS, *, rows: int = 5, required: bool = True
) -> forms.CharField:
    """A few lines of words."""
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # lazy words are words to Django
        help_text=hint,  # type: ignore[arg-type]
        max_length=MOST,
        required=required,
        widget=area,
    )


class ContestForm(HouseForm):
    """Why it is not settled."""

    text = _words(_("哪里没有解决"))


class SupplementForm(HouseForm):
    """What is to be added."""

    text = _words(_("补充什么"))


class WithdrawForm(HouseForm):
    """Why it is taken back, if the reporter wants to say."""

    text = _words(_("为什么撤回"), rows=3, required=False)


class ErasureForm(HouseForm):
    """What is to be erased, and why."""

    of = forms.ChoiceField(label=_("请求清除什么"), widget=forms.RadioSelect)
    text = _words(_("为什么请求清除"), _("承办单位会看到。不要写出要清除的内容。"), rows=3)

    def __init__(self, *args: Any, offers: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["of"].choices = offers  # type: ignore[attr-defined]


class AcceptForm(HouseForm):
    """Nothing to fill in: the button is the form."""


class RatingForm(HouseForm):
    """Three questions, each apart and each free; and why."""

    reasonable = forms.ChoiceField(
        label=_("您的诉求是否得到回应、道理讲清了吗"),
        choices=(("yes", _("讲清了")), ("no", _("没有讲清"))),
        required=False,
        widget=forms.RadioSelect,
    )
    done = forms.ChoiceField(
        label=_("事情办成了吗"),
        choices=(("yes", _("办成了")), ("no", _("没有办成"))),
        required=False,
        widget=forms.RadioSelect,
    )
    satisfied = forms.ChoiceField(label=_("对办理满意吗"), required=False, widget=forms.RadioSelect)
    text = _words(
        pgettext_lazy("评价", "为什么"),
        _("承办单位会看到，好改进办理。只用来改进工作，不给任何人排名。"),
        rows=3,
        required=False,
    )

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, **named)
        self.fields["satisfied"].choices = choices(SATISFACTION_WORDS)  # type: ignore[attr-defined]

    def rating(self) -> Rating:
        """What was answered."""
        given = self.cleaned_data
        return Rating(
            reasonable=_ANSWER[given["reasonable"]],
            done=_ANSWER[given["done"]],
            satisfied=given["satisfied"],
            text=given["text"],
        )

    @staticmethod
    def initial_of(rating: Rating) -> dict[str, str]:
        """The answers of before, to be changed."""
        written = {answer: typed for typed, answer in _ANSWER.items()}
        return {
            "reasonable": written[rating.reasonable],
            "done": written[rating.done],
            "satisfied": rating.satisfied,
            "text": rating.text,
        }


_ANSWER: dict[str, bool | None] = {"": None, "yes": True, "no": False}


class FilesForm(HouseForm):
    """Pictures and papers that the reporter adds."""

    sent = FilesField(
        label=_("选择照片或文件"),
        help_text=_("可以直接拍照。照片、PDF 或纯文本，每个不超过 25 MB。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "attach")
        super().__init__(*args, **kwargs)
