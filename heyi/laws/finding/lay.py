"""Lay words and the legal ones for them, from a list of our own: heyi/laws/data/lay_words.tsv."""

from functools import cache
from pathlib import Path

_LIST = Path(__file__).resolve().parent.parent / "data" / "lay_words.tsv"


def legal_words(text: str) -> str:
    """The legal words for the lay ones of a text, with blanks between."""
    return " ".join(legal for lay, legal in _pairs() if lay in text)


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((row[0], row[1]) for row in rows)
