"""Reads of matters that no screen may use directly: access wraps them in a scope."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.matters.models import Arrival, Matter, SubjectUnit, Transfer
from heyi.matters.parts import OF_HEAD_CODE


def subjects_of(county: str, matter_id: UUID) -> frozenset[int]:
    """The units that a report is about, those lifted left out."""
    rows = SubjectUnit.objects.filter(county=county, matter_id=matter_id, lifted_at=None)
    return frozenset(rows.values_list("unit_id", flat=True))


def subject_rows(county: str, matter_id: UUID) -> dict[int, UUID]:
    """The key of each row that names, or once named, a unit as subject."""
    rows = SubjectUnit.objects.filter(county=county, matter_id=matter_id)
    return dict(rows.values_list("unit_id", "id"))


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A row that names, or once named, a unit as subject; `of_head` where it is so since the head is about it."""

    id: UUID
    of_head: bool
    is_lifted: bool


def subject_marks(county: str, matter_id: UUID) -> dict[int, SubjectRow]:
    """The rows of a part's subjects by their units. One query."""
    rows = SubjectUnit.objects.filter(county=county, matter_id=matter_id)
    return {
        row.unit_id: SubjectRow(row.id, row.reason.get("code") == OF_HEAD_CODE, row.lifted_at is not None)
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class OpenTransfer:
    """The transfer of a matter that is offered or accepted."""

    id: UUID
    partner_kind: str
    partner: str
    state: str


def find_open_transfer(county: str, matter_id: UUID) -> OpenTransfer | None:
    """The one that stands open; one query."""
    rows = Transfer.objects.filter(county=county, matter_id=matter_id, state__in=("OFFERED", "ACCEPTED"))
    found = rows.values_list("id", "partner_kind", "partner", "state").first()
    return OpenTransfer(*found) if found else None


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a matter happened, in words, and when; and who may know of it."""

    place: str
    occurred_at: datetime | None
    confidentiality: str


def scene_of(county: str, matter_id: UUID) -> Scene:
    """What the row of a matter tells beyond what a lock reads; one query."""
    rows = Matter.objects.values_list("place", "occurred_at", "confidentiality")
    return Scene(*rows.get(county=county, id=matter_id))


@dataclass(frozen=True, slots=True)
class ArrivalFact:
    """That another city handed a matter over; `route` is every city that has had it, the sender last."""

    id: UUID
    state: str
    partner: str
    route: tuple[str, ...]


def find_arrival(county: str, matter_id: UUID) -> ArrivalFact | None:
    """How the matter came from another city, if it did; one query."""
    rows = Arrival.objects.filter(county=county, matter_id=matter_id)
    found = rows.values_list("id", "state", "partner", "route").first()
    return ArrivalFact(*found[:3], tuple(found[3].split(","))) if found else None
