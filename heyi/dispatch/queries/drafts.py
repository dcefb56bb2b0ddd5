"""Reads of drafts: their rows as a book, their trials, and what rulings say since the last book."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from heyi.dispatch.codes import DraftState, RulePart
from heyi.dispatch.models import DraftRow, RuleDraft, RuleTrial, TrialHit
from heyi.dispatch.rules.books import book_from, row_from
from heyi.dispatch.rules.routing import Book
from heyi.dispatch.rules.suggesting import Ruled

OPEN = (DraftState.EDITING.value, DraftState.SUBMITTED.value)


def find_draft(draft_id: int, *, lock: bool = False) -> RuleDraft | None:
    """A draft, if there is one."""
    drafts = RuleDraft.objects.select_for_update() if lock else RuleDraft.objects
    return drafts.filter(pk=draft_id).first()


def open_draft() -> RuleDraft | None:
    """The one draft that is being written or waits for a second pair of eyes."""
    return RuleDraft.objects.filter(state__in=OPEN).first()


def rows_of_draft(draft_id: int) -> Sequence[DraftRow]:
    """Every row of a draft, removed ones too, in the order in which they came. One query."""
    return list(DraftRow.objects.filter(draft_id=draft_id).order_by("pk"))


def draft_as_book(rows: Sequence[DraftRow]) -> Book:
    """The book that a draft would be; its version is 0, since it has none yet."""
    kept = (row for row in rows if not row.removed)
    return book_from(0, ((RulePart(row.part), row_from(RulePart(row.part), row.values)) for row in kept))


def latest_trial(draft_id: int) -> RuleTrial | None:
    """The trial of a draft that was asked for last."""
    return RuleTrial.objects.filter(draft_id=draft_id).order_by("-pk").first()


def find_trial(trial_id: int, *, lock: bool = False) -> RuleTrial | None:
    """A trial, if there is one."""
    trials = RuleTrial.objects.select_for_update() if lock else RuleTrial.objects
    return trials.filter(pk=trial_id).first()


def hits_of(trial_id: int, *, limit: int) -> Sequence[TrialHit]:
    """Matters within the scope that a trial found to go elsewhere. One query."""
    hits = TrialHit.objects.filter(trial_id=trial_id)
    return list(hits.order_by("of_unit_id", "to_unit_id", "-number")[:limit])


_RULINGS = """
SELECT coalesce(t.why #>> '{facts,nature}', split_part(m.kind, '.', 1)),
       coalesce(t.why #>> '{facts,field}', split_part(m.kind, '.', 2)),
       m.channel, m.region_code, m.urgency,
       CASE t.objection ->> 'state' WHEN 'MOVED' THEN (t.objection ->> 'went_to')::bigint ELSE t.unit_id END
  FROM dispatch_task t JOIN matters_matter m ON m.county = t.county AND m.id = t.matter_id
 WHERE t.objection ->> 'state' IN ('KEPT', 'MOVED') AND (t.objection ->> 'decided_at')::timestamptz >= %s
 ORDER BY t.objection ->> 'decided_at' DESC LIMIT %s
"""


def rulings_since(since: datetime, *, limit: int) -> Sequence[Ruled]:
    """What superiors ruled since, of the matters within the scope, the latest first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_RULINGS, [since, limit])
        return [Ruled(*row) for row in cursor.fetchall()]
