"""What an agreement binds to, clause by clause, and whether it is clear enough to be performed and confirmed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Self

from heyi.kernel.flow import Refusal
from heyi.kernel.words import _
from heyi.mediation.codes import Clause
from heyi.mediation.rules.money import MOST

MOST_CLAUSES = 80  # sixty parties of a wage group, and what else is agreed; a paper takes a hundred
MOST_INSTALMENTS = 120  # ten years of months


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of a payment: how much, by which day."""

    amount: Decimal
    due_on: date


@dataclass(frozen=True, slots=True)
class Term:
    """One clause: who owes what to whom, how much, by when, how, and what follows if not.

    `who` and `to` are sides (A, B, …). `instalments` make a payment in parts; `due_on` then stands in the last.
    """

    kind: Clause
    who: str
    to: str = ""
    what: str = ""
    amount: Decimal | None = None
    due_on: date | None = None
    manner: str = ""
    breach: str = ""
    instalments: tuple[Instalment, ...] = field(default_factory=tuple)

    def stored(self) -> dict[str, Any]:
        """As JSON holds it: amounts and days as text."""
        return {
            "kind": self.kind.value,
            "who": self.who,
            "to": self.to,
            "what": self.what,
            "amount": None if self.amount is None else str(self.amount),
            "due_on": self.due_on and self.due_on.isoformat(),
            "manner": self.manner,
            "breach": self.breach,
            "instalments": [[str(each.amount), each.due_on.isoformat()] for each in self.instalments],
        }

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Self:
        """From JSON."""
        return cls(
            kind=Clause(row["kind"]),
            who=row["who"],
            to=row["to"],
            what=row["what"],
            amount=None if row["amount"] is None else Decimal(row["amount"]),
            due_on=date.fromisoformat(row["due_on"]) if row["due_on"] else None,
            manner=row["manner"],
            breach=row["breach"],
            instalments=tuple(
                Instalment(Decimal(amount), date.fromisoformat(day)) for amount, day in row["instalments"]
            ),
        )


@dataclass(frozen=True, slots=True)
class Unclear:
    """What stands in the way: which clause (from 1; 0 the whole), a code and a sentence."""

    clause: int
    refusal: Refusal


_BY_A_DAY = frozenset({Clause.PAY, Clause.DELIVER, Clause.DO, Clause.APOLOGISE})
_TO_SOMEBODY = frozenset({Clause.PAY, Clause.DELIVER, Clause.APOLOGISE})


def unclear(terms: Sequence[Term], *, sides: Collection[str], on: date) -> tuple[Unclear, ...]:
    """Everything that a reader, or a court, could ask back: who, what, how much, by when; sums that do not add up."""
    found = [Unclear(0, each) for each in _whole(terms)]
    for number, term in enumerate(terms, 1):
        found += [Unclear(number, each) for each in _of_term(term, sides, on)]
    return tuple(found)


def _whole(terms: Sequence[Term]) -> Iterator[Refusal]:
    if not terms:
        yield Refusal("clauses_missing", _("协议还没有条款。"))
    if len(terms) > MOST_CLAUSES:
        yield Refusal("clauses_many", _("条款太多，请合并。"))


def _of_term(term: Term, sides: Collection[str], on: date) -> Iterator[Refusal]:
    if term.who not in sides:
        yield Refusal("who_missing", _("请写明由谁履行。"))
    if term.kind in _TO_SOMEBODY and (term.to not in sides or term.to == term.who):
        yield Refusal("to_missing", _("请写明向谁履行。"))
    if term.kind != Clause.PAY and not term.what.strip():
        yield Refusal("what_missing", _("请写明做什么、交什么。"))
    if term.kind in _BY_A_DAY and term.due_on is None and not term.instalments:
        yield Refusal("when_missing", _("请写明履行的日期。"))
    days: list[date | None] = [each.due_on for each in term.instalments] or [term.due_on]
    if any(day is not None and day < on for day in days):
        yield Refusal("when_past", _("履行的日期已经过去。"))
    if term.kind == Clause.PAY:
        yield from _of_payment(term)


def _of_payment(term: Term) -> Iterator[Refusal]:
    if term.amount is None or not 0 < term.amount <= MOST:
        yield Refusal("amount_missing", _("请写明金额。"))
        return
    if not term.manner.strip():
        yield Refusal("manner_missing", _("请写明付款的方式，例如转账到哪个账户。"))
    if term.instalments:
        yield from _of_instalments(term)


def _of_instalments(term: Term) -> Iterator[Refusal]:
    if len(term.instalments) > MOST_INSTALMENTS:
        yield Refusal("instalments_many", _("分期太多。"))
    if sum((each.amount for each in term.instalments), Decimal(0)) != term.amount:
        yield Refusal("sum_differs", _("各期金额相加不等于总额。"))
    if any(each.amount <= 0 for each in term.instalments):
        yield Refusal("instalment_empty", _("每一期的金额都应当大于零。"))
    days = [each.due_on for each in term.instalments]
    if days != sorted(set(days)):
        yield Refusal("instalments_order", _("各期的日期应当依次向后。"))
    if not term.breach.strip():
        yield Refusal("breach_missing", _("分期付款的，请写明一期不付怎么办。"))
