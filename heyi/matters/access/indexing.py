"""What of a matter may be found by words, and by whom: read for the index by the worker."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from heyi.matters.codes import Confidentiality, Zone


@dataclass(frozen=True, slots=True)
class Indexable:
    """What of a matter may be found, and by whom. Sealed matters are found by number and code alone."""

    county: str
    matter_id: UUID
    number: str
    source_ref: str
    title: str
    narrative: str
    place: str
    region_code: str
    public_notes: tuple[str, ...]
    readers: tuple[int, ...]
    outline_readers: tuple[int, ...]


_TO_INDEX = """
SELECT m.county, m.id, m.number, m.source_ref, m.title, m.narrative, m.place, m.region_code, m.confidentiality,
       (SELECT coalesce(array_agg(n.text ORDER BY n.at, n.id), '{}') FROM matters_note n
         WHERE n.county = m.county AND n.matter_id = m.id AND n.zone = %s),
       (SELECT coalesce(array_agg(r.unit_id ORDER BY r.unit_id), '{}') FROM matters_reach r
         WHERE r.county = m.county AND r.matter_id = m.id AND r.basis NOT IN ('DENIED', 'ALARM')),
       (SELECT coalesce(array_agg(r.unit_id ORDER BY r.unit_id), '{}') FROM matters_reach r
         WHERE r.county = m.county AND r.matter_id = m.id AND r.basis = 'ALARM')
  FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)
  JOIN matters_matter m ON m.county = wanted.county AND m.id = wanted.id
"""


def indexables(keys: Collection[tuple[str, UUID]]) -> tuple[Indexable, ...]:
    """What is to stand in the index of these matters; in the worker's scope. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_TO_INDEX, [Zone.PUBLIC.value, [key[0] for key in keys], [key[1] for key in keys]])
        return tuple(_indexable(row) for row in cursor.fetchall())


def _indexable(row: Sequence[Any]) -> Indexable:
    county, matter_id, number, source_ref, title, narrative, place, region, secrecy, notes, whole, outline = (
        row
    )
    if secrecy == Confidentiality.SEALED.value:
        return Indexable(county, matter_id, number, "", "", "", "", "", (), (), ())
    return Indexable(
        county, matter_id, number, source_ref, title, narrative, place, region,
        tuple(notes), tuple(whole), tuple(outline),
    )  # fmt: skip
