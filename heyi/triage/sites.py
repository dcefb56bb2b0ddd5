"""Roads, estates, villages, buildings by the end of their name: a place below the towns, told even where only the town
is known. Whether such a place exists is not known here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from heyi.triage.codes import SiteSort
from heyi.triage.lexicon.entries import Sort
from heyi.triage.lexicon.sites import BEFORE_NO_ESTATE, NEVER_NAMES, NO_NAMES, NOT_BEFORE
from heyi.triage.names import name_start, without_division
from heyi.triage.reading import Reason
from heyi.triage.scan import Hit, Scan

MOST = 12
_HITS = 120
_STANDS_BEHIND = re.compile(
    r"(?:^|[，。、；：！？!?,.;:\s（()“”\"《》0-9A-Za-z]|[在到至从于住往沿和与及经由是向诉报映对市县区镇乡道村号们年])$"
)
"""A mark, a word of where, or a division: behind anything else a name seldom begins (恶意|垄断小区)."""
_OF_A_ROAD = frozenset("口面边段旁侧")  # 利济路|路口
_SHORTEST, _LONGEST = 3, 9


@dataclass(frozen=True, slots=True)
class Site:
    """A place by its name, what sort it is, and why."""

    sort: SiteSort
    reason: Reason

    @property
    def name(self) -> str:
        """The name as told, without the divisions before it."""
        return self.reason.quote


def sites(scan: Scan, taken: Sequence[tuple[int, int]]) -> tuple[Site, ...]:
    """The places in the order of the text, each name once, at most MOST; none inside what is `taken` already."""
    kept: dict[str, Site] = {}
    for sort, start, end in _named(scan):
        inside = any(first <= start and end <= last for first, last in taken)
        name = scan.words[start:end]
        if not inside and name not in kept:
            kept[name] = Site(sort, scan.reason("SITE", start, end, site=sort.value))
        if len(kept) == MOST:
            break
    return tuple(kept.values())


def _endings(scan: Scan) -> Iterator[Hit]:
    """The words that may end a name: not 路 of 路过, nor the second of 利济路路口 and 人民路路灯."""
    last = 0
    for hit in scan.of(Sort.SITE)[:_HITS]:
        follows = scan.words[hit.end : hit.end + 1]
        if follows not in NOT_BEFORE and not (
            hit.start == last and hit.entry.word == "路" and follows in _OF_A_ROAD
        ):
            yield hit
        last = hit.end


def _named(scan: Scan) -> Iterator[tuple[SiteSort, int, int]]:
    floor = 0
    hits = list(_endings(scan))
    for hit, following in zip_longest(hits, hits[1:]):
        if following is not None and following.start == hit.end:  # 碧桂花园小区 is one
            continue
        start = name_start(scan.words, hit.start, floor=floor)
        start = without_division(scan.words, start, hit.end)
        name = scan.words[start : hit.end]
        stands = _STANDS_BEHIND.search(scan.words[max(0, start - 1) : start])
        if stands and hit.start > start and _SHORTEST <= len(name) <= _LONGEST and not _is_no_name(name):
            yield SiteSort(hit.entry.code), start, hit.end
            floor = hit.end


def _is_no_name(name: str) -> bool:
    """A word for the sort of place, or one behind another word: 转战农村, 维权之路."""
    if not name.isalnum():
        return True
    if name.endswith("路") and name[-2].isdigit():  # 370路 is a bus
        return True
    if name.endswith("小区") and name[-3] in BEFORE_NO_ESTATE:
        return True
    return name in NO_NAMES or name.endswith(NEVER_NAMES) or (len(name) < 4 and name[1:] in NO_NAMES)
