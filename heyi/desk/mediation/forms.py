"""Forms of consent, of the term and of the agreement: one for each thing that needs words."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.deadlines.rules import Limit
from heyi.desk.mediation.act_forms import ActForm, Given, SayForm
from heyi.desk.mediation.party_forms import PartyForm, mediators_of
from heyi.mediation.access.confirming import obstacles_of
from heyi.mediation.codes import (
    BY_MEDIATOR,
    ENDING_WORDS,
    OBSTACLE_WORDS,
    PERFORMANCE_WORDS,
    WAY_WORDS,
    Consent,
    Way,
)
from heyi.mediation.operations.correcting import NOTHING_NEW
from heyi.mediation.rules.confirming import ASKED
from heyi.web.forms import choices
from heyi.web.uploads import FilesField


class NewPartyForm(ActForm, PartyForm):
    """增加当事人."""

    def given(self) -> Given:
        return {"party": self.party()}


class PhoneForm(SayForm):
    """电话确认: heard by somebody other than the mediator."""

    label = _("通话情况")
    hint = _("写明何时拨打、对方怎样证明是本人、原话怎么说。须由调解员以外的人接听并登记。")

    def given(self) -> Given:
        return {"way": Way.PHONE, "text": self.cleaned_data["text"]}


class PaperForm(ActForm):
    """书面同意: the paper that the party signed."""

    sent = FilesField(
        label=_("本人签署的征询单"),
        help_text=_("拍照或扫描。存入调解保密的附件，只有调解单位能看。"),
    )
    too = forms.MultipleChoiceField(
        label=_("同一张纸上还有谁签了名"),
        help_text=_("几位签在同一张纸上的，一次登记。"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = _("当事人书面同意调解")

    def prepare(self) -> None:
        waiting = self.waiting()
        others = [(side, words) for side, words in self.door.sides() if side in waiting and side != self.of]
        self.offer("too", others)
        if not others:
            del self.fields["too"]

    def waiting(self) -> Collection[str]:
        """Who has not said it yet."""
        return {party.side for party in self.door.view.parties if party.consent == Consent.ASKED}

    @property
    def also(self) -> Sequence[str]:
        return tuple(self.cleaned_data.get("too") or ())

    def given(self) -> Given:
        return {"way": Way.PAPER, "file": self.file}


class SignatureForm(PaperForm):
    """登记纸质签名: the signed agreement; what is printed on it is the hash that stands here."""

    short = forms.CharField(
        label=_("纸上的校验码前 8 位"),
        help_text=_("协议每页页脚印有校验码。与系统里的不一致，说明纸上的不是这一稿。"),
        max_length=8,
        min_length=8,
    )
    note = _("当事人在纸质协议上签名")
    is_of_text = True

    def prepare(self) -> None:
        super().prepare()
        self.fields["sent"].label = gettext("签过名的协议")
        self.order_fields(["short", "sent", "too"])

    def waiting(self) -> Collection[str]:
        agreement = self.door.view.agreement
        return agreement.unsigned if agreement else ()

    def clean_short(self) -> str:
        """The first digits of the hash, as they stand on the paper."""
        typed: str = self.cleaned_data["short"].strip().lower()
        agreement = self.door.view.agreement
        if agreement is None or not agreement.row.content_hash.startswith(typed):
            raise forms.ValidationError(gettext("与定稿的校验码不一致：请重新打印定稿，签名后再登记。"))
        return typed

    def given(self) -> Given:
        agreement = self.door.view.agreement
        return {"file": self.file, "seen_hash": agreement.row.content_hash if agreement else ""}


class RefusalForm(SayForm):
    """登记不同意: one party's no ends it."""

    label = _("当事人怎么说")
    hint = _("登记后调解立即终止，并告知各方其他途径。")
    way = forms.ChoiceField(label=_("怎样得知"), widget=forms.RadioSelect, initial=Way.PHONE)
    field_order = ["way", "text"]

    def prepare(self) -> None:
        super().prepare()
        self.offer("way", choices({code: WAY_WORDS[code] for code in (Way.PHONE, Way.PAPER)}))

    def given(self) -> Given:
        return {"way": Way(self.cleaned_data["way"]), "text": self.cleaned_data["text"]}


