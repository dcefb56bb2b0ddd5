"""What evidence needs from the outside: a place for bytes, keys, a scanner, and somebody who stamps the time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class BytesMissing(LookupError):
    """The store has no bytes under this address."""


class StoreSilent(Exception):
    """The store does not answer, or refuses: nothing is known of what lies there, and nothing was kept."""


class Store(Protocol):
    """Keeps bytes under the hash of what is kept; it knows neither keys nor cases."""

    def put(self, parts: Iterable[bytes]) -> str:
        """Keep them, safe on disk when it returns; answers their address, "ALGO:hex"."""
        ...

    def read(self, address: str) -> Iterator[bytes]:
        """The bytes in parts; raises BytesMissing before the first."""
        ...

    def is_whole(self, address: str) -> bool:
        """Whether what lies there still has the hash it is named by; raises BytesMissing."""
        ...

    def has(self, address: str) -> bool:
        """Whether something lies there."""
        ...

    def remove(self, address: str) -> None:
        """Take the bytes away; nothing happens where none are."""
        ...

    def kept_before(self, at: datetime) -> Iterator[str]:
        """The addresses of what has lain there since before `at`."""
        ...


class ScannerSilent(Exception):
    """The scanner gave no verdict: it is not there, too slow, or could not look at this file."""


class CannotScan(ScannerSilent):
    """It is there and says that it could not look at this file."""


class Scanner(Protocol):
    """Looks at bytes for viruses."""

    def scan(self, parts: Iterable[bytes]) -> str:
        """The name of what was found, "" where nothing was; raises ScannerSilent."""
        ...

    def version(self) -> str:
        """What the scanner says it is; raises ScannerSilent."""
        ...


class Keys(Protocol):
    """One key for each file, outside the database and its dumps."""

    def make(self) -> tuple[str, bytes]:
        """A new key that is already on disk: (reference, key)."""
        ...

    def key(self, ref: str) -> bytes | None:
        """The key, or None once it was erased."""
        ...

    def erase(self, ref: str) -> None:
        """Overwrite the key; done when it returns."""
        ...


class NotStamped(Exception):
    """There is no stamp: the authority is not there, refuses, or answers what does not hold. Tried again later."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """A checked time stamp: the token as it came, whose it is, when, and the certificates it was checked against."""

    token: bytes
    tsa: str
    serial: str
    at: datetime
    is_trial: bool
    roots: str


class Stamper(Protocol):
    """A time-stamping authority (RFC 3161)."""

    def stamp(self, digest: bytes) -> Stamped:
        """A stamp over a SHA-256, checked against it and the authority's certificates; raises NotStamped."""
        ...


class StampReader(Protocol):
    """Whoever checks a token against the certificates that are trusted."""

    def read(self, token: bytes, digest: bytes, roots: str) -> Stamped:
        """What the token says; raises NotStamped where its signature, its chain or its digest does not hold."""
        ...
