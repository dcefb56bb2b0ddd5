"""What a text says its dispute turns on: elements with the words that name them. One pass, no reading of sense."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import ahocorasick

from heyi.triage.codes_of_elements import Element
from heyi.triage.lexicon.elements import ELEMENT_LEXICON, MASKS

MOST_LETTERS = 20_000
"""What is read of a text; more names nothing new, and time stays bounded."""


class Named(NamedTuple):
    """A word that names an element, at its place; half-open span."""

    start: int
    end: int
    element: Element


def named_in(text: str) -> Iterator[Named]:
    """The words that name elements, in the order of the text; a word inside a longer one does not count."""
    found = sorted(
        (last + 1 - length, -last - 1, element)
        for last, (length, element) in _automaton().iter(text[:MOST_LETTERS])
    )
    reach = 0
    for start, minus_end, element in found:
        if -minus_end > reach:
            reach = -minus_end
            if element:
                yield Named(start, reach, Element(element))


def elements_of(text: str) -> Mapping[Element, Sequence[str]]:
    """The elements of a text in the order in which they come up, each with its different words."""
    words: dict[Element, dict[str, None]] = defaultdict(dict)
    for start, end, element in named_in(text):
        words[element][text[start:end]] = None
    return {element: tuple(said) for element, said in words.items()}


@cache
def _automaton() -> Any:
    automaton = ahocorasick.Automaton()
    for code, words in ELEMENT_LEXICON.items():
        for word in words.split():
            automaton.add_word(word, (len(word), code))
    for word in MASKS.split():
        automaton.add_word(word, (len(word), ""))
    automaton.make_automaton()
    return automaton
