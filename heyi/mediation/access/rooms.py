"""Rooms of units, and when something is taken."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from heyi.mediation.models import MeetingRoom


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room that may be planned."""

    id: int
    unit_id: int
    name: str
    place: str
    seats: int
    link: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken from when to when; not for what."""

    resource: str
    starts_at: datetime
    ends_at: datetime


def rooms_of(units: Collection[int]) -> tuple[RoomView, ...]:
    """The open rooms of these units, by name."""
    found = MeetingRoom.objects.filter(unit_id__in=units, closed_at=None).order_by("unit_id", "name")
    return tuple(
        RoomView(*row) for row in found.values_list("id", "unit_id", "name", "place", "seats", "link")
    )


def taken_between(resources: Collection[str], *, start: datetime, end: datetime) -> tuple[Taken, ...]:
    """When any of `room:<id>`, `mediator:<id>`, `party:<key>` is taken in a period. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT resource, starts_at, ends_at FROM heyi_taken(%s, %s, %s) ORDER BY starts_at",
            [list(resources), start, end],
        )
        return tuple(Taken(*row) for row in cursor.fetchall())
