"""The form of a settlement on site: is everybody safe, what happened, who, what was agreed, how each confirms."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.intake.codes import FAULT_WORDS
from heyi.intake.rules import NAME_LIMIT, PLACE_LIMIT, InvalidReport
from heyi.kernel.clock import CHINA
from heyi.matters.codes import Channel
from heyi.mediation.codes import CLAUSE_WORDS, DISPUTE_WORDS, Clause, Part, Way
from heyi.mediation.operations import NewParty
from heyi.mediation.operations.opening import letter
from heyi.mediation.rules.clauses import Term
from heyi.mediation.rules.money import MOST
from heyi.orgs.rules import Directory, UnitFact
from heyi.web.forms import HouseForm, choices
from heyi.web.uploads import FilesField

TEXT_LIMIT = 2_000  # letters: what was agreed on site is short
MOST_PARTIES, MOST_CLAUSES = 4, 5
ELSEWHERE = "elsewhere"
_CLAUSES = (Clause.DO, Clause.REFRAIN, Clause.APOLOGISE, Clause.PAY)
_SIDES = [letter(place) for place in range(MOST_PARTIES)]
_USUAL = (
    "NEIGHBOURS",
    "FAMILY",
    "HOUSING",
    "LAND",
    "DAMAGES",
    "CONSUMER",
    "PROPERTY_SERVICES",
    "LABOUR",
    "CONTRACT",
)


class SiteForm(HouseForm):
    """What is asked once."""

    safe = forms.ChoiceField(
        label=_("现在有人受伤、在动手、或者害怕对方吗？"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请先看清楚有没有危险。")},
    )
    text = forms.CharField(
        label=_("为什么事、怎么说定的"),
        help_text=_("几句话就行，可以用手机的语音输入。"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    dispute = forms.ChoiceField(label=_("哪一类纠纷"))
    where = forms.ChoiceField(label=_("在哪里"), widget=forms.RadioSelect)
    place = forms.CharField(label=_("具体地点"), max_length=PLACE_LIMIT, required=False)
    paper = FilesField(
        label=_("当事人签名或者按手印的纸"),
        help_text=_("把念过的内容写在纸上，当事人签名或者按手印，拍下来。都用手机确认的不用拍。"),
        required=False,
    )
    photos = FilesField(label=_("现场照片"), required=False)
    adults = forms.BooleanField(
        label=_("各方都是成年人，自己能拿主意"),
        error_messages={"required": _("有未成年人或者不能自己拿主意的人：请到调解室调解。")},
    )
    unrelated = forms.BooleanField(
        label=_("我和哪一方都没有利害关系"),
        error_messages={"required": _("有利害关系的，请换一个人来调。")},
    )
    read_out = forms.BooleanField(
        label=_("已经念给各方听，各方当面都说同意"),
        error_messages={"required": _("请先念给各方听。")},
    )
    settles_itself = forms.BooleanField(label=_("各方都确认以后，自动生效"), required=False, initial=True)
    key = forms.UUIDField(widget=forms.HiddenInput)
    captured_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, units: list[UnitFact], trees: Directory, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = [(str(unit.id), trees.place_name(unit.region_code)) for unit in units]
        self._choose("where", [*here, (ELSEWHERE, gettext("别处"))], here[0][0])
        self._choose("safe", [("no", gettext("都安全")), ("yes", gettext("有危险"))])
        words = {code: DISPUTE_WORDS[code] for code in (*_USUAL, *DISPUTE_WORDS)}
        self._choose("dispute", choices(words), "NEIGHBOURS")
        for name in ("paper", "photos"):
            self.fields[name].widget.attrs |= {"accept": "image/*", "capture": "environment"}

    def _choose(self, name: str, options: list[tuple[str, str]], initial: str | None = None) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices, field.initial = options, initial

    def clean_safe(self) -> str:
        """Where somebody is in danger nothing is settled; nobody is made to agree in fear."""
        if self.cleaned_data["safe"] == "yes":
            raise forms.ValidationError(_("有人受伤、动手或者害怕：先打 110，不在现场说和。"))
        return "no"

    def clean_captured_at(self) -> datetime | None:
        """When it happened, as the phone's clock says."""
        given = self.cleaned_data["captured_at"]
        if not given:
            return None
        try:
            found = datetime.fromisoformat(given)
        except ValueError as error:
            raise forms.ValidationError(_("手机上的时间不对。")) from error
        return found if found.tzinfo else found.replace(tzinfo=CHINA)

    def body(self) -> dict[str, object]:
        """The report, as any source would send it."""
        given = {name: str(self.cleaned_data.get(name, "")).strip() for name in ("text", "place")}
        return {**given, "channel": Channel.GRID.value}

    def blame_report(self, refused: InvalidReport) -> None:
        """Put what intake says is wrong beside the fields."""
        for fault in refused.faults:
            target = fault.field if fault.field in self.fields else None
            self.add_error(target, gettext(FAULT_WORDS[fault.code]) % dict(fault.params))


