"""Stretches of time in which a clock stands still."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands still from `at`; `until` is None while it still does. Both aware."""

    at: datetime
    until: datetime | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None or (self.until is not None and self.until.tzinfo is None):
            raise ValueError("a pause knows its time zone")
        if self.until is not None and self.until < self.at:
            raise ValueError("a pause ends after it begins")

    def covers(self, instant: datetime) -> bool:
        """Whether a day that ends at this instant ends while the clock stands still.

        A pause costs as many days as it covers midnights: pausing and resuming within one day costs none.
        """
        return self.at < instant and (self.until is None or instant <= self.until)


def merged(pauses: Iterable[Pause], start: datetime) -> tuple[Pause, ...]:
    """The pauses after the start, in order, none empty, none overlapping, in UTC; whatever order they came in."""
    found: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: pause.at):
        at, until = max(pause.at, start).astimezone(UTC), pause.until and pause.until.astimezone(UTC)
        if until is not None and until <= at:
            continue
        last = found[-1] if found else None
        if last is not None and (last.until is None or at <= last.until):
            found[-1] = Pause(last.at, _later(last.until, until))
        else:
            found.append(Pause(at, until))
    return tuple(found)


def _later(first: datetime | None, second: datetime | None) -> datetime | None:
    return None if first is None or second is None else max(first, second)
