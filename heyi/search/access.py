"""What a person looks for again and again."""

from dataclasses import dataclass

from heyi.search.models import SavedSearch


@dataclass(frozen=True, slots=True)
class Saved:
    """A search under its name; `query` as it stands in the page's address."""

    id: int
    name: str
    query: str


def saved_searches(person_id: int) -> tuple[Saved, ...]:
    """One's own, by name; nobody else sees them. One query."""
    rows = SavedSearch.objects.filter(person_id=person_id).order_by("name", "id")
    return tuple(Saved(row.pk, row.name, row.query) for row in rows)
