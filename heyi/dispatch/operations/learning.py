"""What is learned from closed matters: asked for, begun, ended; taken into use by a person, and one step back."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from heyi.accounts.rules import Standing
from heyi.dispatch.codes_of_learning import UNDER_WAY, LearningFault, LearningState
from heyi.dispatch.models import LearnedModel
from heyi.dispatch.operations.drafting import journal
from heyi.dispatch.queries.learning import count_closed, find_learned, learned_in_use, newest_learned
from heyi.dispatch.rules.learning import STUCK_AFTER, Lesson
from heyi.dispatch.rules.publishing import faults_of_power
from heyi.kernel.words import _
from heyi.orgs.rules import Refused, refuse_if

FIRST_AT, AGAIN_AT = 300, 300  # matters closed in all, and since the latest learning
AGAIN_AFTER = timedelta(days=7)


class CannotLearn(Refused):
    """Nothing is learned or taken into use now."""


@transaction.atomic
def ask_learning(*, by: Standing | None, at: datetime) -> int:
    """A learning that waits to be run; answers its id. Without a person the house itself asks, at night."""
    if by is not None:
        refuse_if(CannotLearn, faults_of_power(by))
    for row in LearnedModel.objects.select_for_update().filter(state__in=UNDER_WAY):
        if at <= row.asked_at + STUCK_AFTER:
            raise CannotLearn.because("", "under_way", _("正在学习，请等它结束。"))
        _fail(row, LearningFault.BROKEN, at)
    made = LearnedModel.objects.create(
        state=LearningState.WAITING.value, asked_by_name="" if by is None else by.name, asked_at=at
    )
    if by is not None:
        journal("model.asked", by, at, model=made.pk)
    return made.pk


@transaction.atomic
def begin_learning(model_id: int) -> bool:
    """Whether this hand is the one that learns."""
    row = find_learned(model_id, lock=True)
    if row is None or row.state != LearningState.WAITING:
        return False
    row.state = LearningState.RUNNING.value
    row.save(update_fields=["state"])
    return True


def tell_lesson(model_id: int, lesson: Lesson) -> None:
    """How much there is to learn from, for the page while it is learned."""
    LearnedModel.objects.filter(pk=model_id).update(
        learned=len(lesson.learned), held_back=len(lesson.held), total=len(lesson.learned) + len(lesson.held)
    )


@transaction.atomic
def end_learning(model_id: int, *, result: Mapping[str, object], at: datetime) -> None:
    """It is there to be looked at by a person; nothing uses it yet."""
    row = find_learned(model_id, lock=True)
    if row is None or row.state != LearningState.RUNNING:
        return  # taken for broken meanwhile
    row.state, row.result, row.ended_at = LearningState.READY.value, dict(result), at
    row.save(update_fields=["state", "result", "ended_at"])


@transaction.atomic
def fail_learning(model_id: int, fault: LearningFault, *, at: datetime) -> None:
    """Nothing was learned, and why."""
    row = find_learned(model_id, lock=True)
    if row is not None and row.state in UNDER_WAY:
        _fail(row, fault, at)


def _fail(row: LearnedModel, fault: LearningFault, at: datetime) -> None:
    row.state, row.fault, row.ended_at = LearningState.FAILED.value, fault.value, at
    row.save(update_fields=["state", "fault", "ended_at"])


@transaction.atomic
def adopt_model(model_id: int, *, by: Standing, at: datetime) -> None:
    """It suggests from now on, in place of the one before. Raises CannotLearn."""
    refuse_if(CannotLearn, faults_of_power(by))
    row, before = find_learned(model_id, lock=True), learned_in_use(lock=True)
    if row is None or row.state not in (LearningState.READY, LearningState.RETIRED):
        raise CannotLearn.because("", "not_ready", _("这次学习不能启用：没有学成，或正在使用。"))
    if before is not None:
        _retire(before)
    earlier = LearnedModel.objects.filter(state=LearningState.READY.value, pk__lt=row.pk)
    earlier.update(state=LearningState.RETIRED.value)  # nobody need decide on them any more
    row.state, row.follows = LearningState.IN_USE.value, before
    row.adopted_by_name, row.adopted_at = by.name, at
    row.save()
    journal("model.adopted", by, at, model=row.pk, follows=before.pk if before else None)


@transaction.atomic
def step_back(model_id: int, *, by: Standing, at: datetime) -> int | None:
    """The one before is in use again; answers which, None where there was none: then nothing suggests."""
    refuse_if(CannotLearn, faults_of_power(by))
    row = learned_in_use(lock=True)
    if row is None or row.pk != model_id:  # pressed twice, or another was quicker
        raise CannotLearn.because("", "not_in_use", _("它已经不在使用，没有改动。"))
    before = find_learned(row.follows_id, lock=True) if row.follows_id else None
    row.follows = None  # it leads back no more, else two that followed each other would for ever
    _retire(row)
    if before is not None:
        before.state = LearningState.IN_USE.value
        before.save(update_fields=["state"])
    journal("model.withdrawn", by, at, model=row.pk, follows=before.pk if before else None)
    return before.pk if before else None


def _retire(row: LearnedModel) -> None:
    row.state = LearningState.RETIRED.value
    row.save(update_fields=["state", "follows"])


def is_learning_due(*, at: datetime) -> bool:
    """Whether the house should learn by itself: enough was closed, a week has passed, nothing waits."""
    newest = newest_learned()
    if newest is None:
        return count_closed(None) >= FIRST_AT
    if newest.state in (*UNDER_WAY, LearningState.READY) or at < newest.asked_at + AGAIN_AFTER:
        return False
    return count_closed(newest.asked_at) >= AGAIN_AT
