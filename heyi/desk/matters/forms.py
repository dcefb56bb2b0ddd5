"""Forms of the desk's matters: one for each verb that needs words."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.deadlines.explain import words_of
from heyi.deadlines.rules import Limit
from heyi.desk.matters.filters import all_regions, kinds
from heyi.desk.matters.handlers import HandlerChoice
from heyi.desk.matters.sending_back import SendBackForm
from heyi.desk.villages import RegionField, UnitField
from heyi.dispatch.codes import EXTENSION_WORDS
from heyi.dispatch.operations import Errand, Right
from heyi.dispatch.rules.handlers import Pick
from heyi.matters.access import MatterView
from heyi.matters.codes import (
    ERASURE_WORDS,
    FILE_ZONE_WORDS,
    HOLD_WORDS,
    PURPOSE_WORDS,
    REASONS_FOR,
    TRANSFER_REASON_WORDS,
    ZONE_WORDS,
    Purpose,
    Zone,
)
from heyi.matters.transfers import ASKED_MOST, TOLD_MOST, Receiver
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.triage.codes import URGENCY_WORDS
from heyi.web.forms import HouseForm, choices
from heyi.web.uploads import FilesField
from heyi.web.widgets import PickSelect

MOST = 5000
Choice = tuple[str, Any]


class PlainForm(HouseForm):
    """A step that needs no words, only the press of a button."""


class TextForm(HouseForm):
    """A step that needs words."""

    text = forms.CharField(label=_("内容"), max_length=MOST, widget=forms.Textarea(attrs={"rows": 5}))


class ContactForm(TextForm):
    """联系: what was said with the reporter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("联系情况")
        self.fields["text"].help_text = _("何时、以何种方式联系了谁，说了什么。记入工作记录，反映人看不到。")


ZONE_HINTS = {
    "PUBLIC": _("反映人凭查询码看得到"),
    "WORKING": _("承办单位和上级看得到"),
    "CONFIDENTIAL": _("只为调解，不得作为对当事人不利的依据"),
}


