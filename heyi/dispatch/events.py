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
    "transfer": "transfer.offered",
    "recall": "transfer.recalled",
    "take_over": "transfer.accepted",
    "turn_down": "transfer.refused",
    "reply": "transfer.answered",
    "conclude": "transfer.concluded",
    "give_back": "transfer.returned",
}
STILL = frozenset(  # leave every state as it is
    {
        "note.added",
        "file.attached",
        "file.erased",
        "task.contacted",
        "identity.opened",
        "likeness.judged",
        "matter.rated",
        "call.recorded",
        "receipt.text_asked",
        "delivery.retried",
        "delivery.dismissed",
    }
)
