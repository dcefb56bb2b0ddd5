"""Telephones, identity cards, bank cards and number plates in a text: found to be masked. No digit of them leaves open.

Identity numbers are told by the check digit of GB 11643-1999, bank cards by that of ISO/IEC 7812-1 (Luhn).
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from heyi.triage.codes import Number
from heyi.triage.reading import Find, Reason
from heyi.triage.scan import Scan

MOST = 50
_LONGEST = 160  # letters of one run of digits and dashes; a longer one is no number of anything


@dataclass(frozen=True, slots=True)
class Sealed:
    """A private number: its mask without blanks (138****5678), and why; the reason's quote is masked too."""

    sort: Number
    find: Find[str]


_WIDE = "０１２３４５６７８９"
_LIKE = "OoＯIl丨|"  # letters written for 0 and 1
_SAID = "〇零一二三四五六七八九幺"
_PLAIN = str.maketrans(
    _WIDE + _LIKE + _SAID + "ｘＸx叉", "0123456789" + "0001111" + "00123456789" + "1" + "XXXX"
)
_BREAK = r"[ \t\u00a0\u3000\-—–－‐_.．·()（）]{1,2}"
_DIGIT = rf"(?:[0-9{_WIDE}]|[{_LIKE}](?![a-kmnp-zA-HJ-NP-Z]))"
_RUN = re.compile(
    rf"(?:[0-9{_WIDE}]|(?<![A-Za-z])[Il](?=[3-9])|[(（](?=0[0-9]))(?:(?:{_BREAK})?{_DIGIT})*+(?:[xXｘＸ](?![0-9A-Za-z]))?"
    rf"|[{_SAID}]++"
)
_FIRST = re.compile(rf"[0-9{_WIDE}Il(（{_SAID}]")
_MOBILE = re.compile(r"(?:86|0086)?(1[3-9][0-9]{9})")
_MOBILES = re.compile(r"(?:1[3-9][0-9]{9}){2,4}")
_LANDLINE = re.compile(r"(010|02[0-9]|0[3-9][0-9]{2})[1-9][0-9]{6,7}")
_HOTLINE = re.compile(r"[48]00[0-9]{7}|95[0-9]{3}|96[0-9]{3,4}")
_LOCAL = re.compile(r"[2-8][0-9]{6,7}")
_ID = re.compile(r"[1-8][0-9]{16}[0-9X]")
_OLD_ID = re.compile(r"[1-8][0-9]{5}([0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}")
_CARD = re.compile(r"(?:[3-6]|9[0-9])[0-9]{14,18}")
_SHORT_CARD = re.compile(r"[1-9][0-9]{11,18}")
_CALL = re.compile(
    r"(?:电话|手机|联系|固话|座机|致电|拨打|拨|来电|热线|客服|号码|tel|Tel|TEL|phone)[^，。；\n]{0,6}$"
)
_CARD_SAID = re.compile(r"(?:卡号|银行卡|账号|帐号|账户|帐户|储蓄卡|信用卡|打到|转到|转入)[^，。；\n]{0,8}$")
_ID_SAID = re.compile(r"(?:身份证|证件|身份号|公民身份)[^，。；\n]{0,8}$")
_OTHER_SAID = re.compile(
    r"(?:订单|单号|运单|快递|编号|案号|合同号|流水号|工单|发票|条码|序列号|信用代码|许可证|文号|QQ|qq)[^，。；\n]{0,5}$"
)
_MONEY_AFTER = re.compile(r"\s?(?:[多余]?[元块万亿圆]|人民币)")
_MONEY_BEFORE = re.compile(r"[￥¥$]\s?$")
_REGIONS = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]\s?[A-HJ-NP-Za-hj-np-z]\s?[·•・.\-]?\s?"
    r"(?=(?:[A-Za-z]?[0-9]){3})[A-HJ-NP-Za-hj-np-z0-9]{4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳](?![A-Za-z0-9])"
)
_PLATE_FIRST = re.compile("[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]")
_PIECE = re.compile(rf"[0-9{_WIDE}{_LIKE}{_SAID}xXｘＸ]+")
_MOBILE_PARTS = frozenset(
    {(3, 4, 4), (4, 4, 3), (3, 8), (7, 4), (4, 7), (5, 6), (6, 5), (3, 3, 5), (5, 3, 3)}
)
_CHUNKS = 6  # pieces of digits that blanks and dashes part in one number


