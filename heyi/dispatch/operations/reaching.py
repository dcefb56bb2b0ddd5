"""When the tree changes, reach follows: computed anew from tasks, subjects and the tree of today."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from heyi.dispatch.models import GroupMember, Task
from heyi.dispatch.operations.grouping import shut_out
from heyi.dispatch.operations.showing import rebuild_reach
from heyi.dispatch.queries import tasks_and_clocks
from heyi.journal.events import SYSTEM
from heyi.journal.operations import Recorder
from heyi.matters.operations import hold_matter, save
from heyi.matters.queries import subjects_of
from heyi.matters.rules import denied_line
from heyi.orgs.access import directory

_BATCH = 200


def matters_of_line(unit_id: int, *, after: tuple[str, UUID] | None) -> list[tuple[str, UUID]]:
    """The next matters with a task or a group's member in the unit or below it, in the order of their keys."""
    line = directory().line(unit_id)
    beyond = Q()
    if after is not None:
        county, matter_id = after
        beyond = Q(county__gt=county) | Q(county=county, matter_id__gt=matter_id)
    found: set[tuple[str, UUID]] = set()
    for rows in (Task.objects.all(), GroupMember.objects.filter(left_at=None)):
        keys = rows.filter(beyond, unit_id__in=line).values_list("county", "matter_id")
        found |= set(keys.order_by("county", "matter_id").distinct()[:_BATCH])
    return sorted(found)[:_BATCH]


def mend_reach(county: str, matter_id: UUID, *, at: datetime) -> None:
    """Compute one matter's reach anew, and journal that it was."""
    held = hold_matter(county, matter_id)
    tasks, clocks = tasks_and_clocks(county, matter_id)
    recorder = Recorder(county, matter_id, head=held.head, actor=SYSTEM, at=at)
    units = directory()
    denied = denied_line(subjects_of(county, matter_id), units)
    images = shut_out(held, denied, rows=recorder.rows, at=at)
    told = {row: held.image(row.split("/")[0], of, recorder.algo) for row, of in images.items()}
    recorder.record("reach.mended", edition=units.version, **({"set": told} if told else {}))
    held = save(held, images.get(f"matter/{held.id}", {}), recorder=recorder)
    rebuild_reach(held, tasks, clocks, units)
