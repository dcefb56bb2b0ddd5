"""Several matters, as far as telling people of the house needs them: how they are called, never what they are about."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

_NOTICED = """
SELECT m.county, m.id, m.number, m.kind, m.channel, m.region_code, m.urgency, m.lead_unit_id, m.next_due_at
  FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)
  JOIN matters_matter m ON m.county = wanted.county AND m.id = wanted.id
"""


@dataclass(frozen=True, slots=True)
class Noticed:
    """A matter by its number: what it counts as, who answers for it, and its next due time."""

    county: str
    id: UUID
    number: str
    kind: str
    channel: str
    region_code: str
    urgency: str
    lead_unit_id: int
    next_due_at: datetime | None


def noticed(keys: Collection[tuple[str, UUID]]) -> Mapping[tuple[str, UUID], Noticed]:
    """Each of these matters within the scope; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_NOTICED, [[key[0] for key in keys], [key[1] for key in keys]])
        return {(row[0], row[1]): Noticed(*row) for row in cursor.fetchall()}