class StopForm(RefusalForm):
    """登记停止: a party that is on the telephone or on paper may stop at any time, like every other."""

    hint = _("登记后调解立即终止，并告知各方其他途径。不用问理由。")


class NewLinkForm(SayForm):
    """换发链接."""

    label = _("为什么换")
    hint = _("例如手机丢了、链接转给了别人。原来的链接立刻失效；有手机号码的，新链接用短信发给本人。")


class CorrectForm(SayForm):
    """改正当事人登记."""

    label = _("怎么核实的")
    hint = _("例如核对了身份证、本人来电说明。当事人会收到短信；改了电话的，链接随之换新，旧的立刻失效。")
    name = forms.CharField(
        label=_("改正后的姓名或名称"), help_text=_("不改的空着。"), max_length=60, required=False
    )
    phone = forms.CharField(label=_("改正后的电话"), max_length=30, required=False)
    agent = forms.CharField(label=_("改正后的代理人或监护人"), max_length=60, required=False)
    field_order = ("name", "phone", "agent", "text")

    def clean(self) -> Given:
        """Something is to be corrected."""
        given = super().clean() or {}
        if not any(given.get(field) for field in ("name", "phone", "agent")):
            self.add_error("name", gettext(NOTHING_NEW.sentence))
        return given


class AnswerForm(SayForm):
    """答复投诉."""

    label = _("答复")
    hint = _("投诉人会在自己的页面上读到，被投诉的调解员读不到。写明查了什么、怎么处理。")


class KeepMediatorForm(SayForm):
    """不更换调解员."""

    label = _("为什么不更换")
    hint = _("申请人会在自己的页面上读到。当事人仍然可以随时停止调解。")


class ReplaceForm(SayForm):
    """更换调解员."""

    label = _("更换的理由")
    mediator = forms.TypedChoiceField(label=_("新的调解员"), coerce=int)
    field_order = ["mediator", "text"]

    def prepare(self) -> None:
        super().prepare()
        row, me = self.door.view.row, self.door.standing.person_id
        self.people = mediators_of(row.unit_id, me=me, at=self.door.at, without=row.mediator_id)
        self.offer("mediator", list(self.people.shown))

    def given(self) -> Given:
        chosen = self.cleaned_data["mediator"]
        return {
            "mediator_id": chosen,
            "mediator": self.people.names[chosen],
            "text": self.cleaned_data["text"],
        }


class ExtendForm(ActForm):
    """延长期限: by consent of all."""

    days = forms.IntegerField(
        label=_("延长多少天"), min_value=1, max_value=30, help_text=_("每次最多 30 日。"), initial=15
    )
    all_agree = forms.BooleanField(label=_("已经分别问过，各方当事人都同意延长"))

    def given(self) -> Given:
        told = self.cleaned_data
        return {"by": Limit.parse(f"{told['days']} days"), "all_agree": told["all_agree"]}


class EndForm(SayForm):
    """终止调解: for one of the closed reasons."""

    label = _("情况说明")
    hint = _("终止后告知各方其他途径：仲裁、行政裁决、诉讼。")
    ending = forms.ChoiceField(label=_("终止的原因"), widget=forms.RadioSelect)
    field_order = ["ending", "text"]

    def prepare(self) -> None:
        super().prepare()
        self.offer("ending", choices({code: ENDING_WORDS[code] for code in BY_MEDIATOR}))


class UnfixForm(SayForm):
    """退回修改."""

    label = _("为什么退回")


