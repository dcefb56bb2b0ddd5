"""The same event through another channel, or by another caller: candidates by words, compared by place, issue and time.

Similar wording about two places is never the same event (`triage.sameness`). A person decides; nothing is merged.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from heyi.dispatch.access import links_of
from heyi.intake.codes import Alike
from heyi.journal.events import Actor
from heyi.matters.access import Found, MatterView, alike_by_words, found_by_keys
from heyi.matters.operations import link_likeness
from heyi.search.access import frequencies
from heyi.search.rules import asked_of, telling_words
from heyi.triage.sameness import Told, sameness

MOST = 5
NEAR = timedelta(days=60)  # as long as the longest limit of handling runs (信访工作条例 §34)
_LOOKED_AT = 30


@dataclass(frozen=True, slots=True)
class SameEvent:
    """A matter that may tell of the same event, how likely (0 to 1), and how many days lie between."""

    found: Found
    score: float
    days: float


def same_events(matter: MatterView, *, at: datetime) -> tuple[SameEvent, ...]:
    """Of matters received within sixty days, open or closed, the likeliest first, five at most.

    In the scope of the reader's desk; of an alarm nothing is compared. What hangs on the matter already is left out.
    """
    if matter.is_alarm_only:
        return ()
    known = frequencies(at)
    words = telling_words(f"{matter.title}\n{matter.narrative}", known.shares)
    asked = asked_of(words, known.shares, documents=known.documents)
    rows = alike_by_words(asked, live=None, limit=_LOOKED_AT)
    linked = {like.number for like in matter.likenesses}
    kin = _kin(matter)
    candidates = found_by_keys([(county, key) for county, key, _story in rows if (county, key) not in kin])
    mine = Told(matter.title, matter.narrative, matter.received_at)
    found = [
        _compared(mine, each)
        for each in candidates
        if each.number not in linked and abs(each.received_at - matter.received_at) <= NEAR
    ]
    likely = sorted(filter(None, found), key=lambda event: event.score, reverse=True)
    return tuple(likely[:MOST])


def _kin(matter: MatterView) -> set[tuple[str, UUID]]:
    """Itself, its head and the parts beside it: they are one event, and known to be. Two queries."""
    own = matter.county, matter.id
    heads = {link.head for link in links_of([own])}
    return {own, *heads, *(link.key for link in links_of(heads))} if heads else {own}


def _compared(mine: Told, each: Found) -> SameEvent | None:
    """None where it is another event, or one of which this reader knows the alarm alone."""
    if not each.narrative:
        return None
    said = sameness(mine, Told(each.title, each.narrative, each.received_at))
    return SameEvent(each, said.score, said.days or 0.0) if said.same_event else None


def say_same_event(matter: MatterView, other: Found, *, by: Actor, at: datetime) -> bool:
    """Whether the link is new. Raises MatterNotFound outside the scope."""
    return link_likeness(
        matter.county,
        matter.id,
        other=(other.county, other.matter_id),
        reason=Alike.SAME_EVENT.value,
        by=by,
        at=at,
    )
