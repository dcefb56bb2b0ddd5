"""Judging repeats: a person says whether two matters are the same thing, or that they are; nothing is merged."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from heyi.journal.events import Actor
from heyi.journal.operations import Recorder
from heyi.kernel.codes import uuid7
from heyi.matters.access.scope import MatterNotFound
from heyi.matters.codes import Verdict
from heyi.matters.models import Likeness, Matter, SamenessWeights
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


def link_likeness(
    county: str, matter_id: UUID, *, other: tuple[str, UUID], reason: str, by: Actor, at: datetime
) -> bool:
    """A person found that another matter is the same thing: a link, judged at once; nothing is merged.

    False where the two hang together already, whichever hangs on which. Raises MatterNotFound outside the scope, for
    either of them, and for a matter and itself.
    """
    held = hold_matter(county, matter_id)
    if other == (county, matter_id) or not Matter.objects.filter(county=other[0], id=other[1]).exists():
        raise MatterNotFound(str(other[1]))
    mine, theirs = Q(county=county, matter_id=matter_id), Q(county=other[0], matter_id=other[1])
    to_theirs = Q(other_county=other[0], other_id=other[1])
    to_mine = Q(other_county=county, other_id=matter_id)
    if Likeness.objects.filter((mine & to_theirs) | (theirs & to_mine)).exists():
        return False
    row = {
        "id": uuid7(at),
        "other_county": other[0],
        "other_id": other[1],
        "reason": reason,
        "verdict": Verdict.SAME.value,
    }
    recorder = Recorder(county, matter_id, head=held.head, actor=by, at=at)
    image = held.image("likeness", row, settings.HEYI_HASH)
    recorder.record("likeness.linked", reason=reason, set={f"likeness/{row['id']}": image})
    recorder.rows.insert("matters_likeness", [{"county": county, "matter_id": matter_id, **row}])
    save(held, {}, recorder=recorder)
    return True


def keep_sameness_weights(
    weights: Mapping[str, float] | None, *, pairs: int, loss: float, shipped_loss: float, at: datetime
) -> None:
    """What so many judged pairs taught; None where it was no better than what is shipped. The newest is in use."""
    SamenessWeights.objects.create(
        learned_at=at, pairs=pairs, loss=loss, shipped_loss=shipped_loss, weights=weights and dict(weights)
    )
