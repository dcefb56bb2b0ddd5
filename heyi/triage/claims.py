"""What a text asks for: the act, its object as told, and the amount where one stands beside.

A clause with a word of asking, and the clauses of a list behind it, are looked through for acts. What the other side
asks (老板要求我赔偿) is none; nor is what was asked of nobody (没有要求).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from heyi.triage.codes import Wish
from heyi.triage.lexicon.wishes import ASKS, LEADS, WEAK, WISHES
from heyi.triage.names import person_end
from heyi.triage.reading import Find, Reason
from heyi.triage.scan import Scan

MOST = 12
_LOOKED_AT = 100  # words of asking in one text; a bound for made-up ones
_LONGEST = 40  # letters of a claim
_FAR = 240  # letters from the word of asking in which acts are looked for
_CLAUSES = 3  # clauses from the word of asking in which the first act may stand
_ACTS = re.compile("|".join(f"(?P<{wish}>{words})" for wish, words in WISHES))
_END = re.compile(
    r"[。！？!?\n\r…；;]+(?!\s*(?:[（(]?[0-9０-９一二三四五六七八九十][)）、.．:：，,]|[①②③④⑤⑥⑦⑧⑨]))"
)
_CLAUSE = re.compile(r"[。！？!?；;\n\r…，,：:、]+")
_ITEM = re.compile(
    r"\s*(?:[（(]?[0-9０-９一二三四五六七八九十][)）、.．:：，,]|[①②③④⑤⑥⑦⑧⑨]|第[一二三四五六七八九十][，,、]?)\s*"
)
_JOINED = re.compile(
    r"(?:并|和|以及|及|同时|且|另外|还|再|或者?|要么|尽快|立即|马上|依法|一并|予以|给予|进行|对方|公司)*"
)
_AND = re.compile(r"(?:并|和|及|且|或|，|并且|以及)(?:尽快|立即|依法|予以|给予|进行)?$")
_NOT_ASKED = re.compile(r"(?:没有?|未|不|并未|无须|未曾|无|会|就)$")
_NOT_OURS = re.compile(
    r"(?:老板|公司|房东|物业|对方|厂里|单位|法院|学校|医院|银行|商家|卖家|开发商|社区|村里|村委会?|镇里|政府|交警|派出所|民警|他们?|她们?|前夫|前妻|老公|老婆|丈夫|妻子|中介|店家|客服|平台|司机|邻居|领导|医生|老师|业委会|局里?|所里|被|却|又|反而)(?:就|却|又|还|反而|再次|一直|多次|强行|非|只|都|说|也)?$"
)
_DENIED = re.compile(
    r"(?:不(?:按时|及时)?|没|未|拒绝|拒不|不肯|不愿|不予|无法|不能|不给|没有|不同意|已经?|被|没有?(?:得到|彻底)|未得到|得不到)$"
)
_TAKEN = re.compile(r"[把将][^把将，。；]{1,16}$")
_TRIM = " 　、，,。；;：:“”\"'（(）)"


@dataclass(frozen=True, slots=True)
class Claim:
    """What is asked for, the amount in yuan that stands beside, and why."""

    wish: Wish
    amount: Decimal | None
    reason: Reason

    @property
    def words(self) -> str:
        """What is asked for and of what, as told."""
        return self.reason.quote


def claims(scan: Scan, amounts: Sequence[Find[Decimal]]) -> tuple[Claim, ...]:
    """The claims in the order of the text, each act once with its words, at most MOST."""
    kept: dict[tuple[Wish, str], Claim] = {}
    looked = 0
    for ask in islice(ASKS.finditer(scan.words), _LOOKED_AT):
        if ask.start() < looked or _is_not_ours(scan.words, ask):
            continue
        for start, end in _asked(scan.words, ask):
            claim = _claim(scan, start, end, amounts)
            kept.setdefault((claim.wish, claim.words), claim)
            looked = end
        if len(kept) >= MOST:
            break
    return tuple(kept.values())[:MOST]


def _is_not_ours(words: str, ask: re.Match[str]) -> bool:
    """Nobody asked, or the other side did; who should or must do something is asked by the reporter all the same."""
    begin = max(0, ask.start() - 8)
    denied = _NOT_ASKED.search(words, begin, ask.start())
    return bool(denied or (ask[0][0] not in "应必务" and _NOT_OURS.search(words, begin, ask.start())))


def _asked(words: str, ask: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where acts stand that are asked for, each from its first letter to the end of its clause or to the next act."""
    limit = min(len(words), ask.end() + _FAR)
    end = _END.search(words, ask.end(), limit)
    limit = end.start() if end else limit
    start, found, passed = ask.start() if _ACTS.match(words, ask.start()) else ask.end(), False, 0
    while start < limit and (found or passed < _CLAUSES):
        item = _ITEM.match(words, start, limit)
        begin = item.end() if item else start
        clause = _CLAUSE.search(words, begin, limit)
        stop = clause.start() if clause else limit
        spans = list(
            _acts(
                words,
                begin,
                stop,
                is_free=not found or item is not None or words[begin : begin + 1] in ("把", "将"),
            )
        )
        if found and not spans and stop > begin:
            return
        yield from spans
        found, passed, start = (
            found or bool(spans),
            passed + (stop > begin),
            clause.end() if clause else limit,
        )


