"""What other modules may read of the journal. Row-level security decides which rows; these decide the shape."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from heyi.journal.events import RecordedEvent
from heyi.journal.queries import lookers, paging, reading, standing, walking
from heyi.journal.queries.lookers import Looker
from heyi.journal.queries.paging import DeliveryCount, DeliveryRow, Look, Page
from heyi.journal.queries.standing import ConsumerStanding
from heyi.journal.rules import Chain, Problem, check_seals
from heyi.kernel.words import _

__all__ = ["Chain", "ConsumerStanding", "DeliveryCount", "DeliveryRow", "Look", "Looker", "Page", "Problem"]

PAGE = 50
LATE = timedelta(minutes=10)  # a consumer or courier this far behind is a problem

CONSUMER_FAILS = _("后台处理未能完成，停在一个事件上。")
CONSUMER_LAGS = _("后台处理落后。")
DELIVERY_GIVEN_UP = _("有送达已停止重试，需人工处理。")
DELIVERY_OVERDUE = _("有送达到时未发。")


def timeline_of(county: str, matter_id: UUID) -> tuple[RecordedEvent, ...]:
    """All events of a matter, first to last."""
    return reading.timeline_of(county, matter_id)


def find_event(county: str, matter_id: UUID, seq: int) -> RecordedEvent | None:
    """One event, or None."""
    return reading.find_event(county, matter_id, seq)


def latest_event(county: str, matter_id: UUID, verb: str) -> RecordedEvent | None:
    """The last event of this name, or None; one query."""
    return reading.latest_event(county, matter_id, verb)


def administrative_events(*, before: str = "", limit: int = PAGE) -> Page[RecordedEvent]:
    """What administrators changed, newest first; one query."""
    return paging.administrative_events(before=before, limit=limit)


def looks(*, before: str = "", limit: int = PAGE, actor_id: int | None = None) -> Page[Look]:
    """Who looked at matters, newest first, of one person if asked; one query."""
    return paging.looks(before=before, limit=limit, actor_id=actor_id)


def looks_at(county: str, matter_id: UUID) -> tuple[Look, ...]:
    """Who looked at one matter, first to last; one query."""
    return paging.looks_at(county, matter_id)


def lookers_of(county: str, matter_id: UUID) -> tuple[Looker, ...]:
    """Who looked at one matter, each person once for each reason, the last one first; one query."""
    return lookers.lookers_of(county, matter_id)


def deliveries(
    *,
    state: str = "",
    before: str = "",
    limit: int = PAGE,
    destination: str = "",
    only: str = "",
    but: str = "",
    since: datetime | None = None,
) -> Page[DeliveryRow]:
    """The delivery ledger, newest first, in one state (a DeliveryState) and to one destination if asked; one query.

    `only` and `but` are letters with which what is delivered begins, or does not.
    """
    return paging.deliveries(
        state=state, before=before, limit=limit, destination=destination, only=only, but=but, since=since
    )


def deliveries_of(county: str, matter_id: UUID) -> tuple[DeliveryRow, ...]:
    """What was and is to be delivered of one matter, first to last; one query."""
    return paging.deliveries_of(county, matter_id)


def delivery_counts(*, since: datetime) -> tuple[DeliveryCount, ...]:
    """How many stand how for each destination, of those queued since that instant; one query."""
    return paging.delivery_counts(since=since)


def consumers(using: str = "default") -> tuple[ConsumerStanding, ...]:
    """How each consumer stands."""
    return standing.consumers(using)


def chains(using: str = "owner", progress: Callable[[int], None] = walking.unheard) -> Iterator[Chain]:
    """Every stream, checked, with the bodies of its events: what a matter's row is rebuilt from. One pass, streamed."""
    return walking.chains(using, progress)


def chain_problems(
    using: str = "owner", progress: Callable[[int], None] = walking.unheard
) -> Iterator[Problem]:
    """What is wrong with any chain; 100,000 events a second and more."""
    for chain in walking.chains(using, progress):
        yield from chain.problems


one_instant = walking.one_instant


def ledger_problems(
    using: str = "owner", progress: Callable[[int], None] = walking.unheard
) -> Iterator[Problem]:
    """Days whose root no longer comes out: a matter deleted with its whole chain shows here."""
    with walking.one_instant(using):
        yield from check_seals(walking.seals(using), walking.leaves(using, progress))


def standing_problems(using: str = "owner", *, at: datetime) -> Iterator[Problem]:
    """Consumers that fail or lag and deliveries that are stuck."""
    for consumer in standing.consumers(using):
        if consumer.failures:
            params = {"failures": consumer.failures, "error": consumer.last_error}
            yield Problem("consumer.fails", consumer.name, CONSUMER_FAILS, params)
        elif consumer.next_event_at and consumer.next_event_at < at - LATE:
            yield Problem("consumer.lags", consumer.name, CONSUMER_LAGS, {"since": consumer.next_event_at})
    stuck = standing.stuck_deliveries(using, due_before=at - LATE)
    if stuck.gave_up:
        yield Problem("delivery.given_up", "journal_delivery", DELIVERY_GIVEN_UP, {"count": stuck.gave_up})
    if stuck.overdue:
        yield Problem("delivery.overdue", "journal_delivery", DELIVERY_OVERDUE, {"count": stuck.overdue})
