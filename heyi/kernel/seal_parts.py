"""Sealing what is too large to hold at once: pieces under AES-256-GCM, numbered, the last one marked (STREAM).

Hoang, Reyhanitabar, Rogaway and Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance" (2015):
a piece that is missing, moved, doubled or cut off at the end is found when the whole is opened.
"""

import os
from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE = 1 << 20
TAG = 16
SUITE = "AES-256-GCM-STREAM"
_PREFIX = 7  # with four bytes of number and one of ending: the twelve of a nonce


def sealed_parts(key: bytes, parts: Iterable[bytes], *, context: bytes) -> Iterator[bytes]:
    """The prefix, then every piece sealed; at most two pieces are in memory. Opens with this key and context alone."""
    prefix, cipher = os.urandom(_PREFIX), AESGCM(key)
    yield prefix
    for number, (piece, is_last) in enumerate(_with_last(_pieces(parts, PIECE))):
        yield cipher.encrypt(_nonce(prefix, number, is_last=is_last), piece, context)


def opened_parts(key: bytes, parts: Iterable[bytes], *, context: bytes) -> Iterator[bytes]:
    """The plain pieces; raises cryptography's InvalidTag at the first that is not as it was sealed."""
    coming = iter(parts)
    first = b""
    while len(first) < _PREFIX and (part := next(coming, b"")):
        first += part
    if len(first) < _PREFIX:
        raise InvalidTag
    prefix, cipher = first[:_PREFIX], AESGCM(key)
    sealed = _pieces(_all(first[_PREFIX:], coming), PIECE + TAG)
    for number, (piece, is_last) in enumerate(_with_last(sealed)):
        yield cipher.decrypt(_nonce(prefix, number, is_last=is_last), piece, context)


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([is_last])


def _pieces(parts: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in pieces of one size; what is empty is one empty piece. Joined once for each, for speed."""
    waiting: list[bytes] = []
    length, is_empty = 0, True
    for part in parts:
        waiting.append(part)
        length += len(part)
        if length < size:
            continue
        whole = b"".join(waiting)
        for start in range(0, length - size + 1, size):
            yield whole[start : start + size]
        is_empty = False
        length %= size
        waiting = [whole[-length:]] if length else []
    if length or is_empty:
        yield b"".join(waiting)


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    before = next(pieces)
    for piece in pieces:
        yield before, False
        before = piece
    yield before, True


def _all(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
