"""Pure reckoning of deadlines: a start, a limit and a calendar in; a due instant and its lines out."""

from heyi.deadlines.rules.limits import LONGEST, BadLimit, Limit
from heyi.deadlines.rules.lines import Line
from heyi.deadlines.rules.pauses import Pause
from heyi.deadlines.rules.plain import PlainDue, plainly_due
from heyi.deadlines.rules.reckoning import Due, due
from heyi.deadlines.rules.walk import OutOfCalendar

__all__ = [
    "LONGEST",
    "BadLimit",
    "Due",
    "Limit",
    "Line",
    "OutOfCalendar",
    "Pause",
    "PlainDue",
    "due",
    "plainly_due",
]
