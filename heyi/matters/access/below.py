"""How the units of a line stand: what is live by state, due and answered. One statement each, however many units."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection

from heyi.matters.access.counts import end_of_day
from heyi.matters.access.lists import OWN
from heyi.matters.codes import Basis

MOST_DUE = 1000  # overdue and due today are counted by the index, for each state up to here
MOST_LATE = 100  # for units further below: enough to see where it burns
IN_LINE = (Basis.LEAD.value, Basis.SUPERIOR.value)
"""What a unit leads and what is led below it: each matter of its line once."""
OF_UNIT = OWN
"""What a unit itself has to do."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is live in a unit or its line: by state, urgent; overdue and due today up to MOST_DUE for each state."""

    states: Mapping[str, int] = field(default_factory=dict)
    urgent: int = 0
    late: int = 0
    today: int = 0

    @property
    def live(self) -> int:
        """All that is live."""
        return sum(self.states.values())

    @property
    def late_words(self) -> str:
        """What is overdue, as it is read."""
        return counted_words(self.late, MOST_DUE)

    @property
    def today_words(self) -> str:
        """What is due today, as it is read."""
        return counted_words(self.today, MOST_DUE)

    @property
    def later(self) -> int:
        """What is due after today, or by no clock."""
        return max(0, self.live - self.late - self.today)


def counted_words(count: int, bound: int) -> str:
    """A count; one that may not have been counted to its end says so."""
    return f"{count}+" if count >= bound else str(count)


def loads_below(units: Collection[int], bases: Sequence[str], *, at: datetime) -> dict[int, Load]:
    """How each of these units stands, as far as this scope lies above it. Two statements.

    `bases`: IN_LINE for all that is led in its line, OF_UNIT for what it has to do itself.
    """
    given = list(units)
    states: dict[int, dict[str, int]] = {unit: {} for unit in given}
    urgent = dict.fromkeys(given, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM heyi_counted_below(%s)", [given])
        for unit, basis, state, urgency, count in cursor.fetchall():
            if basis in bases:
                states[unit][state] = states[unit].get(state, 0) + count
                urgent[unit] += count if urgency == "URGENT" else 0
        cursor.execute(
            "SELECT * FROM heyi_due_below(%s, %s, %s, %s, %s)",
            [given, list(bases), at, end_of_day(at), MOST_DUE],
        )
        due = {unit: (late, today) for unit, late, today in cursor.fetchall()}
    return {
        unit: Load({state: n for state, n in states[unit].items() if n}, urgent[unit], *due.get(unit, (0, 0)))
        for unit in given
    }


def late_below(units: Collection[int], *, at: datetime) -> dict[int, int]:
    """How much each of these units leads that is overdue, up to MOST_LATE for each state; only those that have some.

    One statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT unit_id, late FROM heyi_due_below(%s, %s, %s, %s, %s) WHERE late > 0",
            [list(units), [Basis.LEAD.value], at, at, MOST_LATE],
        )
        return dict(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Answered:
    """How much was answered in the last seven and thirty days, and the median days from receipt to answer."""

    in_week: int = 0
    in_month: int = 0
    median: float | None = None


def answered_below(lines: Mapping[int, Collection[int]], *, at: datetime) -> dict[int, Answered]:
    """What the units of each line answered, under the line's first unit. One statement."""
    pairs = [(unit, of) for of, line in lines.items() for unit in line]
    week, month = at - timedelta(days=7), at - timedelta(days=30)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM heyi_answered_below(%s, %s, %s, %s)",
            [[unit for unit, _of in pairs], [of for _unit, of in pairs], week, month],
        )
        return {of: Answered(*rest) for of, *rest in cursor.fetchall()}
