"""Everything that writes tasks, clocks and rule books; higher modules import from here."""

from heyi.dispatch.operations.books import publish_default_book
from heyi.dispatch.operations.calendars import outdated_matters, reckon_again
from heyi.dispatch.operations.correcting import Right, correct
from heyi.dispatch.operations.erasing import ask_erasure, erase_file, erase_identity, refuse_erasure
from heyi.dispatch.operations.giving import Given, give, write_given
from heyi.dispatch.operations.moving import Hand, Overtaken
from heyi.dispatch.operations.reaching import matters_of_line, mend_reach
from heyi.dispatch.operations.steps import (
    Step,
    accept,
    answer,
    assign,
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

__all__ = [
    "Given",
    "Hand",
    "Overtaken",
    "Right",
    "Step",
    "accept",
    "answer",
    "ask_erasure",
    "assign",
    "attach",
    "close",
    "contact",
    "contest",
    "correct",
    "erase_file",
    "erase_identity",
    "finish",
    "give",
    "hold",
    "matters_of_line",
    "mend_reach",
    "note",
    "outdated_matters",
    "publish_default_book",
    "rate",
    "reckon_again",
    "refer",
    "refuse_erasure",
    "resume",
    "sign",
    "supplement",
    "take_back",
    "withdraw",
    "write_given",
]
