"""A chat export in words, turned into numbered, dated messages: nothing is left out, nothing added, nothing believed.

Exports have no standard. Four shapes are known, one for each way WeChat and its kin give words away; a file has one of
them, whichever heads the most messages. Each line of the source belongs to one message or to what stands beside them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from heyi.evidence.codes import MessageKind, MoneyState
from heyi.evidence.rules.chat_heads import SHAPES, Head, Shape
from heyi.evidence.rules.chat_kinds import MONEY, Content, content_of

GAP = timedelta(days=7)  # without a word: whoever reads on should know


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its number, who said it when, what it is, and its lines in the source (from 1, both ends in)."""

    number: int
    speaker: str
    at: datetime
    text: str
    kind: MessageKind
    amount: Decimal | None
    money: MoneyState | None
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Aside:
    """Lines that belong to no message: before the first one, and dates between them."""

    text: str
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Total:
    """Transfers or red packets of one speaker in one state: how many, how much, and of how many no amount is told.

    Each state is counted apart: what was offered, what the other side says it accepted, what went back.
    """

    speaker: str
    kind: MessageKind
    money: MoneyState
    count: int
    amount: Decimal
    without_amount: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence of more than GAP between two messages that follow each other."""

    after: int
    before: int
    lasts: timedelta


@dataclass(frozen=True, slots=True)
class Chat:
    """An export as it can be typeset: every line of the source stands in a message or in an aside."""

    shape: str
    messages: tuple[Message, ...]
    asides: tuple[Aside, ...]
    speakers: tuple[str, ...]
    totals: tuple[Total, ...]
    gaps: tuple[Gap, ...]
    out_of_order: tuple[int, ...]  # numbers of messages that are dated before the one above them
    withdrawn: tuple[int, ...]  # numbers of messages that say that one was taken back
    lines: int

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """The earliest and the latest instant that is told; None without a message."""
        told = [message.at for message in self.messages]
        return (min(told), max(told)) if told else None


def read_chat(text: str) -> Chat:
    """Read an export; one in no known shape has no message, and all of it beside."""
    lines = text.split("\n")
    shape = shape_of(lines)
    heads = list(_heads(shape, lines)) if shape else []
    messages = tuple(_messages(lines, heads))
    return Chat(
        shape=shape.name if shape and messages else "",
        messages=messages,
        asides=tuple(_asides(lines, messages)),
        speakers=tuple(dict.fromkeys(message.speaker for message in messages)),
        totals=tuple(_totals(messages)),
        gaps=tuple(
            Gap(one.number, two.number, two.at - one.at)
            for one, two in pairwise(messages)
            if two.at - one.at > GAP
        ),
        out_of_order=tuple(two.number for one, two in pairwise(messages) if two.at < one.at),
        withdrawn=tuple(each.number for each in messages if each.kind is MessageKind.WITHDRAWN),
        lines=len(lines),
    )


def shape_of(lines: Sequence[str]) -> Shape | None:
    """The shape that heads the most messages, the plainest of several; None where none heads any."""
    counted = [(sum(1 for _head in _heads(shape, lines)), -place) for place, shape in enumerate(SHAPES)]
    most, place = max(counted)
    return SHAPES[-place] if most else None


def _heads(shape: Shape, lines: Sequence[str]) -> Iterator[tuple[int, Head]]:
    """(place of its first line, head) of each message; a day that a shape tells apart holds for those below it."""
    place, day = 0, None
    while place < len(lines):
        day = shape.day_of(lines[place]) or day
        head = shape.head_at(lines, place, day)
        if head is None:
            place += 1
            continue
        yield place, head
        place += head.lines


def _messages(lines: Sequence[str], heads: Sequence[tuple[int, Head]]) -> Iterator[Message]:
    ends = [*(place for place, _head in heads), len(lines)][1:]
    for number, ((place, head), end) in enumerate(zip(heads, ends, strict=True), start=1):
        end = _without_days(lines, place + head.lines, end, head)
        text = "\n".join([*head.rest, *lines[place + head.lines : end]]).strip("\n")
        content: Content = content_of(text)
        yield Message(
            number=number,
            speaker=head.speaker,
            at=head.at,
            text=text,
            kind=content.kind,
            amount=content.amount,
            money=content.money,
            first_line=place + 1,
            last_line=end,
        )


def _without_days(lines: Sequence[str], begin: int, end: int, head: Head) -> int:
    """Where a message ends: before the line of the next day, if its shape has such lines."""
    for place in range(begin, end):
        if head.shape.day_of(lines[place]):
            return place
    return end


def _asides(lines: Sequence[str], messages: Sequence[Message]) -> Iterator[Aside]:
    """What lies between the messages."""
    next_line = 1
    for message in messages:
        if message.first_line > next_line:
            yield _aside(lines, next_line, message.first_line - 1)
        next_line = message.last_line + 1
    if next_line <= len(lines):
        yield _aside(lines, next_line, len(lines))


def _aside(lines: Sequence[str], first: int, last: int) -> Aside:
    return Aside("\n".join(lines[first - 1 : last]), first, last)


def _totals(messages: Sequence[Message]) -> Iterator[Total]:
    counts: Counter[tuple[str, MessageKind, MoneyState]] = Counter()
    without: Counter[tuple[str, MessageKind, MoneyState]] = Counter()
    sums: dict[tuple[str, MessageKind, MoneyState], Decimal] = {}
    for message in messages:
        if message.kind not in MONEY or message.money is None:
            continue
        key = (message.speaker, message.kind, message.money)
        counts[key] += 1
        without[key] += message.amount is None
        sums[key] = sums.get(key, Decimal(0)) + (message.amount or 0)
    for key in sorted(counts):
        yield Total(*key, counts[key], sums[key], without[key])
