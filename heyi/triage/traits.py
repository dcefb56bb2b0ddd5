"""What a text shows to a linear model: letters, pairs, triples, words of the lexicon, concepts, what it denies.

Every trait comes from the letters of one text. Counting is linear in its length.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import log, log1p, sqrt
from typing import Any

import ahocorasick

from heyi.triage.lexicon.concepts import CONCEPTS
from heyi.triage.lexicon.entries import Sort
from heyi.triage.lexicon.standard import standard
from heyi.triage.reading import Where
from heyi.triage.scan import scan

MOST_LETTERS = 20_000
"""What is read of a text; more says nothing new about what it is, and time stays bounded."""
OPENING = 40  # letters: about a title
_CLAUSE = re.compile("[^，。；！？：、,;!?: ]+")  # of letters as they are compared
_DENIES = frozenset("不没未无非否拒")
_LONG_WORD, _LONG_COUNTS = 3, 1.5  # a word of three letters or more seldom means something else
_PLAIN = {ord("　"): " ", ord("\n"): " ", ord("\r"): " ", ord("\t"): " "}
_PLAIN |= {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
_PLAIN |= {code: chr(code - 0xFEE0) for code in range(ord("！"), ord("～") + 1)}
_PLAIN |= {code: chr(code - 0xFEE0 + 32) for code in range(ord("Ａ"), ord("Ｚ") + 1)}
_PLAIN |= {code: "0" for start in ("0", "０") for code in range(ord(start), ord(start) + 10)}


class Block(StrEnum):
    """Traits of one sort; each block is brought to length one, so that none drowns the others."""

    LETTERS = "LETTERS"
    PAIRS = "PAIRS"
    TRIPLES = "TRIPLES"
    FIELDS = "FIELDS"
    CONCEPTS = "CONCEPTS"
    WORDS = "WORDS"
    OPENING = "OPENING"
    OPENING_SENSE = "OPENING_SENSE"
    DENIED = "DENIED"
    DENIED_SENSE = "DENIED_SENSE"
    NAMES = "NAMES"


GRAMS = (Block.LETTERS, Block.PAIRS, Block.TRIPLES, Block.WORDS, Block.OPENING, Block.DENIED)
"""Blocks of n-grams and words, weighed by how rare they are among the texts learned from."""
Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon at its place (half-open span), the block and the code it speaks for."""

    start: int
    end: int
    block: Block
    code: str
    counts: float


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """The traits of one text by block, the words behind them, and the letters as they were compared."""

    letters: str
    words: Sequence[Word]
    values: Mapping[Block, Values]


def traits_of(text: str, *, opening: bool = True, denied: bool = True) -> Traits:
    """The traits of a text, at most MOST_LETTERS of it; never raises.

    `opening` asks for those of its first words, `denied` for those of the clauses that say no.
    """
    text = text[:MOST_LETTERS]
    letters = text.translate(_PLAIN)
    words = tuple(_words(text))
    values: dict[Block, Values] = {
        Block.LETTERS: _log_counts(letters),
        Block.PAIRS: _log_counts([*letters, *_grams(letters, 2)]),
        Block.TRIPLES: _log_counts(_grams(letters, 3)),
        Block.WORDS: _log_counts(
            letters[start:end] for start, end in {(one.start, one.end) for one in words}
        ),
        **_sense(words),
    }
    if opening:
        values[Block.OPENING] = _letters_and_pairs([letters[:OPENING]])
        values[Block.OPENING_SENSE] = _coded(word for word in words if word.end <= OPENING)
    if denied:
        spans = [found.span() for found in _CLAUSE.finditer(letters) if not _DENIES.isdisjoint(found.group())]
        values[Block.DENIED] = _letters_and_pairs(letters[start:end] for start, end in spans)
        values[Block.DENIED_SENSE] = _coded(_within(words, spans))
    return Traits(letters, words, values)


def plain(words: str) -> str:
    """Letters as they are compared, one for each: small, narrow, every digit 0, every blank a space."""
    return words.translate(_PLAIN)


def pairs_of(name: str) -> Sequence[str]:
    """The pairs of letters in a label's name; a name of one letter is its own."""
    letters = plain(name)
    return list(_grams(letters, 2)) or [letters]


def _grams(letters: str, length: int) -> Iterator[str]:
    return map("".join, zip(*(letters[start:] for start in range(length)), strict=False))


def _log_counts(grams: Iterable[str]) -> Values:
    return {gram: 1.0 + log(times) for gram, times in Counter(grams).items()}


def _letters_and_pairs(parts: Iterable[str]) -> Values:
    return _log_counts(gram for part in parts for gram in (*part, *_grams(part, 2)))


def _within(words: Sequence[Word], spans: Sequence[tuple[int, int]]) -> Iterator[Word]:
    """The words that lie within a span; spans stand in order and do not overlap."""
    starts = [start for start, _end in spans]
    for word in words:
        number = bisect_right(starts, word.start) - 1
        if number >= 0 and word.end <= spans[number][1]:
            yield word


def _coded(words: Iterable[Word]) -> Values:
    """The sense of some words as one block."""
    return {f"{block}.{code}": value for block, held in _sense(words).items() for code, value in held.items()}


def _sense(words: Iterable[Word]) -> dict[Block, Values]:
    sums: dict[Block, dict[str, float]] = {
        Block.FIELDS: defaultdict(float),
        Block.CONCEPTS: defaultdict(float),
    }
    for word in words:
        sums[word.block][word.code] += word.counts
    return {block: {code: log1p(total) for code, total in held.items()} for block, held in sums.items()}


def _words(text: str) -> Iterator[Word]:
    held = scan(text, Where.TEXT, standard())
    for sort in (Sort.FIELD, Sort.NATURE):
        for hit in held.of(sort):
            yield Word(hit.start, hit.end, Block.FIELDS, hit.entry.code, float(hit.entry.weight))
    for last, (length, counts, names) in _automaton().iter(text):
        for name in names:
            yield Word(last + 1 - length, last + 1, Block.CONCEPTS, name, counts)


@cache
def _automaton() -> Any:
    names: dict[str, list[str]] = defaultdict(list)
    for name, words in CONCEPTS.items():
        for word in dict.fromkeys(words.split()):
            names[word].append(name)
    automaton = ahocorasick.Automaton()
    for word, of in names.items():
        counts = (_LONG_COUNTS if len(word) >= _LONG_WORD else 1.0) / sqrt(len(of))
        automaton.add_word(word, (len(word), counts, tuple(of)))
    automaton.make_automaton()
    return automaton
