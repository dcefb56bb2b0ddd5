"""What a file is, told from its first bytes; its name and what the sender's browser says of it decide nothing."""

import codecs
from collections.abc import Iterable

from heyi.evidence.codes import FileRefusal, Media

HEAD = 4096  # bytes that tell a kind
_HEIC = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_MARKS: tuple[tuple[bytes, Media | FileRefusal], ...] = (
    (b"\xff\xd8\xff", Media.JPEG),
    (b"\x89PNG\r\n\x1a\n", Media.PNG),
    (b"GIF87a", Media.GIF),
    (b"GIF89a", Media.GIF),
    (b"%PDF-", Media.PDF),
    (b"MZ", FileRefusal.ACTIVE),
    (b"\x7fELF", FileRefusal.ACTIVE),
    (b"#!", FileRefusal.ACTIVE),
    (b"PK\x03\x04", FileRefusal.ACTIVE),
    (b"PK\x05\x06", FileRefusal.ACTIVE),
    (b"Rar!", FileRefusal.ACTIVE),
    (b"7z\xbc\xaf", FileRefusal.ACTIVE),
    (b"\x1f\x8b", FileRefusal.ACTIVE),
)
_TELLS_MARKUP = (
    b"<!doctype",
    b"<html",
    b"<svg",
    b"<script",
    b"<?xml",
    b"<?php",
    b"<body",
    b"<iframe",
    b"<head",
)
_EICAR = (
    rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$",
    b"EICAR-STANDARD-",
    b"ANTIVIRUS-TEST-FILE!$H+H*",
)  # whole nowhere here
_ZIP_END, _ZIP_END_BYTES = b"PK\x05\x06", 22
TAIL = _ZIP_END_BYTES + 0xFFFF  # bytes in which an archive's end may stand
_WHITE = b" \t\r\n\f"
_PLAIN_CONTROLS = frozenset(b"\t\n\r\f")
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in _PLAIN_CONTROLS)
_MARKED = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def kind_of(head: bytes) -> Media | FileRefusal:
    """The kind that the first HEAD bytes tell; TEXT only means that they may be text."""
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Media.WEBP
    if head[4:8] == b"ftyp":
        return Media.HEIC if head[8:12] in _HEIC else FileRefusal.UNKNOWN
    if _is_markup(head):
        return FileRefusal.ACTIVE
    return Media.TEXT if encodings_of(head) else FileRefusal.UNKNOWN


def is_test_virus(head: bytes) -> bool:
    """Whether it is the file by which people try scanners (EICAR): it has to begin so, and means no harm."""
    return head.startswith(b"".join(_EICAR))


def has_archive_behind(tail: bytes) -> bool:
    """Whether a file that begins as something else ends as a ZIP archive, as of its last TAIL bytes (APPNOTE 4.3.16).

    The end record says how long the comment behind it is: only where that fits to the byte is it one.
    """
    place = tail.rfind(_ZIP_END)
    while place >= 0:
        left = len(tail) - place - _ZIP_END_BYTES
        if left >= 0 and int.from_bytes(tail[place + 20 : place + 22], "little") == left:
            return True
        place = tail.rfind(_ZIP_END, 0, place)
    return False


def _is_markup(head: bytes) -> bool:
    """Whether a browser could take it for a page or a drawing: a tag among what looks like words."""
    plain = head
    for mark, encoding in _MARKED:
        if head.startswith(mark):
            plain = head.decode(encoding, "replace").encode()
    lowered = plain.lower()
    return lowered.lstrip(_WHITE).startswith(b"<") or any(tag in lowered for tag in _TELLS_MARKUP)


def encodings_of(head: bytes) -> tuple[str, ...]:
    """The encodings in which these bytes may be plain text."""
    for mark, encoding in _MARKED:
        if head.startswith(mark):
            return (encoding,)
    return () if head.translate(None, _CONTROLS) != head else ("utf-8", "gb18030")


def is_text(parts: Iterable[bytes], head: bytes) -> bool:
    """Whether all of it is words of one encoding, without control characters."""
    decoders = [codecs.getincrementaldecoder(encoding)() for encoding in encodings_of(head)]
    for part in parts:
        decoders = [decoder for decoder in decoders if _takes(decoder, part)]
    return any(_takes(decoder, b"", final=True) for decoder in decoders)


def _takes(decoder: codecs.IncrementalDecoder, part: bytes, *, final: bool = False) -> bool:
    try:
        words = decoder.decode(part, final)
    except UnicodeDecodeError:
        return False
    return not any(ord(letter) < _FIRST_WORD and letter not in "\t\n\r\f" for letter in words)


_FIRST_WORD = 32
