"""Amounts of money in a text, in yuan.

A number is money by what stands at it: 元 or 块 behind, ￥ or 人民币 before, 角 and 分; or, without any of these, by a
verb or a name of money before it and an end behind it (欠我三千二没还). An amount in another currency is none: nothing
here knows a rate.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise

from heyi.triage.figures import Figure, figures
from heyi.triage.money_signs import (
    ADMONISHED,
    AFTER_BRACKETS,
    ALONE_BEFORE,
    BIG_BEFORE,
    FEW_ALONE,
    FEW_BEFORE,
    FOREIGN_AFTER,
    FOREIGN_BEFORE,
    HOTLINE,
    IN_BRACKETS,
    KUAI_END,
    LINK,
    LIST_END,
    LOOSE_BEFORE,
    MONEY_AFTER,
    NO_MONEY_AFTER_KUAI,
    NOT_COUNTED,
    NOTHING,
    NOTHING_AFTER,
    OF_A_DAY,
    PER_UNIT,
    RANGE,
    SHORT_END,
    SIGN,
    SMALL,
    SMALL_BEFORE,
    SPOKEN_ON,
    STRICT_BEFORE,
    STRICT_NEAR,
    SURE_END,
    UP_TO,
    YUAN,
)
from heyi.triage.numerals import number
from heyi.triage.reading import Find
from heyi.triage.scan import Scan

MOST = 20
TOO_MUCH = Decimal(10) ** 13
_NUMBERS_EACH = 75  # numbers looked at for each amount wanted, a bound for made-up texts
_JIAO, _FEN = Decimal("0.1"), Decimal("0.01")
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖")
_SIGN_ENDS = frozenset("￥¥币BbYy:： \u00a0\u3000")
_WINDOW = 16  # letters before a number that may say that it is money


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount in yuan and where it stands (half-open); of a range the low end too, as one of its own."""

    yuan: Decimal
    start: int
    end: int
    is_low_end: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """The numbers of a text; `listed` says which of them stand in a list whose last one is money (3000、4000元)."""

    words: str
    figures: Sequence[Figure]
    listed: Sequence[bool]


def amounts(scan: Scan, *, most: int = MOST) -> Iterator[Find[Decimal]]:
    """The amounts in the order of the text, at most `most`; of a range both ends. 1.5元/吨, a price, is none."""
    for each in written_sums(scan.words, most=most):
        yield Find(each.yuan, scan.reason("AMOUNT", each.start, each.end, yuan=f"{each.yuan:,f}"))


def written_sums(words: str, *, most: int = MOST) -> Iterator[Sum]:
    """The amounts of a text in its order, at most `most`; of a range the low end stands before the high one."""
    found = list(islice(figures(words), most * _NUMBERS_EACH))
    told = _Told(words, found, _listed(words, found))
    place = end = count = 0
    while place < len(found) and count < most:
        if found[place].start < end:
            place += 1
            continue
        is_range = _is_range(told, place)
        read = _in_brackets(told, place) or list(_read(told, place, place + is_range, end))
        if is_range and not read:
            is_range, read = False, list(_read(told, place, place, end))
        for each in read[: most - count]:
            yield each
            count, end = count + 1, max(end, each.end)
        place += 1 + is_range


def _in_brackets(told: _Told, place: int) -> list[Sum]:
    """贰仟（2000）元 and 2000（贰仟）元, one sum told twice before its 元."""
    one, other = told.figures[place], told.figures[min(place + 1, len(told.figures) - 1)]
    if told.words[one.end : one.end + 1] not in ("（", "(") or one.value != other.value:
        return []
    if not 0 < one.value < TOO_MUCH:
        return []
    after = AFTER_BRACKETS.match(told.words, other.end)
    if after is None or not IN_BRACKETS.fullmatch(told.words, one.end, other.start):
        return []
    return [Sum(_plain(one.value), one.start, after.end())]


def _read(told: _Told, first: int, last: int, floor: int) -> Iterator[Sum]:
    """The amount, or both ends of the range, that the numbers from the first to the last tell; nothing if no money."""
    low, high = told.figures[first], told.figures[last]
    begin = _sign_start(told.words, low.start, floor)
    found = _money(told, low if begin is None else None, high, low.start, last)
    if found is None:
        return
    yuan, end = found
    start = low.start if begin is None else begin
    part = _part(told.words, high)
    if first != last:
        own = YUAN.match(told.words, low.end, high.start)
        yield Sum(_plain(_low_value(low, high) * part), start, own.end() if own else low.end, is_low_end=True)
        start = high.start
    elif high.low is not None:
        yield Sum(_plain(high.low * part), start, high.low_end, is_low_end=True)
    yield Sum(_plain(yuan), start, end)


