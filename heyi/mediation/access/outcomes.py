"""What became of mediations, in two figures: how they ended, and how much of what was owed is done. Nothing said."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

_OUTCOMES = """
SELECT m.county, m.matter_id, m.ending, count(o.id), count(o.id) FILTER (WHERE o.state = 'DONE')
  FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)
  JOIN mediation_mediation m ON m.county = wanted.county AND m.matter_id = wanted.id AND m.ending <> ''
  LEFT JOIN mediation_obligation o ON o.county = m.county AND o.matter_id = m.matter_id
 GROUP BY m.county, m.id, m.matter_id, m.ending, m.ended_at ORDER BY m.ended_at
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the last mediation of a matter ended; of what was agreed, how many things were owed and how many are done."""

    ending: str
    owed: int
    done: int


def outcomes_of(keys: Sequence[tuple[str, UUID]]) -> dict[tuple[str, UUID], Outcome]:
    """Of these matters, as far as the scope reaches; one query, whatever their number."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_OUTCOMES, [[key[0] for key in keys], [key[1] for key in keys]])
        return {(row[0], row[1]): Outcome(*row[2:]) for row in cursor.fetchall()}
