"""Amounts as papers write them: in figures with commas, and in capital numerals that nobody can alter by a stroke.

The capital numerals follow what banks ask for (支付结算办法, annex 1): "整" after yuan or jiao, one "零" for any run of
zeros between figures.
"""

from decimal import Decimal

LARGEST = Decimal("999999999999.99")  # below a trillion yuan
_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
_GROUP = 10_000


def is_money(amount: Decimal) -> bool:
    """Whether it is an amount that can be paid: none below zero, no half fen."""
    return amount.is_finite() and amount >= 0 and amount == amount.quantize(Decimal("0.01"))


def figures_of(amount: Decimal) -> str:
    """12,000.00"""
    return f"{amount:,.2f}"


def capitals_of(amount: Decimal) -> str:
    """壹万贰仟元整; raises ValueError for what is no amount or a trillion and more."""
    if not is_money(amount) or amount > LARGEST:
        raise ValueError(amount)
    fen = int(amount * 100)
    yuan, jiao, fen = fen // 100, fen // 10 % 10, fen % 10
    whole = f"{_whole(yuan)}元" if yuan else ""
    if not jiao and not fen:
        return f"{whole or '零元'}整"
    tens = f"{_FIGURES[jiao]}角" if jiao else ("零" if yuan else "")
    return f"{whole}{tens}{_FIGURES[fen] + '分' if fen else '整'}"


def _whole(yuan: int) -> str:
    """The whole yuan, in groups of four figures; a group that does not fill its places is led by one zero."""
    words, is_begun, owes_zero = "", False, False
    for nth in range(len(_GROUPS) - 1, -1, -1):
        group = yuan // _GROUP**nth % _GROUP
        if not group:
            owes_zero = is_begun
            continue
        if is_begun and (owes_zero or group < _GROUP // 10):
            words += "零"
        words += _four(group) + _GROUPS[nth]
        is_begun, owes_zero = True, False
    return words


def _four(group: int) -> str:
    words, owes_zero = "", False
    for place in range(3, -1, -1):
        figure = group // 10**place % 10
        if not figure:
            owes_zero = bool(words)
            continue
        words += ("零" if owes_zero else "") + _FIGURES[figure] + _PLACES[place]
        owes_zero = False
    return words