class ReviewForm(SayForm):
    """复核协议."""

    label = _("复核意见")
    hint = _("看协议有没有损害未成年人或者行为能力受限的人的利益，监护人是否在场。")


class PerformForm(ActForm):
    """登记履行."""

    sent = FilesField(label=_("履行的凭证"), help_text=_("例如转账截图、收条。"), required=False)
    note = _("履行凭证")

    def given(self) -> Given:
        return {"proof": self.file}


class BreakForm(SayForm):
    """登记未履行."""

    label = _("没有履行的情况")
    hint = _(
        "登记后，协议记为未按约履行，并告知可以申请司法确认、支付令或者起诉。"
        "其余各项照常履行；这一项后来履行了的，再登记履行。"
    )


class FollowUpForm(SayForm):
    """回访."""

    label = _("回访情况")
    side = forms.ChoiceField(label=_("回访哪一方"))
    performed = forms.ChoiceField(label=_("协议履行"), widget=forms.RadioSelect)
    satisfied = forms.TypedChoiceField(
        label=_("对调解满意吗"),
        coerce=lambda typed: typed == "1",
        empty_value=None,
        choices=[("1", _("满意")), ("0", _("不满意")), ("", _("没有说"))],
        widget=forms.RadioSelect,
        required=False,
    )
    escalates = forms.BooleanField(label=_("有再次激化的苗头"), required=False)
    field_order = ["side", "performed", "satisfied", "escalates", "text"]

    def prepare(self) -> None:
        super().prepare()
        self.offer("side", self.door.sides())
        self.offer("performed", choices(PERFORMANCE_WORDS))

    def given(self) -> Given:
        told = self.cleaned_data
        return {name: told[name] for name in ("performed", "satisfied", "escalates", "text")}


class AskConfirmationForm(ActForm):
    """提出司法确认: to which court, and what a court would refuse."""

    court = forms.CharField(
        label=_("向哪个法院申请"),
        help_text=_("一般是调解单位所在地的基层人民法院。生效后三十日内由各方共同申请。"),
        max_length=60,
    )
    said = forms.MultipleChoiceField(
        label=_("有没有下面的情形"),
        help_text=_("有一项就不能申请。都没有的不要勾选。"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def prepare(self) -> None:
        self.offer("said", choices({code: OBSTACLE_WORDS[code] for code in ASKED}))

    def clean(self) -> dict[str, Any]:
        """Each reason for which a court would refuse, what is known by itself as well, is named."""
        given = super().clean() or self.cleaned_data
        agreement = self.door.view.agreement
        row = agreement.row if agreement else None
        for each in obstacles_of(row, given.get("said", ()), at=self.door.at):
            words = gettext("这份协议不能申请司法确认：%(why)s。")
            self.add_error(None, words % {"why": gettext(OBSTACLE_WORDS[each])})
        return given


class JoinedForm(PaperForm):
    """登记书面同意共同申请: the paper that the party signed."""

    note = _("当事人书面同意共同申请司法确认")

    def prepare(self) -> None:
        super().prepare()
        self.fields["sent"].label = gettext("本人签署的书面材料")
        self.fields["sent"].help_text = gettext(
            "写明愿意一起请哪个法院确认哪份协议，本人签名、写日期。存入调解保密的附件，只有调解单位能看。"
        )

    def waiting(self) -> Collection[str]:
        """Who has not joined."""
        found = self.door.view.agreement.confirmation if self.door.view.agreement else None
        return {party.side for party in self.door.view.parties if found and party.side not in found.joined}

    def given(self) -> Given:
        return {"file": self.file}


class CourtsAnswerForm(ActForm):
    """登记法院答复."""

    confirmed = forms.TypedChoiceField(
        label=_("法院的答复"),
        coerce=lambda typed: typed == "1",
        choices=[("1", _("裁定确认")), ("0", _("没有确认"))],
        widget=forms.RadioSelect,
    )
    number = forms.CharField(label=_("裁定书文号"), max_length=60)
