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


class AssistantSilent(Exception):
    """The assistant gave no words: a code of why (TIMEOUT, REFUSED, UNREACHABLE, UNREADABLE)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Assistant(Protocol):
    """Writes a draft for a person to read; decides nothing."""

    def write(self, task: str, material: str) -> str:
        """Words for a task over material that strangers wrote. Raises AssistantSilent; may take half a minute."""
        ...
