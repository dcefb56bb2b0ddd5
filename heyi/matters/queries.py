"""Reads of matters that no screen may use directly: access wraps them in a scope."""

from uuid import UUID

from heyi.matters.models import SubjectUnit


def subjects_of(county: str, matter_id: UUID) -> frozenset[int]:
    """The units that a report is about, those lifted left out."""
    rows = SubjectUnit.objects.filter(county=county, matter_id=matter_id, lifted_at=None)
    return frozenset(rows.values_list("unit_id", flat=True))


def subject_rows(county: str, matter_id: UUID) -> dict[int, UUID]:
    """The key of each row that names, or once named, a unit as subject."""
    rows = SubjectUnit.objects.filter(county=county, matter_id=matter_id)
    return dict(rows.values_list("unit_id", "id"))
