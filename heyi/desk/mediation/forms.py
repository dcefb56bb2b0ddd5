"""Forms of a mediation's page: one for each thing that needs words, each knowing what it gives to its operation."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.deadlines.rules import Limit
from heyi.desk.mediation.door import Door
from heyi.desk.mediation.party_forms import PartyForm, mediators_of
from heyi.kernel.clock import CHINA
from heyi.mediation.access import rooms_of
from heyi.mediation.codes import (
    BY_MEDIATOR,
    ENDING_WORDS,
    MEETING_WORDS,
    PERFORMANCE_WORDS,
    ROOM_WORDS,
    WAY_WORDS,
    Meeting,
    Room,
    Way,
)
from heyi.mediation.operations import Plan
from heyi.web.forms import HouseForm, choices
from heyi.web.uploads import FilesField

MOST = 5000
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
Given = dict[str, Any]


class ActForm(HouseForm):
    """A form on a mediation's page; `of` is the party, session, proposal or debt that it is about.

    `file` is the paper that was sent with it, once it is kept.
    """

    words = ""

    def __init__(self, *args: Any, door: Door, of: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.door, self.of = door, of
        self.file: UUID | None = None
        self.prepare()

    def prepare(self) -> None:
        """Offer what there is to choose from."""

    def given(self) -> Given:
        """What the operation takes beside matter and hand."""
        return dict(self.cleaned_data)

    @property
    def in_name_of(self) -> str:
        """In whose name it is written down; "" for nobody's."""
        return str(self.cleaned_data.get("side") or "")

    def offer(self, name: str, options: Sequence[tuple[Any, str]]) -> None:
        """What a field may be."""
        self.fields[name].choices = options  # type: ignore[attr-defined]


class SayForm(ActForm):
    """Something that is said in words."""

    label: ClassVar[Any] = _("内容")
    hint: ClassVar[Any] = ""
    text = forms.CharField(max_length=MOST, widget=forms.Textarea(attrs={"rows": 4}))

    def prepare(self) -> None:
        self.fields["text"].label = self.label
        self.fields["text"].help_text = self.hint


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
    note = _("当事人书面同意调解")

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

    def prepare(self) -> None:
        self.fields["sent"].label = gettext("签过名的协议")
        self.order_fields(["short", "sent"])

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


class PlanForm(ActForm):
    """安排调解: how, when, where, with whom."""

    meeting = forms.ChoiceField(label=_("怎么开"), widget=forms.RadioSelect)
    day = forms.DateField(label=_("日期"), widget=_DAY)
    starts = forms.TimeField(label=_("开始"), widget=_TIME)
    ends = forms.TimeField(label=_("结束"), widget=_TIME)
    sides = forms.MultipleChoiceField(label=_("请谁参加"), widget=forms.CheckboxSelectMultiple)
    room = forms.TypedChoiceField(label=_("调解室"), coerce=int, empty_value=None, required=False)
    place = forms.CharField(
        label=_("其他地点或在线链接"),
        help_text=_("在线调解请写会议链接或会议号。当事人看得到。"),
        max_length=300,
        required=False,
    )

    def prepare(self) -> None:
        meetings = MEETING_WORDS
        if self.door.view.row.safety == "VIOLENCE":
            meetings = {Meeting.SEPARATE: MEETING_WORDS["SEPARATE"]}
        self.offer("meeting", choices(meetings))
        self.fields["meeting"].initial = next(iter(meetings))
        self.offer("sides", self.door.sides())
        self.fields["sides"].initial = [side for side, _words in self.door.sides()]
        self.rooms = rooms_of([self.door.view.row.unit_id])
        named = [(room.id, f"{room.name} {room.place}".strip()) for room in self.rooms]
        self.offer("room", [("", gettext("不用本单位的调解室")), *named])

    def clean(self) -> Given:
        """Somewhere: a room, or a place in words."""
        given = super().clean() or {}
        if given.get("room") is None and not str(given.get("place") or "").strip():
            self.add_error("place", gettext("请选择调解室，或者写明地点。"))
        return given

    def given(self) -> Given:
        told = self.cleaned_data
        room = next((each for each in self.rooms if each.id == told["room"]), None)
        in_room = " ".join(filter(None, (room.name, room.place, room.link))) if room else ""
        plan = Plan(
            Meeting(told["meeting"]),
            _instant(told["day"], told["starts"]),
            _instant(told["day"], told["ends"]),
            tuple(told["sides"]),
            told["room"],
            "；".join(filter(None, (in_room, told["place"].strip()))),
        )
        return {"plan": plan}


def _instant(day: Any, clock: Any) -> datetime:
    return datetime.combine(day, clock, tzinfo=CHINA)


class CallOffForm(SayForm):
    """取消安排."""

    label = _("取消的理由")
    hint = _("当事人会收到通知；要改时间的，取消后重新安排。")


