"""How much is it in all: which of the amounts of a text are the sum that it tells of, and which are not.

A text that tells what was taken, lost, owed or paid names many amounts. Counted are the parts; left out are what was
given back, fines, what a thing was sold for, prices by the piece, what was found on someone, and what is named again.
A stated total stands for its parts. These rules are about how such texts are written, none about a certain text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import islice

from heyi.triage.amounts import written_sums
from heyi.triage.scan import Spans, sentences

MOST = 300  # amounts of one text; the time of a reading is bounded by it
_BEFORE = 40  # letters of the sentence in front of an amount that may say what it is
_FAR = 120  # letters of the sentence in front of an amount that may say what the sentence is about
_NEAR = 8  # amounts back among which the same one may have been told
_MOST_FINDINGS = 10


class Role(StrEnum):
    """What an amount is in the story."""

    PART = "PART"
    TOTAL = "TOTAL"
    GIVEN_BACK = "GIVEN_BACK"
    FINE = "FINE"
    PROCEEDS = "PROCEEDS"
    UNIT_PRICE = "UNIT_PRICE"
    FOUND = "FOUND"
    AGAIN = "AGAIN"
    COST = "COST"
    LOW_END = "LOW_END"


_SECOND_BEST = (
    Role.PROCEEDS,
    Role.AGAIN,
    Role.FOUND,
    Role.GIVEN_BACK,
    Role.COST,
    Role.UNIT_PRICE,
    Role.FINE,
)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in yuan, where it stands (half-open), what it is, and whether the total counts it."""

    yuan: Decimal
    start: int
    end: int
    role: Role
    counted: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """The amounts of a text in its order, and what they come to in yuan."""

    amounts: tuple[Money, ...]
    total: Decimal


