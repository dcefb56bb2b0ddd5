"""Amounts as screens say them; in capital numerals as papers print them, so that the two never differ."""

from decimal import Decimal

from heyi.documents.rules.money import LARGEST, capitals_of, is_money

MOST = LARGEST


class CannotSay(ValueError):
    """The amount is negative, too large, or finer than a cent."""


def yuan(amount: Decimal) -> Decimal:
    """The amount to the cent; raises CannotSay."""
    if not is_money(amount) or amount > MOST:
        raise CannotSay(str(amount))
    return amount.quantize(Decimal("0.01"))


def in_figures(amount: Decimal) -> str:
    """As in 12,300.50 元; whole yuan without cents."""
    exact = yuan(amount)
    whole = exact == exact.to_integral_value()
    return f"{exact:,.0f} 元" if whole else f"{exact:,.2f} 元"


def in_words(amount: Decimal) -> str:
    """As in 壹万贰仟叁佰元伍角整; raises CannotSay."""
    return capitals_of(yuan(amount))
