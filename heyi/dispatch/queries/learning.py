"""Closed matters as lessons, and what was learned of them."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q

from heyi.dispatch.codes_of_learning import LearningState
from heyi.dispatch.models import LearnedModel

MOST_LESSONS = 8_000  # the latest closed: a minute of one core
MOST_SHOWN = 20


class ClosedRow(NamedTuple):
    """A closed matter with its words, its last lead, and the unit that the rules named first, if they did."""

    matter_id: UUID
    title: str
    narrative: str
    lead_unit_id: int
    first_unit_id: int | None


# Withdrawn, merged, handed to a partner: closed otherwise, and nobody's example. Sealed ones are not read.
_CLOSED = """
SELECT m.id, m.title, m.narrative, m.lead_unit_id, t.unit_id
  FROM (SELECT county, id, title, narrative, lead_unit_id FROM matters_matter
         WHERE state = 'CLOSED' AND closing = '' AND answered_at IS NOT NULL AND confidentiality <> 'SEALED'
         ORDER BY closed_at DESC LIMIT %s) AS m
  LEFT JOIN LATERAL (SELECT unit_id FROM dispatch_task
                      WHERE county = m.county AND matter_id = m.id AND role = 'LEAD'
                        AND why #> '{facts,nature}' IS NOT NULL
                      ORDER BY given_at LIMIT 1) AS t ON true
"""
_COUNT = """
SELECT count(*) FROM matters_matter
 WHERE state = 'CLOSED' AND closing = '' AND answered_at IS NOT NULL AND confidentiality <> 'SEALED'
   AND (%s::timestamptz IS NULL OR closed_at > %s)
"""


def closed_rows(limit: int = MOST_LESSONS) -> list[ClosedRow]:
    """The latest matters that were answered and closed. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_CLOSED, [limit])
        return [ClosedRow._make(row) for row in cursor.fetchall()]


def find_learned(model_id: int, *, lock: bool = False) -> LearnedModel | None:
    """One learning."""
    rows = LearnedModel.objects.select_for_update() if lock else LearnedModel.objects
    return rows.filter(pk=model_id).first()


def learned_in_use(*, lock: bool = False) -> LearnedModel | None:
    """The model that suggests now, if any does."""
    rows = LearnedModel.objects.select_for_update() if lock else LearnedModel.objects
    return rows.filter(state=LearningState.IN_USE.value).first()


def newest_learned() -> LearnedModel | None:
    """The latest learning, whatever came of it."""
    return LearnedModel.objects.order_by("-pk").first()


def count_closed(since: datetime | None) -> int:
    """Matters answered and closed since then, or at all; in the worker's scope."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [since, since])
        return int(cursor.fetchone()[0])


def learnings() -> Iterator[LearnedModel]:
    """The latest learnings, the newest first, and the one in use however old it is. One query."""
    latest = LearnedModel.objects.order_by("-pk").values("pk")[:MOST_SHOWN]
    shown = Q(pk__in=latest) | Q(state=LearningState.IN_USE.value)
    return iter(LearnedModel.objects.filter(shown).order_by("-pk"))
