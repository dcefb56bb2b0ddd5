"""A payment in parts: equal months that sum to the whole, to the cent."""

from calendar import monthrange
from datetime import date
from decimal import ROUND_DOWN, Decimal

from heyi.mediation.rules.clauses import Instalment

_CENT = Decimal("0.01")


def monthly(total: Decimal, *, count: int, first_on: date) -> tuple[Instalment, ...]:
    """So many equal parts, a month apart on the same day (the last of a shorter month); the cents left over go first.

    Raises ValueError where there are more parts than cents.
    """
    if count < 1 or total < _CENT * count:
        raise ValueError("a part is at least a cent")
    part = (total / count).quantize(_CENT, rounding=ROUND_DOWN)
    over = int((total - part * count) / _CENT)
    return tuple(
        Instalment(part + (_CENT if number < over else 0), month_on(first_on, number))
        for number in range(count)
    )


def month_on(first: date, months: int) -> date:
    """The same day so many months later, or the last day of a month that has no such day (民法典 §202)."""
    year, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + year, month + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))
