"""Which places and organisations a text names, by rank, and whether two texts name two places.

A place is told apart only from one of its own rank: of two counties, two villages, two companies, two houses, each text
names one that the other does not. A text that merely says more (the town and its village) is no other place. Names are
known by their ends, so what exists is not known here; what was read too long on the left still meets its shorter self.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from heyi.triage.lexicon.places import ORIGIN_AFTER, ORIGIN_BEFORE
from heyi.triage.lexicon.ranked_names import ENDINGS, KINDS, NO_ENDING, NOT_BEHIND, TRADES
from heyi.triage.lexicon.sites import NEVER_NAMES, NO_NAMES
from heyi.triage.names import name_start
from heyi.triage.numerals import number

_HITS = 120  # endings and numbers looked at in a text
_LONGEST = 12  # letters of a name before its ending
_LONGEST_DIVISION = 6
_MOST, _MOST_NUMBERS = 24, 240  # names kept of a rank
_BEGINS = 60  # letters of a text whose title names no place nearer than a county


class Rank(StrEnum):
    """What sort of thing is named; only two of one rank are compared."""

    PROVINCE = "PROVINCE"
    CITY = "CITY"
    COUNTY = "COUNTY"
    TOWN = "TOWN"
    VILLAGE = "VILLAGE"
    ESTATE = "ESTATE"
    ROAD = "ROAD"
    SITE = "SITE"
    BODY = "BODY"
    HOUSE = "HOUSE"
    LANE = "LANE"
    BUILDING = "BUILDING"
    STAIRS = "STAIRS"
    GROUP = "GROUP"
    ZONE = "ZONE"
    LINE = "LINE"


_DIVISIONS = frozenset({Rank.PROVINCE, Rank.CITY, Rank.COUNTY, Rank.TOWN, Rank.VILLAGE})
_BY_FULL_NAME = frozenset({Rank.ROAD, Rank.VILLAGE})
"""Whose names without their ending are ordinary words too often: 人民路, 幸福村."""
_NEVER_SHORTENED = frozenset({"小学", "中学", "高中", "大学", "附小", "附中", "幼儿园"})
"""Of one name, these are two: 新风小学, 新风中学."""
_BANKS = frozenset({"银行", "支行"})
"""What a house does is its name here: 建设银行."""
_COUNTED_ROADS = frozenset({"国道", "省道", "县道"})
_TOWNS = frozenset({"镇", "乡", "街道"})
_WITH_HOUSES = frozenset({Rank.ROAD, Rank.VILLAGE, Rank.ESTATE})
_NUMBERED = frozenset({Rank.HOUSE, Rank.LANE, Rank.BUILDING, Rank.STAIRS, Rank.GROUP, Rank.ZONE, Rank.LINE})
_IN_PASSING = frozenset({Rank.ROAD, Rank.SITE, Rank.BODY})
_WIDE = frozenset({Rank.PROVINCE, Rank.CITY, Rank.COUNTY})
"""To have these in common says nothing of the place."""

_RANK_OF: Mapping[str, Rank] = {
    ending: Rank(rank) for rank, endings in ENDINGS.items() for ending in endings.split()
}
_CODE = re.compile(r"[A-Z][0-9]{0,3}$")
_STEMS = frozenset("甲乙丙丁戊己庚辛")
_SINGLE = frozenset(word for word in TRADES.split() if len(word) == 1)


def _any_of(words: Iterable[str], least: int = 1) -> str:
    """A pattern of these words of at least so many letters, the longest first."""
    return "|".join(
        sorted((word for word in words if len(word) >= least), key=lambda word: (-len(word), word))
    )


_TRADE, _KIND = (re.compile(_any_of(words.split(), least=2)) for words in (TRADES, KINDS))
_SAYS_NOTHING = {Rank.BODY: _TRADE, Rank.ESTATE: _KIND, Rank.SITE: _KIND}
_ENDING = re.compile(_any_of(_RANK_OF))
_TRADED = frozenset({"公司", "集团", "厂", "店"})
_TRADE_WORDS, _TRADE_LETTERS = frozenset(TRADES.split()), (4, 3, 2)
_FIGURE = r"(?:[A-Za-z]?[0-9]{1,4}|[二三四五六七八九十百]{1,4}|[A-Z])"
_MORE = rf"(?:[-—~～、,，和与及至到]{_FIGURE})*"
_NUMBERS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (
        Rank.BUILDING,
        re.compile(rf"(?<![A-Za-z0-9第]){_FIGURE}{_MORE}#?(?=幢|栋(?!楼房)|号楼|号?座(?![位谈机]))"),
    ),
    (Rank.STAIRS, re.compile(r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?=单元)")),
    (Rank.GROUP, re.compile(r"(?:[0-9]{1,2}|[二三四五六七八九十]{1,2})(?=组(?![织长成合团件装])|村民小组)")),
    (Rank.ZONE, re.compile(r"(?<![A-Za-z0-9])[A-Za-z](?=区)")),
    (
        Rank.LINE,
        re.compile(
            r"(?<![A-Za-z0-9])[A-Za-z]?[0-9]{1,4}(?=路)|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?=号线)"
        ),
    ),
)
_HOUSE = re.compile(r"([0-9]{1,5}|[一二三四五六七八九十百]{1,5})(?:[-—][0-9]{1,4})?(号(?!线|楼|文|令)|弄)")
_PARTS = re.compile(r"[、,，和与及]")
_RANGE = re.compile(r"^([0-9]{1,3})[-—~～至到]([0-9]{1,3})$")
_MOST_HOUSES = 60  # of a range


@dataclass(frozen=True, slots=True)
class Name:
    """A name without its ending, the whole of it, and its rank; of a number both are the number."""

    core: str
    full: str
    rank: Rank

    @property
    def ending(self) -> str:
        """What stands behind the name; nothing behind a number."""
        return self.full[len(self.core) :]


Ranked = Mapping[Rank, Collection[Name]]


@dataclass(frozen=True, slots=True)
class Names:
    """What a report names: first of all (its title, or what its text begins with), anywhere, and its words."""

    first: Ranked
    all: Ranked
    words: str

    def of(self, rank: Rank) -> Collection[Name]:
        """The names of this rank that count: those named first, else those of the text."""
        return self.first.get(rank) or self.all.get(rank, ())

    def tells(self, name: Name) -> bool:
        """Whether this report has the name too, longer or shorter or only in passing."""
        known = self.all.get(name.rank, ())
        if name in known or name.rank in _NUMBERED:
            return name in known
        is_whole = name.rank in _BY_FULL_NAME or name.ending in _NEVER_SHORTENED or _CODE.fullmatch(name.core)
        said = name.full if is_whole else name.core
        return said in self.words or any(_is_one(name, other) for other in known)


def names_of_report(title: str, text: str) -> Names:
    """The names of a report; in time by its length."""
    first = [*_named(title)]
    if _WIDE.issuperset(name.rank for name in first):
        first += _named(text[:_BEGINS])
    return Names(_ranked(first), _ranked((*first, *_named(text))), f"{title}\n{text}")


def _ranked(names: Iterable[Name]) -> Ranked:
    found: dict[Rank, dict[Name, None]] = {}
    for name in names:
        of_rank = found.setdefault(name.rank, {})
        if len(of_rank) < (_MOST_NUMBERS if name.rank in _NUMBERED else _MOST):
            of_rank[name] = None
    return found


def ranks_apart(one: Names, other: Names) -> frozenset[Rank]:
    """The ranks at which each names something that the other does not tell: then they are two places.

    What is told in passing parts no two reports of which one begins with a place as near that the other tells too; and
    where neither begins with a road, a site or an organisation, those told later part none.
    """
    shared = max(_depths_shared(one, other), default=0)
    return frozenset(
        rank
        for rank in one.all.keys() & other.all.keys()
        if (_are_first(one, other, rank) or shared < _depth(rank))
        and (rank not in _IN_PASSING or rank in one.first or rank in other.first)
        and _are_two(one, other, rank)
    )


def ranks_shared(one: Names, other: Names) -> frozenset[Rank]:
    """The ranks, from the town down, at which both name one thing; numbers by themselves are none."""
    return frozenset(
        rank
        for rank in (one.all.keys() & other.all.keys()) - _NUMBERED - _WIDE
        if any(_is_one(mine, theirs) for mine in one.all[rank] for theirs in other.all[rank])
    )


def _depths_shared(one: Names, other: Names) -> Iterator[int]:
    """How near the places are with which one begins and that the other tells."""
    for mine, theirs in ((one, other), (other, one)):
        for rank in mine.first.keys() - _NUMBERED - _WIDE:
            if any(theirs.tells(name) for name in mine.first[rank]):
                yield _depth(rank)


def _depth(rank: Rank) -> int:
    """How near a place is; of two roads or houses neither is nearer."""
    return 6 if rank in _NUMBERED else min(list(Rank).index(rank), 5)


def _are_two(one: Names, other: Names, rank: Rank) -> bool:
    mine = [other.tells(name) for name in one.of(rank)]
    theirs = [one.tells(name) for name in other.of(rank)]
    if rank in _NUMBERED or not _are_first(one, other, rank):
        return not any(mine) and not any(theirs)
    return not all(mine) and not all(theirs)


def _are_first(one: Names, other: Names, rank: Rank) -> bool:
    return rank in one.first and rank in other.first


def _is_one(one: Name, other: Name) -> bool:
    """Whether two names of a rank may be one: the same, one read longer than the other, or with letters swapped."""
    short, long = sorted((one.core, other.core), key=len)
    if {one.ending, other.ending} <= _NEVER_SHORTENED and one.ending != other.ending:
        return False
    if _CODE.fullmatch(short):
        return short == long
    if long.endswith(short) or long.startswith(short) or sorted(short) == sorted(long):
        return True
    if one.rank in _DIVISIONS or one.rank is Rank.ROAD:
        return len(short) > 3 and long.endswith(short[-2:])
    return short in long or not Counter(short) - Counter(long)  # 湖师院 of 湖州师范学院


def _named(words: str) -> Iterator[Name]:
    yield from _by_ending(words)
    for rank, pattern in _NUMBERS:
        for told in list(dict.fromkeys(pattern.findall(words)))[:_HITS]:
            yield from _numbers(told, rank)


def _by_ending(words: str) -> Iterator[Name]:
    floor = 0
    hits = [hit for hit, _round in zip(_ENDING.finditer(words), range(_HITS), strict=False)]
    for hit, following in zip_longest(hits, hits[1:]):
        if following and following.start() == hit.end() and _goes_on(hit[0], following, words):
            continue
        before = _before_trades(words, hit.start(), floor) if hit[0] in _TRADED else hit.start()
        start = name_start(words, before, floor=max(floor, before - _LONGEST))
        behind = words[hit.end() : hit.end() + 1]
        core = _core(words[start:before], hit[0], behind)
        if not core:
            continue
        rank = _rank(core, hit[0])
        if not _is_origin(words, start, hit.end(), rank):
            yield Name(core, core + hit[0], rank)
            yield from _house(words, hit.end(), rank)
        floor = hit.end() + (behind == "口")


def _rank(core: str, ending: str) -> Rank:
    """That of the ending; a 市 with a figure (A9市) is a county of the city A市."""
    rank = _RANK_OF[ending]
    return Rank.COUNTY if rank is Rank.CITY and _CODE.fullmatch(core) and len(core) > 1 else rank


def _before_trades(words: str, end: int, floor: int) -> int:
    """Where a name ends before what its house does: 恒大|物业服务有限|公司."""
    while size := next((size for size in _TRADE_LETTERS if words[end - size : end] in _TRADE_WORDS), 0):
        if end - size < floor:
            break
        end -= size
    return end


def _goes_on(ending: str, following: re.Match[str], words: str) -> bool:
    """Whether the name only ends with the ending behind: 八里店|镇, but not 人民路|路灯 nor 织里镇|中学."""
    longer, behind = following[0], words[following.end() : following.end() + 1]
    if len(ending) > 1 or _RANK_OF[longer] is Rank.BODY or (behind and behind in NOT_BEHIND.get(longer, "")):
        return False
    return _RANK_OF[ending] not in _DIVISIONS or longer in _TOWNS


def _core(stem: str, ending: str, behind: str) -> str:
    """What is left of a name without its ending and what it is; "" where it names nothing."""
    rank = _RANK_OF[ending]
    code = _CODE.search(stem)
    if code and rank in _DIVISIONS:
        return "" if rank is Rank.COUNTY and len(code[0]) == 1 else code[0]
    if not stem or stem[-1] in NO_ENDING.get(ending, "") or (behind and behind in NOT_BEHIND.get(ending, "")):
        return ""
    core = _SAYS_NOTHING[rank].sub("", stem) if rank in _SAYS_NOTHING and ending not in _BANKS else stem
    longest = _LONGEST_DIVISION if rank in _DIVISIONS else _LONGEST
    return "" if len(core) > longest or _is_no_name(core, ending) else core


def _is_no_name(core: str, ending: str) -> bool:
    name = core + ending
    if core.isdigit():
        return ending not in _COUNTED_ROADS
    if _CODE.fullmatch(core) or core in _STEMS:
        return False
    if len(core) < 2 or _SINGLE.issuperset(core):
        return True
    return name in NO_NAMES or name[1:] in NO_NAMES or name.endswith(NEVER_NAMES)


def _is_origin(words: str, start: int, end: int, rank: Rank) -> bool:
    """Where somebody comes from, the matter need not be."""
    head, tail = words[max(0, start - 4) : start], words[end : end + 3]
    return rank in _DIVISIONS and (
        head.endswith(ORIGIN_BEFORE) or tail.startswith((*ORIGIN_AFTER, "人，", "人。"))
    )


def _house(words: str, start: int, rank: Rank) -> Iterator[Name]:
    """The numbers right behind a road, a village or an estate: 利济路|12号, 新华路|100弄|5号."""
    while rank in _WITH_HOUSES and (hit := _HOUSE.match(words, start)):
        value = _value(hit[1])
        yield Name(value, value, Rank.LANE if hit[2] == "弄" else Rank.HOUSE)
        start = hit.end()


def _numbers(told: str, rank: Rank) -> Iterator[Name]:
    """Each number of 3、5幢 or 1-4栋."""
    for part in _PARTS.split(told):
        span = _RANGE.match(part)
        first, last = (int(span[1]), int(span[2])) if span else (0, -1)
        values = map(str, range(first, last + 1)) if 0 <= last - first <= _MOST_HOUSES else (_value(part),)
        yield from (Name(value, value, rank) for value in values)


def _value(figure: str) -> str:
    """The number in one way of writing: 三 is 3, b2 is B2."""
    value = number(figure) if not figure.isascii() else None
    return figure.upper().lstrip("0").rstrip("#") if value is None else str(int(value))
