"""The facts that past matters were given by, as their tasks kept them: one statement, however many there are."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

MOST_PAST = 100_000  # the latest that a trial looks at


class Past(NamedTuple):
    """A matter that the rules gave to a unit: the facts then, and the units that it is about now."""

    county: str
    matter_id: UUID
    number: str
    nature: str
    field: str
    channel: str
    region_code: str
    urgency: str
    subjects: Sequence[int] | None


# Both tables are read once and joined by their keys; nothing is asked matter by matter.
_PAST = """
SELECT t.county, t.matter_id, m.number, t.nature, t.field, t.channel, t.region, t.urgency, s.units FROM (
       SELECT county, matter_id, why #>> '{facts,nature}' AS nature, why #>> '{facts,field}' AS field,
              why #>> '{facts,channel}' AS channel, why #>> '{facts,region}' AS region,
              why #>> '{facts,urgency}' AS urgency
         FROM dispatch_task WHERE role = 'LEAD' AND given_at >= %s AND why #> '{facts,nature}' IS NOT NULL
        ORDER BY given_at DESC LIMIT %s) AS t
  JOIN matters_matter m ON m.county = t.county AND m.id = t.matter_id
  LEFT JOIN (SELECT county, matter_id, array_agg(unit_id ORDER BY unit_id) AS units
               FROM matters_subjectunit WHERE lifted_at IS NULL GROUP BY 1, 2) AS s
    ON s.county = t.county AND s.matter_id = t.matter_id
"""


def past_facts(since: datetime, *, limit: int = MOST_PAST) -> list[Past]:
    """The latest matters that the rules gave to a unit since. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_PAST, [since, limit])
        return [Past._make(row) for row in cursor.fetchall()]
