"""Numbers as Chinese texts write them: 12,000 / 3.5万 / 二十三 / 壹万贰仟 / 3万5千."""

from decimal import Decimal, InvalidOperation

DIGITS = {
    **dict(zip("零〇一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖两", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True)),
    **dict(zip("貳參叄陸俩兩", (2, 3, 3, 6, 2, 2), strict=True)),
}
SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "k": 1000, "K": 1000}
BIG_UNITS = {"万": 10**4, "萬": 10**4, "w": 10**4, "W": 10**4, "亿": 10**8, "億": 10**8}
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
FULLWIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def number(words: str) -> Decimal | None:
    """The value, or None where the words are no number."""
    tokens = _tokens(words.translate(FULLWIDTH))
    if not tokens:
        return None
    total = section = Decimal(0)
    pending: Decimal | None = None
    last_unit = 0
    for token in tokens:
        if isinstance(token, Decimal):
            pending = token if pending is None else pending * 10 + token
        elif token >= 10**4:
            section += pending or Decimal(0)
            total = (
                (total + (section or 1)) * token
                if total < token and total
                else total + (section or 1) * token
            )
            section, pending, last_unit = Decimal(0), None, token
        else:
            section += (Decimal(1) if pending is None else pending) * token
            pending, last_unit = None, token
    return total + section + _tail(pending, last_unit, tokens)


def _tail(pending: Decimal | None, last_unit: int, tokens: list[Decimal | int]) -> Decimal:
    """What stands after the last unit: 三万五 is 35,000, but 三万零五 is 30,005 and 3万5000 is 35,000."""
    if pending is None:
        return Decimal(0)
    spoken = (
        last_unit >= 100 and 0 < pending < 10 and len(tokens) >= 2 and not isinstance(tokens[-2], Decimal)
    )
    return pending * last_unit / 10 if spoken else pending


def _tokens(words: str) -> list[Decimal | int]:
    tokens: list[Decimal | int] = []
    digits = ""
    for letter in [*words.translate(_TENS), ""]:
        if letter and ((letter.isascii() and letter.isdigit()) or letter == "."):
            digits += letter
            continue
        if digits:
            value = _decimal(digits)
            if value is None:
                return []
            tokens.append(value)
            digits = ""
        if letter in DIGITS:
            tokens.append(Decimal(DIGITS[letter]))
        elif (unit := SMALL_UNITS.get(letter) or BIG_UNITS.get(letter)) is not None:
            tokens.append(unit)
    return tokens


def _decimal(digits: str) -> Decimal | None:
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None
