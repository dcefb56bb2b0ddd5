"""What the journal needs from the outside: somebody who carries deliveries."""

from typing import Protocol


class NotDelivered(Exception):
    """The other side did not take it; try again later."""


class Unreachable(NotDelivered):
    """Nobody answers there: whatever else goes by the same way would wait for nothing."""


class Undeliverable(NotDelivered):
    """The other side will never take it as it is: a person must look."""


class Courier(Protocol):
    """Carries deliveries to one kind of destination."""

    def deliver(self, destination: str, what: str, body: str, *, key: str) -> None:
        """Returns once the other side has it; else raises NotDelivered or Undeliverable.

        `key` is the same on every attempt, so that the other side can tell a repetition.
        """
        ...
