"""When the tree changes, reach follows: computed anew from tasks, subjects and the tree of today."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from heyi.dispatch.models import Task
from heyi.dispatch.operations.showing import rebuild_reach
from heyi.dispatch.queries import tasks_and_clocks
from heyi.journal.events import SYSTEM
from heyi.journal.operations import Recorder
from heyi.matters.operations import hold_matter, save
from heyi.orgs.access import directory

_BATCH = 200


def matters_of_line(unit_id: int, *, after: tuple[str, UUID] | None) -> list[tuple[str, UUID]]:
    """The next matters with a task in the unit or below it, in the order of their keys."""
    rows = Task.objects.filter(unit_id__in=directory().line(unit_id))
    if after is not None:
        county, matter_id = after
        rows = rows.filter(Q(county__gt=county) | Q(county=county, matter_id__gt=matter_id))
    keys = rows.order_by("county", "matter_id").values_list("county", "matter_id").distinct()
    return list(keys[:_BATCH])


def mend_reach(county: str, matter_id: UUID, *, at: datetime) -> None:
    """Compute one matter's reach anew, and journal that it was."""
    held = hold_matter(county, matter_id)
    tasks, clocks = tasks_and_clocks(county, matter_id)
    recorder = Recorder(county, matter_id, head=held.head, actor=SYSTEM, at=at)
    units = directory()
    recorder.record("reach.mended", edition=units.version)
    held = save(held, {}, recorder=recorder)
    rebuild_reach(held, tasks, clocks, units)
