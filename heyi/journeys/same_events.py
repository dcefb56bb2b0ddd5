"""The same event through another channel, or by another caller: candidates by words, compared by place, issue and time.

Similar wording about two places is never the same event: neither where the words name two (`triage.sameness`) nor where
the matters lie in two regions. A person decides; nothing is merged.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from heyi.dispatch.access import links_of
from heyi.intake.codes import Alike
from heyi.journal.events import Actor
from heyi.journeys.weighing import weights_in_use
from heyi.matters.access import Found, MatterView, alike_by_words, found_by_keys
from heyi.matters.operations import link_likeness
from heyi.orgs.access import directory
from heyi.orgs.rules import TOWN_DIGITS, Directory, town_of
from heyi.search.access import frequencies
from heyi.search.rules import asked_of, telling_words
from heyi.triage.ranked_names import Rank
from heyi.triage.sameness import Sameness, Told, Weights, sameness

MOST = 5
NEAR = timedelta(days=60)  # as long as the longest limit of handling runs (信访工作条例 §34)
_LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class SameEvent:
    """A matter that may tell of the same event, how likely (0 to 1), how many days lie between, and why."""

    found: Found
    score: float
    days: float
    reason: Alike


@dataclass(frozen=True, slots=True)
class _Mine:
    """The words that the others are compared with, and where they belong, as far as it is known."""

    told: Told
    region_code: str


def same_events(matter: MatterView, *, at: datetime) -> tuple[SameEvent, ...]:
    """Of matters received within sixty days, open or closed, the likeliest first, five at most.

    In the scope of the reader's desk; of an alarm nothing is compared. What hangs on the matter already is left out.
    """
    if matter.is_alarm_only:
        return ()
    linked = {like.number for like in matter.likenesses}
    kin = _kin(matter)
    mine = _Mine(Told(matter.title, matter.narrative, matter.received_at), matter.region_code)
    likely = (each for each in _like(mine, kin, at=at) if each.found.number not in linked)
    return tuple(islice(likely, MOST))


def told_before(title: str, text: str, *, region_code: str, at: datetime) -> tuple[SameEvent, ...]:
    """The same of words that are told now and are no matter yet, in the scope of the clerk's desk."""
    return tuple(islice(_like(_Mine(Told(title, text, at), region_code), frozenset(), at=at), MOST))


def _like(mine: _Mine, kin: Collection[tuple[str, UUID]], *, at: datetime) -> Iterator[SameEvent]:
    """The likeliest first."""
    known, trees = frequencies(at), directory()
    words = telling_words(f"{mine.told.title}\n{mine.told.text}", known.shares)
    asked = asked_of(words, known.shares, documents=known.documents)
    rows = alike_by_words(asked, live=None, limit=_LOOKED_AT)
    candidates = found_by_keys([(county, key) for county, key, _story in rows if (county, key) not in kin])
    near = (each for each in candidates if _is_near(mine, each, trees))
    weights = weights_in_use()
    found = (_compared(mine, each, weights) for each in near)
    yield from sorted(filter(None, found), key=lambda event: event.score, reverse=True)


def _kin(matter: MatterView) -> set[tuple[str, UUID]]:
    """Itself, its head and the parts beside it: they are one event, and known to be. Two queries."""
    own = matter.county, matter.id
    heads = {link.head for link in links_of([own])}
    return {own, *heads, *(link.key for link in links_of(heads))} if heads else {own}


def _is_near(mine: _Mine, each: Found, trees: Directory) -> bool:
    """In time, and not in another region: the same words of two towns tell of two places."""
    if mine.told.at is not None and abs(each.received_at - mine.told.at) > NEAR:
        return False
    return not trees.are_apart(mine.region_code, each.region_code)


def _compared(mine: _Mine, each: Found, weights: Weights) -> SameEvent | None:
    """None where it is another event, or one of which this reader knows the alarm alone."""
    if not each.narrative:
        return None
    said = sameness(mine.told, Told(each.title, each.narrative, each.received_at), weights)
    if not said.same_event:
        return None
    return SameEvent(each, said.score, said.days or 0.0, _reason(said, mine.region_code, each.region_code))


def _reason(said: Sameness, one: str, other: str) -> Alike:
    """What was compared and found in common, and no more: a place, its town alone, or none that both tell."""
    if said.shared - {Rank.TOWN} or (one == other and len(one) > TOWN_DIGITS):
        return Alike.SAME_EVENT
    if said.shared or (len(one) >= TOWN_DIGITS and town_of(one) == town_of(other)):
        return Alike.SAME_TOWN
    return Alike.LIKE_EVENT


def say_same_event(matter: MatterView, event: SameEvent, *, by: Actor, at: datetime) -> bool:
    """Whether the link is new. Raises MatterNotFound outside the scope."""
    return link_likeness(
        matter.county,
        matter.id,
        other=(event.found.county, event.found.matter_id),
        reason=event.reason.value,
        by=by,
        at=at,
    )
