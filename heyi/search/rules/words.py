"""Words into lexemes and back: pairs of neighbouring Chinese characters, whole words of everything else.

Chinese is written without gaps, so a text is cut into every pair of neighbours: 拖欠工资 is 拖欠, 欠工, 工资 and, for
who looks for the last character alone, 资. What is found by pairs is compared with the words themselves afterwards.
Telephones and identity numbers that stand in a text are left out: nobody is looked up by them.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_TERMS = 6
MOST_LETTERS = 60
LONGEST_WORD = 40  # letters of a word without gaps that are kept
OUTLINE = "@"  # before a lexeme of what may be known to who has only an alarm

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(f"[{_HAN}]+|(?:(?![{_HAN}])[^\\W_])+")
_TERMS = re.compile(r"[^\W_]+")
_GAP = re.compile(f"(?<=[{_HAN}]) +(?=[0-9a-z])|(?<=[0-9a-z]) +(?=[{_HAN}])")
_OF_A_PERSON = re.compile(r"1[3-9]\d(?:[ -]?\d{4}){2}|\d{7,}x?")
_HIDDEN = "\u2026"  # no letter: what stood before it and behind it are not neighbours


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for: terms that must all stand in the text."""

    terms: tuple[str, ...]

    @property
    def patterns(self) -> list[str]:
        """The terms for LIKE; they are letters and digits alone, none of which LIKE would read as a sign."""
        return [f"%{term}%" for term in self.terms]

    def asked(self, mark: str = "") -> str:
        """The terms as PostgreSQL's tsquery asks the index for them."""
        wanted = dict.fromkeys(piece for term in self.terms for piece in _wanted(term))
        return " & ".join(f"'{mark}{lexeme}'{':*' if opens else ''}" for lexeme, opens in wanted)


def query_of(typed: str) -> Query:
    """The terms of what was typed; none where nothing was typed that could be looked for."""
    terms = dict.fromkeys(_TERMS.findall(folded(typed[:MOST_LETTERS])))
    return Query(tuple(term[:LONGEST_WORD] for term in terms)[:MOST_TERMS])


def folded(text: str) -> str:
    """The text as it is compared: one width, one case."""
    return "".join(map(_letter, text))


def closed(text: str) -> str:
    """A folded text without the blanks between Chinese and figures or Latin: 1180 元 and 1180元 are the same words."""
    return _GAP.sub("", text)


def without_persons(text: str) -> str:
    """A folded text without telephones, identity numbers and whatever else is seven digits and more."""
    return _OF_A_PERSON.sub(_HIDDEN, text)


def lexemes_of(text: str) -> Iterator[str]:
    """The lexemes of a folded text, some more than once."""
    for run in _RUNS.findall(text):
        if _is_han(run):
            yield from (run[i : i + 2] for i in range(len(run) - 1))
            yield run[-1]
        else:
            yield run[:LONGEST_WORD]


def _wanted(term: str) -> Iterator[tuple[str, bool]]:
    """What must stand in the index for a term: (lexeme, whether longer ones that begin so will do)."""
    runs = _RUNS.findall(term)
    for place, run in enumerate(runs):
        if not _is_han(run):
            yield run, place == len(runs) - 1
        elif len(run) == 1:
            yield run, True
        else:
            yield from ((run[i : i + 2], False) for i in range(len(run) - 1))


Piece = tuple[str, bool]


def pieces_of(text: str, terms: Sequence[str], *, around: int = 0) -> tuple[Piece, ...]:
    """The text in pieces (words, whether they were looked for); with `around`, that many letters about the first."""
    hits = _hits(text, terms)
    start, end = _window(text, hits, around) if around else (0, len(text))
    pieces, at = [("…", False)] if start else [], start
    for begins, ends in hits:
        if begins >= at and ends <= end:
            pieces += [(text[at:begins], False), (text[begins:ends], True)]
            at = ends
    pieces += [(text[at:end], False), ("…", False)] if end < len(text) else [(text[at:end], False)]
    return tuple(piece for piece in pieces if piece[0])


def stands_in(text: str, terms: Sequence[str]) -> int:
    """How many of the terms stand in the text."""
    plain = closed(folded(text))
    return sum(term in plain for term in terms)


def _hits(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Where the terms stand in the text as it was written, from the first to the last."""
    letters = [_letter(letter) for letter in text]
    places = [place for place, letter in enumerate(letters) for _ in letter]
    if not terms:
        return []
    found = re.finditer("|".join(map(_gapped, sorted(terms, key=len, reverse=True))), "".join(letters))
    return [(places[hit.start()], places[hit.end() - 1] + 1) for hit in found]


def _gapped(term: str) -> str:
    """A pattern for a term in a text that may set blanks between Chinese and the rest."""
    return " *".join(map(re.escape, _RUNS.findall(term)))


def _window(text: str, hits: Sequence[tuple[int, int]], around: int) -> tuple[int, int]:
    first = hits[0][0] if hits else 0
    start = max(0, first - around // 3)
    return (start if start > 2 else 0), min(len(text), start + around)


def _is_han(run: str) -> bool:
    return _RUNS.match(run) is not None and re.match(f"[{_HAN}]", run) is not None


@lru_cache(maxsize=20_000)
def _letter(letter: str) -> str:
    """One letter as it is compared; what PostgreSQL cannot keep is a gap."""
    if unicodedata.category(letter) in ("Cc", "Cs", "Cn"):
        return " "
    return unicodedata.normalize("NFKC", letter).casefold()
