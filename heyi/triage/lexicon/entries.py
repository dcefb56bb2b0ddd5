"""What a word of the lexicon is, and the automaton that finds all of them in one pass."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import ahocorasick


class Sort(IntEnum):
    """What a word tells. A MASK makes the words inside it mean nothing: 跳楼价 is no 跳楼."""

    MASK = 0
    FIELD = 1
    NATURE = 2
    DANGER = 3
    URGENT = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A word, what it tells, of which code, and how strongly (1 weak to 5 nearly certain)."""

    word: str
    sort: Sort
    code: str
    weight: int


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All words and the automaton over them."""

    entries: tuple[Entry, ...]
    automaton: Any

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Lexicon":
        """Build the automaton; some milliseconds, once per process."""
        listed = tuple(entries)
        by_word: dict[str, list[Entry]] = defaultdict(list)
        for entry in listed:
            by_word[entry.word].append(entry)
        automaton = ahocorasick.Automaton()
        for word, found in by_word.items():
            automaton.add_word(word, tuple(found))
        automaton.make_automaton()
        return cls(listed, automaton)