def _acts(words: str, start: int, stop: int, *, is_free: bool) -> Iterator[tuple[int, int]]:
    """The acts of one clause; one that only goes on from another begins with its act."""
    if is_free:
        act = _first_act(words, start, stop)
    else:
        joined = _JOINED.match(words, start, stop)
        act = _ACTS.match(words, joined.end() if joined else start, stop)
    floor = start
    while act is not None and not _DENIED.search(words, max(0, act.start() - 4), act.start()):
        following = _next_act(words, act.end(), stop)
        until = following.start() if following else stop
        yield _object_before(words, floor, act), min(until, act.start() + _LONGEST)
        floor, act = act.end(), following


def _first_act(words: str, start: int, stop: int) -> re.Match[str] | None:
    """The first act of the clause that is one: 加强管理, not the 管理 of 小区管理混乱."""
    for act in _ACTS.finditer(words, start, stop):
        if words[act.end() : act.end() + 1] == "的":  # 解决的问题
            continue
        if (
            not WEAK.match(act[0])
            or act.start() == start
            or LEADS.search(words, max(0, act.start() - 4), act.start())
            or person_end(words, start, strict=False) == act.start()  # 要求李建国赔偿
        ):
            return act
    return None


def _next_act(words: str, start: int, stop: int) -> re.Match[str] | None:
    """The next act of the clause that is joined to what stands before: 拆除并道歉, not 支付赔偿金."""
    for act in _ACTS.finditer(words, start, stop):
        if _AND.search(words, max(start, act.start() - 4), act.start()):
            return act
    return None


def _object_before(words: str, start: int, act: re.Match[str]) -> int:
    """将押金退还, 把围墙拆除: the claim begins with what is to be done to."""
    before = _TAKEN.search(words, max(start, act.start() - _LONGEST // 2), act.start())
    return before.start() if before else act.start()


def _claim(scan: Scan, start: int, end: int, amounts: Sequence[Find[Decimal]]) -> Claim:
    said = scan.words[start:end].rstrip(_TRIM)
    said = _AND.sub("", said) or said
    act = _ACTS.search(said)
    assert act is not None  # noqa: S101  # an act stands in it
    wish = Wish(act.lastgroup or "")
    beside = (
        find.value for find in amounts if find.reason.where is scan.where and start <= find.reason.start < end
    )
    reason = scan.reason("CLAIM", start, start + len(said), wish=wish.value)
    return Claim(wish, max(beside, default=None), reason)
