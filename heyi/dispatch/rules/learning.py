"""What closed matters teach about who does what. Pure; a tenth of all matters is judged on and never learned from."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b
from math import sqrt
from typing import NamedTuple, Protocol
from uuid import UUID

from heyi.dispatch.codes_of_learning import LearningFault
from heyi.dispatch.rules.routing import UnitLike, Units

HELD_BACK = 10
"""One matter in so many is held back, by its key: whatever is learned at any time, it is never learned from."""
FEWEST = 200
"""Matters to learn from; with fewer the numbers say nothing."""
FEWEST_OF_LABEL = 10
"""Matters of a kind of unit, below which it is not learned."""
STUCK_AFTER = timedelta(minutes=30)
"""A learning that has not ended by then has lost its worker."""
_DOT = "."


class OfAKind(Protocol):
    """What a label is made of."""

    @property
    def kind(self) -> str: ...
    @property
    def specialty(self) -> str: ...


class ClosedMatter(NamedTuple):
    """A matter that was answered and closed: its words, who did it, and whom the rules named first ("" for nobody)."""

    matter_id: UUID
    text: str
    label: str
    by_rules: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learned from, and what is held back to judge."""

    learned: tuple[ClosedMatter, ...]
    held: tuple[ClosedMatter, ...]

    @property
    def fault(self) -> LearningFault | None:
        """Why nothing can be learned, if nothing can."""
        if len(self.learned) < FEWEST or not self.held:
            return LearningFault.TOO_FEW
        return LearningFault.ONE_LABEL if len({each.label for each in self.learned}) < 2 else None


class Guess(NamedTuple):
    """A label, and whether it is more likely right than wrong."""

    label: str
    sure: bool


def label_of(unit: OfAKind) -> str:
    """What kind of unit it is, whatever its place: the place is for the rules to know, not for words."""
    return f"{unit.kind}{_DOT}{unit.specialty}" if unit.specialty else unit.kind


def server_of(label: str, region_code: str, units: Units) -> UnitLike | None:
    """The unit of that kind that serves a place, the nearest first."""
    kind, _dot, specialty = label.partition(_DOT)
    return units.serving(kind, region_code, specialty)


def is_held_back(matter_id: UUID) -> bool:
    """Whether a matter is judged on and never learned from."""
    return int.from_bytes(blake2b(matter_id.bytes, digest_size=4).digest()) % HELD_BACK == 0


def lesson_of(closed: Sequence[ClosedMatter]) -> Lesson:
    """Parts what is learned from what is held back; kinds of unit with few matters are left out of learning."""
    learned = [each for each in closed if not is_held_back(each.matter_id)]
    counts = Counter(each.label for each in learned)
    return Lesson(
        learned=tuple(each for each in learned if counts[each.label] >= FEWEST_OF_LABEL),
        held=tuple(each for each in closed if is_held_back(each.matter_id)),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """What somebody said of what was held back, matter by matter: whether it was right, and whether it was sure."""

    labels: tuple[str, ...]
    right: tuple[bool, ...]
    sure: tuple[bool, ...]

    def counts(self) -> Mapping[str, object]:
        """Right over all, sure, right where sure, and right for each kind of unit."""
        return {
            "right": sum(self.right),
            "sure": sum(self.sure),
            "sure_right": sum(hit and sure for hit, sure in zip(self.right, self.sure, strict=True)),
            "by_label": dict(
                Counter(label for label, hit in zip(self.labels, self.right, strict=True) if hit)
            ),
        }

    def against(self, other: "Judged") -> tuple[int, int]:
        """On how many it alone was right, and on how many the other alone."""
        pairs = list(zip(self.right, other.right, strict=True))
        return sum(mine > theirs for mine, theirs in pairs), sum(mine < theirs for mine, theirs in pairs)


def judged(held: Sequence[ClosedMatter], guess: Callable[[str], Guess]) -> Judged:
    """What a model says of what was held back."""
    guesses = [guess(each.text) for each in held]
    return Judged(
        labels=tuple(each.label for each in held),
        right=tuple(found.label == each.label for found, each in zip(guesses, held, strict=True)),
        sure=tuple(found.sure for found in guesses),
    )


def judged_rules(held: Sequence[ClosedMatter]) -> Judged:
    """Whether the unit that the rules named first was the one that did it; rules are always sure."""
    labels = tuple(each.label for each in held)
    return Judged(labels, tuple(each.by_rules == each.label for each in held), (True,) * len(held))


def is_clear(won: int, lost: int) -> bool:
    """Whether so many more won than lost are unlikely by chance: the sign test, McNemar 1947, at two deviations."""
    return won - lost > 2 * sqrt(won + lost)
