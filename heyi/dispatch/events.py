"""Names of what dispatch journals, one per verb of the task's Step table."""

EVENT_OF: dict[str, str] = {
    "sign": "task.signed",
    "contact": "task.contacted",
    "note": "note.added",
    "assign": "task.assigned",
    "refer": "task.referred",
    "hold": "task.held",
    "resume": "task.resumed",
    "answer": "task.answered",
    "close": "task.closed",
    "contest": "matter.contested",
    "finish": "task.finished",
    "take_back": "alarm.taken_back",
}
STILL = frozenset(
    {"note.added", "task.contacted", "identity.opened", "likeness.judged"}
)  # leave every state as it is
