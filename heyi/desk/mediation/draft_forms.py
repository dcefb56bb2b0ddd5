"""Forms of an agreement that is drafted: how it is held, its facts, and its clauses one by one."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.desk.mediation.door import Door
from heyi.mediation.codes import AGREEMENT_FORM_WORDS, CLAUSE_WORDS, AgreementForm, Clause
from heyi.mediation.rules.clauses import MOST_INSTALMENTS, Term
from heyi.mediation.rules.money import MOST, CannotSay, yuan
from heyi.mediation.rules.plans import monthly
from heyi.web.forms import HouseForm, choices

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_LONG = 5000


DRAFT = (
    "draft"  # the one form of the page of a draft: whichever button is pressed, all that was typed goes along
)


def of_the_page(form: forms.Form) -> None:
    """Fields that stand elsewhere on the page belong to its one form; what is not asked for stops no button."""
    form.use_required_attribute = False
    for field in form.fields.values():
        field.widget.attrs["form"] = DRAFT


class HeadForm(HouseForm):
    """协议的首部和事实: what stands before and after the clauses."""

    form = forms.ChoiceField(label=_("协议形式"), widget=forms.RadioSelect)
    facts = forms.CharField(
        label=_("纠纷事实"),
        help_text=_("写各方都认可的，简单明了。不写谁让步、谁过分。"),
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    left_open = forms.CharField(
        label=_("没有谈成、另行解决的"),
        help_text=_("部分达成协议的，写清楚哪些事不在协议里。"),
        max_length=_LONG,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    is_about_status = forms.BooleanField(
        label=_("涉及婚姻、收养、继承等人身关系（只能用纸质签名）"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = choices(AGREEMENT_FORM_WORDS)  # type: ignore[attr-defined]
        of_the_page(self)

    def given(self) -> dict[str, Any]:
        """What the operation takes."""
        told = self.cleaned_data
        return {**told, "form": AgreementForm(told["form"])}


class ClauseForm(HouseForm):
    """一条: who does what for whom, how much, by when, how, and what follows if not."""

    kind = forms.ChoiceField(label=_("这一条是"))
    who = forms.ChoiceField(label=_("谁履行"), required=False)
    to = forms.ChoiceField(label=_("向谁履行"), required=False)
    what = forms.CharField(
        label=_("做什么、交什么"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}), required=False
    )
    amount = forms.DecimalField(
        label=_("金额（元）"), min_value=Decimal("0.01"), max_digits=14, decimal_places=2, required=False
    )
    due_on = forms.DateField(
        label=_("履行日期"), help_text=_("分期的，写第一期的日期。"), widget=_DAY, required=False
    )
    parts = forms.IntegerField(
        label=_("分几期"),
        help_text=_("每月一期，各期相等，除不尽的分从头几期补齐。不分期就空着。"),
        min_value=2,
        max_value=MOST_INSTALMENTS,
        required=False,
    )
    manner = forms.CharField(
        label=_("方式"), help_text=_("例如转账到哪个账户、送到哪里。"), max_length=500, required=False
    )
    breach = forms.CharField(label=_("不履行怎么办"), max_length=500, required=False)

    def __init__(self, *args: Any, door: Door, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides = [("", gettext("还没定")), *door.sides()]
        self.fields["kind"].choices = choices(CLAUSE_WORDS)  # type: ignore[attr-defined]
        for name in ("who", "to"):
            self.fields[name].choices = sides  # type: ignore[attr-defined]

    def clean_amount(self) -> Decimal | None:
        """An amount that can be said in words."""
        amount: Decimal | None = self.cleaned_data["amount"]
        if amount is None:
            return None
        try:
            return yuan(amount)
        except CannotSay as cannot:
            raise forms.ValidationError(
                gettext("金额最多 %(most)s 元，精确到分。") % {"most": f"{MOST:,.2f}"}
            ) from cannot

    def clean(self) -> dict[str, Any]:
        """Parts need a whole to divide and a day to begin on."""
        given = super().clean() or {}
        if given.get("parts") and not (given.get("amount") and given.get("due_on")):
            self.add_error("parts", gettext("分期的，请先写总金额和第一期的日期。"))
        elif given.get("parts") and given["amount"] < Decimal("0.01") * given["parts"]:
            self.add_error("parts", gettext("金额太小，分不了这么多期。"))
        return given

    def term(self) -> Term:
        """The clause as a term."""
        told = self.cleaned_data
        term = Term(
            Clause(told["kind"]),
            told["who"],
            told["to"],
            told["what"].strip(),
            told["amount"],
            told["due_on"],
            told["manner"].strip(),
            told["breach"].strip(),
        )
        if told["parts"] and term.amount is not None:
            plan = monthly(term.amount, count=told["parts"], first_on=told["due_on"])
            return replace(term, instalments=plan, due_on=plan[-1].due_on)
        return term


def typed(term: Term) -> dict[str, Any]:
    """A term as the form shows it to be changed."""
    return {
        "kind": term.kind.value,
        "who": term.who,
        "to": term.to,
        "what": term.what,
        "amount": term.amount,
        "due_on": term.instalments[0].due_on if term.instalments else term.due_on,
        "parts": len(term.instalments) or None,
        "manner": term.manner,
        "breach": term.breach,
    }
