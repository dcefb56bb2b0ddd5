"""How matters stand, told to whoever handed them in and need not be told more."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

# A denied unit is told nothing of a matter, not even that it is there (信访工作条例 §30).
_STANDINGS = """
SELECT m.number, m.kind, m.state, m.closing, m.received_at
  FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)
  JOIN matters_matter m ON m.county = wanted.county AND m.id = wanted.id AND m.source = ANY (%s)
 WHERE NOT EXISTS (SELECT FROM matters_reach r WHERE r.county = m.county AND r.matter_id = m.id
                      AND r.unit_id = ANY (%s) AND r.basis = 'DENIED')
 ORDER BY m.received_at DESC, m.id DESC
"""


class Progress(NamedTuple):
    """A matter without its words and its people: of what kind, since when, how far."""

    number: str
    kind: str
    state: str
    closing: str
    received_at: datetime


def progress_of(
    matters: Collection[tuple[str, UUID]], *, sources: Collection[str], hidden_from: Collection[int]
) -> tuple[Progress, ...]:
    """Those of these matters that are from these sources and not about these units, newest first. One statement."""
    counties, ids = [county for county, _id in matters], [matter_id for _county, matter_id in matters]
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, [counties, ids, list(sources), list(hidden_from)])
        return tuple(Progress._make(row) for row in cursor.fetchall())
