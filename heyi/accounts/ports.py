"""What accounts need from the outside."""

from typing import Protocol


class NotSent(Exception):
    """The gateway did not take a text message; for the log, not for the reader. `is_final` where it never will."""

    def __init__(self, why: str = "", *, is_final: bool = False) -> None:
        super().__init__(why)
        self.is_final = is_final


class TextGateway(Protocol):
    """Carries text messages to telephones."""

    def send(self, phone: str, words: str) -> None:
        """Returns once the gateway has taken the message; raises NotSent."""
        ...
