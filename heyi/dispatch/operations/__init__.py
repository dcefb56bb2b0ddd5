"""Everything that writes tasks, clocks and rule books; higher modules import from here."""

from heyi.dispatch.operations.books import publish_default_book
from heyi.dispatch.operations.calendars import outdated_matters, reckon_again
from heyi.dispatch.operations.giving import Given, give, write_given
from heyi.dispatch.operations.moving import Hand, Overtaken
from heyi.dispatch.operations.reaching import matters_of_line, mend_reach
from heyi.dispatch.operations.steps import (
    Step,
    answer,
    assign,
    attach,
    close,
    contact,
    contest,
    finish,
    hold,
    note,
    refer,
    resume,
    sign,
    take_back,
)

__all__ = [
    "Given",
    "Hand",
    "Overtaken",
    "Step",
    "answer",
    "assign",
    "attach",
    "close",
    "contact",
    "contest",
    "finish",
    "give",
    "hold",
    "matters_of_line",
    "mend_reach",
    "note",
    "outdated_matters",
    "publish_default_book",
    "reckon_again",
    "refer",
    "resume",
    "sign",
    "take_back",
    "write_given",
]
