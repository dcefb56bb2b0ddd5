"""The fonts papers are set in, and which letters they have.

They come as packages, locked by hash like all else: Noto Serif and Noto Sans for Simplified Chinese, and for letters
beyond those the Japanese and Traditional cuts (SIL Open Font License 1.1). A unit's own (a 仿宋 that it has a licence
for, or one with rarer letters) lie in a folder of its own and come first where a template names them.
"""

import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("pylopdf_fonts_zh_cn", "pylopdf_fonts_jp", "pylopdf_fonts_zh_tw")
_ENDINGS = {".ttf", ".otf", ".ttc", ".otc"}
_WHOLE, _SEGMENTED = 12, 4  # forms of the table `cmap` (OpenType 1.9)


class FontsMissing(LookupError):
    """A package of fonts is not there: `make setup` brings it."""


@lru_cache(maxsize=8)
def folders(own: str = "") -> tuple[str, ...]:
    """Where fonts lie; raises FontsMissing."""
    found = []
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise FontsMissing(package)
        found.append(str(Path(spec.origin).parent))
    return (*([own] if own else []), *found)


@lru_cache(maxsize=8)
def letters(where: Sequence[str]) -> frozenset[int]:
    """The code points that some font of these folders has a picture for."""
    found: set[int] = set()
    for folder in where:
        for path in sorted(Path(folder).rglob("*")):
            if path.suffix.lower() in _ENDINGS:
                found.update(*_ranges(path.read_bytes()))
    return frozenset(found)


def without_picture(words: Sequence[str], where: Sequence[str]) -> str:
    """The letters of these words that no font has, each once, in the order of their first coming."""
    known = letters(where)
    every = dict.fromkeys(letter for each in words for letter in each)
    return "".join(letter for letter in every if ord(letter) not in known and letter not in "\n\t")


def _ranges(font: bytes) -> Iterator[range]:
    """The code points of a font file, or of the first font of a collection."""
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    for nth in range(struct.unpack_from(">H", font, start + 4)[0]):
        tag, _sum, at, _length = struct.unpack_from(">4sIII", font, start + 12 + 16 * nth)
        if tag == b"cmap":
            for table in range(struct.unpack_from(">H", font, at + 2)[0]):
                yield from _table(font, at + struct.unpack_from(">I", font, at + 8 + 8 * table)[0])


def _table(font: bytes, at: int) -> Iterator[range]:
    form = struct.unpack_from(">H", font, at)[0]
    if form == _WHOLE:
        for nth in range(struct.unpack_from(">I", font, at + 12)[0]):
            first, last, _glyph = struct.unpack_from(">III", font, at + 16 + 12 * nth)
            yield range(first, last + 1)
    elif form == _SEGMENTED:
        segments = struct.unpack_from(">H", font, at + 6)[0] // 2
        lasts = struct.unpack_from(f">{segments}H", font, at + 14)
        firsts = struct.unpack_from(f">{segments}H", font, at + 16 + 2 * segments)
        yield from (range(first, min(last, 0xFFFE) + 1) for first, last in zip(firsts, lasts, strict=True))
