"""Marks by which a likely repeat is found: keyed hashes of pieces of one text, telling nothing by themselves.

Pieces of three characters fall by their checksum into twelve bins; the least of each bin is kept
(one-permutation min-hashing), and two bins make a band. Where two texts have a part J of all their pieces in
common, they have each band in common with a chance of J * J.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from zlib import crc32

from heyi.intake.codes import Alike

LIFE = timedelta(days=60)  # as long as the longest limit of handling runs (信访工作条例 §34)
BANDS = 6
_BINS = 2 * BANDS
_NONE = 1 << 32  # more than any checksum: nothing fell into this bin
_PIECE = 3  # characters
_READ = 1_000  # characters: enough to tell texts apart, and a bound on the work
_SHORTEST = 8  # shorter texts are too common to be told apart
_BANDS_ALIKE = 2
_BANDS_ALIKE_WITH_CALLER = 1
_BLANKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one report: whole text, bands of pieces, caller. None where there is none."""

    whole: int | None
    bands: tuple[int, ...]
    caller: int | None

    def all(self) -> tuple[int, ...]:
        """Every mark, each once."""
        singles = (mark for mark in (self.whole, self.caller) if mark is not None)
        return tuple(dict.fromkeys((*singles, *self.bands)))


def marks_of(text: str, *, phone: str = "", key: bytes) -> Marks:
    """The marks of a report under a key; about 0.1 ms for 400 characters."""
    plain = _BLANKS.sub("", text[: 2 * _READ].casefold())[:_READ]
    digits = re.sub(r"\D", "", phone)
    return Marks(
        whole=_mark(key, b"whole", plain.encode()) if len(plain) >= _SHORTEST else None,
        bands=tuple(_bands(plain, key)),
        caller=_mark(key, b"caller", digits[-11:].encode()) if digits else None,
    )


def alike(mine: Marks, theirs: Iterable[int]) -> Alike | None:
    """Why the holder of these marks is a likely repeat. The same caller alone never is one."""
    shared = set(theirs)
    if mine.whole in shared:
        return Alike.SAME_TEXT
    bands = len(shared & set(mine.bands))
    if bands >= _BANDS_ALIKE:
        return Alike.SIMILAR_TEXT
    if bands >= _BANDS_ALIKE_WITH_CALLER and mine.caller in shared:
        return Alike.SAME_CALLER
    return None


def _bands(plain: str, key: bytes) -> Iterable[int]:
    units = plain.encode("utf-16-le", "surrogatepass")
    least = [_NONE] * _BINS
    for start in range(0, len(units) - 2 * _PIECE + 1, 2):
        piece = crc32(units[start : start + 2 * _PIECE])
        if piece < least[piece % _BINS]:
            least[piece % _BINS] = piece
    for band in range(BANDS):
        first, second = least[2 * band], least[2 * band + 1]
        if first != _NONE and second != _NONE:
            yield _mark(key, b"band", b"%d:%d:%d" % (band, first, second))


def _mark(key: bytes, what: bytes, piece: bytes) -> int:
    """64 bits of a keyed hash, as PostgreSQL's bigint."""
    return int.from_bytes(blake2b(piece, digest_size=8, key=key, person=what).digest(), "big", signed=True)
