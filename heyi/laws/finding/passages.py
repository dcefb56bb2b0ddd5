"""Why a case is alike: the passage of its story that has most in common with a matter, with what is common marked."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from heyi.triage.codes_of_elements import Element
from heyi.triage.elements import named_in

LONGEST = 90  # letters of a passage
_READ = 3_000  # letters of a story that are looked at
_MOST_STARTS = 400
_ELEMENT = 4.0  # what a word of a shared element says; a rare pair says some 8
_IDLE = frozenset(
    "的了是在有我你他她它们不就都也说要和与一个到对把被给没其及等该某之为以并向这那还很让去来上下里年月日元"
)
_CLAUSE = re.compile(r"[。！？!?；;，,：:\n]+")
Piece = tuple[str, bool]


class _Span(NamedTuple):
    start: int
    end: int
    says: float


def alike_passage(story: str, telling: Mapping[str, float], shared: Collection[Element]) -> tuple[Piece, ...]:
    """The passage in pieces (words, whether they are common). `telling`: pairs of the matter and what each says."""
    story = story[:_READ]
    common = _merged([*_pairs(story, telling), *_named(story, shared)])
    starts = [0, *(mark.end() for mark in _CLAUSE.finditer(story))][:_MOST_STARTS]
    start = max(starts, key=lambda at: _said(story, common, at))
    return tuple(_pieces(story, [one for one in common if start <= one.start], start))


def _pairs(story: str, telling: Mapping[str, float]) -> Iterator[_Span]:
    """Pairs that tell something; none that only stands across the end of a word that everybody uses (公司从来)."""
    for at in range(len(story) - 1):
        pair = story[at : at + 2]
        beside = (story[max(0, at - 1) : at + 1], story[at + 1 : at + 3])
        is_across = any(telling.get(other, 1.0) == 0 for other in beside)
        if telling.get(pair, 0.0) > 0 and not is_across and not _IDLE & set(pair):
            yield _Span(at, at + 2, telling[pair])


def _named(story: str, shared: Collection[Element]) -> Iterator[_Span]:
    return (_Span(start, end, _ELEMENT) for start, end, element in named_in(story) if element in shared)


def _merged(spans: Sequence[_Span]) -> list[_Span]:
    """Those that touch or overlap as one."""
    merged: list[_Span] = []
    for one in sorted(spans):
        if merged and one.start < merged[-1].end:
            last = merged.pop()
            one = _Span(last.start, max(last.end, one.end), last.says + one.says)
        merged.append(one)
    return merged


def _said(story: str, common: Sequence[_Span], start: int) -> float:
    """How much of what is common stands in the passage from here on; what is said again says nothing new."""
    inside: dict[str, float] = {}
    for one in islice(common, bisect_left(common, start, key=_start), None):
        if one.start >= start + LONGEST:
            break
        if one.end <= start + LONGEST:
            inside[story[one.start : one.end]] = one.says
    return sum(inside.values())


def _start(span: _Span) -> int:
    return span.start


def _pieces(story: str, common: Sequence[_Span], start: int) -> Iterator[Piece]:
    end = min(len(story), start + LONGEST)
    if start:
        yield "…", False
    at = start
    for one in common:
        if one.end <= end:
            yield from ((story[at : one.start], False), (story[one.start : one.end], True))
            at = one.end
    yield story[at:end] + ("…" if end < len(story) else ""), False
