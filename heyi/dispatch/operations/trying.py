"""Trials of a draft: asked for, begun, moved on, ended. What is found of matters is kept behind the wall."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from heyi.accounts.rules import Standing
from heyi.dispatch.codes import DraftState, TrialState
from heyi.dispatch.models import RuleTrial, TrialHit
from heyi.dispatch.operations.drafting import CannotDraft, journal
from heyi.dispatch.queries.books import book, newest_book
from heyi.dispatch.queries.drafts import draft_as_book, find_draft, find_trial, rows_of_draft
from heyi.dispatch.queries.past import Past
from heyi.dispatch.rules.publishing import faults_of_power
from heyi.dispatch.rules.routing import Book
from heyi.dispatch.rules.trying import Hit
from heyi.kernel.codes import uuid7
from heyi.kernel.words import _
from heyi.orgs.rules import refuse_if

DAYS = (30, 90, None)
MOST_DAYS = 3650


class Begun(NamedTuple):
    """A trial that has begun: the two books, and how far back it looks."""

    before: Book
    after: Book
    days: int | None


@transaction.atomic
def ask_trial(draft_id: int, *, days: int | None, by: Standing | None, at: datetime, name: str = "") -> int:
    """A trial that waits to be run; answers its id. Without a person it is asked for at the console."""
    if by is not None:
        refuse_if(CannotDraft, faults_of_power(by))
    draft = find_draft(draft_id)
    if draft is None or draft.state not in (DraftState.EDITING, DraftState.SUBMITTED):
        raise CannotDraft.because("", "unknown_draft", _("没有这份草稿。"))
    if days is not None and not 0 < days <= MOST_DAYS:
        raise CannotDraft.because("days", "days_range", _("试算的天数是 1 到 3650。"))
    made = RuleTrial.objects.create(
        draft=draft,
        revision=draft.revision,
        against=newest_book().version,
        days=days,
        state=TrialState.WAITING.value,
        asked_by_name=name if by is None else by.name,
        asked_at=at,
    )
    if by is not None:
        journal("draft.tried", by, at, draft=draft_id, days=days)
    return made.pk


def begin_trial(trial_id: int) -> Begun | None:
    """The two books to be compared, as they stand now; None where another hand has begun it."""
    trial = find_trial(trial_id, lock=True)
    if trial is None or trial.state != TrialState.WAITING:
        return None
    draft = find_draft(trial.draft_id, lock=True)  # no row changes between its revision and its rows
    assert draft is not None  # noqa: S101 - the key says so
    trial.revision, trial.against = draft.revision, newest_book().version
    trial.state = TrialState.RUNNING.value
    trial.save(update_fields=["revision", "against", "state"])
    return Begun(book(trial.against), draft_as_book(rows_of_draft(draft.pk)), trial.days)


def tell_trial(trial_id: int, *, done: int, total: int) -> None:
    """How far it has come, for the page."""
    RuleTrial.objects.filter(pk=trial_id).update(done=done, total=total)


def end_trial(
    trial_id: int, *, result: Mapping[str, object], hits: Sequence[tuple[Past, Hit]], at: datetime
) -> None:
    """Keep what was found; matters found by earlier trials of the draft are forgotten."""
    trial = find_trial(trial_id, lock=True)
    assert trial is not None  # noqa: S101 - it was begun
    earlier = RuleTrial.objects.filter(draft_id=trial.draft_id).exclude(pk=trial_id)
    TrialHit.objects.filter(trial_id__in=list(earlier.values_list("pk", flat=True))).delete()
    TrialHit.objects.bulk_create(
        TrialHit(
            county=past.county,
            id=uuid7(at),
            matter_id=past.matter_id,
            trial_id=trial_id,
            number=past.number,
            of_unit_id=hit.of,
            to_unit_id=hit.to,
        )
        for past, hit in hits
    )
    trial.state, trial.result, trial.ended_at = TrialState.DONE.value, dict(result), at
    trial.save(update_fields=["state", "result", "ended_at"])


def fail_trial(trial_id: int, *, at: datetime) -> None:
    """It did not come to an end; the log says why."""
    RuleTrial.objects.filter(pk=trial_id).update(state=TrialState.FAILED.value, ended_at=at)


def forget_hits() -> int:
    """Forget the matters that trials of drafts found which are over; how many."""
    over = RuleTrial.objects.filter(draft__state__in=(DraftState.PUBLISHED, DraftState.DISCARDED))
    return TrialHit.objects.filter(trial_id__in=list(over.values_list("pk", flat=True))).delete()[0]