@dataclass(frozen=True, slots=True)
class _Piece:
    """Digits that stand together: where in the text, and as plain digits."""

    start: int
    end: int
    digits: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What a number is, and how many digits stay open at its beginning and at its end."""

    sort: Number
    skipped: int  # digits before it that are none of its own: +86
    head: int
    tail: int


def sealed_numbers(scan: Scan, *, most: int = MOST) -> Iterator[Sealed]:
    """Private numbers in the order of the text, at most `most`; amounts and dates are none."""
    found = sorted((*_digits(scan), *_plates(scan)), key=lambda one: one.find.reason.start)
    yield from found[:most]


class Veil:
    """Hides the digits of private numbers wherever they are quoted."""

    __slots__ = ("_masked",)

    def __init__(self, numbers: Sequence[Sealed]) -> None:
        self._masked: dict[str, list[tuple[int, str]]] = {}
        for number in sorted(numbers, key=lambda one: one.find.reason.start):
            reason = number.find.reason
            self._masked.setdefault(reason.where, []).append((reason.start, reason.quote))

    def over(self, reason: Reason) -> Reason:
        """The reason, its quote masked where a private number stands in it; places stay as they are."""
        quote = self.words(reason.quote, reason.start, reason.where)
        return reason if quote is reason.quote else replace(reason, quote=quote)

    def words(self, quote: str, start: int, where: str) -> str:
        """Words that stand at `start`, masked."""
        masked = self._masked.get(where, [])
        first = max(0, bisect_right(masked, (start, "")) - 1)
        for begin, mask in masked[first:]:
            if begin >= start + len(quote):
                break
            low, high = max(begin, start), min(begin + len(mask), start + len(quote))
            if low < high:
                quote = quote[: low - start] + mask[low - begin : high - begin] + quote[high - start :]
        return quote


def _digits(scan: Scan) -> Iterator[Sealed]:
    words = scan.words
    for run in _runs(words):
        pieces = list(_pieces(run, words))
        number = 0
        while number < len(pieces):
            last, known = _longest(pieces, number, words)
            if known is not None:
                yield _sealed(scan, pieces[number : last + 1], known)
                number = last
            number += 1


def _runs(words: str) -> Iterator[tuple[int, int]]:
    """Where digits stand together or nearly so: half-open spans, as long as a number may be."""
    end = 0
    for letter in _FIRST.finditer(words):
        if letter.start() < end:
            continue
        run = _RUN.match(words, letter.start())
        if run is not None:
            end = run.end()
            if end - run.start() <= _LONGEST:
                yield run.start(), end


def _pieces(run: tuple[int, int], words: str) -> Iterator[_Piece]:
    for piece in _PIECE.finditer(words, *run):
        yield _Piece(piece.start(), piece.end(), piece[0].translate(_PLAIN))


def _longest(pieces: Sequence[_Piece], first: int, words: str) -> tuple[int, _Known | None]:
    """The most pieces from the first one on that make a number, and what it is."""
    for last in range(min(len(pieces), first + _CHUNKS) - 1, first - 1, -1):
        taken = pieces[first : last + 1]
        if sum(len(piece.digits) for piece in taken) <= 44 and (known := _known(taken, words)) is not None:
            return last, known
    return first, None


def _known(pieces: Sequence[_Piece], words: str) -> _Known | None:
    digits = "".join(piece.digits for piece in pieces)
    if len(digits) < 5 or _MONEY_AFTER.match(words, pieces[-1].end):
        return None
    before = words[max(0, pieces[0].start - 20) : pieces[0].start]
    if _MONEY_BEFORE.search(before):
        return None
    return _identity(digits, before) or _card(digits, pieces, before) or _phone(digits, pieces, before)


def _identity(digits: str, before: str) -> _Known | None:
    if _ID.fullmatch(digits):
        if is_id_number(digits) or _ID_SAID.search(before):
            return _Known(Number.ID_NUMBER, 0, 6, 4)
        return None
    is_old = _OLD_ID.fullmatch(digits) and _REGIONS.match(digits) and not _OTHER_SAID.search(before)
    return _Known(Number.ID_NUMBER, 0, 6, 3) if is_old else None


def is_id_number(digits: str) -> bool:
    """Whether these are eighteen digits of an identity number by GB 11643-1999: region, day of birth, check digit."""
    if not _ID.fullmatch(digits) or not _REGIONS.match(digits):
        return False
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 11
    return "10X98765432"[rest] == digits[17]


def _card(digits: str, pieces: Sequence[_Piece], before: str) -> _Known | None:
    if not digits.isdigit() or any(len(piece.digits) not in (4, 6) for piece in pieces[:-1]):
        return None
    if _CARD.fullmatch(digits) and _is_luhn(digits) and not _OTHER_SAID.search(before):
        return _Known(Number.BANK_CARD, 0, 4, 4)
    if _SHORT_CARD.fullmatch(digits) and _CARD_SAID.search(before):
        return _Known(Number.BANK_CARD, 0, 4, 4)
    return None


def _is_luhn(digits: str) -> bool:
    """The check digit of ISO/IEC 7812-1."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits), start=1))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _phone(digits: str, pieces: Sequence[_Piece], before: str) -> _Known | None:
    if (mobile := _MOBILE.fullmatch(digits)) is not None and _is_parted_as_mobile(pieces):
        return _Known(Number.PHONE, mobile.start(1), 3, 4)
    if len(pieces) == 1 and _MOBILES.fullmatch(digits):  # one written behind the other
        return _Known(Number.PHONE, 0, 3, 4)
    if (landline := _LANDLINE.fullmatch(digits)) is not None and not _OTHER_SAID.search(before):
        area = len(landline[1])
        return _Known(Number.PHONE, 0, area, 2) if len(pieces[0].digits) >= area else None
    if len(pieces) == 1 or digits[0] in "48":
        return _short_phone(digits, before)
    return None


