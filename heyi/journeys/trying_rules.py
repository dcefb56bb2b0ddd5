"""A draft of the rules tried on past matters: read at once, replayed in memory, told of as it goes on."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import structlog
from django.db import transaction

from heyi.accounts.rules import Standing
from heyi.dispatch.access import Past, past_facts
from heyi.dispatch.operations import ask_trial, begin_trial, end_trial, fail_trial, forget_hits, tell_trial
from heyi.dispatch.rules.trying import Stored, Trial, Tried, result_of
from heyi.journeys.waking import try_rules_later
from heyi.kernel.clock import CHINA
from heyi.matters.access import entering
from heyi.matters.rules import denied_line
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory

STRIDE = 5_000  # matters between two words about how far it has come
_EVER = datetime(2000, 1, 1, tzinfo=CHINA)
_log = structlog.get_logger()
Tell = Callable[[int, int], None]


@transaction.atomic
def ask_to_try(draft_id: int, *, days: int | None, by: Standing, at: datetime) -> int:
    """Ask for a trial and let the worker run it; answers its id."""
    trial = ask_trial(draft_id, days=days, by=by, at=at)
    try_rules_later(trial)
    return trial


def try_rules(trial_id: int, *, now: Callable[[], datetime], tell: Tell | None = None) -> Tried | None:
    """Run a trial that waits; None where another hand has begun it. What goes wrong is kept as failed, and raised."""
    try:
        return _try(trial_id, now, tell)
    except Exception:
        with entering("worker"):
            fail_trial(trial_id, at=now())
        _log.warning("trial failed", trial=trial_id)
        raise


def _try(trial_id: int, now: Callable[[], datetime], tell: Tell | None) -> Tried | None:
    with entering("worker"):
        begun = begin_trial(trial_id)
        if begun is None:
            return None
    with entering("worker"):
        since = _EVER if begun.days is None else now() - timedelta(days=begun.days)
        past, trees = past_facts(since), directory()
    trial = Trial(begun.before, begun.after, trees)
    for first in range(0, len(past), STRIDE):
        trial.replay(stored(past[first : first + STRIDE], trees))
        done = min(first + STRIDE, len(past))
        with entering("worker"):
            tell_trial(trial_id, done=done, total=len(past))
        if tell is not None:
            tell(done, len(past))
    hits = [(hit.key, hit) for hit in trial.found.hits]
    with entering("worker"):
        end_trial(trial_id, result=result_of(trial.found), hits=hits, at=now())  # type: ignore[arg-type]
    return trial.found


def stored(past: list[Past], trees: Directory) -> Iterator[tuple[Past, Stored]]:
    """Past matters with the facts that rules look at; whom one is about stands aside with everything below."""
    nobody: frozenset[int] = frozenset()
    for each in past:
        denied = denied_line(each.subjects, trees) if each.subjects else nobody
        yield each, Stored(each.nature, each.field, each.channel, each.region_code, each.urgency, denied)


def forget_trials() -> int:
    """Matters found by trials of drafts that are over; how many were forgotten."""
    with entering("worker"):
        return forget_hits()
