"""Pairs that people judged, for the worker to learn from, and the weights that were learned."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from heyi.matters.codes import Confidentiality, Verdict
from heyi.matters.models import SamenessWeights

MOST_PAIRS = 2_000


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """Two matters' titles, words and times of receipt, and whether a person said that they are one event."""

    one: tuple[str, str, datetime]
    other: tuple[str, str, datetime]
    is_same: bool


# Whoever registers a report and says that it is one of these, has judged as well.
_PAIRS = """
SELECT a.title, a.narrative, a.received_at, b.title, b.narrative, b.received_at,
       l.verdict = %s OR l.verdict = '' AS is_same
  FROM matters_likeness l
  JOIN matters_matter a ON a.county = l.county AND a.id = l.matter_id
  JOIN matters_matter b ON b.county = l.other_county AND b.id = l.other_id
 WHERE (l.verdict <> '' OR l.reason = 'SAID_SAME') AND a.confidentiality <> %s AND b.confidentiality <> %s
 ORDER BY l.id DESC LIMIT %s
"""


def judged_pairs() -> tuple[JudgedPair, ...]:
    """The latest pairs that people judged; in the worker's scope. One query."""
    sealed = Confidentiality.SEALED.value
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, [Verdict.SAME.value, sealed, sealed, MOST_PAIRS])
        return tuple(JudgedPair(row[0:3], row[3:6], row[6]) for row in cursor.fetchall())


def sameness_weights() -> dict[str, Any] | None:
    """The weights in use, None for those that Heyi ships. One query."""
    return SamenessWeights.objects.order_by("-pk").values_list("weights", flat=True).first()