# The sign nearest before an amount, within its clause, says what it is; a verb of taking says that it is a part.
_TAKING = re.compile(
    r"骗取|骗得|骗走|诈骗|盗得|盗走|盗窃|盗取|窃得|窃取|窃走|偷走|偷得|偷了|抢走|抢得|敲诈|勒索"
    r"|侵吞|挪用|拖欠|欠我|[还仍]欠|欠薪|价值|价格为"
)
_BEFORE_SIGNS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.FINE, re.compile(r"罚金|罚款|保证金|判处")),
    (
        Role.GIVEN_BACK,
        re.compile(
            r"退还|返还|退赔|赔偿|归还|退缴|退回|退出|退款|还给|偿还|还款|补交|补缴|预缴|缴纳|代为|发还|追回|挽回|已还|补偿|退了|还了|还过"
        ),
    ),
    (
        Role.PROCEEDS,
        re.compile(
            r"销赃|(?<![小专外买])卖(?![部场店的])|变卖|出售|倒手|得款|获利|获赃|分得|分给|分赃|好处费|报酬|提成|典当|所得赃款|[非违]法所得"
        ),
    ),
    (
        Role.FOUND,
        re.compile(
            r"扣押|查获|缴获|搜出|搜缴|起获|搜查|余额|剩余|余下|其余|余款|尚有|仍有|尚欠|身上|藏在|存入|退至"
        ),
    ),
    (
        Role.COST,
        re.compile(
            r"修理费|维修|修复|损毁|鉴定费|路费|花费|成本|月薪|工资为|年息|月息|注册资|谎称|声称|约定|商定|许诺|承诺|报价|标价|原价|购买价|购价|购于|需要|还要|借口"
        ),
    ),
    (
        Role.UNIT_PRICE,
        re.compile(
            r"每[^，。；、每]{0,4}(?:价值|价格为|价格|为|计|人民币)?|单价|均价|[×*＊][ ]?$|(?<!平)均为"
        ),
    ),
    (Role.AGAIN, re.compile(r"其中|将(?:所|盗得|骗得|窃得)|(?:上述|该|此)(?:笔)?(?:款|赃款|现金|钱)")),
)
_CHANGED = re.compile(
    r"[直又被一]?[接下]?(?:上涨|下降|提高|提升|增加|上调|下调|调整|[涨降升加减调改变])[到至为成]"
)
_AFTER_SIGNS: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.PROCEEDS,
        re.compile(
            r"(?:的?价格|价)?[^，。；]{0,12}(?:卖|销赃|出售|典当|变卖|转卖|买回|收购|抵)|好处费|的?报酬"
        ),
    ),
    (Role.UNIT_PRICE, re.compile(r"(?:的)?(?:单价|每|一[斤个只条瓶亩吨平米]|/|[×xX*＊][ ]?[0-9])")),
    (
        Role.GIVEN_BACK,
        re.compile(r"[^，。；、元（(]{0,6}(?:已)?(?:退还|返还|退赔|归还|发还|还给|赔偿|退回)"),
    ),
    (Role.COST, _CHANGED),
    (Role.AGAIN, re.compile(r"票面|面值|面额|的?[欠借]条|[^，。；元]{0,6}(?:被当场|当场被)|（?折合|\(?折合")),
)
_PAST = re.compile(r"曾因|因犯[^。]{0,40}判处|前科")  # an earlier case
_TOTAL = re.compile(
    r"(?:共计|合计|总计|总共|一共|合共|拢共|加起来|共价值|总价值|总价|总额|总金额|累计|价值共|共骗|共盗|共窃|共得|共损失|共(?=人民币|价))[^，。；、]{0,14}$"
)
_MAY_BE_TOTAL = re.compile(r"(?:共|计|总|总数|全部|等于|[=＝])[^，。；、0-9]{0,4}$")
"""Before an amount that is a total where what was told before comes to it."""
_SAME = re.compile(
    r"[整正]?[\s，,、]*(?P<bracket>[（(\[【])?"
    r"(?P<said>[（(]?(?:人民币|大写|小写|金额|数额|即|也就是|折合|合计?|为|计|共计?|RMB)[)）]?[:：]?\s*){0,4}[（(:：\s]?\s*"
)
"""Between the same sum in figures and in words: 叁拾万元整（¥300000元）."""
_SPLITS = re.compile(
    r"其中|已[经]?[付还给支归退]|[付还给]了|支付|归还|首付|尾款|剩|余款|[尚还仍]欠|还差|[未没][付给还]|转账|微信转|支付宝|包括|包含|含|分别|分[两二三四五]?[次笔期]"
)
_PAID = re.compile(r"已经?[付还给支归退]|[付还给退]了|归还|偿还|支付")
_ASKS = re.compile(r"要求|请求|主张|索赔|索要|判令|应当?[赔退返归]")
_STILL = re.compile(r"(?:[还仍尚]欠|还[剩差]|剩下?|余款?)[^，。；、]{0,6}$")
_PARTS = 8  # amounts into which one may be split
_OPENS_LIST = re.compile(
    r"[^。]{0,12}。?\s*(?:具体|分述|分别|其中|如下|[^。，]{0,16}如下|[（(]?[1一][)）、.．])"
)
_CONCLUDES = re.compile(r"[^。\n]{0,20}数额(?:较大|巨大|特别巨大)")
_GOODS = re.compile(r"价值[^，。；、]{0,12}$")
_HANDED_ON = re.compile(
    r"(?:取走|拿走|取出|提现|转走|给了)[^，。；|]{0,12}\||\|(?:现金)?(?:取走|拿走|取出|提现)"
)
_SUMS_UP = re.compile(r"综上|以上[^，。]{0,6}(?:共|合计|总)|累计")
_FIGURES = re.compile("[0-9０-９]")
_WITHIN_CLAUSE = re.compile(r"[。！？!?；;\n\r…，：]+")
_END = re.compile(
    r"(?:上述|以上|前述)(?:犯罪)?(?:事实|证据)[^。]{0,60}(?:证据|异议|证实|供认|认定|佐证|予以)|(?:有|由)下列证据|认定的证据"
)
_FINDING = re.compile(r"(?:本院)?(?:经)?(?:依法)?(?:公开)?(?:开庭)?审理查明")


@dataclass(frozen=True, slots=True)
class _Told:
    """A text with its sentences, found once: every look around an amount is bounded."""

    words: str
    sentences: Spans

    def begin(self, money: Money) -> int:
        """Where the sentence of an amount begins."""
        return self.sentences.around(money.start)[0]

    def before(self, start: int, letters: int = _BEFORE) -> str:
        """The words before a place, within its sentence."""
        return self.words[max(self.sentences.around(start)[0], start - letters) : start]


