"""Texts as numbers: each Chinese letter and each pair of neighbours is one code."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_FIRST, _LAST = 0x4E00, 0x9FFF
LETTERS = _LAST - _FIRST + 1  # codes below are single letters, from here on pairs
Codes = npt.NDArray[np.int64]


class Grams(NamedTuple):
    """Codes with the number of the text that each stands in."""

    codes: Codes
    texts: Codes


def grams_of(texts: Sequence[str]) -> Grams:
    """The letters and pairs of these texts, in no certain order; nothing but Chinese letters is looked at."""
    joined = "\n".join(text.replace("\n", " ") for text in texts)
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    number = np.cumsum(points == ord("\n"))
    is_letter = (points >= _FIRST) & (points <= _LAST)
    is_pair = is_letter[:-1] & is_letter[1:]
    letters = points - _FIRST
    pairs = (letters[:-1] + 1) * LETTERS + letters[1:]
    return Grams(
        np.concatenate([letters[is_letter], pairs[is_pair]]),
        np.concatenate([number[is_letter], number[:-1][is_pair]]),
    )


def codes_of(text: str) -> tuple[Codes, Codes]:
    """The different letters and the different pairs of one text."""
    codes = np.unique(grams_of([text]).codes)
    place = int(np.searchsorted(codes, LETTERS))
    return codes[:place], codes[place:]


def words_of(text: str) -> str:
    """The different pairs of a text in order of the alphabet: it gives the same codes, and cannot be read."""
    return " ".join(sorted(written(codes_of(text)[1])))


def written(pairs: Codes) -> list[str]:
    """Pairs as the letters they stand for."""
    first, second = pairs // LETTERS - 1 + _FIRST, pairs % LETTERS + _FIRST
    return [chr(a) + chr(b) for a, b in zip(first.tolist(), second.tolist(), strict=True)]
