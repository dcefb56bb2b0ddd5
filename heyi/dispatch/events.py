"""Names of what dispatch journals, one per verb of the task's Step table."""

EVENT_OF: dict[str, str] = {
    "sign": "task.signed",
    "contact": "task.contacted",
    "note": "note.added",
    "attach": "file.attached",
    "assign": "task.assigned",
    "refer": "task.referred",
    "hold": "task.held",
    "resume": "task.resumed",
    "answer": "task.answered",
    "close": "task.closed",
    "contest": "matter.contested",
    "accept": "matter.accepted",
    "withdraw": "matter.withdrawn",
    "supplement": "matter.supplemented",
    "rate": "matter.rated",
    "finish": "task.finished",
    "take_back": "alarm.taken_back",
    "correct": "matter.corrected",
    "ask_erasure": "erasure.asked",
    "refuse_erasure": "erasure.refused",
    "erase_file": "file.erased",
    "erase_identity": "identity.erased",
}
STILL = frozenset(  # leave every state as it is
    {
        "note.added",
        "file.attached",
        "file.erased",
        "task.contacted",
        "identity.opened",
        "identity.erased",
        "erasure.asked",
        "erasure.refused",
        "likeness.judged",
        "matter.rated",
        "call.recorded",
        "delivery.retried",
        "delivery.dismissed",
    }
)
