"""What matters need from the outside."""

from typing import Protocol


class KeyStore(Protocol):
    """Keeps one data key per identity, wrapped by a master, outside the database and its dumps."""

    def make(self) -> tuple[str, bytes]:
        """A new key that is already on disk: (reference, key)."""
        ...

    def key(self, ref: str) -> bytes | None:
        """The key, or None once it was erased."""
        ...

    def erase(self, ref: str) -> None:
        """Overwrite the key; done when it returns."""
        ...
