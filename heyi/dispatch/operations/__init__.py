"""Everything that writes tasks, clocks and rule books; higher modules import from here."""

from heyi.dispatch.operations.assisting import ask_assist, end_assist
from heyi.dispatch.operations.books import publish_default_book
from heyi.dispatch.operations.calendars import outdated_matters, reckon_again
from heyi.dispatch.operations.conferring import call_off, convene, record_conferral
from heyi.dispatch.operations.correcting import Right, correct
from heyi.dispatch.operations.erasing import ask_erasure, erase_file, erase_identity, refuse_erasure
from heyi.dispatch.operations.extending import ask_extension, grant_extension, refuse_extension
from heyi.dispatch.operations.giving import Given, give, write_given
from heyi.dispatch.operations.grouping import join_group, leave_group
from heyi.dispatch.operations.handling import assign, claim
from heyi.dispatch.operations.moving import Hand, Overtaken
from heyi.dispatch.operations.objecting import (
    agree_objection,
    drop_objection,
    make_objection,
    raise_objection,
    refuse_objection,
    rule_kept,
    rule_moved,
)
from heyi.dispatch.operations.reaching import matters_of_line, mend_reach
from heyi.dispatch.operations.steps import (
    Step,
    accept,
    answer,
    attach,
    close,
    contact,
    contest,
    finish,
    hold,
    note,
    rate,
    refer,
    resume,
    sign,
    supplement,
    take_back,
    withdraw,
)
from heyi.dispatch.operations.supervising import end_supervision, reply_supervision, supervise, urge
from heyi.dispatch.operations.sweeping import due_alerts, due_decisions, speak
from heyi.dispatch.operations.transferring import (
    Errand,
    conclude,
    give_back,
    recall,
    reply,
    take_over,
    transfer,
    turn_down,
)

__all__ = [
    "Errand",
    "Given",
    "Hand",
    "Overtaken",
    "Right",
    "Step",
    "accept",
    "agree_objection",
    "answer",
    "ask_assist",
    "ask_erasure",
    "ask_extension",
    "assign",
    "attach",
    "call_off",
    "claim",
    "close",
    "conclude",
    "contact",
    "contest",
    "convene",
    "correct",
    "drop_objection",
    "due_alerts",
    "due_decisions",
    "end_assist",
    "end_supervision",
    "erase_file",
    "erase_identity",
    "finish",
    "give",
    "give_back",
    "grant_extension",
    "hold",
    "join_group",
    "leave_group",
    "make_objection",
    "matters_of_line",
    "mend_reach",
    "note",
    "outdated_matters",
    "publish_default_book",
    "raise_objection",
    "rate",
    "recall",
    "reckon_again",
    "record_conferral",
    "refer",
    "refuse_erasure",
    "refuse_extension",
    "refuse_objection",
    "reply",
    "reply_supervision",
    "resume",
    "rule_kept",
    "rule_moved",
    "sign",
    "speak",
    "supervise",
    "supplement",
    "take_back",
    "take_over",
    "transfer",
    "turn_down",
    "urge",
    "withdraw",
    "write_given",
]
