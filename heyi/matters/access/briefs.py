"""Several matters at once, as far as a step on each needs them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from heyi.kernel.codes import is_number

Key = tuple[str, UUID]

# Who has only an alarm is not told the title: the strongest basis decides, as on the page of one matter.
_BRIEFS = """
SELECT m.county, m.id, m.number, CASE WHEN known.whole THEN m.title ELSE '' END, m.state, m.channel, m.region_code,
       m.answered_at, m.contested_at, m.closed_at, m.closing, m.partner, m.head_seq
  FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS wanted (county, number, place)
  JOIN matters_matter m ON m.county = wanted.county AND m.number = wanted.number
 CROSS JOIN LATERAL (
       SELECT bool_or(r.basis IN ('LEAD', 'ASSIST', 'SUPERIOR', 'HEAD', 'GROUP'))
              OR NOT bool_or(r.basis = 'ALARM') AS whole
         FROM matters_reach r
        WHERE r.county = m.county AND r.matter_id = m.id AND r.unit_id = ANY (heyi_units())) AS known
 ORDER BY wanted.place
"""
_SUBJECTS = """
SELECT s.county, s.matter_id, s.unit_id FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)
  JOIN matters_subjectunit s ON s.county = wanted.county AND s.matter_id = wanted.id
"""


@dataclass(frozen=True, slots=True)
class Brief:
    """A matter by its number, as it stands: what a step's guards ask, and how far its chain has come."""

    county: str
    id: UUID
    number: str
    title: str
    state: str
    channel: str
    region_code: str
    answered_at: datetime | None
    contested_at: datetime | None
    closed_at: datetime | None
    closing: str
    partner: str
    seq: int

    @property
    def key(self) -> Key:
        """Its key."""
        return self.county, self.id


def briefs(numbers: Sequence[str]) -> tuple[Brief, ...]:
    """The matters of these numbers within the scope, in this order; what lies outside is not there. One query."""
    known = [number for number in dict.fromkeys(numbers) if is_number(number)]
    with connection.cursor() as cursor:
        cursor.execute(_BRIEFS, [[number[:6] for number in known], known])
        return tuple(Brief(*row) for row in cursor.fetchall())


def subjects_of_many(keys: Collection[Key]) -> dict[Key, set[int]]:
    """The units that each of these matters is about. One query."""
    found: dict[Key, set[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_SUBJECTS, [[key[0] for key in keys], [key[1] for key in keys]])
        for county, matter_id, unit in cursor.fetchall():
            found.setdefault((county, matter_id), set()).add(unit)
    return found
