"""What notices need from the outside: a secret of the house, under which addresses lie sealed."""

from typing import Protocol


class Secrets(Protocol):
    """Secrets of this installation, outside the database and its dumps."""

    def secret(self, purpose: str, version: int | None = None) -> tuple[int, bytes]:
        """(version, secret of 256 bits) for a purpose: the newest, or one by its version."""
        ...
