"""Reads of dispatch: the rule book in force, a matter's tasks and clocks, what waits, and who handles what."""

from heyi.dispatch.queries.books import book, book_version
from heyi.dispatch.queries.conferring import (
    MOST_CONFERRALS,
    ConferralRow,
    WaitingConferral,
    conferrals_of,
    find_waiting_conferral,
    waiting_conferrals,
)
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
    "MOST_CONFERRALS",
    "MOST_WAITING",
    "ConferralRow",
    "Lateness",
    "PoolRow",
    "Supervised",
    "SupervisionRow",
    "TaskRow",
    "WaitingConferral",
    "WaitingExtension",
    "WaitingObjection",
    "book",
    "book_version",
    "conferrals_of",
    "count_waiting",
    "find_waiting_conferral",
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
    "waiting_conferrals",
    "waiting_extensions",
    "waiting_objections",
]
