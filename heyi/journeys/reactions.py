"""When X, do Y: every consumer of the journal on one page, and the house's regular chores."""

from collections.abc import Callable, Sequence
from datetime import datetime

from heyi.accounts.operations import forget_attempts, forget_phone_codes, forget_sessions
from heyi.dispatch.operations import matters_of_line, mend_reach, outdated_matters, reckon_again
from heyi.intake.drafts import forget_expired_drafts
from heyi.intake.operations import forget_expired_marks
from heyi.journal.events import RecordedEvent
from heyi.journal.operations import Consumed, consume, fold_ledger, is_held_back
from heyi.journeys.answering import queue_answers
from heyi.journeys.indexing import index_matters
from heyi.journeys.noticing import tell_people as tell_people_of
from heyi.journeys.papering import wake_press
from heyi.journeys.parting import follow_parts
from heyi.journeys.party_texts import queue_party_texts
from heyi.journeys.pushing import push
from heyi.journeys.reading_whole import read_matters
from heyi.journeys.telling import queue_news
from heyi.journeys.texting import queue_texts
from heyi.journeys.transferring import queue_transfers
from heyi.journeys.waking import mend_reach_later
from heyi.matters.access import entering
from heyi.notices.operations import forget_old

Reaction = Callable[..., Consumed]


def follow_tree(*, at: datetime) -> Consumed:
    """A unit was moved: who sees its matters changes with it."""
    return consume("tree", _follow_tree, at=at)


def _follow_tree(events: Sequence[RecordedEvent]) -> None:
    for event in events:
        if event.verb == "unit.moved":
            mend_reach_later(int(event.facts["unit"]))


def push_changes(*, at: datetime) -> Consumed:
    """Something happened to a matter: open pages of the units that see it look again."""
    return consume("live", push, at=at)


def tell_source(*, at: datetime) -> Consumed:
    """A partner's matter stands otherwise: it is told, if it asked to be; and who is given a matter, gets it.

    Another city is answered as to its transfer.
    """

    def queue(events: Sequence[RecordedEvent]) -> None:
        queue_news(events, at=at)
        queue_transfers(events, at=at)
        queue_answers(events, at=at)

    return consume("source", queue, at=at)


def tell_people(*, at: datetime) -> Consumed:
    """Something happened that people of the house wait for: each is told who may hear of it."""

    def tell(events: Sequence[RecordedEvent]) -> None:
        tell_people_of(events, at=at)

    return consume("notices", tell, at=at)


def text_receipts(*, at: datetime) -> Consumed:
    """A receipt goes to its reporter's telephone, news of a mediation to its parties': queued, opened when carried."""

    def queue(events: Sequence[RecordedEvent]) -> None:
        queue_texts(events, at=at)
        queue_party_texts(events, at=at)

    return consume("texts", queue, at=at)


def index_words(*, at: datetime) -> Consumed:
    """A matter was told, noted, answered or given to others: it is found by its words, by who reaches it now."""

    def index(events: Sequence[RecordedEvent]) -> None:
        index_matters(events)

    return consume("search", index, at=at)


def read_whole(*, at: datetime) -> Consumed:
    """A matter was received: it is read once more, for what receiving it did not wait for."""

    def read(events: Sequence[RecordedEvent]) -> None:
        read_matters(events, at=at)

    return consume("reading", read, at=at)


def tie_parts(*, at: datetime) -> Consumed:
    """Something happened to a part or to its head: the other is told, or follows."""

    def tie(events: Sequence[RecordedEvent]) -> None:
        follow_parts(events, at=at)

    return consume("parts", tie, at=at)


def make_papers(*, at: datetime) -> Consumed:
    """An agreement was concluded: the worker makes its paper and seals it."""
    return consume("papers", wake_press, at=at)


REACTIONS: tuple[Reaction, ...] = (
    tie_parts,  # task.answered … part.ended -> its head hears; task.referred … matter.withdrawn -> its parts follow
    tell_people,  # task.given … transfer.returned -> notices; before pages look again, so that the bell is right
    push_changes,  # any event of a matter -> open pages of its units look again
    fold_ledger,  # any event -> its hash goes into the root of the day
    follow_tree,  # unit.moved -> the reach of the unit's matters is mended
    tell_source,  # task.signed … matter.contested -> the partner who handed it in; transfer.… -> who is given it
    text_receipts,  # receipt.text_asked -> the reporter's telephone; mediation.… -> the parties' telephones
    make_papers,  # agreement.concluded -> its paper is made and sealed
    index_words,  # any event of a matter -> it is found by its words
    read_whole,  # matter.received -> its topic, and who does such things
)


def react(*, now: Callable[[], datetime]) -> int:
    """Let every consumer read until nothing is left; answers how many events took effect."""
    total, awake = 0, REACTIONS
    while awake:  # a round each: one that has the whole journal before it does not keep the others waiting
        rounds = [(reaction, _round(reaction, now)) for reaction in awake]
        total += sum(consumed.events for _reaction, consumed in rounds)
        awake = tuple(reaction for reaction, consumed in rounds if consumed.events and not consumed.failed)
    return total


def react_until_settled(*, now: Callable[[], datetime], pause: Callable[[], None]) -> int:
    """React, and again after each pause while events wait for a transaction from before them; but not for ever.

    Whoever rolls back wakes nobody, and what it held back would else wait for the next event or minute.
    """
    total = react(now=now)
    for _look in range(MOST_LOOKS):
        pause()
        total += react(now=now)
        with entering("worker"):
            if not is_held_back():
                break
    return total


MOST_LOOKS = 50


def _round(reaction: Reaction, now: Callable[[], datetime]) -> Consumed:
    with entering("worker"):
        return reaction(at=now())


def reckon_outdated_clocks(*, now: Callable[[], datetime]) -> int:
    """A new calendar was published: reckon provisional clocks again, one matter a transaction."""
    count = 0
    while True:
        with entering("worker"):
            keys = outdated_matters()
        for county, matter_id in keys:
            with entering("worker"):
                count += reckon_again(county, matter_id, at=now())
        if not keys:
            return count


def mend_reach_of_line(unit_id: int, *, now: Callable[[], datetime]) -> int:
    """Compute the reach anew for every matter of a unit and those below it, one matter a transaction."""
    count, after = 0, None
    while True:
        with entering("worker"):
            keys = matters_of_line(unit_id, after=after)
        for county, matter_id in keys:
            with entering("worker"):
                mend_reach(county, matter_id, at=now())
        if not keys:
            return count
        count, after = count + len(keys), keys[-1]


def forget_marks(*, now: Callable[[], datetime]) -> int:
    """Marks of likeness, counted attempts, one-time codes and sessions are kept for a while only."""
    at = now()
    chores = (forget_expired_marks, forget_attempts, forget_phone_codes, forget_sessions)
    with entering("worker"):
        return sum(forget(at=at) for forget in chores)


def forget_notices(*, now: Callable[[], datetime]) -> int:
    """Notices are kept for a quarter of a year."""
    with entering("worker"):
        return forget_old(at=now())


def forget_drafts(*, now: Callable[[], datetime]) -> int:
    """What somebody began to write and did not send is kept for a week."""
    with entering("worker"):
        return forget_expired_drafts(at=now())
