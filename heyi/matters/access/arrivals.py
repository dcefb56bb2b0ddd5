"""What other cities handed over: whence, under which number there, and how it stands between the two."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from heyi.matters.models import Arrival, Note

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """A matter of another city as this one took it: who sent it, why, and what is asked of us."""

    county: str
    matter_id: UUID
    partner_id: int
    partner: str
    transfer: UUID
    number: str
    unit: str
    reason: str
    asked: str
    route: str
    state: str
    arrived_at: datetime
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it is still ours to answer."""
        return self.ended_at is None


_FIELDS = tuple(ArrivalView.__dataclass_fields__)


def find_arrival_view(county: str, matter_id: UUID) -> ArrivalView | None:
    """How a matter came from another city, if it did; one query."""
    found = Arrival.objects.filter(county=county, matter_id=matter_id).values_list(*_FIELDS).first()
    return ArrivalView(*found) if found else None


def arrivals_of(matters: Collection[Key]) -> dict[Key, ArrivalView]:
    """Those of these matters that other cities handed over, within the scope; one query."""
    counties, ids = {county for county, _id in matters}, {matter_id for _county, matter_id in matters}
    rows = Arrival.objects.filter(county__in=counties, matter_id__in=ids).values_list(*_FIELDS)
    return {(view.county, view.matter_id): view for view in (ArrivalView(*row) for row in rows)}


def words_of_notes(notes: Collection[UUID]) -> dict[UUID, str]:
    """The texts of those of these notes that lie within the scope; one query, none without notes."""
    return dict(Note.objects.filter(id__in=notes).values_list("id", "text")) if notes else {}


def find_matter_of_arrival(transfer_id: UUID) -> Key | None:
    """The matter of a city's transfer, asked in the scope `receive` of that city; no other finds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT of_county, of_matter FROM heyi_matter_of_arrival(%s)", [transfer_id])
        county, matter_id = cursor.fetchone()
    return None if matter_id is None else (county, matter_id)
