"""Canonical JSON, salted commitments, the links of a hash chain. SHA-256 (FIPS 180-4) or SM3 (GB/T 32905)."""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Protocol
from uuid import UUID

from cryptography.hazmat.primitives import hashes

from heyi.kernel.typed import whole_number

HASH_BYTES = 32  # of both algorithms


class Algo(StrEnum):
    """How something was hashed; stands beside every hash."""

    SHA256 = "SHA256"
    SM3 = "SM3"


class Hasher(Protocol):
    """Something that takes data and gives its hash."""

    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, no escapes. ValueError for NaN, infinity."""
    return _encode(value)


def digest(data: bytes, algo: str) -> bytes:
    """The 32 bytes of hash; raises KeyError for an algorithm that Heyi does not know."""
    return _HASHERS[algo](data).digest()


def hasher(algo: str) -> Hasher:
    """What hashes bytes that come in parts; raises KeyError for an algorithm that Heyi does not know."""
    return _HASHERS[algo](b"")


def genesis(county: str, stream: UUID) -> bytes:
    """What stands before a stream's first event, so that no event can be moved to another stream."""
    return (county.encode() + stream.bytes).ljust(HASH_BYTES, b"\0")


def link(prev: bytes, body: str, algo: str) -> bytes:
    """The hash of an event: over the hash before it and its body."""
    return _HASHERS[algo](prev + body.encode()).digest()


def fold(root: bytes, leaf: bytes, algo: str) -> bytes:
    """The ledger's running root after one more event hash."""
    return _HASHERS[algo](root + leaf).digest()


def commitment(salt: bytes, value: str, algo: str = Algo.SHA256, *, version: int | None = None) -> str:
    """What an event holds in place of free text or a personal field, written "ALGO:hex", or "ALGO.VERSION:hex".

    With salt and text it proves what was said. A version names the secret that the salt was made with (`keyed_salt`):
    whoever has all rows and not the secret cannot try values until one fits.
    """
    label = algo if version is None else f"{algo}.{version}"
    return f"{label}:{digest(len(salt).to_bytes(2, 'big') + salt + value.encode(), algo).hex()}"


def keyed_salt(secret: bytes, salt: bytes) -> bytes:
    """A salt that lies beside what it salts, made into one that nobody knows who has not the secret."""
    return hmac.digest(secret, b"heyi.commitment" + salt, "sha256")


def label_of(committed: str) -> tuple[str, int | None] | None:
    """(algorithm, version of the secret) of a commitment; None for one that is none of ours."""
    algo, dot, version = committed.partition(":")[0].partition(".")
    number = whole_number(version)
    if algo not in set(Algo) or (dot and number is None):
        return None
    return algo, number if dot else None


def matches(committed: str, salt: bytes, value: str) -> bool:
    """Whether the value is the one that was committed to; raises KeyError for an unknown algorithm."""
    return hmac.compare_digest(committed, commitment(salt, value, committed.partition(":")[0]))


def _plain(value: object) -> str:
    """How values that JSON does not know are written; instants in UTC, to the microsecond."""
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(f"{type(value).__name__} has no canonical form")


def written(at: datetime) -> str:
    """An instant as it stands in canonical JSON; raises ValueError without a time zone."""
    if at.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


class _Sm3OfCryptography:
    """SM3 where Python's own OpenSSL was built without it."""

    def __init__(self, data: bytes) -> None:
        self._hasher = hashes.Hash(hashes.SM3())
        self._hasher.update(data)

    def update(self, data: bytes, /) -> None:
        self._hasher.update(data)

    def digest(self) -> bytes:
        return self._hasher.finalize()


_encode = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain
).encode
_HASHERS: dict[str, Callable[[bytes], Hasher]] = {
    Algo.SHA256: hashlib.sha256,
    Algo.SM3: partial(hashlib.new, "sm3") if "sm3" in hashlib.algorithms_available else _Sm3OfCryptography,
}
