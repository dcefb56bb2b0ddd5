"""三方通话: what calls about whose a matter is say of the boundary between 110, 12345 and the centre. Pure.

国办发〔2022〕12号: where it is not clear whose a matter is, they speak; where they cannot agree, whoever was asked
first takes it first; where a life is in danger, the police act at once. Where calls about one kind end in different
hands, or are settled only because somebody was asked first, a rule is missing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from heyi.kernel.clock import CHINA
from heyi.matters.codes import CALL_GROUND_WORDS, CALL_TAKER_WORDS, CallGround, CallTaker


@dataclass(frozen=True, slots=True)
class Call:
    """A three-way call: when, who was on it, who takes the matter, by which ground, and why, in words."""

    spoke_at: datetime
    who: str
    taker: CallTaker
    ground: CallGround
    why: str

    @property
    def text(self) -> str:
        """The record in words, as it stands among a matter's notes."""
        when = self.spoke_at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
        said = "" if self.ground == CallGround.UNSAID else f"（{CALL_GROUND_WORDS[self.ground]}）"
        taken = f"由{CALL_TAKER_WORDS[self.taker]}受理{said}。"
        return f"{when} 三方通话：{self.who}\n{taken}\n理由：{self.why}"


class Counted(Protocol):
    """How many calls of one kind of matter one taker took by one ground."""

    @property
    def kind(self) -> str: ...
    @property
    def taker(self) -> str: ...
    @property
    def ground(self) -> str: ...
    @property
    def number(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Boundary:
    """The calls about one kind of matter: by who took it, and how many only because somebody was asked first."""

    kind: str
    takers: Mapping[str, int]
    first: int

    @property
    def total(self) -> int:
        """All calls of the kind."""
        return sum(self.takers.values())

    @property
    def elsewhere(self) -> int:
        """How many did not go to who takes this kind most often: 0 where all went to one."""
        return self.total - max(self.takers.values(), default=0)

    @property
    def is_unclear(self) -> bool:
        """Whether calls ended in different hands, or were not agreed."""
        return bool(self.elsewhere or self.first)


def boundaries(counted: Iterable[Counted]) -> tuple[Boundary, ...]:
    """Each kind of matter, the least clear first: by what went elsewhere, by what nobody agreed on, by all."""
    takers: dict[str, Counter[str]] = {}
    first: Counter[str] = Counter()
    for each in counted:
        takers.setdefault(each.kind, Counter())[each.taker] += each.number
        first[each.kind] += each.number if each.ground == CallGround.FIRST else 0
    found = [Boundary(kind, dict(by), first[kind]) for kind, by in takers.items()]
    return tuple(sorted(found, key=lambda each: (-each.elsewhere, -each.first, -each.total, each.kind)))
