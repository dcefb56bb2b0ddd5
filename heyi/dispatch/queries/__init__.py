"""Reads of dispatch: the rule book in force, a matter's tasks and clocks, what waits, and who handles what."""

from heyi.dispatch.queries.books import book, book_version
from heyi.dispatch.queries.handling import PoolRow, loads_of, pool_of
from heyi.dispatch.queries.tasks import (
    TaskRow,
    hands_of,
    tasks_and_clocks,
    tasks_numbered,
    tasks_of,
    tasks_of_many,
)
from heyi.dispatch.queries.waiting import (
    MOST_WAITING,
    Lateness,
    Supervised,
    SupervisionRow,
    WaitingExtension,
    WaitingObjection,
    count_waiting,
    lateness_of,
    supervised_by,
    supervisions_of,
    waiting_extensions,
    waiting_objections,
)

__all__ = [
    "MOST_WAITING",
    "Lateness",
    "PoolRow",
    "Supervised",
    "SupervisionRow",
    "TaskRow",
    "WaitingExtension",
    "WaitingObjection",
    "book",
    "book_version",
    "count_waiting",
    "hands_of",
    "lateness_of",
    "loads_of",
    "pool_of",
    "supervised_by",
    "supervisions_of",
    "tasks_and_clocks",
    "tasks_numbered",
    "tasks_of",
    "tasks_of_many",
    "waiting_extensions",
    "waiting_objections",
]
