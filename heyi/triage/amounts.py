"""Amounts of money in a text, in yuan."""

import re
from collections.abc import Iterator
from decimal import Decimal

from heyi.triage.numerals import DIGITS, number
from heyi.triage.reading import Find
from heyi.triage.scan import Scan, matches

MOST = 20
TOO_MUCH = Decimal(10) ** 13
_DIGIT = "[0-9０-９OoＯ〇]"  # 4OO元: letters and circles written for noughts, after a first digit
_ARABIC = (
    rf"(?<![0-9０-９.几数])[0-9０-９]{_DIGIT}{{0,11}}"
    rf"(?:[,，]{_DIGIT}{{3}}(?!{_DIGIT})){{0,4}}(?:[.．][0-9０-９]{{1,4}})?"
)
_CHINESE = r"(?<![几数])[零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億]{1,24}"
_REST = r"[0-9０-９]{1,6}(?:[.．][0-9０-９]{1,4})?"
_UNITS = r"(?:[多余来几]?[十百千万亿wW]{1,2})"
_YUAN = r"(?:元|圆|块钱|块|人民币|RMB)"
_TENTH = "[0-9０-９零一二三四五六七八九壹贰叁肆伍陆柒捌玖]"
_FRACTION = rf"(?P<jiao>{_TENTH}角)?(?P<fen>{_TENTH}分(?!之))?"
_AMOUNT = re.compile(
    rf"(?P<sign>[￥¥])\s?(?P<marked>{_ARABIC}[万亿]?)"
    rf"|(?P<number>(?:{_ARABIC}{_UNITS}?(?:{_REST}{_UNITS}?|{_CHINESE})?)|{_CHINESE})\s?(?P<about>[多余来])?(?P<unit>{_YUAN}){_FRACTION}"
    rf"|(?P<bare>{_ARABIC}[多余]?[万亿]|(?<![几数])[一二三四五六七八九十两百千]{{1,6}}[万亿])(?![0-9０-９]|[多余]?[平亩人吨只户棵册件台辆头斤份次字居名])"
)
_FIRST = re.compile("[￥¥0-9０-９零〇一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟萬億]")
_MONEY_BEFORE = re.compile(
    r"(?:欠|借|款|费|赔|付|花|钱|价|息|薪|工资|金|贷|元|收了|交了|损失|补偿|罚|骗)[^，。；！？,;!?]{0,6}$|[元万][，、,][^，。；！？,;!?]{0,4}$"
)
_FEW_BEFORE = re.compile(
    r"(?:[共只才要给以收花付欠差退补费价费金钱]|人民币|[元万][，、,])$"
)  # 共五元, not 二元 of 二元论
_NO_MONEY_AFTER = frozenset("地田砖板石牌招瓷玻屏表豆肉木绿菜")
_ROUND = str.maketrans("OoＯ", "000", ",，多余来几 ")


def amounts(scan: Scan, *, most: int = MOST) -> Iterator[Find[Decimal]]:
    """The amounts in the order of the text, at most `most`; a price by the unit (1.5元/吨) is none."""
    found = 0
    for match in matches(_AMOUNT, _FIRST, scan.words):
        yuan = _yuan(match, scan.words)
        if yuan is None:
            continue
        reason = scan.reason("AMOUNT", match.start(), match.end(), yuan=f"{yuan:,f}")
        yield Find(yuan, reason)
        found += 1
        if found == most:
            return


def _yuan(match: re.Match[str], words: str) -> Decimal | None:
    written = match["marked"] or match["number"] or match["bare"]
    if not _is_money(match, words, written):
        return None
    value = number(written.translate(_ROUND))
    if value is None:
        return None
    value += _fraction(match)
    if not 0 < value < TOO_MUCH:
        return None
    return value.normalize() if value != value.to_integral() else value.quantize(Decimal(1))


def _fraction(match: re.Match[str]) -> Decimal:
    """五元三角二分: what stands after the yuan."""
    jiao, fen = (number(match[part][:-1]) if match[part] else None for part in ("jiao", "fen"))
    return (jiao or Decimal(0)) / 10 + (fen or Decimal(0)) / 100


def _is_money(match: re.Match[str], words: str, written: str) -> bool:
    after = words[match.end() : match.end() + 1]
    if after in ("/", "／"):
        return False
    if match["bare"]:
        return _MONEY_BEFORE.search(words[max(0, match.start() - 12) : match.start()]) is not None
    if match["unit"] == "块":
        return after not in _NO_MONEY_AFTER and not (len(written) == 1 and not written.isdigit())
    if match["unit"] != "元" or len(written) != 1 or written.isdigit():
        return True
    return written in DIGITS and (
        match["jiao"] is not None
        or _FEW_BEFORE.search(words, max(0, match.start() - 8), match.start()) is not None
    )
