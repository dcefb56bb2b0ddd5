"""One pass of the lexicon over a text: hits by sort, and the sentences they stand in."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from heyi.triage.lexicon.entries import Entry, Lexicon, Sort
from heyi.triage.reading import Reason, Where

_SENTENCE_END = re.compile(r"[。！？!?；;\n\r…]+")
_CLAUSE_END = re.compile(r"[。！？!?；;\n\r…，,：:、]+")


class Hit(NamedTuple):
    """A word of the lexicon at its place; half-open span."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Scan:
    """The hits of one text by sort, in the order of the text."""

    where: Where
    words: str
    hits: Mapping[Sort, Sequence[Hit]]

    def of(self, sort: Sort) -> Sequence[Hit]:
        """The hits of one sort."""
        return self.hits.get(sort, ())

    def reason(self, code: str, start: int, end: int, **params: str) -> Reason:
        """A reason that quotes the span."""
        return Reason(code, params, self.words[start:end], start, self.where)


def scan(words: str, where: Where, lexicon: Lexicon) -> Scan:
    """All hits; a word inside a longer one of its sort, or inside a mask, does not count."""
    found = [
        (last + 1 - length, -last - 1, entries) for last, (length, entries) in lexicon.automaton.iter(words)
    ]
    found.sort()  # of those that begin together the longest first; no two are the same span
    hits: dict[Sort, list[Hit]] = defaultdict(list)
    masked = 0
    reach: dict[Sort, tuple[int, int]] = {}
    for start, minus_end, entries in found:
        end = -minus_end
        if end <= masked and entries[0].sort is not Sort.MASK:
            continue
        for entry in entries:
            sort = entry.sort
            if sort is Sort.MASK:
                masked = max(masked, end)
            if (span := reach.get(sort)) is not None and end <= span[1] and span != (start, end):
                continue
            reach[sort] = (start, end)
            hits[sort].append(Hit(start, end, entry))
    return Scan(where, words, hits)


def matches(pattern: re.Pattern[str], first: re.Pattern[str], words: str) -> Iterator[re.Match[str]]:
    """What `pattern.finditer` gives, tried only at letters that `first` meets: with many ways to begin, trying each
    letter of a text costs several times as much. The pattern begins with no other letter, and is never empty.
    """
    end = 0
    for letter in first.finditer(words):
        if letter.start() >= end and (match := pattern.match(words, letter.start())):
            end = match.end()
            yield match


class Masked:
    """Spans that make the words which they touch mean nothing, asked in time by the logarithm of their number."""

    __slots__ = ("_reach", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _end in ordered]
        self._reach = list(accumulate((end for _start, end in ordered), max))

    def touches(self, start: int, end: int) -> bool:
        """Whether one of them shares a letter with the half-open span."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start


class Spans:
    """The sentences or clauses of a text, found once."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, words: str, end: re.Pattern[str]) -> None:
        self._starts = [0]
        self._ends: list[int] = []
        for mark in end.finditer(words):
            self._ends.append(mark.start())
            self._starts.append(mark.end())
        self._ends.append(len(words))

    def around(self, position: int) -> tuple[int, int]:
        """The half-open span that holds the position."""
        number = max(0, bisect_right(self._starts, position) - 1)
        return self._starts[number], max(self._ends[number], position)

    def after(self, position: int) -> tuple[int, int]:
        """The span that follows the one around the position; empty at the end."""
        number = bisect_right(self._starts, position)
        if number >= len(self._starts):
            return self._ends[-1], self._ends[-1]
        return self._starts[number], self._ends[number]


def sentences(words: str) -> Spans:
    """The sentences of a text."""
    return Spans(words, _SENTENCE_END)


def clauses(words: str) -> Spans:
    """The clauses of a text."""
    return Spans(words, _CLAUSE_END)
