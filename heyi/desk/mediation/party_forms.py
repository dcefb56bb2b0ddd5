"""Forms about who is in a mediation: screening, opening, parties, and who mediates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.accounts.access import duty_persons
from heyi.accounts.codes import PRESENCE_WORDS, Presence, Role
from heyi.matters.access import MatterView
from heyi.mediation.codes import (
    CAPACITY_WORDS,
    DISPUTE_WORDS,
    EXCLUSION_WORDS,
    NEEDS_REVIEW,
    ORIGIN_WORDS,
    PART_WORDS,
    REGIME_WORDS,
    SAFETY_WORDS,
    Capacity,
    Part,
)
from heyi.mediation.operations import NewMediation, NewParty
from heyi.mediation.operations.opening import NO_GUARDIAN
from heyi.mediation.rules.gists import copies
from heyi.mediation.rules.regimes import REGIMES, regimes_for
from heyi.orgs.rules import UnitFact
from heyi.web.forms import HouseForm, choices

MOST = 2000
_MEDIATES = frozenset({Role.MEDIATOR.value, Role.HANDLER.value})
_THERE = (Presence.ON_DUTY, Presence.NO_ROTA)


@dataclass(frozen=True, slots=True)
class Mediators:
    """Who of a unit may mediate, those who are there now first."""

    names: Mapping[int, str]
    shown: Sequence[tuple[int, str]]


def mediators_of(unit_id: int, *, me: int, at: datetime, without: int | None = None) -> Mediators:
    """People of the unit who mediate or handle, and oneself. One query."""
    people = [
        person
        for person in duty_persons(unit_id, at).people
        if (person.person_id == me or _MEDIATES & set(person.roles)) and person.person_id != without
    ]
    people.sort(key=lambda person: (person.presence not in _THERE, person.person_id != me))
    return Mediators(
        {person.person_id: person.name for person in people},
        [
            (person.person_id, f"{person.name} · {gettext(PRESENCE_WORDS[person.presence])}")
            for person in people
        ],
    )


class ScreeningForm(HouseForm):
    """先问安全: asked before anything else, and before anybody is named."""

    safety = forms.ChoiceField(
        label=_("有没有家庭暴力，或者有人害怕与对方见面？"),
        help_text=_("单独问每一方，不要当着对方的面问。拿不准的，选“存在或者可能存在”。"),
        widget=forms.RadioSelect,
    )
    exclusion = forms.ChoiceField(
        label=_("有没有下面这些情况？"),
        help_text=_("这些事不能由本单位调解，会告诉您该走哪个门。"),
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["safety"].choices = choices(SAFETY_WORDS)  # type: ignore[attr-defined]
        self.fields["exclusion"].choices = choices(EXCLUSION_WORDS, empty=gettext("都没有"))  # type: ignore[attr-defined]


class PartyForm(HouseForm):
    """One party: who, what they are here, how they are reached."""

    part = forms.ChoiceField(label=_("身份"), initial=Part.RESPONDENT)
    name = forms.CharField(label=_("姓名或名称"), max_length=60)
    phone = forms.CharField(
        label=_("电话"),
        help_text=_("手机号码可以收到征询链接；没有手机的，打印征询单或者电话征询。"),
        max_length=30,
        required=False,
    )
    capacity = forms.ChoiceField(label=_("行为能力"), initial=Capacity.FULL)
    agent = forms.CharField(
        label=_("代理人或监护人"),
        help_text=_("未成年人和行为能力受限的人必须写监护人，由监护人签名；单位写经办人。"),
        max_length=60,
        required=False,
    )
    number = forms.CharField(label=_("证件号码"), max_length=30, required=False)
    address = forms.CharField(label=_("地址"), max_length=200, required=False)
    hides_address = forms.BooleanField(label=_("地址对其他当事人保密"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = choices(PART_WORDS)  # type: ignore[attr-defined]
        self.fields["capacity"].choices = choices(CAPACITY_WORDS)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who does not bind themselves alone has a guardian, who signs (民法典 §19 to §23)."""
        given = super().clean() or {}
        if given.get("name") and given.get("capacity") in NEEDS_REVIEW and not given.get("agent"):
            self.add_error("agent", gettext(NO_GUARDIAN.sentence))
        return given

    def has_changed(self) -> bool:
        """Whether somebody is named here; what is chosen beforehand names nobody."""
        typed = ("name", "phone", "agent", "number", "address")
        return any(str(self.data.get(self.add_prefix(name)) or "").strip() for name in typed)

    def party(self) -> NewParty:
        """As the operation takes it."""
        given = self.cleaned_data
        return NewParty(
            Part(given["part"]),
            given["name"],
            given["phone"],
            Capacity(given["capacity"]),
            number=given["number"],
            address=given["address"],
            hides_address=given["hides_address"],
            agent=given["agent"],
        )


