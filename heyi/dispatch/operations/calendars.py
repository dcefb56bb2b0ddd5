"""When a year's calendar is published, clocks that ran over the provisional one are reckoned again."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from heyi.dispatch.models import Clock
from heyi.dispatch.operations.repeating import repeat_to_head
from heyi.dispatch.operations.showing import show_in_reach
from heyi.dispatch.queries import tasks_and_clocks
from heyi.dispatch.rules.clocks import due_of, next_due, recomputed, row_of
from heyi.dispatch.rules.standing import lead_of
from heyi.journal.events import SYSTEM
from heyi.journal.operations import Recorder
from heyi.kernel.calendar import mainland
from heyi.matters.operations import hold_matter, save
from heyi.matters.operations.rows import update

_MOVING = ("due_at", "provisional", "calendar_version", "stage", "alert_at")


def outdated_matters(*, limit: int = 100) -> list[tuple[str, UUID]]:
    """Matters with a provisional clock that another calendar version reckoned."""
    rows = Clock.objects.filter(state="RUNNING", provisional=True).exclude(
        calendar_version=mainland().version
    )
    return list(rows.values_list("county", "matter_id").distinct()[:limit])


def reckon_again(county: str, matter_id: UUID, *, at: datetime) -> int:
    """Reckon a matter's running clocks over the present calendar; answers how many moved, and journals them."""
    held = hold_matter(county, matter_id)
    calendar = mainland()
    tasks, clocks = tasks_and_clocks(county, matter_id)
    outdated = [
        face for face in clocks if face.state == "RUNNING" and face.calendar_version != calendar.version
    ]
    moved = {face.id: recomputed(face, calendar) for face in outdated}
    now_standing = [moved.get(face.id, face) for face in clocks]
    lead = lead_of(tasks)
    of_lead = [face for face in now_standing if lead and face.task_id == lead.id]
    recorder = Recorder(county, matter_id, head=held.head, actor=SYSTEM, at=at)
    changes: dict[str, object] = {
        "next_due_at": next_due(of_lead),
        "answer_due_at": due_of(of_lead, "HANDLE") or held.answer_due_at,
    }
    images = {f"clock/{key}": {c: row_of(face)[c] for c in _MOVING} for key, face in moved.items()}
    images[f"matter/{matter_id}"] = changes
    images |= {row: dict(of) for row, of in repeat_to_head(held, changes, None, rows=recorder.rows).items()}
    algo = settings.HEYI_HASH
    recorder.record(
        "clock.reckoned_again",
        calendar=calendar.version,
        set={row: held.image(row.split("/")[0], columns, algo) for row, columns in images.items()},
    )
    for key, face in moved.items():
        update("dispatch_clock", {"county": county, "id": key}, {c: row_of(face)[c] for c in _MOVING})
    held = save(held, changes, recorder=recorder)
    show_in_reach(held, tasks, now_standing, rows=recorder.rows)
    recorder.flush()
    return len(moved)
