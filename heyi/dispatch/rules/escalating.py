"""What follows when a clock has run out: who presses the unit, and how hard. Pure, from rows of the rule book."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from heyi.dispatch.codes import Pressure
from heyi.dispatch.rules.alerting import OVERDUE, TRIPLE
from heyi.kernel.words import _

SUPERIOR = "SUPERIOR"  # the nearest unit above, whatever its level


@dataclass(frozen=True, slots=True)
class EscalationRow:
    """One rule: when a clock reaches this stage, who presses how; an empty word means any.

    `level` is SUPERIOR, or the level (COUNTY, CITY) of the nearest centre above.
    """

    clock: str
    priority: int
    urgency: str
    stage: str
    level: str
    does: str
    why: str

    def fits(self, clock: str, urgency: str, stage: str) -> bool:
        """Whether every word of the rule that is given agrees."""
        return self.stage == stage and self.clock in ("", clock) and self.urgency in ("", urgency)


DEFAULTS = (
    EscalationRow("", 10, "", OVERDUE, SUPERIOR, Pressure.URGE, _("内部默认：超期的由上级催办")),
    EscalationRow(
        "HANDLE", 20, "", OVERDUE, SUPERIOR, Pressure.SUPERVISE, _("内部默认：办理超期的由上级督办")
    ),
    EscalationRow(
        "", 30, "URGENT", OVERDUE, "COUNTY", Pressure.SUPERVISE, _("内部默认：紧急事项超期的由县级督办")
    ),
    EscalationRow("", 10, "", TRIPLE, "CITY", Pressure.SUPERVISE, _("内部默认：达到时限三倍的由市级督办")),
)
"""What follows where a book has no rows of its own."""


class UnitLike(Protocol):
    """What these rules need of a unit."""

    @property
    def id(self) -> int: ...
    @property
    def level(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Tree(Protocol):
    """What finding the nearest above needs of the directory."""

    def ancestors(self, unit_id: int) -> tuple[int, ...]:
        """Superiors, nearest first."""
        ...


class Units(Tree, Protocol):
    """What these rules need of the directory."""

    def unit(self, unit_id: int) -> UnitLike:
        """The unit with this id."""
        ...


def escalation_for(
    rows: Sequence[EscalationRow], *, clock: str, urgency: str, stage: str
) -> EscalationRow | None:
    """The rule of highest priority that fits, or None where nothing follows."""
    fitting = [row for row in rows or DEFAULTS if row.fits(clock, urgency, stage)]
    return max(fitting, key=lambda row: row.priority, default=None)


def presser_of(level: str, unit_id: int, units: Units, denied: Collection[int]) -> int | None:
    """Who presses: the nearest centre above of that level, else the highest unit; never one it is about (§30)."""
    above = [unit for unit in units.ancestors(unit_id) if unit not in denied]
    if level == SUPERIOR:
        return above[0] if above else None
    centres = (unit for unit in above if _is_centre(units.unit(unit), level))
    return next(centres, above[-1] if above else None)


def _is_centre(unit: UnitLike, level: str) -> bool:
    return unit.level == level and unit.kind == "CENTRE"


def nearest_of(unit_id: int, mine: Iterable[int], units: Tree) -> int | None:
    """Of one's own units the nearest above this one."""
    own = frozenset(mine)
    return next((unit for unit in units.ancestors(unit_id) if unit in own), None)
