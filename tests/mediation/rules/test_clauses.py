"""Clear enough to be performed: who, what, how much, by when; and sums that add up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.mediation.codes import Clause
from heyi.mediation.rules.clauses import MOST_CLAUSES, Instalment, Term, unclear
from heyi.mediation.rules.plans import month_on, monthly

TODAY = date(2026, 11, 27)
PAYS = Term(Clause.PAY, "B", "A", amount=Decimal(900), due_on=date(2026, 12, 31), manner="银行转账")
PARTS = (Instalment(Decimal(300), date(2026, 12, 1)), Instalment(Decimal(600), date(2027, 1, 1)))
IN_PARTS = replace(PAYS, due_on=None, instalments=PARTS, breach="未付部分一并到期")


def codes(*terms):
    return [(each.clause, each.refusal.code) for each in unclear(terms, sides=("A", "B"), on=TODAY)]


@pytest.mark.parametrize(
    ("term", "found"),
    [
        (PAYS, []),
        (IN_PARTS, []),
        (replace(PAYS, who="C"), ["who_missing"]),
        (replace(PAYS, to="B"), ["to_missing"]),
        (replace(PAYS, to=""), ["to_missing"]),
        (replace(PAYS, amount=None), ["amount_missing"]),
        (replace(PAYS, amount=Decimal(0)), ["amount_missing"]),
        (replace(PAYS, amount=Decimal(10) ** 12), ["amount_missing"]),
        (replace(PAYS, manner=" "), ["manner_missing"]),
        (replace(PAYS, due_on=None), ["when_missing"]),
        (replace(PAYS, due_on=date(2026, 11, 26)), ["when_past"]),
        (replace(PAYS, due_on=TODAY), []),
        (replace(IN_PARTS, amount=Decimal(901)), ["sum_differs"]),
        (replace(IN_PARTS, instalments=PARTS[::-1]), ["instalments_order"]),
        (replace(IN_PARTS, breach=""), ["breach_missing"]),
        (Term(Clause.DO, "A"), ["what_missing", "when_missing"]),
        (Term(Clause.REFRAIN, "A", what="不在楼道晾衣服"), []),
        (Term(Clause.APOLOGISE, "A", "B", what="当面道歉", due_on=TODAY), []),
        (Term(Clause.WAIVE, "A", what="放弃其余请求"), []),
        (Term(Clause.DELIVER, "A", "B", what="归还工具"), ["when_missing"]),
    ],
)
def test_a_clause(term, found):
    assert codes(term) == [(1, code) for code in found]


def test_no_clause_and_too_many():
    assert codes() == [(0, "clauses_missing")]
    assert (0, "clauses_many") in codes(*[PAYS] * (MOST_CLAUSES + 1))


def test_a_clause_is_the_same_after_it_was_stored():
    assert Term.read(IN_PARTS.stored()) == IN_PARTS


@given(
    total=st.decimals(min_value="0.60", max_value="99999999.99", places=2),
    count=st.integers(1, 60),
    first=st.dates(date(2026, 12, 1), date(2030, 12, 31)),
)
def test_monthly_parts_sum_to_the_whole_and_follow_each_other(total, count, first):
    parts = monthly(total, count=count, first_on=first)
    assert sum(each.amount for each in parts) == total
    assert max(each.amount for each in parts) - min(each.amount for each in parts) <= Decimal("0.01")
    days = [each.due_on for each in parts]
    assert days == sorted(set(days))
    term = Term(Clause.PAY, "B", "A", amount=total, manner="转账", breach="一并到期", instalments=parts)
    assert codes(term) == []


@pytest.mark.parametrize(
    ("first", "months", "day"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(first, months, day):
    assert month_on(first, months) == day


def test_more_parts_than_cents():
    with pytest.raises(ValueError, match="a cent"):
        monthly(Decimal("0.02"), count=3, first_on=TODAY)