def _part(words: str, figure: Figure) -> Decimal:
    """What one of the number is in yuan: 0.1 of 三四毛钱."""
    small = None if YUAN.match(words, figure.end) else SMALL.match(words, figure.end)
    return Decimal(1) if small is None else _FEN if small["unit"] == "分" else _JIAO


def _money(
    told: _Told, first: Figure | None, figure: Figure, start: int, place: int
) -> tuple[Decimal, int] | None:
    """How much, and where it ends; None where it is no money. `first` is None behind a sign of money."""
    words = told.words
    found: tuple[Decimal, int] | None = None
    if tail := YUAN.match(words, figure.end):
        if _is_yuan(words, figure, tail, start) or first is None:
            found = _with_small(figure.value, tail), tail.end()
    elif small := SMALL.match(words, figure.end):
        found = _small(words, figure, small, start)
    elif first is None or told.listed[place] or _is_bare(words, figure, start):
        about = NOT_COUNTED.match(words, figure.end)
        found = None if about is None else (figure.value, about.end())
    is_sum = found is not None and 0 < found[0] < TOO_MUCH and not _is_foreign(words, figure, start)
    return found if is_sum else None


def _is_foreign(words: str, figure: Figure, start: int) -> bool:
    """5万美元, 港币5000元, $500."""
    after = FOREIGN_AFTER.match(words, figure.end)
    return after is not None or FOREIGN_BEFORE.search(words, max(0, start - 6), start) is not None


def _is_yuan(words: str, figure: Figure, tail: re.Match[str], start: int) -> bool:
    """Whether 元 or 块 behind the number means money: not 三块地, 二元论, 单位：万元, 1.5元/吨."""
    after = words[tail.end() : tail.end() + 1]
    if after == "店" or (after in ("/", "／") and not PER_UNIT.match(words, tail.end())):
        return False
    if tail["yuan"] == "块" and figure.low is not None and figure.value < 10:  # 一二块牌子
        is_end = tail["tail"] is not None or KUAI_END.match(words, tail.end()) is not None
        return is_end or FEW_BEFORE.search(words, max(0, start - 8), start) is not None
    if figure.is_arabic or len(figure.written) > 1:
        return tail["yuan"] != "块" or after not in NO_MONEY_AFTER_KUAI or tail["tail"] is not None
    if figure.written in "百千万亿佰仟萬億":
        return tail["about"] is not None or UP_TO.search(words, max(0, start - 2), start) is not None
    if tail["yuan"] not in ("元", "圆", "块"):
        return True
    if figure.written in "十拾廿卅" and tail["yuan"] != "块":
        return True
    if tail["tail"] is not None or figure.written in _FORMAL:
        return True
    is_end = tail["yuan"] != "块" or KUAI_END.match(words, tail.end()) is not None
    is_alone = FEW_ALONE.search(words, max(0, start - 1), start) and SHORT_END.match(words, tail.end())
    return is_end and (is_alone or FEW_BEFORE.search(words, max(0, start - 8), start)) is not None


def _with_small(value: Decimal, tail: re.Match[str]) -> Decimal:
    """五元三角二分, 3块5, 三块五毛二, 两块半: what stands behind the yuan."""
    spoken = tail["spoken"]
    if spoken == "半":
        return value + Decimal("0.5")
    if spoken:
        return value + (number(spoken) or Decimal(0)) / Decimal(10 ** len(spoken))
    jiao, fen = (number(part) if part else None for part in (tail["jiao"], tail["fen"] or tail["fen2"]))
    return value + (jiao or Decimal(0)) * _JIAO + (fen or Decimal(0)) * _FEN


def _small(words: str, figure: Figure, small: re.Match[str], start: int) -> tuple[Decimal, int] | None:
    """5毛钱, 每度八角, 2分钱; 八角 alone is a spice, and 5分 a mark."""
    is_sure = small["money"] or small["fen"] or figure.is_arabic or figure.written in _FORMAL
    is_sure = is_sure or SMALL_BEFORE.search(words, max(0, start - _WINDOW), start)
    if not is_sure or (figure.has_unit and figure.value >= 100) or _is_nothing(words, figure, small, start):
        return None
    fen = (number(small["fen"]) if small["fen"] else None) or Decimal(0)
    return figure.value * _part(words, figure) + fen * _FEN, small.end()


def _is_nothing(words: str, figure: Figure, small: re.Match[str], start: int) -> bool:
    """一分钱都没拿到, 没给过一毛钱."""
    return figure.written == "一" and (
        NOTHING.search(words, max(0, start - _WINDOW), start) is not None
        or NOTHING_AFTER.match(words, small.end()) is not None
    )


def _is_bare(words: str, figure: Figure, start: int) -> bool:
    """Whether a number without 元 is money: 欠3.7万, 一亿两千万的工程款, 花了三百, 欠我2000没还."""
    if figure.written[0] in "百千万亿":
        return _is_round(words, figure, start)
    if figure.has_unit and (_is_big(words, figure, start) or _is_alone(words, figure, start)):
        return True
    if not SURE_END.match(words, figure.end):
        return False
    if figure.is_plain:
        return _is_plain_money(words, figure, start)
    return figure.value >= 100 and STRICT_BEFORE.search(words, max(0, start - _WINDOW), start) is not None