def _is_parted_as_mobile(pieces: Sequence[_Piece]) -> bool:
    """138 1234 5678, not 1971.12-1972.1."""
    parts = tuple(len(piece.digits) for piece in pieces if piece.digits not in ("86", "0086"))
    return parts in _MOBILE_PARTS or len(parts) == 1


def _short_phone(digits: str, before: str) -> _Known | None:
    """Hotlines, and numbers without an area code where the words before say that one calls it."""
    if (len(digits) == 10 and _HOTLINE.fullmatch(digits)) and not _OTHER_SAID.search(before):
        return _Known(Number.PHONE, 0, 3, 2)
    if not _CALL.search(before):
        return None
    if _HOTLINE.fullmatch(digits):
        return _Known(Number.PHONE, 0, 2, 0)
    return _Known(Number.PHONE, 0, 0, 2) if _LOCAL.fullmatch(digits) and not _is_day(digits) else None


def _is_day(digits: str) -> bool:
    """20190428 is a day."""
    try:
        return len(digits) == 8 and date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year >= 1900
    except ValueError:
        return False


def _sealed(scan: Scan, pieces: Sequence[_Piece], known: _Known) -> Sealed:
    """The number with all digits hidden but its first and last ones."""
    places = [place for piece in pieces for place in range(piece.start, piece.end)]
    digits = "".join(piece.digits for piece in pieces)
    own = len(digits) - known.skipped
    hidden = set(places[known.skipped + known.head : len(places) - known.tail])
    value = digits[known.skipped :]
    mask = f"{value[: known.head]}{'*' * (own - known.head - known.tail)}{value[own - known.tail :]}"
    return _masked(scan, (pieces[0].start, pieces[-1].end), hidden, known.sort, mask)


def _plates(scan: Scan) -> Iterator[Sealed]:
    for place in _PLATE_FIRST.finditer(scan.words):
        plate = _PLATE.match(scan.words, place.start())
        if plate is not None:
            letters = [at for at in range(plate.start(), plate.end()) if scan.words[at].isalnum()]
            hidden = set(letters[2:-2])
            mask = "".join("*" if at in hidden else scan.words[at].upper() for at in letters)
            yield _masked(scan, plate.span(), hidden, Number.PLATE, mask)


def _masked(scan: Scan, span: tuple[int, int], hidden: set[int], sort: Number, mask: str) -> Sealed:
    quote = "".join("*" if place in hidden else scan.words[place] for place in range(*span))
    reason = Reason("NUMBER", {"number": sort.value, "mask": mask}, quote, span[0], scan.where)
    return Sealed(sort, Find(mask, reason))
