"""Which buttons of a matter stand in the row and which are folded away: the likely next step first, danger last. Pure.

A leader may do fourteen things to a matter, and mostly does one of four. What is folded away is a press of a key or two
farther, and keeps its own key.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

NEXT = (
    "sign", "resume", "finish", "answer", "close", "accept_part", "return_part",
    "grant_extension", "refuse_extension", "agree_objection", "refuse_objection", "rule_kept", "rule_moved",
    "reply_supervision", "end_supervision", "record_conferral",
)  # fmt: skip
"""What the matter waits for: brings it nearer to its end, or decides what somebody asked."""
USUAL = ("contact", "note", "claim", "assign", "refer", "urge", "supervise", "ask_assist")
"""What is done every day besides."""
GRAVE = ("take_back",)
"""What nobody should press by mistake."""
MOST = 6  # as many stand in the row; where there are more, one of them unfolds the rest


class Verb(Protocol):
    """What folding needs of a button."""

    @property
    def verb(self) -> str: ...


_Button = TypeVar("_Button", bound=Verb)


@dataclass(frozen=True, slots=True)
class Folded(Generic[_Button]):
    """The buttons of the row, and those that are folded away; `primary` is the verb that is pressed most likely."""

    shown: Sequence[_Button] = ()
    more: Sequence[_Button] = field(default=())
    first: str = ""

    @property
    def primary(self) -> str:
        """The first, where the matter waits for it."""
        verb = self.shown[0].verb if self.shown else ""
        return verb if verb in (*NEXT, self.first) else ""

    @property
    def grave(self) -> Sequence[str]:
        """The verbs that are drawn as dangerous."""
        return GRAVE


def folded(buttons: Iterable[_Button], first: str = "") -> Folded[_Button]:
    """What is next, then what is usual, then the rest as it came, then what is grave; few enough are all shown.

    `first`: the verb that is due before all others just now.
    """
    ordered = sorted(buttons, key=lambda button: (button.verb != first, *_rank(button)))
    if len(ordered) <= MOST:
        return Folded(ordered, first=first)
    shown = [
        button
        for place, button in enumerate(ordered)
        if button.verb in NEXT or (button.verb in USUAL and place < MOST - 1)
    ]
    return Folded(shown, [button for button in ordered if button not in shown], first)


def _rank(button: Verb) -> tuple[int, int]:
    for rank, verbs in enumerate((NEXT, USUAL)):
        if button.verb in verbs:
            return rank, verbs.index(button.verb)
    return (3, 0) if button.verb in GRAVE else (2, 0)
