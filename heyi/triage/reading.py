"""What was understood of one text, each finding with its reason. Values only; nothing here knows a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Generic, TypeVar

from heyi.triage.codes import Danger, Urgency

_NOTHING: Mapping[str, str] = MappingProxyType({})
T = TypeVar("T")


class Where(StrEnum):
    """Which of the words handed in a quote stands in."""

    TITLE = "TITLE"
    TEXT = "TEXT"
    PLACE = "PLACE"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was found: a code, its parameters, and the very words with where they start.

    `start` counts code points in the title, text or place as handed in; without words quote is "", start 0.
    """

    code: str
    params: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    quote: str = ""
    start: int = 0
    where: Where = Where.TEXT

    @property
    def span(self) -> tuple[int, int]:
        """Where the words stand, half-open."""
        return self.start, self.start + len(self.quote)


@dataclass(frozen=True, slots=True)
class Find(Generic[T]):
    """A value and why."""

    value: T
    reason: Reason


@dataclass(frozen=True, slots=True)
class Reading:
    """One text as understood. Amounts are in yuan, dates are days in China, the place is a region's code.

    `places_maybe` are villages that may be meant, where the words do not say which: a person chooses.
    """

    kind: Find[str]
    runner_up: Find[str] | None
    urgency: Find[Urgency]
    danger: Find[Danger] | None
    amounts: tuple[Find[Decimal], ...]
    dates: tuple[Find[date], ...]
    place: Find[str] | None
    places_maybe: tuple[str, ...]
    subjects: tuple[Find[str], ...]
    reasons: tuple[Reason, ...]
    unsure: bool
