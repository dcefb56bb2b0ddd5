"""One step on many matters: each in a transaction of its own, through the one door, and told apart afterwards."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from heyi.dispatch.events import EVENT_OF
from heyi.dispatch.operations import Hand, Overtaken, Step, answer, assign, note, put_back, refer, sign, urge
from heyi.journal.access import timeline_of
from heyi.journal.events import RecordedEvent
from heyi.kernel.flow import NotAllowed, Refusal
from heyi.matters.access import briefs, entering
from heyi.matters.access.scope import MatterNotFound
from heyi.matters.operations import Held, hold_matter

MOST = 200  # matters that one press of a button may change
DO: Mapping[str, Callable[..., object]] = {
    "sign": sign,
    "assign": assign,
    "refer": refer,
    "note": note,
    "answer": answer,
    "urge": urge,
    "put_back": put_back,
}


class Went(StrEnum):
    """What became of a step on one of many matters."""

    DONE = "DONE"
    ALREADY = "ALREADY"
    REFUSED = "REFUSED"
    OVERTAKEN = "OVERTAKEN"
    GONE = "GONE"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A matter and what became of it; the refusal's reason, or who was quicker with what."""

    number: str
    went: Went
    refusal: Refusal | None = None
    who: str = ""
    verb: str = ""
    at: datetime | None = None

    @property
    def is_done(self) -> bool:
        """Whether the matter stands as it was wished."""
        return self.went in (Went.DONE, Went.ALREADY)


def do_each(
    verb: str,
    matters: Sequence[tuple[str, int]],
    *,
    by: Hand,
    given: Mapping[str, Any],
    now: Callable[[], datetime],
) -> tuple[Outcome, ...]:
    """Take the step on each (number, how far its chain had been read). A second sending finds it done already."""
    return tuple(_outcome(verb, number, seen, by, given, now()) for number, seen in matters)


def do_each_its_own(
    verb: str, matters: Sequence[tuple[str, int, Mapping[str, Any]]], *, by: Hand, now: Callable[[], datetime]
) -> tuple[Outcome, ...]:
    """As `do_each`, with what is given for each matter beside it."""
    return tuple(_outcome(verb, number, seen, by, given, now()) for number, seen, given in matters)


def _outcome(verb: str, number: str, seen: int, by: Hand, given: Mapping[str, Any], at: datetime) -> Outcome:
    try:
        with entering("desk", units=by.units):
            (matter,) = briefs([number]) or (None,)
            if matter is None:
                return Outcome(number, Went.GONE)
            if _did_already(matter.key, verb, by, seen, given):
                return Outcome(number, Went.ALREADY)
            DO[verb](matter.key, step=Step(by=by, at=at, seen=seen), **given)
    except Overtaken as quicker:
        return Outcome(number, Went.OVERTAKEN, who=quicker.actor, verb=quicker.verb, at=quicker.at)
    except NotAllowed as refused:
        return Outcome(number, Went.REFUSED, refused.refusal)
    except MatterNotFound:
        return Outcome(number, Went.GONE)
    return Outcome(number, Went.DONE)


def _did_already(key: tuple[str, UUID], verb: str, by: Hand, seen: int, given: Mapping[str, Any]) -> bool:
    """Whether this person did the same since the preview: a double press, or the same page sent again.

    The matter is locked first, so that two sendings at once come here one after the other. A note is the same by its
    words only: another one is another note.
    """
    held = hold_matter(*key)
    if held.head.seq <= seen:
        return False
    return any(
        event.verb == EVENT_OF[verb]
        and event.actor.id == by.actor.id
        and (verb != "note" or _says(event, held, str(given["text"])))
        for event in timeline_of(*key)[seen:]
    )


def _says(event: RecordedEvent, held: Held, text: str) -> bool:
    """Whether an event tells of a note with these words; it holds a commitment to them."""
    told = event.facts["set"][f"note/{event.facts['note']}"]["text"]
    return bool(told == held.image("note", {"text": text.strip()}, event.algo)["text"])