class PartyForm(HouseForm):
    """One party, and how it confirms."""

    name = forms.CharField(label=_("姓名"), max_length=NAME_LIMIT)
    phone = forms.CharField(label=_("手机号"), max_length=30, required=False)
    way = forms.ChoiceField(label=_("怎么确认"), widget=forms.RadioSelect, initial=Way.LINK.value)

    def __init__(self, *args: Any, place: int, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"p{place}", use_required_attribute=False, **kwargs)
        self.place, self.side = place, letter(place)
        self.empty_permitted = place > 1
        way = cast(forms.ChoiceField, self.fields["way"])
        way.choices = [
            (Way.LINK.value, gettext("本人手机点确认")),
            (Way.PAPER.value, gettext("纸上签名、按手印")),
        ]
        for name, mode in (("name", "text"), ("phone", "tel")):
            self.fields[name].widget.attrs |= {"autocomplete": "off", "inputmode": mode}

    def has_changed(self) -> bool:
        """Only a name or a number makes it a party: the way stands there before."""
        return self.place < 2 or any(self.data.get(self.add_prefix(name)) for name in ("name", "phone"))

    @property
    def is_given(self) -> bool:
        """Whether a party is named here."""
        return bool(self.is_valid() and self.cleaned_data.get("name"))

    def party(self) -> tuple[NewParty, Way]:
        """The party and its way: the first asks, the others answer."""
        part = Part.APPLICANT if self.place == 0 else Part.RESPONDENT
        given = self.cleaned_data
        return NewParty(part, given["name"], given["phone"]), Way(given["way"])


class TermForm(HouseForm):
    """One thing that was agreed: who does what for whom, how much, by when."""

    kind = forms.ChoiceField(label=_("说定了什么"))
    who = forms.ChoiceField(label=_("谁来做"))
    to = forms.ChoiceField(label=_("对谁"), required=False)
    what = forms.CharField(
        label=_("做什么"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    amount = forms.DecimalField(
        label=_("多少元"), required=False, max_digits=14, decimal_places=2, min_value=0, max_value=MOST
    )
    manner = forms.CharField(label=_("怎么付"), max_length=80, required=False, initial=_("现金"))
    due_on = forms.DateField(
        label=_("哪天以前"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, place: int, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"c{place}", use_required_attribute=False, **kwargs)
        self.place, self.number = place, place + 1
        self.empty_permitted = place > 0
        sides = [(side, side) for side in _SIDES]
        kinds = [(kind.value, gettext(CLAUSE_WORDS[kind])) for kind in _CLAUSES]
        self._choose("kind", kinds if place == 0 else [("", gettext("没有了")), *kinds])
        self._choose("who", sides, "B")
        self._choose("to", sides, "A")
        self.fields["amount"].widget.attrs |= {"inputmode": "decimal"}

    def _choose(self, name: str, options: list[tuple[str, str]], initial: str | None = None) -> None:
        field = cast(forms.ChoiceField, self.fields[name])
        field.choices, field.initial = options, initial

    def has_changed(self) -> bool:
        """Only a kind makes it a clause: the sides and the way of payment stand there before."""
        return bool(self.place == 0 or self.data.get(self.add_prefix("kind")))

    @property
    def is_given(self) -> bool:
        """Whether something was agreed here."""
        return bool(self.is_valid() and self.cleaned_data.get("kind"))

    def term(self) -> Term:
        """The clause, with what belongs to its kind alone."""
        given = self.cleaned_data
        kind = Clause(given["kind"])
        pays = kind == Clause.PAY
        return Term(
            kind,
            who=given["who"],
            to=given["to"] if kind in (Clause.PAY, Clause.APOLOGISE) else "",
            what="" if pays else given["what"].strip(),
            amount=given["amount"] if pays else None,
            due_on=None if kind == Clause.REFRAIN else given["due_on"],
            manner=given["manner"].strip() if pays else "",
        )


class WholeForm:
    """The three kinds of forms that make one settlement."""

    def __init__(self, data: Any = None, files: Any = None, *, initial: Any = None, **where: Any) -> None:
        self.site = SiteForm(data, files, initial=initial, **where)
        self.parties = [PartyForm(data, place=place) for place in range(MOST_PARTIES)]
        self.terms = [TermForm(data, place=place) for place in range(MOST_CLAUSES)]

    def is_valid(self) -> bool:
        """Whether everything is whole; every part says what is not."""
        found = [form.is_valid() for form in self.each()]  # each, so that every fault is told
        return all(found)

    def each(self) -> list[HouseForm]:
        """Every part."""
        return [self.site, *self.parties, *self.terms]

    @property
    def ticks(self) -> list[forms.BoundField]:
        """What the mediator vouches for, and whether it takes effect by itself."""
        return [self.site[name] for name in ("adults", "unrelated", "read_out", "settles_itself")]

    def faults(self) -> Iterator[dict[str, str]]:
        """What is wrong, field by field, in the reader's language."""
        for form in self.each():
            for name, said in form.errors.items():
                field = None if name == "__all__" else form[name]
                label, html = (str(field.label), field.html_name) if field else ("", "")
                yield {"field": html, "label": label, "words": " ".join(map(str, said))}
