"""What a word of the lexicon is, and the automaton that finds all of them in one pass."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import ahocorasick


class Sort(StrEnum):
    """What a word tells. A MASK makes the words inside it mean nothing: 跳楼价 is no 跳楼."""

    MASK = "MASK"
    FIELD = "FIELD"
    NATURE = "NATURE"
    DANGER = "DANGER"
    MARK = "MARK"
    URGENT = "URGENT"
    BLAME = "BLAME"
    STAFF = "STAFF"
    ROLE = "ROLE"
    BODY = "BODY"
    SITE = "SITE"


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
        listed = tuple(dict.fromkeys(entries))
        by_word: dict[str, list[Entry]] = defaultdict(list)
        for entry in listed:
            by_word[entry.word].append(entry)
        automaton = ahocorasick.Automaton()
        for word, found in by_word.items():
            automaton.add_word(word, (len(word), tuple(found)))
        automaton.make_automaton()
        return cls(listed, automaton)


def listed(sort: Sort, table: Mapping[str, Mapping[int, str]]) -> Iterator[Entry]:
    """The entries of a table code -> weight -> words parted by blanks."""
    for code, by_weight in table.items():
        for weight, words in by_weight.items():
            yield from (Entry(word, sort, code, weight) for word in words.split())