class OpeningForm(HouseForm):
    """开始调解的登记: under which law, about what, by whom, in which words, and what the reporter is in it."""

    regime = forms.ChoiceField(label=_("调解的方式"))
    dispute = forms.ChoiceField(label=_("纠纷类型"))
    origin = forms.ChoiceField(label=_("纠纷来源"))
    mediator = forms.TypedChoiceField(label=_("调解员"), coerce=int)
    gist = forms.CharField(
        label=_("纠纷概要"),
        help_text=_("每位当事人都会读到。用中立的话写：什么事、想解决什么；不写谁对谁错，不照抄反映内容。"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_public = forms.BooleanField(label=_("各方同意公开调解（不勾选就不公开）"), required=False)
    fee = forms.DecimalField(
        label=_("收费（元）"),
        help_text=_("只有商事调解可以收费，金额须事先告知各方。"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        required=False,
    )
    reporter_is = forms.ChoiceField(
        label=_("反映人是"),
        help_text=_("选申请人或被申请人的，姓名和电话从身份库取用，这次取用会记录在案，反映人看得到。"),
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self, *args: Any, unit: UnitFact, matter: MatterView, people: Mediators, me: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.matter, self.people = unit, matter, people
        regimes = {code: REGIME_WORDS[code] for code, rule in REGIMES.items() if unit.kind in rule.units}
        self._offer("regime", choices(regimes))
        self._offer("dispute", choices(DISPUTE_WORDS, empty=gettext("请选择")))
        self._offer("origin", choices(ORIGIN_WORDS))
        self._offer("mediator", list(people.shown))
        self.fields["mediator"].initial = me if me in people.names else None
        if not any(REGIMES[code].may_charge for code in regimes):
            del self.fields["fee"]
        if is_known(matter):
            parts = {part.value: PART_WORDS[part.value] for part in (Part.APPLICANT, Part.RESPONDENT)}
            self._offer("reporter_is", [*choices(parts), ("", gettext("不是当事人"))])
            self.fields["reporter_is"].initial = Part.APPLICANT
        else:
            del self.fields["reporter_is"]

    def _offer(self, name: str, options: Sequence[tuple[Any, str]]) -> None:
        self.fields[name].choices = options  # type: ignore[attr-defined]

    def clean_gist(self) -> str:
        """The other side reads it: never the report's own text."""
        gist: str = self.cleaned_data["gist"]
        if copies(gist, self.matter.narrative):
            raise forms.ValidationError(gettext("这里照抄了反映内容。请用自己的、中立的话写。"))
        return gist

    def clean(self) -> dict[str, Any]:
        """A regime takes disputes of its own kind."""
        given = super().clean() or {}
        regime, dispute = given.get("regime"), given.get("dispute")
        if regime and dispute and regime not in regimes_for(self.unit.kind, dispute):
            self.add_error("regime", gettext("这类纠纷不适用所选的调解方式。"))
        return given

    @property
    def reporter_part(self) -> Part | None:
        """What the reporter is; None for no party."""
        chosen = self.cleaned_data.get("reporter_is")
        return Part(chosen) if chosen else None

    def mediation(self, *, safety: str, address: str) -> NewMediation:
        """As the operation takes it."""
        given = self.cleaned_data
        return NewMediation(
            regime=given["regime"],
            dispute=given["dispute"],
            origin=given["origin"],
            unit_id=self.unit.id,
            mediator_id=given["mediator"],
            mediator=self.people.names[given["mediator"]],
            gist=given["gist"],
            safety=safety,
            address=address,
            is_public=given["is_public"],
            fee=given.get("fee") or Decimal(0),
        )


def is_known(matter: MatterView) -> bool:
    """Whether it could be opened who reported."""
    return any(party.is_sealed and not party.is_erased for party in matter.parties)