def _is_round(words: str, figure: Figure, start: int) -> bool:
    """损失近百万, not 欠款千万别还."""
    is_paid = LOOSE_BEFORE.search(words, max(0, start - 12), start) is not None
    return (
        figure.value >= 10**6
        and len(figure.written) > 1
        and is_paid
        and not ADMONISHED.match(words, figure.end)
    )


def _is_big(words: str, figure: Figure, start: int) -> bool:
    """欠3.7万, 一亿两千万的工程款, 4.5万一亩: from ten thousand on fewer signs will do."""
    if figure.value < 10_000:
        return False
    signs = (LOOSE_BEFORE, start - 12), (STRICT_BEFORE, start - _WINDOW), (BIG_BEFORE, start - _WINDOW)
    is_spoken = SPOKEN_ON.search(figure.written) and SURE_END.match(words, figure.end)
    return bool(is_spoken or MONEY_AFTER.match(words, figure.end)) or any(
        sign.search(words, max(0, begin), start) for sign, begin in signs
    )


def _is_alone(words: str, figure: Figure, start: int) -> bool:
    """三千二: a clause that is nothing but a number with a unit."""
    return (
        figure.value >= 100
        and SHORT_END.match(words, figure.end) is not None
        and ALONE_BEFORE.search(words, max(0, start - _WINDOW), start) is not None
    )


def _is_plain_money(words: str, figure: Figure, start: int) -> bool:
    """欠我2000没还, not 打110, nor a telephone, nor the number of a house."""
    if figure.written[0] == "0" or figure.value >= 10**7 or HOTLINE.fullmatch(figure.written):
        return False
    sign = STRICT_BEFORE if figure.value >= 100 else STRICT_NEAR
    return sign.search(words, max(0, start - _WINDOW), start) is not None


def _is_range(told: _Told, place: int) -> bool:
    """Whether a number and the next one are the ends of a range: 3000至5000元, 1.5万元-2万元."""
    if place + 1 >= len(told.figures):
        return False
    low, high = told.figures[place], told.figures[place + 1]
    if high.start - low.end > _WINDOW or not RANGE.fullmatch(told.words, low.end, high.start):
        return False
    if low.low is not None and high.low is not None:
        return False
    if low.is_plain and OF_A_DAY.search(told.words, max(0, low.start - 2), low.start):
        return False
    is_years = high.is_plain and low.is_plain and 1950 <= low.value < high.value < 2050
    is_money = YUAN.match(told.words, high.end) is not None
    return 0 < _low_value(low, high) < high.value and (is_money or not is_years)


def _low_value(low: Figure, high: Figure) -> Decimal:
    """3 of 3至5万元 is 30,000, 十 of 十到二十万 100,000, but 5千 of 5千到1万 is 5,000."""
    is_short = not low.has_unit or low.value < min(high.scales, default=0)
    scaled = (low.value * scale for scale in high.scales if is_short)
    return next((value for value in scaled if value < high.value), low.value)


def _sign_start(words: str, start: int, floor: int) -> int | None:
    """Where ￥ stands before a number, the number itself behind 人民币 or RMB, None without a sign."""
    is_near = words[max(0, start - 1) : start] in _SIGN_ENDS
    sign = SIGN.search(words, max(floor, start - 8), start) if is_near else None
    if sign is None:
        return None
    return sign.start() if sign[0][0] in "￥¥" else start


def _listed(words: str, found: Sequence[Figure]) -> Sequence[bool]:
    """Which numbers have their 元 from the last one of their list, or from the one before: 3000、4000和5000元."""
    has_yuan = [YUAN.match(words, figure.end) is not None for figure in found]
    linked = [
        right.start - left.end <= 4 and LINK.fullmatch(words, left.end, right.start) is not None
        for left, right in pairwise(found)
    ]
    listed = [False] * len(found)
    for place in range(len(linked) - 1, -1, -1):
        is_led = linked[place] and (has_yuan[place + 1] or listed[place + 1])
        listed[place] = is_led and _is_much(found[place])
    for place, is_linked in enumerate(linked, 1):
        if is_linked and (has_yuan[place - 1] or listed[place - 1]) and not listed[place]:
            listed[place] = _is_much(found[place]) and LIST_END.match(words, found[place].end) is not None
    return listed


def _is_much(figure: Figure) -> bool:
    """At least a hundred: smaller numbers before 、 count the items of a list."""
    return 100 <= figure.value < 10**7 and figure.written[0] != "0"


def _plain(value: Decimal) -> Decimal:
    return value.normalize() if value != value.to_integral() else value.quantize(Decimal(1))
