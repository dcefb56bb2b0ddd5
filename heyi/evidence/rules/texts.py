"""Words of a text file as they are shown: in their own encoding, with what cannot be seen made visible."""

import codecs
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from heyi.evidence.rules.kinds import encodings_of

MOST_BYTES = 120_000  # of a text that is shown; whoever needs more downloads it
MOST_MARKS = 400  # of letters that cannot be seen; those beyond stand as one sign
_TOO_MANY = "\ufffd"
_SEEN = frozenset("\t\n")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words; or a letter that cannot be seen, by its name in Unicode ("U+202E")."""

    words: str
    is_mark: bool = False


def decoded(content: bytes, *, is_cut: bool) -> str:
    """The words in the first encoding in which they make sense; one that was cut may end in half a letter."""
    found = [words for each in encodings_of(content) if (words := _read(content, each, is_cut=is_cut))]
    for words in sorted(found, key=_is_chance):
        return words.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return ""


def _read(content: bytes, encoding: str, *, is_cut: bool) -> str:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(content, not is_cut)
    except UnicodeDecodeError:
        return ""


def _is_chance(words: str) -> bool:
    """Whether bytes of a few Chinese characters look like UTF-8 by chance, as 联通 and 证 do in GB 18030.

    Such a chance gives letters of two bytes alone, of several scripts or without a letter below them.
    """
    strange = {letter for letter in words if letter > "\x7f"}
    if not strange or max(strange) >= _THREE_BYTES:
        return False
    scripts = {unicodedata.name(letter, "?").partition(" ")[0] for letter in strange if letter.isalpha()}
    return len(scripts) > 1 or any(unicodedata.category(letter) in ("Mn", "Cn", "Cc") for letter in strange)


_THREE_BYTES = "\u0800"


def pieces(words: str) -> Iterator[Piece]:
    """Words, and between them each letter that turns directions, joins or hides: nobody is to be misled by it."""
    run, marks = "", 0
    for letter in words:
        if _can_be_seen(letter) or marks >= MOST_MARKS:
            run += letter if _can_be_seen(letter) else _TOO_MANY
            continue
        if run:
            yield Piece(run)
        marks += 1
        run = ""
        yield Piece(f"U+{ord(letter):04X}", is_mark=True)
    if run:
        yield Piece(run)


def _can_be_seen(letter: str) -> bool:
    """Whether it is no control, direction, joiner, separator of lines or unknown (Unicode: C, Zl, Zp)."""
    category = unicodedata.category(letter)
    return letter in _SEEN or not (category.startswith("C") or category in ("Zl", "Zp"))
