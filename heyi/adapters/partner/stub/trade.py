"""What one kind of stub has of its own: its words, its documents, and how it reads what it is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heyi.adapters.partner.signing import SENDER
from heyi.adapters.partner.stub.book import Heard

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Blank:
    """A field of the free form; with `options`, one to choose from."""

    name: str
    label: str
    options: Mapping[str, str] | None = None
    is_long: bool = False


@dataclass(frozen=True, slots=True)
class Inbox:
    """What a kind of partner does with matters that it is given."""

    answers: str  # address below Heyi's
    number: str  # the field that holds the transfer's number
    story: str  # the field that holds what happened
    labels: Mapping[str, str]  # every field that comes, in words
    answer: Callable[[str, str, str, str], Document]  # number, verb, own number, words


@dataclass(frozen=True, slots=True)
class Trade:
    """A kind of partner. `samples` are forms filled in beforehand, each with the words of its button."""

    name: str
    tone: str
    handovers: str  # address below Heyi's
    calls: str
    samples: tuple[tuple[str, Mapping[str, str]], ...]
    blanks: tuple[Blank, ...]
    ref: str  # the field that holds its own number
    told: str  # the field that holds what was said
    document: Callable[[Mapping[str, str], datetime], Document]
    call: Callable[[Document, str, datetime], Document | None]  # None: it is clear whose the matter is
    heard: Callable[[Document, str], tuple[str, Heard]]  # its number, and the change
    inbox: Inbox
    hears: str = SENDER  # how Heyi names itself to it, or how that name begins
