"""Forms of what happens between the parties: sessions, notes, proposals, facts; each says who may read it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.desk.mediation.act_forms import ActForm, Given, SayForm
from heyi.kernel.clock import CHINA
from heyi.mediation.access import rooms_of
from heyi.mediation.codes import (
    MEETING_WORDS,
    ROOM_WORDS,
    Meeting,
    Room,
)
from heyi.mediation.operations import Plan
from heyi.web.forms import choices

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


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


def planned_between(at: datetime) -> tuple[datetime, datetime]:
    """The fortnight for which the page tells what is taken."""
    return at, at + timedelta(days=14)