class WriteUpForm(SayForm):
    """记录调解: who came, and what was said before all."""

    label = _("各方在场时说的")
    hint = _("谁能看：调解员；写进调解笔录、经各方核对以后，各方都能看。让步和底线请写到“单方保密”里。")
    came = forms.MultipleChoiceField(label=_("实际到场"), widget=forms.CheckboxSelectMultiple, required=False)
    field_order = ["came", "text"]

    def prepare(self) -> None:
        super().prepare()
        session = next((each for each in self.door.view.sessions if str(each.id) == self.of), None)
        invited = session.sides if session else []
        self.offer("came", [(side, self.door.name(side)) for side in invited])
        self.fields["came"].initial = invited


NOTE_READERS = {
    Room.JOINT: _("谁能看：调解员；写进笔录、经各方核对以后，各方都能看"),
    Room.SIDE: _("谁能看：只有您。对方、同事、上级、导出和检索里都没有"),
    Room.OWN: _("谁能看：只有您。任何一方、同事、上级、导出和检索里都没有"),
}


class NoteForm(SayForm):
    """写笔记: whose words, and so who may read them."""

    label = _("内容")
    room = forms.ChoiceField(label=_("写在哪里"), widget=forms.RadioSelect, initial=Room.SIDE)
    side = forms.ChoiceField(label=_("哪一方说的（单方保密时选）"), required=False)
    field_order = ["room", "side", "text"]

    def prepare(self) -> None:
        super().prepare()
        readers = {
            code: f"{gettext(words)}{gettext('：')}{NOTE_READERS[Room(code)]}"
            for code, words in ROOM_WORDS.items()
        }
        self.offer("room", list(readers.items()))
        self.offer("side", [("", gettext("请选择")), *self.door.sides()])

    def clean(self) -> Given:
        """What one side confided names the side."""
        given = super().clean() or {}
        if given.get("room") == Room.SIDE and not given.get("side"):
            self.add_error("side", gettext("请选择是哪一方说的。"))
        return given

    @property
    def in_name_of(self) -> str:
        return ""  # the side confided it, and does not write it

    def given(self) -> Given:
        told = self.cleaned_data
        return {"room": Room(told["room"]), "text": told["text"], "side": told["side"]}


class ProposeForm(SayForm):
    """提出方案: the mediator's, or one that a side gave by word of mouth."""

    label = _("方案")
    hint = _("谁能看：提出的一方和收到的一方。方案里的让步，以后打官司不能当作证据。")
    side = forms.ChoiceField(label=_("谁提出的"), required=False)
    to_sides = forms.MultipleChoiceField(label=_("提给谁"), widget=forms.CheckboxSelectMultiple)
    amount = forms.DecimalField(
        label=_("金额（元）"), min_value=Decimal("0.01"), max_digits=14, decimal_places=2, required=False
    )
    field_order = ["side", "to_sides", "amount", "text"]

    def prepare(self) -> None:
        super().prepare()
        self.offer("side", [("", gettext("调解员")), *self.door.sides()])
        self.offer("to_sides", self.door.sides())
        self.fields["to_sides"].initial = [side for side, _words in self.door.sides()]

    def given(self) -> Given:
        told = self.cleaned_data
        return {"text": told["text"], "amount": told["amount"], "to_sides": told["to_sides"]}


class ReplyForm(ActForm):
    """答复方案: what a side said, written down for it."""

    side = forms.ChoiceField(label=_("哪一方答复"))
    accepts = forms.TypedChoiceField(
        label=_("答复"),
        coerce=lambda typed: typed == "1",
        choices=[("1", _("接受")), ("0", _("不接受"))],
        widget=forms.RadioSelect,
    )

    def prepare(self) -> None:
        found = next((each for each in self.door.view.proposals if str(each.id) == self.of), None)
        waiting = [side for side in found.to_sides if side not in found.accepted] if found else []
        self.offer("side", [(side, self.door.name(side)) for side in waiting])

    def given(self) -> Given:
        return {"accepts": self.cleaned_data["accepts"]}


class FactForm(SayForm):
    """记录无争议事实."""

    label = _("事实")
    hint = _("一次写一件：什么时候、什么事、多少钱。各方都确认以后才算数；不写让步。")


class ConfirmFactForm(ActForm):
    """确认无争议事实: what a side said, written down for it."""

    side = forms.ChoiceField(label=_("哪一方确认"))

    def prepare(self) -> None:
        fact = next((each for each in self.door.view.facts if str(each.id) == self.of), None)
        confirmed = fact.confirmed if fact else []
        self.offer("side", [(side, words) for side, words in self.door.sides() if side not in confirmed])

    def given(self) -> Given:
        return {}


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
    hint = _("登记后，协议记为未按约履行，并告知可以申请司法确认、支付令或者起诉。")


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


def planned_between(at: datetime) -> tuple[datetime, datetime]:
    """The fortnight for which the page tells what is taken."""
    return at, at + timedelta(days=14)
