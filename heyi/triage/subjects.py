"""Whom a report is about among the units: the complained-about must never receive it (信访工作条例 §30).

"投诉织里派出所民警不作为" is about that station; "已向织里派出所报警" is not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from heyi.triage.gazetteer import Gazetteer
from heyi.triage.lexicon.entries import Sort
from heyi.triage.lexicon.offices import TAILS
from heyi.triage.reading import Find, Reason
from heyi.triage.scan import Scan, clauses, sentences

MOST = 5
OFFICES = 60  # more mentions than any real text has; a bound for made-up ones
_TOLD = re.compile(
    r"(?:向|到|去|找|找到|给|往|至|请|希望|要求|建议|请求|恳请|望|由|在|跟|和|拨打|请问|报告|通知|经|让|叫|来|送|交|打)"
    r"(?:了|过|给|本地|当地|辖区|属地|附近的?|湖州市?|浙江省?|你们|我们)?$"
)
_ACCUSED = re.compile(
    r"(?:投诉|举报|控告|状告|检举|控诉|反映|起诉|实名举报|举报信|对)(?:一下|了|关于|本地|当地|辖区|属地|湖州市?|浙江省?|我们|的|：|:|“|、)*$"
)
_PLACE_AFTER = re.compile(
    r"(?:附近|旁|门口|对面|隔壁|辖区|边上|后面|前面|斜对面|门前|宿舍|家属|路口|处理|调解|管一下|管管|介入|出面|查处|来|核实|门卫室|方向|大门)"
)
_TURN = re.compile(
    r"(?:但|却|可是|然而|结果|民警|警察|他们|工作人员|对方人员|该|所里|局里|领导|法官|队员|他们)"
)


@dataclass(frozen=True, slots=True)
class _Office:
    """An office spoken of, by its own name (`codes`) or by a common one (`tail`)."""

    start: int
    end: int
    codes: tuple[str, ...]
    tail: str


def subjects_of(
    scans: Sequence[Scan], region: str, gazetteer: Gazetteer
) -> tuple[tuple[Find[str], ...], tuple[Reason, ...]]:
    """The units complained about, and reasons for blamed offices that could not be told apart."""
    found: dict[str, Find[str]] = {}
    unknown: dict[str, Reason] = {}
    for scan in scans:
        for office, previous in _blamed(scan, gazetteer):
            codes = _codes(office, previous, region, gazetteer)
            for code in codes:
                params = {"unit": gazetteer.units[code].name}
                found.setdefault(
                    code, Find(code, scan.reason("SUBJECT_WORD", office.start, office.end, **params))
                )
            if not codes:
                unknown.setdefault(office.tail, scan.reason("SUBJECT_UNKNOWN", office.start, office.end))
    return tuple(found.values())[:MOST], tuple(unknown.values())[:1]


def _codes(office: _Office, named: Sequence[_Office], region: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The unit behind an office: its own name, the last one named of its sort, or the one at the matter's place."""
    if office.codes:
        return office.codes[:1] if len(office.codes) == 1 else _nearest(office.codes, region, gazetteer)
    tails = TAILS[office.tail]
    for earlier in reversed(named):
        names = [gazetteer.units[code].name for code in earlier.codes]
        if any(name.endswith(tail) for name in names for tail in tails):
            return earlier.codes[:1]
    code = gazetteer.office_at(region, tails)
    return () if code is None else (code,)


def _nearest(codes: tuple[str, ...], region: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    around = [place.code for place in gazetteer.around(region)]
    near = [code for code in codes if gazetteer.units[code].region in around]
    return tuple(near[:1]) or codes


def _blamed(scan: Scan, gazetteer: Gazetteer) -> Iterator[tuple[_Office, list[_Office]]]:
    offices = _offices(scan, gazetteer)
    if not offices:
        return
    judge = _Judge(scan, offices)
    for number, office in enumerate(offices):
        if judge.is_blamed(number):
            yield office, [earlier for earlier in offices[:number] if earlier.codes]


def _offices(scan: Scan, gazetteer: Gazetteer) -> list[_Office]:
    named = [_Office(start, end, codes, "") for start, end, codes in gazetteer.offices(scan.words)]
    taken = {letter for office in named for letter in range(office.start, office.end)}
    named += [
        _Office(hit.start, hit.end, (), hit.entry.code)
        for hit in scan.of(Sort.STAFF)
        if hit.start not in taken and hit.end - 1 not in taken
    ]
    return sorted(named, key=lambda office: office.start)[:OFFICES]


class _Judge:
    """Whether an office is blamed, by the words before it, after it, and in the clause that follows."""

    def __init__(self, scan: Scan, offices: Sequence[_Office]) -> None:
        self._scan = scan
        self._offices = offices
        self._clauses = clauses(scan.words)
        self._sentences = sentences(scan.words)

    def is_blamed(self, number: int) -> bool:
        """Accused outright, or followed by a failing that is its own."""
        office, words = self._offices[number], self._scan.words
        start, end = self._clauses.around(office.start)
        if _PLACE_AFTER.match(words, office.end):
            return False
        before = words[max(start, office.start - 12) : office.start]
        if _ACCUSED.search(before):
            return (not before.startswith("对") and not before.endswith("对")) or self._blame(
                office.end, end, 1
            )
        if _TOLD.search(before):
            return self._blame_follows(office, end, needs_turn=True)
        limit = self._next_start(number, end)
        return self._blame(office.end, limit, 1) or self._blame_follows(office, end, needs_turn=False)

    def _next_start(self, number: int, end: int) -> int:
        """Where the next other office begins, if in this clause: what follows it is said of that one."""
        following = self._offices[number + 1] if number + 1 < len(self._offices) else None
        if following is None or following.start >= end or following.codes == ():
            return end
        return following.start

    def _blame_follows(self, office: _Office, end: int, *, needs_turn: bool) -> bool:
        _, sentence_end = self._sentences.around(office.start)
        start, following_end = self._clauses.after(office.start)
        if start >= sentence_end or start < end:
            return False
        if any(start <= other.start < following_end and other.codes for other in self._offices):
            return False
        turned = _TURN.search(self._scan.words, start, following_end) is not None
        return self._blame(start, following_end, 3) or (
            turned and needs_turn and self._blame(start, following_end, 1)
        )

    def _blame(self, start: int, end: int, weight: int) -> bool:
        return any(
            start <= hit.start < end and hit.entry.weight >= weight for hit in self._scan.of(Sort.BLAME)
        )
