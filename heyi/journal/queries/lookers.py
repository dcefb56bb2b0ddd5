"""Who looked at one matter: each person once for each reason, counted by the database."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Max, Min

from heyi.journal.models import AccessLog


class Looker(NamedTuple):
    """A person who looked, in the name of a unit, at what and why; first, last and how often."""

    actor_kind: str
    actor_name: str
    unit_id: int | None
    what: str
    purpose: str
    first_at: datetime
    last_at: datetime
    times: int


def lookers_of(county: str, matter_id: UUID) -> tuple[Looker, ...]:
    """Who looked, the last one first; one query."""
    groups = AccessLog.objects.filter(county=county, matter_id=matter_id).values(
        "actor_kind", "actor_id", "actor_name", "unit_id", "what", "purpose"
    )
    counted = groups.annotate(first_at=Min("at"), last_at=Max("at"), times=Count("id")).order_by("-last_at")
    return tuple(Looker(*row) for row in counted.values_list(*Looker._fields))
