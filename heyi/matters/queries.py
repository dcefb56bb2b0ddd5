"""Reads of matters that no screen may use directly: access wraps them in a scope."""

from uuid import UUID

from heyi.matters.models import SubjectUnit


def subjects_of(county: str, matter_id: UUID) -> frozenset[int]:
    """The units that a report is about."""
    rows = SubjectUnit.objects.filter(county=county, matter_id=matter_id)
    return frozenset(rows.values_list("unit_id", flat=True))
