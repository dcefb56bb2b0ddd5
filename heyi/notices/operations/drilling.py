"""Drills: that one was held, by whom; whom it told are notices like others."""

from datetime import datetime

from heyi.journal.events import Actor
from heyi.notices.models import Drill


def begin_drill(unit_id: int, *, people: int, outside: int, by: Actor, at: datetime) -> int:
    """Write that a drill is held: its number."""
    drill = Drill.objects.create(
        unit_id=unit_id, by_id=by.id or 0, by_name=by.name, at=at, people=people, outside=outside
    )
    return int(drill.pk)
