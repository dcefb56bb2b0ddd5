"""Files as people and others send them, made here."""

import hashlib
import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from PIL import Image

from heyi.evidence.codes import Media
from heyi.evidence.darkroom.copies import Copies
from heyi.evidence.operations import Content, Kept, keep
from tests.factories.matters import MORNING

HUZHOU = ((30.0, 52.0, 12.0), (120.0, 5.0, 24.0))
TELEPHONE = "Invented Telephone 9"
MARKUP = b"<html><script>alert(document.cookie)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64


def picture(
    size: tuple[int, int] = (640, 480), *, colour: str = "#336677", kind: str = "JPEG", turned: int = 0
) -> bytes:
    """A picture whose upper left corner is red; with a place, a telephone and a comment where its kind has room."""
    image = Image.new("RGB", size, colour)
    image.paste("#ff0000", (0, 0, size[0] // 4, size[1] // 4))
    exif = Image.Exif()
    exif[0x0110] = TELEPHONE
    if turned:
        exif[0x0112] = turned
    where = exif.get_ifd(0x8825)
    where[1], where[2], where[3], where[4] = "N", HUZHOU[0], "E", HUZHOU[1]
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def plain(size: tuple[int, int] = (64, 48), kind: str = "PNG", *, mode: str = "RGB") -> bytes:
    """A picture of one colour, of any kind and mode."""
    out = io.BytesIO()
    Image.new(mode, size, 120 if mode in ("L", "P", "I;16") else None).save(out, kind)
    return out.getvalue()


def heic(name: str) -> bytes:
    """A small picture as an iPhone writes them, drawn for this: upright, turned, clear, tiles or ten_bits."""
    return (Path(__file__).parent / "heic" / f"{name}.heic").read_bytes()


def heic_of_size(wide: int, high: int) -> bytes:
    """One that says it has another size than it has (the property `ispe`)."""
    said = b"ispe" + bytes(4)
    found = heic("upright")
    assert found.count(said) == 1
    start = found.index(said) + len(said)
    return found[:start] + wide.to_bytes(4, "big") + high.to_bytes(4, "big") + found[start + 8 :]


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that says it has `side` x `side` pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    header = side.to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 9000))
        + chunk(b"IEND", b"")
    )


def paper(pages: int, *, size: tuple[int, int] = (600, 800)) -> bytes:
    """A PDF of so many pages, each of a colour of its own."""
    drawn = [Image.new("RGB", size, (255, 40 * place % 256, 0)) for place in range(pages)]
    out = io.BytesIO()
    drawn[0].save(out, "PDF", save_all=True, append_images=drawn[1:])
    return out.getvalue()


def kept(content: bytes = b"", name: str = "a.jpg", *, at=MORNING) -> Kept:
    """A file on disk: a picture unless told otherwise."""
    return keep(Content(content or picture(), name=name), at=at)


def remembered(develop: Callable[[IO[bytes], Media], Copies]) -> Callable[[IO[bytes], Media], Copies]:
    """The same darkroom, which is asked once for each file: a process for every picture was half of many a test."""
    known: dict[tuple[Media, bytes], Copies] = {}

    def developed(file: IO[bytes], media: Media) -> Copies:
        file.seek(0)
        key = media, hashlib.sha256(file.read()).digest()
        if key not in known:  # what is unfit raises, and is asked again
            known[key] = develop(file, media)
        return known[key]

    return developed


def parts(content: bytes, size: int) -> Iterator[bytes]:
    """The same bytes in parts."""
    for start in range(0, len(content), size):
        yield content[start : start + size]
