"""Lay words and the legal ones for them, from a list of our own: heyi/laws/data/lay_words.tsv."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from heyi.laws.finding.grams import words_of

_LONGEST = 400  # letters of a question that are learned from
_DATA = Path(__file__).resolve().parent.parent / "data"


def legal_words(text: str) -> str:
    """The legal words for the lay ones of a text, with blanks between."""
    begins = _begins()
    pairs = (pair for letter in set(text) for pair in begins.get(letter, ()))
    return " ".join(sorted(legal for lay, legal in pairs if lay in text))


def taught_by(question: str) -> str:
    """What is kept of a question that somebody answered: the pairs of its letters and of the legal words for them."""
    asked = question[:_LONGEST]
    return words_of(f"{asked} {legal_words(asked)}")


def rows_of(name: str) -> Iterator[tuple[str, str]]:
    """The rows of a list of our own: what stands before the tab, and behind."""
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            before, _, behind = line.partition("\t")
            yield before, behind


@cache
def _begins() -> Mapping[str, list[tuple[str, str]]]:
    """The pairs of a lay word and its legal ones, by its first letter."""
    begins: dict[str, list[tuple[str, str]]] = {}
    for lay, legal in rows_of("lay_words.tsv"):
        begins.setdefault(lay[0], []).append((lay, legal))
    return begins
