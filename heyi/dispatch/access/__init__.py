"""What others may read of dispatch: the rule book, a matter's tasks, clocks and open steps, and who handles them."""

from heyi.dispatch.access.handlers import Pool, handlers_for, pool
from heyi.dispatch.access.tasks import (
    ClockView,
    OpenTask,
    RouteView,
    TaskView,
    facts_besides,
    foreseen,
    open_tasks,
    present_book,
    room_to_extend,
    rule_book,
    tasks_view,
)
from heyi.dispatch.queries import hands_of, waiting_extensions

__all__ = [
    "ClockView",
    "OpenTask",
    "Pool",
    "RouteView",
    "TaskView",
    "facts_besides",
    "foreseen",
    "handlers_for",
    "hands_of",
    "open_tasks",
    "pool",
    "present_book",
    "room_to_extend",
    "rule_book",
    "tasks_view",
    "waiting_extensions",
]
