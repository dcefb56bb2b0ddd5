"""给多位付款: what one side pays to each of many, as a column of amounts; a clause for each, all or none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from heyi.desk.mediation.door import Door
from heyi.desk.mediation.draft_forms import of_the_page
from heyi.mediation.codes import Clause
from heyi.mediation.rules.clauses import MOST_INSTALMENTS, Term
from heyi.mediation.rules.money import CannotSay, yuan
from heyi.mediation.rules.plans import monthly
from heyi.web.forms import HouseForm

FEWEST = 3  # other parties; with fewer one clause after the other is as quick
_AMOUNT = re.compile(
    r"(?:(?P<side>[A-Z]{1,2})\b.*?[\s:：])?\s*[¥￥]?(?P<amount>\d[\d,]*(?:\.\d{1,2})?)\s*元?"
)
_NAMED = re.compile(r"[A-Z]{1,2}\b")


class PaymentsForm(HouseForm):
    """One payer, one day, one manner; for each of the others an amount of their own."""

    payer = forms.ChoiceField(label=_("谁付款"))
    what = forms.CharField(
        label=_("付什么钱"), help_text=_("例如：2026 年 8 月至 10 月工资。"), max_length=200
    )
    amounts = forms.CharField(
        label=_("每人多少元"),
        help_text=_(
            "一行一位，在后面写金额；也可以从表格里复制一列金额粘贴，顺序和当事人的顺序相同。空着的没有这一笔。"
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=10_000,
    )
    due_on = forms.DateField(
        label=_("付款日期"),
        help_text=_("分期的，写第一期的日期。"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    parts = forms.IntegerField(
        label=_("分几期"),
        help_text=_("每月一期。不分期就空着。"),
        min_value=2,
        max_value=MOST_INSTALMENTS,
        required=False,
    )
    manner = forms.CharField(label=_("方式"), max_length=500)
    breach = forms.CharField(label=_("不履行怎么办"), max_length=500, required=False)

    def __init__(self, *args: Any, door: Door, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.door = door
        of_the_page(self)
        owing = [party.side for party in door.view.parties if party.part == "RESPONDENT"]
        self.fields["payer"].choices = door.sides()  # type: ignore[attr-defined]
        self.fields["payer"].initial = owing[0] if owing else None
        named = [
            f"{party.side} {party.masked_name}" for party in door.view.parties if party.side not in owing
        ]
        self.unpaid = {*named, *(party.side for party in door.view.parties)}
        self.fields["amounts"].initial = "\n".join(f"{name}：" for name in named)

    def clean(self) -> dict[str, Any]:
        """Each line is an amount for somebody; what is not is told by its line."""
        given = super().clean() or {}
        if not given.get("payer") or "amounts" not in given:
            return given
        self.paid = self._paid(given["payer"], given["amounts"].splitlines())
        if not self.paid and not self.errors:
            self.add_error("amounts", gettext("还没有写金额。"))
        if given.get("parts") and any(each < Decimal("0.01") * given["parts"] for each in self.paid.values()):
            self.add_error("parts", gettext("金额太小，分不了这么多期。"))
        return given

    def _paid(self, payer: str, lines: Sequence[str]) -> dict[str, Decimal]:
        """Side and amount, line by line."""
        others = [party.side for party in self.door.view.parties if party.side != payer]
        column = [line for line in lines if line.strip()]
        is_column = bool(column) and not any(_NAMED.match(line.strip()) for line in column)
        if is_column and len(column) != len(others):
            words = gettext("有 %(lines)s 行金额，收款的有 %(others)s 位，对不上。")
            self.add_error("amounts", words % {"lines": len(column), "others": len(others)})
            return {}
        found: dict[str, Decimal] = {}
        for number, line in enumerate(column if is_column else lines, 1):
            expected = others[number - 1] if is_column else ""
            if fault := self._take(found, others, line.strip(), expected):
                self.add_error("amounts", gettext("第 %(line)s 行：%(why)s") % {"line": number, "why": fault})
        return found

    def _take(self, found: dict[str, Decimal], others: Sequence[str], line: str, expected: str) -> str:
        """Why a line cannot be taken; "" for one that was, and for one that says nothing."""
        if not line or line.rstrip("：: ") in self.unpaid:
            return ""
        read = _AMOUNT.fullmatch(line)
        if read is None:
            return gettext("看不懂：%(line)s") % {"line": line[:60]}
        side = read["side"] or expected
        if side not in others:
            return gettext("没有收款的 %(side)s 方。") % {"side": side or "—"}
        if side in found:
            return gettext("%(side)s 方写了两次。") % {"side": side}
        try:
            amount = yuan(Decimal(read["amount"].replace(",", "")))
        except (CannotSay, InvalidOperation):
            return gettext("金额不对。")
        if amount > 0:
            found[side] = amount
        return ""

    def terms(self) -> Iterator[Term]:
        """A clause for each."""
        told = self.cleaned_data
        for side, amount in self.paid.items():
            term = Term(
                Clause.PAY,
                told["payer"],
                side,
                told["what"].strip(),
                amount,
                told["due_on"],
                told["manner"].strip(),
                told["breach"].strip(),
            )
            if told["parts"]:
                plan = monthly(amount, count=told["parts"], first_on=told["due_on"])
                term = replace(term, instalments=plan, due_on=plan[-1].due_on)
            yield term
