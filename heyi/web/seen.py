"""How far a page had read a matter's chain, as the page carries it.

Sealed: the number itself, held against the entries that a reader is shown, would tell how many are not for that reader.
The same number of another matter is another mark.
"""

import hashlib

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from django.conf import settings

from heyi.kernel.typed import whole_number

_NUMBER, _BLOCK = 4, 16  # bytes; a mark is one block, so the mode has nothing to chain
_LONGEST = 9  # digits of a plain number, as other pages of this house carry it


def seen_mark(seq: int, of: str) -> str:
    """The mark for a matter, named by its number or its tracking code."""
    encryptor = _cipher().encryptor()
    return encryptor.update(_named(of) + seq.to_bytes(_NUMBER, "big")).hex()


def read_seen(typed: str, of: str) -> int | None:
    """The number that a mark of this matter holds, or a plain number; None for anything else."""
    if (plain := whole_number(typed, digits=_LONGEST)) is not None:
        return plain
    try:
        block = bytes.fromhex(typed)
    except ValueError:
        return None
    if len(block) != _BLOCK:
        return None
    opened = _cipher().decryptor().update(block)
    return int.from_bytes(opened[-_NUMBER:], "big") if opened[:-_NUMBER] == _named(of) else None


def _named(of: str) -> bytes:
    return hashlib.sha256(of.encode()).digest()[: _BLOCK - _NUMBER]


def _cipher() -> Cipher[ECB]:
    key = hashlib.sha256(b"heyi.web.seen" + settings.SECRET_KEY.encode()).digest()
    return Cipher(AES(key), ECB())  # noqa: S305 - one block of our own, never two