def sums(text: str) -> Sums:
    """The amounts of a text, which of them are counted, and their total; nothing raises, whatever the text."""
    told = _Told(text, sentences(text))
    found = _split(_totals(_twice(list(_read(told)), told), told), told)
    start, end = _story(text, found)
    counted = _counted([money for money in found if start <= money.start < end], told)
    marked = tuple(replace(money, counted=id(money) in counted) for money in found)
    return Sums(marked, sum((money.yuan for money in marked if money.counted), Decimal(0)))


def _read(told: _Told) -> Iterator[Money]:
    clauses = Spans(told.words, _WITHIN_CLAUSE)
    for one in written_sums(told.words, most=MOST):
        role = (
            Role.LOW_END if one.is_low_end else _role(told, one.start, one.end, clauses.around(one.start)[0])
        )
        yield Money(one.yuan, one.start, one.end, role, counted=False)


def _twice(found: list[Money], told: _Told) -> list[Money]:
    """The same sum in figures and in words, or told again in brackets, is one: 借款叁拾万元（300000元）."""
    last: Money | None = None
    for place, money in enumerate(found):
        if money.role is Role.LOW_END:
            continue
        if last is not None and last.yuan == money.yuan and _is_same(last, money, told.words):
            found[place] = replace(money, role=Role.AGAIN)
        last = money
    return found


def _is_same(one: Money, other: Money, words: str) -> bool:
    if other.start - one.end > _BEFORE // 2:
        return False
    between = _SAME.fullmatch(words, one.end, other.start)
    if between is None:
        return False
    in_figures = [_FIGURES.search(words, each.start, each.end) is not None for each in (one, other)]
    return bool(between["bracket"] or between["said"]) or in_figures[0] != in_figures[1]


def _totals(found: list[Money], told: _Told) -> list[Money]:
    """With 共 or = before it, an amount is a total where those before it come to it."""
    parts: list[Decimal] = []
    for place, money in enumerate(found):
        if money.role not in (Role.PART, Role.TOTAL):
            continue
        reckoned = _reckoned(parts, money.yuan)
        if reckoned and _MAY_BE_TOTAL.search(told.before(money.start, _NEAR * 2)):
            found[place] = replace(money, role=Role.TOTAL)
            del parts[-reckoned:]
        parts.append(money.yuan)
    return found


def _reckoned(parts: Sequence[Decimal], yuan: Decimal) -> int:
    """How many of the last parts come to the sum; 0 where none do."""
    rest = yuan
    for number, part in enumerate(reversed(parts), 1):
        rest -= part
        if rest <= 0:
            return number if rest == 0 else 0
    return 0


def _split(found: list[Money], told: _Told) -> tuple[Money, ...]:
    """What an amount was split into counts no more: 借了5万元，已还2万元，还欠3万元."""
    for place, whole in enumerate(found):
        if whole.role in (Role.PART, Role.TOTAL):
            for at in _parts_of(place, found, told):
                if found[at].role in (Role.PART, Role.TOTAL):
                    found[at] = replace(found[at], role=Role.AGAIN)
    return tuple(found)


def _parts_of(place: int, found: Sequence[Money], told: _Told) -> Sequence[int]:
    """Where the amounts of its sentence stand that an amount was split into."""
    whole, rest, parts = found[place], found[place].yuan, list[int]()
    end = told.sentences.around(whole.start)[1]
    for at in range(place + 1, min(place + 1 + _PARTS, len(found))):
        part = found[at]
        if part.start >= end or part.yuan >= whole.yuan:
            break
        if part.role is Role.LOW_END:
            continue
        rest -= part.yuan
        parts.append(at)
        between = told.words[whole.end : part.start][-_FAR:]
        if _STILL.search(between) and _PAID.search(between):
            return parts
        if rest <= 0:
            return parts if rest == 0 and len(parts) > 1 and _SPLITS.search(between) else ()
    return ()


