"""Amounts in figures and in the words of contracts (大写), so that nobody adds a nought."""

from decimal import ROUND_HALF_UP, Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_SMALL = ("", "拾", "佰", "仟")
_LARGE = ("", "万", "亿")
_CENT = Decimal("0.01")
MOST = Decimal("999999999999.99")  # below a billion times a thousand: three groups of four digits


class CannotSay(ValueError):
    """The amount is negative, too large, or finer than a cent."""


def yuan(amount: Decimal) -> Decimal:
    """The amount to the cent; raises CannotSay."""
    exact = amount.quantize(_CENT, rounding=ROUND_HALF_UP)
    if exact != amount or not 0 <= exact <= MOST:
        raise CannotSay(str(amount))
    return exact


def in_figures(amount: Decimal) -> str:
    """As in 12,300.50 元; whole yuan without cents."""
    exact = yuan(amount)
    whole = exact == exact.to_integral_value()
    return f"{exact:,.0f} 元" if whole else f"{exact:,.2f} 元"


def in_words(amount: Decimal) -> str:
    """As in 壹万贰仟叁佰元伍角整 (票据管理: 正确填写票据和结算凭证的基本规定)."""
    exact = yuan(amount)
    whole = int(exact)
    jiao, fen = divmod(int((exact - whole) * 100), 10)
    said = f"{_integer(whole)}元" if whole else ""
    if not jiao and not fen:
        return f"{said or '零元'}整"
    if jiao:
        said += f"{_DIGITS[jiao]}角"
    elif said:
        said += "零"
    return said + (f"{_DIGITS[fen]}分" if fen else "整")


def _integer(number: int) -> str:
    """Groups of four digits; a nought between digits is said once, one at a group's end not at all."""
    said, group, below_is_short = "", 0, False
    while number:
        number, part = divmod(number, 10_000)
        if part:
            needs_nought = bool(said) and below_is_short
            said = _group(part) + _LARGE[group] + ("零" if needs_nought else "") + said
            below_is_short = part < 1000
        elif said:
            below_is_short = True
        group += 1
    return said


def _group(part: int) -> str:
    said, nought = "", False
    for place in (3, 2, 1, 0):
        digit = part // 10**place % 10
        if digit:
            said += ("零" if nought else "") + _DIGITS[digit] + _SMALL[place]
            nought = False
        elif said:
            nought = True
    return said
