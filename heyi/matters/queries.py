"""Reads of matters that no screen may use directly: access wraps them in a scope."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.matters.models import Matter, SubjectUnit, Transfer
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


def scene_of(county: str, matter_id: UUID) -> tuple[str, datetime | None]:
    """Where a matter happened, in words, and when; one query."""
    found: tuple[str, datetime | None] = Matter.objects.values_list("place", "occurred_at").get(
        county=county, id=matter_id
    )
    return found


def secrecy_of(county: str, matter_id: UUID) -> tuple[str, str]:
    """Where a matter happened, in words, and its confidentiality: what a part takes over of its head. One query."""
    found: tuple[str, str] = Matter.objects.values_list("place", "confidentiality").get(
        county=county, id=matter_id
    )
    return found
