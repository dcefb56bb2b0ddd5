"""What matters need from the outside."""

from typing import Protocol


class KeysMissing(LookupError):
    """A master key or a book is not there: restore the keys' own backup."""


class KeyStore(Protocol):
    """Keeps one data key per identity, wrapped by a master, outside the database and its dumps."""

    def secret(self, purpose: str, version: int | None = None) -> tuple[int, bytes]:
        """A secret of the house for a purpose, made from the newest master or that of a version: (version, secret).

        Raises KeysMissing.
        """
        ...

    def make(self) -> tuple[str, bytes]:
        """A new key that is already on disk: (reference, key)."""
        ...

    def key(self, ref: str) -> bytes | None:
        """The key, or None once it was erased."""
        ...

    def erase(self, ref: str) -> None:
        """Overwrite the key; done when it returns."""
        ...
