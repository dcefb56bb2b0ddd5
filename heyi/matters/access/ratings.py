"""What a reporter said of the handling, for who handles it and for the reporter; nobody counts people by it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.matters import models
from heyi.matters.rules import Rating


@dataclass(frozen=True, slots=True)
class GivenRating:
    """The newest rating of a matter, and how often it was given anew."""

    rating: Rating
    at: datetime
    times: int


def find_rating(county: str, matter_id: UUID) -> GivenRating | None:
    """The rating that counts, within the scope; one query."""
    rows = list(models.Rating.objects.filter(county=county, matter_id=matter_id).order_by("at", "id"))
    if not rows:
        return None
    last = rows[-1]
    rating = Rating(last.reasonable, last.done, last.satisfied, last.text)
    return GivenRating(rating, last.at, len(rows))
