"""The words of matters for the worker to read whole, and what it found, for who sees the matter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from heyi.matters.codes import Confidentiality
from heyi.matters.models import WholeReading


@dataclass(frozen=True, slots=True)
class Story:
    """A matter's words as they came, with what reading them needs."""

    county: str
    matter_id: UUID
    title: str
    narrative: str
    place: str
    region_code: str
    received_at: datetime


_STORIES = """
SELECT m.county, m.id, m.title, m.narrative, m.place, m.region_code, m.received_at
  FROM unnest(%s::text[], %s::uuid[]) AS wanted (county, id)
  JOIN matters_matter m ON m.county = wanted.county AND m.id = wanted.id
 WHERE m.confidentiality <> %s
"""


def stories_of(keys: Collection[tuple[str, UUID]]) -> tuple[Story, ...]:
    """The words of these matters, sealed ones left out; in the worker's scope. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _STORIES, [[key[0] for key in keys], [key[1] for key in keys], Confidentiality.SEALED.value]
        )
        return tuple(Story(*row) for row in cursor.fetchall())


def whole_reading(county: str, matter_id: UUID) -> Mapping[str, Any]:
    """What was read of a matter that the scope sees; {} where it was not read yet. One query."""
    rows = WholeReading.objects.filter(county=county, matter_id=matter_id)
    return rows.values_list("found", flat=True).first() or {}
