"""Everything that writes tasks, clocks and rule books; higher modules import from here."""

from heyi.dispatch.operations.books import publish_default_book
from heyi.dispatch.operations.calendars import outdated_matters, reckon_again
from heyi.dispatch.operations.correcting import Right, correct
from heyi.dispatch.operations.erasing import ask_erasure, erase_file, erase_identity, refuse_erasure
from heyi.dispatch.operations.extending import ask_extension, grant_extension, refuse_extension
from heyi.dispatch.operations.giving import Given, give, write_given
from heyi.dispatch.operations.handling import assign, claim
from heyi.dispatch.operations.moving import Hand, Overtaken
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
    "answer",
    "ask_erasure",
    "ask_extension",
    "assign",
    "attach",
    "claim",
    "close",
    "conclude",
    "contact",
    "contest",
    "correct",
    "erase_file",
    "erase_identity",
    "finish",
    "give",
    "give_back",
    "grant_extension",
    "hold",
    "matters_of_line",
    "mend_reach",
    "note",
    "outdated_matters",
    "publish_default_book",
    "rate",
    "recall",
    "reckon_again",
    "refer",
    "refuse_erasure",
    "refuse_extension",
    "reply",
    "resume",
    "sign",
    "supplement",
    "take_back",
    "take_over",
    "transfer",
    "turn_down",
    "withdraw",
    "write_given",
]
