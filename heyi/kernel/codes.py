"""Keys, numbers and tracking codes. Each carries the county of receipt, so that a city can shard by it."""

import os
import re
from datetime import datetime
from uuid import UUID

from heyi.kernel.clock import CHINA

CITY = "330500"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to misread
_MISREAD = str.maketrans("ILOU", "110V")
_BITS = 5
_COUNTY_LETTERS = 4  # 20 bits hold any six-digit code
_RANDOM_LETTERS = 11  # 55 bits: 10^6 live codes are one in 3.6 * 10^10 guesses
_LETTERS = _COUNTY_LETTERS + _RANDOM_LETTERS
_CHECK_MODULUS = 31


def uuid7(at: datetime) -> UUID:
    """A UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, 74 random bits. PostgreSQL 15 has no uuidv7()."""
    millis = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    random = int.from_bytes(os.urandom(10), "big")
    value = (millis << 80) | (0x7 << 76) | ((random >> 68) << 64) | (0b10 << 62) | (random & ((1 << 62) - 1))
    return UUID(int=value)


def number_of(county: str, at: datetime, serial: int) -> str:
    """A matter's number: county, day of receipt in China, serial. Ordered by day; gaps are allowed."""
    day = at.astimezone(CHINA).date().isoformat().replace("-", "")
    return f"{county}{day}{serial:06d}"


def is_number(words: str) -> bool:
    """Whether the words have the form of a matter's number."""
    return re.fullmatch(r"\d{20,26}", words) is not None


def tracking_code(county: str) -> str:
    """A new tracking code: county, 55 random bits, one check letter; sixteen letters."""
    body = _letters(int(county), _COUNTY_LETTERS) + _letters(
        int.from_bytes(os.urandom(7), "big") >> 1, _RANDOM_LETTERS
    )
    return body + _check(body)


def read_tracking_code(typed: str) -> str | None:
    """The code as stored from what a person typed (spaces, dashes, I for 1, O for 0); None if it cannot be one."""
    code = re.sub(r"[\s\-‐-―－_]", "", typed).upper().translate(_MISREAD)
    if len(code) != _LETTERS + 1 or any(letter not in ALPHABET for letter in code):
        return None
    return code if _check(code[:-1]) == code[-1] else None


def spaced(code: str) -> str:
    """A tracking code as people read it: four groups of four."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def county_of_code(code: str) -> str:
    """The county of receipt that a tracking code carries."""
    value = 0
    for letter in code[:_COUNTY_LETTERS]:
        value = (value << _BITS) | ALPHABET.index(letter)
    return f"{value:06d}"


def _letters(value: int, length: int) -> str:
    return "".join(ALPHABET[(value >> (_BITS * place)) & 31] for place in reversed(range(length)))


def _check(body: str) -> str:
    """One letter that finds mistyped letters (but Z for 0) and swaps of neighbours: weights modulo a prime."""
    total = sum((place + 1) * ALPHABET.index(letter) for place, letter in enumerate(body))
    return ALPHABET[total % _CHECK_MODULUS]