def _role(told: _Told, start: int, end: int, clause: int) -> Role:
    after = told.words[end : min(end + 20, told.sentences.around(start)[1])]
    if _PAST.search(told.before(start, _FAR) + after):
        return Role.FINE
    for role, sign in _AFTER_SIGNS:
        if sign.match(after):
            return role
    role = _nearest(told.words[max(clause, start - _BEFORE) : start])
    if role is Role.PART and _TOTAL.search(told.before(start)):
        return Role.TOTAL
    return role


def _nearest(before: str) -> Role:
    """What the last sign before an amount says."""
    found, place = Role.PART, 1
    for role, sign in ((Role.PART, _TAKING), *_BEFORE_SIGNS):
        ends = [match.end() for match in sign.finditer(before)]
        if ends and ends[-1] >= place:
            found, place = role, ends[-1]
    return found


def _story(words: str, found: Sequence[Money]) -> tuple[int, int]:
    """Where the facts stand: what a court found where it tells them itself, else the whole up to the evidence."""
    start, end = 0, len(words)
    ends = [match.start() for match in _END.finditer(words)]
    for match in islice(_FINDING.finditer(words), _MOST_FINDINGS):
        last = next((place for place in ends if place >= match.end()), end)
        if any(match.end() <= one.start < last and one.role in (Role.PART, Role.TOTAL) for one in found):
            start = match.start()
            break
    evidence = next((place for place in ends if place >= start), end)
    if any(start <= money.start < evidence for money in found):
        end = evidence
    return start, end


def _counted(amounts_told: Sequence[Money], told: _Told) -> set[int]:
    """The amounts that make the total: stated totals stand for their parts."""
    counted: list[Money] = []
    for money in amounts_told:
        if money.role is Role.PART and not _told_before(money, counted, told):
            counted.append(money)
        elif money.role is Role.TOTAL:
            counted = _settled(counted, money, told)
    return _opened(counted, told.words) or _asked(amounts_told, told) or _second_best(amounts_told)


def _told_before(money: Money, counted: Sequence[Money], told: _Told) -> bool:
    """The same sum handed on in the same sentence: 给了1万元，他取走1万元."""
    begin = told.begin(money)
    if not any(one.start >= begin and one.yuan == money.yuan for one in counted[-_NEAR:]):
        return False
    near = told.before(money.start) + "|" + told.words[money.end : money.end + 8]
    return _HANDED_ON.search(near) is not None


def _settled(counted: list[Money], total: Money, told: _Told) -> list[Money]:
    """The counted amounts after a stated total: without those that it sums, or that its own sentence named."""
    reckoned = Decimal(0)
    for back in range(len(counted) - 1, -1, -1):
        reckoned += counted[back].yuan
        if reckoned == total.yuan:
            return [*counted[:back], total]
        if reckoned > total.yuan:
            break
    before = told.before(total.start, _FAR)
    concludes = _SUMS_UP.search(before) or _CONCLUDES.match(told.words, total.end)
    if concludes and total.yuan >= max((one.yuan for one in counted), default=0):
        return [total]
    if _GOODS.search(before):
        return [*counted, total]
    begin = told.begin(total)
    return [*(money for money in counted if money.start < begin), total]


def _opened(counted: list[Money], words: str) -> set[int]:
    """A total that stands before its parts (「共计5700元，具体如下」) stands for them."""
    rest = sum((money.yuan for money in counted), Decimal(0))
    for place, money in enumerate(counted[:-1]):
        rest -= money.yuan
        if money.role is not Role.TOTAL:
            continue
        if rest == money.yuan or (place == 0 and _OPENS_LIST.match(words, money.end)):
            return {id(one) for one in counted[: place + 1]}
    return {id(money) for money in counted}


def _asked(amounts_told: Sequence[Money], told: _Told) -> set[int]:
    """Where nothing was a part, all that is asked back: 要求赔偿医药费3000元、误工费2000元."""
    return {
        id(money)
        for money in amounts_told
        if money.role is Role.GIVEN_BACK and _ASKS.search(told.before(money.start, _FAR))
    }


def _second_best(told: Sequence[Money]) -> set[int]:
    """Where nothing was a part, the greatest of what was gained, found or given back says how much it was."""
    for role in _SECOND_BEST:
        of_role = [money for money in told if money.role is role]
        if of_role:
            return {id(max(of_role, key=lambda money: money.yuan))}
    return set()
