"""A file's name is a label that its sender gave: it opens nothing, and is cleaned before anybody reads it."""

import unicodedata

from heyi.evidence.codes import ENDINGS, Media

LONGEST = 100
_NAMELESS = "file"
_SEPARATORS = str.maketrans("\\:", "//")
_UNFIT = frozenset('<>|?*"')


def label_of(given: str | None, media: Media) -> str:
    """The last part of the name, without what cannot be seen, and with the ending that its content has."""
    last = unicodedata.normalize("NFC", given or "").translate(_SEPARATORS).rsplit("/", 1)[-1]
    seen = "".join(letter for letter in last if _can_be_seen(letter) and letter not in _UNFIT)
    words = " ".join(seen.split()).strip(". ")
    return _with_ending(words, media)


def _can_be_seen(letter: str) -> bool:
    """Whether it is no control, direction, private or half a character (Unicode: Cc, Cf, Co, Cs, Cn)."""
    return not unicodedata.category(letter).startswith("C")


def _with_ending(words: str, media: Media) -> str:
    endings = ENDINGS[media]
    for ending in endings:
        if words.lower().endswith(ending) and len(words) > len(ending):
            stem, ending = words[: -len(ending)], words[-len(ending) :].lower()
            return stem[:LONGEST] + ending
    stem = _without_ending(words)
    if stem != words:  # photo.jpg.exe: what is left may end as it should
        return _with_ending(stem, media)
    return (stem[:LONGEST] or _NAMELESS) + endings[0]


def _without_ending(words: str) -> str:
    """Without an ending of a few plain letters, which promised another content."""
    stem, dot, ending = words.rpartition(".")
    is_ending = bool(dot and stem) and len(ending) <= 5 and ending.isascii() and ending.isalnum()
    return stem if is_ending else words