class NoteForm(TextForm):
    """记录: a note in one of three zones."""

    zone = forms.TypedChoiceField(label=_("记在哪里"), coerce=Zone, widget=forms.RadioSelect)
    field_order = ["zone", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [  # type: ignore[attr-defined]
            (zone, f"{words}{gettext('：')}{ZONE_HINTS[zone]}") for zone, words in choices(ZONE_WORDS)
        ]
        self.fields["zone"].initial = "WORKING"


FILE_ZONE_HINTS = {
    "PUBLIC": _("反映人凭查询码看得到"),
    "WORKING": _("承办单位和上级看得到"),
    "CONFIDENTIAL": _("只有承办单位看得到，不得作为对当事人不利的依据"),
}


class FilesForm(HouseForm):
    """Files, the zone they go to, and what they show."""

    sent = FilesField(
        label=_("选择文件"),
        help_text=_("照片、PDF 或纯文本，每个不超过 25 MB。也可以拖进来，或者粘贴截图。"),
    )
    zone = forms.TypedChoiceField(label=_("放在哪里"), coerce=Zone, widget=forms.RadioSelect)
    note = forms.CharField(label=_("说明"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "attach")
        super().__init__(*args, **kwargs)
        self.fields["zone"].choices = [  # type: ignore[attr-defined]
            (zone, f"{words}{gettext('：')}{FILE_ZONE_HINTS[zone]}")
            for zone, words in choices(FILE_ZONE_WORDS)
        ]
        self.fields["zone"].initial = "WORKING"


class AssignForm(HouseForm):
    """指派: to a person of the unit, whom the rules suggest first; those who are not there cannot be chosen."""

    handler = forms.TypedChoiceField(label=_("经办人"), coerce=int, empty_value=None, widget=HandlerChoice)

    def __init__(self, *args: Any, picks: Sequence[Pick] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(pick.candidate.person_id, pick.candidate.name) for pick in picks]
        self.fields["handler"].choices = people  # type: ignore[attr-defined]
        self.fields["handler"].widget.picks = {pick.candidate.person_id: pick for pick in picks}
        if all(pick.is_barred for pick in picks):
            hint = gettext("现在没有人可以承办：请值班领导先在“值班”里排班。")
        else:
            hint = gettext("按在班、余量、专长和是否办过排列，理由写在旁边；由您决定。")
        self.fields["handler"].help_text = hint


class ReferForm(TextForm):
    """转办: to another unit, with the reason."""

    to_unit = UnitField(label=_("承接单位"))
    field_order = ["to_unit", "text"]

    def __init__(self, *args: Any, units: Iterable[Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(UnitField, self.fields["to_unit"]).offer(directory(), [("", gettext("请选择")), *units])
        self.fields["text"].label = _("转办理由")
        self.fields["text"].help_text = _("写明为什么由该单位承办。办理时限不因转办重新起算。")


class CorrectForm(TextForm):
    """更正: kind, place, urgency and whom it is about, as they are right, with the reason."""

    kind = forms.ChoiceField(label=_("类别"), widget=PickSelect)
    region = RegionField(label=_("所在区划"))
    urgency = forms.ChoiceField(label=_("缓急"), widget=forms.RadioSelect)
    subjects = forms.TypedMultipleChoiceField(
        label=_("反映的单位"),
        help_text=_("去掉勾选就解除回避，要由承办单位的上级来做。"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    add_subject = UnitField(
        label=_("还反映了哪个单位"),
        help_text=_("加上后，该单位和它的下级立刻看不到这件事项。"),
        required=False,
    )
    field_order = ["kind", "region", "urgency", "subjects", "add_subject", "text"]

    def __init__(
        self, *args: Any, matter: MatterView, trees: Directory, units: Iterable[Choice], **kwargs: Any
    ) -> None:
        given = {"kind": matter.kind, "region": matter.region_code, "urgency": matter.urgency}
        super().__init__(*args, initial={**given, "subjects": list(matter.subject_ids)}, **kwargs)
        named = [(unit, trees.unit(unit).name) for unit in matter.subject_ids]
        offers = {
            "kind": kinds(),
            "urgency": choices(URGENCY_WORDS),
            "subjects": named,
        }
        for name, offered in offers.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        cast(RegionField, self.fields["region"]).offer(trees, all_regions(trees))
        cast(UnitField, self.fields["add_subject"]).offer(trees, [("", gettext("没有")), *units])
        if not named:
            del self.fields["subjects"]
        self.fields["text"].label = gettext("更正理由")
        self.fields["text"].help_text = gettext("写明哪里读错了、依据是什么。时限不因更正重新起算。")

    def right(self) -> Right:
        """What is right, as the operation takes it."""
        given = self.cleaned_data
        added = () if given["add_subject"] is None else (given["add_subject"],)
        return Right(
            kind=given["kind"],
            region_code=given["region"],
            urgency=given["urgency"],
            subjects=frozenset((*given.get("subjects", ()), *added)),
        )


class HoldForm(TextForm):
    """中止: on a ground of the closed list."""

    reason = forms.ChoiceField(label=_("中止理由"))
    field_order = ["reason", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = choices(HOLD_WORDS, empty=gettext("请选择"))  # type: ignore[attr-defined]
        self.fields["text"].label = _("具体情况")
        self.fields["text"].help_text = _("中止期间时限暂停；写明在等什么、预计到何时。")


class AskExtensionForm(TextForm):
    """申请延期: so much more, on a ground of the closed list."""

    ground = forms.ChoiceField(label=_("延期理由"))
    amount = forms.IntegerField(label=_("延长多少"), min_value=1)
    field_order = ["ground", "amount", "text"]

    def __init__(self, *args: Any, room: Limit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = choices(EXTENSION_WORDS, empty=gettext("请选择"))  # type: ignore[attr-defined]
        self.fields["amount"].help_text = (
            gettext("按规则，最多还可以延长 %(room)s，就以它的单位计。") % {"room": words_of(room, gettext)}
            if room
            else gettext("按规则，这个时限不能（再）延期。")
        )
        self.fields["text"].label = gettext("具体情况")
        self.fields["text"].help_text = gettext(
            "写明还要做什么、预计何时办完。到期前申请，审批前时限照常走。"
        )


class GrantExtensionForm(TextForm):
    """同意延期: with the reason that the reporter reads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("告知反映人的延期理由")
        self.fields["text"].help_text = gettext("反映人凭查询码看得到，新的到期时间也一并告知。")


class RefuseExtensionForm(TextForm):
    """不同意延期: with the reason that the unit reads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = gettext("不同意的理由")
        self.fields["text"].help_text = gettext("记入工作记录，反映人看不到。时限不变。")


class TransferForm(TextForm):
    """转交: to 110, 12345 or another city on one of its grounds, with what happened and what is asked of it.

    `leaves` is what would leave beside; nothing else does.
    """

    to = forms.ChoiceField(label=_("转交给"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("请对方做什么"), max_length=ASKED_MOST, widget=forms.Textarea(attrs={"rows": 3})
    )
    told = forms.CharField(label=_("情况"), max_length=TOLD_MOST, widget=forms.Textarea(attrs={"rows": 5}))
    with_contact = forms.BooleanField(label=_("同时提供反映人的姓名和电话（反映人会看到）"), required=False)
    field_order = ["to", "told", "text", "with_contact"]
    leaves: tuple[tuple[str, str], ...] = ()

    def __init__(
        self, *args: Any, receivers: Iterable[Receiver], narrative: str, may_give_contact: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, initial={"told": narrative[:TOLD_MOST]}, **kwargs)
        self._receivers = {str(receiver.id): receiver for receiver in receivers}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (
                one.name,
                [
                    (f"{one.id}:{code}", gettext(TRANSFER_REASON_WORDS[code]))
                    for code in REASONS_FOR[one.kind]
                ],
            )
            for one in self._receivers.values()
        ]
        self.fields["told"].help_text = _("只写对方办理所需；与其无关的人和事请删去。")
        self.fields["with_contact"].help_text = _(
            "只在对方依法办理确实需要，或者已告知反映人接收方、用途和方式并取得其单独同意时勾选"
            "（个人信息保护法第二十三、三十四、三十五条）；哪一种请记一笔。"
        )
        if not may_give_contact:
            del self.fields["with_contact"]

    def errand(self) -> Errand:
        """What is written, as the operation takes it."""
        given = self.cleaned_data
        number, _colon, reason = given["to"].partition(":")
        to, contact = self._receivers.get(number), given.get("with_contact", False)
        return Errand(to, reason, given["told"], given["text"], contact)


class RecallForm(TextForm):
    """收回转交: why; the partner is told that it is no longer its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("收回的理由")
        self.fields["text"].help_text = _(
            "对方若已接收，请先电话说好，再收回。对方会收到收回通知，看不到这段理由。"
        )


class AnswerForm(TextForm):
    """答复: what the reporter will read."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("答复内容")
        self.fields["text"].help_text = _(
            "反映人凭查询码会看到全文：查明的情况、处理结果、依据，以及不服时的途径。"
        )
        self.fields["text"].widget.attrs["rows"] = 9


class FinishForm(TextForm):
    """反馈结果: what an assisting or alarmed unit did."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("办理结果")


class EraseForm(TextForm):
    """清除: on which ground, why here, and the end of the number typed, so that nobody does it by a slip."""

    ground = forms.ChoiceField(label=_("法律依据"), widget=forms.RadioSelect)
    number_end = forms.CharField(label=_("输入编号的最后四位"), max_length=4)
    field_order = ["ground", "text", "number_end"]

    def __init__(self, *args: Any, number: str, told_to_reporter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._end = number[-4:]
        self.fields["ground"].choices = choices(ERASURE_WORDS)  # type: ignore[attr-defined]
        self.fields["text"].label = _("理由")
        self.fields["text"].help_text = (
            _("写明为什么清除。反映人看得到这段话；不要写出要清除的内容。")
            if told_to_reporter
            else _("写明为什么清除；不要写出要清除的内容。")
        )
        self.fields["text"].widget.attrs["rows"] = 3
        self.fields["number_end"].help_text = _("清除以后不能恢复。")
        self.fields["number_end"].widget.attrs.update({"inputmode": "numeric", "autocomplete": "off"})

    def clean_number_end(self) -> str:
        """What stands at the end of this matter's number and no other."""
        typed = str(self.cleaned_data["number_end"]).strip()
        if typed != self._end:
            raise forms.ValidationError(gettext("与编号的最后四位不符。"))
        return typed


class RefuseErasureForm(TextForm):
    """没有清除: why, as the reporter will read it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("为什么没有清除")
        self.fields["text"].help_text = _(
            "反映人看得到。写明依据（例如法律规定的保存期限未满、事项还在办理），以及何时可以再请求。"
        )


class IdentityForm(HouseForm):
    """Why the reporter's identity is opened; the reporter will see it."""

    purpose = forms.ChoiceField(label=_("用途"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {code: words for code, words in PURPOSE_WORDS.items() if code != Purpose.TRANSFER}
        self.fields["purpose"].choices = choices(offered, empty=gettext("请选择"))  # type: ignore[attr-defined]


FORMS: dict[str, type[HouseForm]] = {
    "sign": PlainForm,
    "resume": PlainForm,
    "take_back": PlainForm,
    "claim": PlainForm,
    "put_back": PlainForm,
    "contact": ContactForm,
    "note": NoteForm,
    "assign": AssignForm,
    "refer": ReferForm,
    "correct": CorrectForm,
    "hold": HoldForm,
    "ask_extension": AskExtensionForm,
    "grant_extension": GrantExtensionForm,
    "refuse_extension": RefuseExtensionForm,
    "answer": AnswerForm,
    "transfer": TransferForm,
    "recall": RecallForm,
    "send_back": SendBackForm,
}
"""The form of each verb of the task's Step table."""
