"""Where numbers stand in a text, as written: 12,000 / 5 000 / lOO0 / 3万5千 / 十几万 / 一千五六.

A number may be a spread: 三五千 is 3,000 to 5,000. Whether a number is money is asked elsewhere (`triage.amounts`).
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from heyi.triage.numerals import DIGITS, number

_DIGIT = "[0-9０-９]"
_LIKE = "[0-9０-９OoＯ〇lI]"  # 4OO, lOO0: letters and circles written for noughts and ones
_ONES = "零〇一二三四五六七八九两俩兩壹贰叁肆伍陆柒捌玖貳參叄陸"
_UNIT = "[十百千万亿拾佰仟萬億]"
_CHINESE_LETTERS = f"[{_ONES}{_UNIT[1:-1]}廿卅]"
_LONG = 13  # digits; more are a number of something, never a sum

_OF_MONEY = rf"(?:[.．]{_DIGIT}+)?[ \u00a0]?[多余]?[元圆块万亿]"  # 5 000 元
_ARABIC = (
    rf"(?<![0-9０-９.．])(?:{_DIGIT}|(?<![A-Za-z])[lI](?=[0-9OoＯ〇]))"
    rf"(?:{_DIGIT}{{0,2}}(?:[ \u00a0]{_DIGIT}{{3}}(?!{_LIKE})){{1,4}}(?={_OF_MONEY})"
    rf"|{_LIKE}*(?:[,，]{_LIKE}{{3}}(?!{_LIKE}))*)"
    rf"(?:[.．]{_DIGIT}+)?"
)
_UNITS = rf"(?:[ \u00a0\u3000]?[多余来几]?{_UNIT}{{1,2}}|个[多余]?亿|[wWkKｗＷ](?![A-Za-z]))"
_OF_A_THING = "0-9０-９.．年月日号点时分个人天次岁斤公平亩户米%％栋楼室层条套张台期"
_REST = (
    rf"(?:[零〇]?{_DIGIT}{{1,6}}(?:[.．]{_DIGIT}{{1,4}})?(?:{_UNIT}{{1,2}}|(?![{_OF_A_THING}]))"
    rf"|{_CHINESE_LETTERS}{{1,24}})"
)
_CHINESE = (
    rf"[几数]?{_CHINESE_LETTERS}{{1,24}}(?:[多余来几]{_UNIT}{{1,2}}|个[多余]?亿|点[{_ONES}]{{1,4}}[万亿])?"
    r"|几个[多余]?[亿万]"
)
_NUMBER = re.compile(rf"(?P<arabic>{_ARABIC})(?:{_UNITS}{_REST}{{0,4}})?|{_CHINESE}")
_PLAIN = str.maketrans("OoＯ〇lIｗＷ", "000011ww", ",， \u00a0\u3000多余来几个")
_CHINESE_PLAIN = str.maketrans("ｗＷｋＫ", "wwkk", "多余来几个")

_PAIRED = "一二两俩三四五六七八九"
_PAIR = re.compile(rf"(?<![{_ONES}])([{_PAIRED}])([{_PAIRED}])(?![{_ONES}])")
_PAIRS = frozenset(("一二", "一两", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "八九"))
_ADJOINING = re.compile(rf"[{_ONES.replace('零', '').replace('〇', '')}]{{2,}}")
_HAS_UNIT = re.compile(rf"[廿卅wWkKｗＷ{_UNIT[1:-1]}]")
_LAST_UNIT = re.compile(r"[十百千万亿拾佰仟萬億wWkK]+(?=[0-9一二三四五六七八九]?$)")
_SPEAKS_ON = re.compile(r"[\s，。；、！？,;!?）)没未不还的多左右块元圆]|$")
_TWICE = re.compile(rf"(?P<low>[{_PAIRED}](?P<unit>[百千万]))(?P<high>[{_PAIRED}](?P=unit))")
_SINGLE = {letter: number(letter) or Decimal(0) for letter in _CHINESE_LETTERS[1:-1]}
_IDIOMS = {
    "百八十": (Decimal(80), Decimal(100)),
    "百八十万": (Decimal(800_000), Decimal(1_000_000)),
    "千八百": (Decimal(800), Decimal(1000)),
    "万八千": (Decimal(8000), Decimal(10_000)),
}


class Figure(NamedTuple):
    """A number in a text (half-open): its value, the low end of a spread and where that ends, how it looks."""

    start: int
    end: int
    value: Decimal
    low: Decimal | None
    low_end: int
    written: str
    is_arabic: bool
    has_unit: bool

    @property
    def is_plain(self) -> bool:
        """Digits and nothing else: what may be a year, a telephone, the number of a house."""
        return self.is_arabic and not self.has_unit

    @property
    def scales(self) -> tuple[Decimal, ...]:
        """What its last units mean, together and the last alone: 100,000 and 10,000 for 二十万."""
        last = _LAST_UNIT.search(self.written)
        return tuple(number(units) or Decimal(1) for units in (last[0], last[0][-1])) if last else ()


def figures(words: str) -> Iterator[Figure]:
    """The numbers of a text in its order; vague ones (几十万) and those that are too long are none."""
    for match in _NUMBER.finditer(words):
        if match[0][0] in "几数":
            continue
        figure = _arabic(match, words) if match["arabic"] else _chinese(match, words)
        if figure is not None:
            yield figure


def _arabic(match: re.Match[str], words: str) -> Figure | None:
    if len(match["arabic"]) > _LONG + 6:
        return None
    head = match["arabic"].translate(_PLAIN)
    start, end = match.span()
    if end == match.end("arabic"):
        value = Decimal(head) if head.isascii() else number(head)
        return None if value is None else Figure(start, end, value, None, start, head, True, False)  # noqa: FBT003
    end = _shortened(match, words)
    rest = words[match.end("arabic") : end].translate(_CHINESE_PLAIN).replace(" ", "")
    return _figure(start, end, head + rest, is_arabic=True, has_unit=end > match.end("arabic"))


def _chinese(match: re.Match[str], words: str) -> Figure | None:
    if len(match[0]) == 1:
        value = _SINGLE[match[0]]
        return Figure(*match.span(), value, None, match.start(), match[0], False, value >= 10)  # noqa: FBT003
    start, end = match.start(), _shortened(match, words)
    written = words[start:end]
    has_unit = _HAS_UNIT.search(written) is not None
    if (
        has_unit and "点" not in written
    ):  # 王五八万: two digits that adjoin are a spread, or the first is none of the number's
        for run in _ADJOINING.finditer(written):
            if run[0] not in _PAIRS:
                start = match.start() + run.end() - 1
        written = words[start:end]
    return _figure(start, end, written.translate(_CHINESE_PLAIN), is_arabic=False, has_unit=has_unit)


def _shortened(match: re.Match[str], words: str) -> int:
    """Where the number ends without the 一 of 4.5万一亩 and the 两 of 五万两人."""
    end, last = match.end(), match[0][-1]
    if len(match[0]) < 2 or match[0][-2] in "零〇":
        return end
    if last in "两俩兩" or (last == "一" and not _SPEAKS_ON.match(words, end)):
        return end - 1
    return end


def _figure(start: int, end: int, written: str, *, is_arabic: bool, has_unit: bool) -> Figure | None:
    if "点" in written:  # 二点五万
        whole, point = written.split("点")
        written = f"{number(whole)}.{''.join(str(DIGITS[letter]) for letter in point[:-1])}{point[-1]}"
    spread = _spread(written)
    if spread is not None:
        low, high, letters = spread
        return Figure(start, end, high, low, min(start + letters, end), written, is_arabic, has_unit)
    value = number(written)
    return None if value is None else Figure(start, end, value, None, start, written, is_arabic, has_unit)


def _spread(written: str) -> tuple[Decimal, Decimal, int] | None:
    """From what to what a spread goes, and after how many letters its low end is told: 三五千, 一千五六, 三万五万."""
    if written in _IDIOMS:
        return *_IDIOMS[written], 1
    if twice := _TWICE.fullmatch(written):
        letters, ends = len(twice["low"]), (twice["low"], twice["high"])
    elif (pair := _PAIR.search(written)) and pair[0] in _PAIRS:
        before, after = written[: pair.start()], written[pair.end() :]
        letters, ends = pair.start() + 1, (before + pair[0][0] + after, before + pair[0][1] + after)
    else:
        return None
    low, high = (number(each) for each in ends)
    return None if low is None or high is None or not 0 < low < high else (low, high, letters)
