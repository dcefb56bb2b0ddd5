"""Which units see which matters: for telling pages to look again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

_SEEING = """
SELECT county, matter_id, coalesce(array_agg(unit_id) FILTER (WHERE basis <> 'DENIED'), '{}'),
       coalesce(array_agg(unit_id) FILTER (WHERE basis = 'DENIED'), '{}'), bool_or(urgency = 'URGENT'),
       coalesce(array_agg(unit_id) FILTER (WHERE basis IN ('LEAD', 'ASSIST')), '{}')
  FROM matters_reach WHERE county = ANY (%s) AND matter_id = ANY (%s) GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Seeing:
    """Units that see a matter, units that must not hear of it, whether it is urgent, and who mediates."""

    units: frozenset[int]
    denied: frozenset[int]
    is_urgent: bool
    in_the_room: frozenset[int]


def seeing_units(matters: Collection[tuple[str, UUID]]) -> Mapping[tuple[str, UUID], Seeing]:
    """Of each of these matters within the scope; one statement."""
    counties, ids = {county for county, _id in matters}, {matter_id for _county, matter_id in matters}
    with connection.cursor() as cursor:
        cursor.execute(_SEEING, [list(counties), list(ids)])
        return {
            (county, matter_id): Seeing(frozenset(units), frozenset(denied), urgent, frozenset(room))
            for county, matter_id, units, denied, urgent, room in cursor.fetchall()
        }
