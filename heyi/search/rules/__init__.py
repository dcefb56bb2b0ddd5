"""Words into lexemes and back; which words of a text are its own, and how alike two texts are by them."""

from heyi.search.rules.telling import Telling, alikeness, asked_of, shares_among, telling_words
from heyi.search.rules.words import (
    LONGEST_WORD,
    MOST_LETTERS,
    MOST_TERMS,
    OUTLINE,
    Piece,
    Query,
    closed,
    folded,
    lexemes_of,
    pieces_of,
    query_of,
    stands_in,
    without_persons,
)

__all__ = [
    "LONGEST_WORD",
    "MOST_LETTERS",
    "MOST_TERMS",
    "OUTLINE",
    "Piece",
    "Query",
    "Telling",
    "alikeness",
    "asked_of",
    "closed",
    "folded",
    "lexemes_of",
    "pieces_of",
    "query_of",
    "shares_among",
    "stands_in",
    "telling_words",
    "without_persons",
]
