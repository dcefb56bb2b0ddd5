"""What a person looks for again and again, and how frequent words are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

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


@dataclass(frozen=True, slots=True)
class Frequencies:
    """The share of documents that hold a lexeme, of those that many hold; and about how many documents there are."""

    shares: Mapping[str, float]
    documents: int


_SHARES = "SELECT lexemes, shares, documents FROM heyi_lexeme_shares()"
_FRESH = timedelta(hours=1)
_known: list[tuple[datetime, Frequencies]] = []  # at most one: as this process read them last


def frequencies(at: datetime) -> Frequencies:
    """Of the index; read once an hour by each process, one query."""
    if _known and at - _FRESH < _known[0][0] <= at:
        return _known[0][1]
    with connection.cursor() as cursor:
        cursor.execute(_SHARES)
        lexemes, shares, documents = cursor.fetchone()
    shares_of = dict(zip(lexemes or (), shares or (), strict=False))  # behind them stand least and most
    found = Frequencies(shares_of, max(0, int(documents)))
    _known[:] = [(at, found)]
    return found
