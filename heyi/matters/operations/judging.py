"""Judging likely repeats: a person says whether two matters are the same thing; it can be undone, nothing is merged."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from heyi.journal.events import Actor
from heyi.journal.operations import Recorder
from heyi.matters.access.scope import MatterNotFound
from heyi.matters.codes import Verdict
from heyi.matters.models import Likeness
from heyi.matters.operations.changing import hold_matter, save


def judge_likeness(
    county: str, matter_id: UUID, likeness_id: UUID, *, verdict: Verdict | None, by: Actor, at: datetime
) -> bool:
    """Keep what was judged of a link that hangs on this matter; None takes it back. False where it stood so already.

    Raises MatterNotFound outside the scope, or where there is no such link.
    """
    held = hold_matter(county, matter_id)
    link = Likeness.objects.filter(county=county, matter_id=matter_id, id=likeness_id).first()
    if link is None:
        raise MatterNotFound(str(likeness_id))
    judged = {"verdict": verdict.value if verdict else ""}
    if link.verdict == judged["verdict"]:
        return False
    recorder = Recorder(county, matter_id, head=held.head, actor=by, at=at)
    image = held.image("likeness", judged, settings.HEYI_HASH)
    recorder.record("likeness.judged", **judged, set={f"likeness/{likeness_id}": image})
    recorder.rows.update("matters_likeness", [{"county": county, "id": likeness_id, **judged}])
    save(held, {}, recorder=recorder)
    return True
