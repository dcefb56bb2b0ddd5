"""The house learns from its own closed matters who does what: in a process apart, judged on a tenth, taken by a person.

What is learned stays in the house: a folder of HOME/learned for each learning, and numbers in the table.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from heyi.accounts.rules import Standing
from heyi.dispatch.access import closed_rows, model_in_use, models_kept
from heyi.dispatch.codes_of_learning import LearningFault
from heyi.dispatch.operations import (
    CannotLearn,
    adopt_model,
    ask_learning,
    begin_learning,
    end_learning,
    fail_learning,
    is_learning_due,
    tell_lesson,
)
from heyi.dispatch.ports import Learner
from heyi.dispatch.rules.learning import (
    ClosedMatter,
    Guess,
    Lesson,
    judged,
    judged_rules,
    label_of,
    lesson_of,
)
from heyi.journeys.waking import learn_later
from heyi.kernel.typed import whole_number
from heyi.kernel.words import _
from heyi.matters.access import entering
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory
from heyi.triage.model_files import BadModel, load
from heyi.triage.topics import Model, topics_of

_log = structlog.get_logger()


@transaction.atomic
def ask_to_learn(*, by: Standing | None, at: datetime) -> int:
    """Ask for a learning and let the worker do it; answers its id. Raises CannotLearn."""
    asked = ask_learning(by=by, at=at)
    learn_later(asked)
    return asked


@transaction.atomic
def take_into_use(model_id: int, *, by: Standing, at: datetime) -> None:
    """It suggests from now on. Raises CannotLearn, also where its folder is gone or spoilt."""
    adopt_model(model_id, by=by, at=at)
    if model_of(model_id) is None:
        raise CannotLearn.because("", "gone", _("它的文件不在或已损坏，不能启用；请重新学习。"))


def learn_in_time(*, now: Callable[[], datetime]) -> bool:
    """At night: whether a learning was due and is asked for."""
    with entering("worker"):
        if not is_learning_due(at=now()):
            return False
        ask_to_learn(by=None, at=now())
        return True


def learn(model_id: int, *, now: Callable[[], datetime]) -> bool:
    """Run a learning that waits; whether it taught anything. What goes wrong is kept as broken, and raised."""
    with entering("worker"):
        if not begin_learning(model_id):
            return False
    try:
        fault = _learn(model_id, now)
    except Exception:
        with entering("worker"):
            fail_learning(model_id, LearningFault.BROKEN, at=now())
        raise
    if fault is not None:
        with entering("worker"):
            fail_learning(model_id, fault, at=now())
    _log.info("learned_who_does_what", model=model_id, fault=fault)
    return fault is None


def folder_of(model_id: int) -> Path:
    """Where a model lies. It holds pieces of what people told: under the same lock as their matters."""
    return Path(settings.HEYI_HOME) / "learned" / str(model_id)


def model_of(model_id: int) -> Model | None:
    """A model as it lies there; None where it is gone or spoilt, which is logged."""
    try:
        return _loaded(folder_of(model_id))
    except BadModel as bad:
        _log.warning("learned_model_unusable", model=model_id, code=bad.code, what=bad.what)
        return None


@lru_cache(maxsize=2)
def _loaded(folder: Path) -> Model:
    return load(folder)


def words_of(title: str, narrative: str) -> str:
    """What is learned from and read, in the same order both times."""
    return f"{title}\n{narrative}"


def _learn(model_id: int, now: Callable[[], datetime]) -> LearningFault | None:
    with entering("worker"):
        lesson, in_use = _lesson(), model_in_use()
        tell_lesson(model_id, lesson)
    if lesson.fault is not None:
        return lesson.fault
    _write_model(lesson, folder_of(model_id))
    result = _result(lesson, load(folder_of(model_id)), None if in_use is None else model_of(in_use))
    with entering("worker"):
        end_learning(model_id, result=result, at=now())
        kept = models_kept()
    _forget_others(kept)
    return None


def _forget_others(kept: Collection[int]) -> None:
    """Folders of learnings that nobody can take into use any more."""
    for folder in folder_of(0).parent.iterdir():
        if (number := whole_number(folder.name)) is not None and number not in kept:
            shutil.rmtree(folder)


def _lesson() -> Lesson:
    trees = directory()
    return lesson_of(
        [
            ClosedMatter(
                row.matter_id,
                words_of(row.title, row.narrative),
                _label(row.lead_unit_id, trees),
                _label(row.first_unit_id, trees),
            )
            for row in closed_rows()
        ]
    )


def _label(unit_id: int | None, trees: Directory) -> str:
    unit = None if unit_id is None else trees.find_unit(unit_id)
    return "" if unit is None else label_of(unit)


def _write_model(lesson: Lesson, folder: Path) -> None:
    """Whole or not at all; nobody else on the machine reads it."""
    learner: Learner = import_string(settings.HEYI_LEARNER)
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)  # of a learning that broke before
    learner([each.text for each in lesson.learned], [each.label for each in lesson.learned], folder)


def _result(lesson: Lesson, model: Model, in_use: Model | None) -> Mapping[str, object]:
    candidate, rules = judged(lesson.held, _guesser(model)), judged_rules(lesson.held)
    now_used = None if in_use is None else judged(lesson.held, _guesser(in_use))
    won, lost = candidate.against(now_used or rules)
    return {
        "labels": dict(Counter(candidate.labels)),
        "rules": rules.counts(),
        "in_use": None if now_used is None else now_used.counts(),
        "candidate": candidate.counts(),
        "won": won,
        "lost": lost,
    }


def _guesser(model: Model) -> Callable[[str], Guess]:
    def guess(text: str) -> Guess:
        found = topics_of(text, model, explain=False)
        return Guess(found.ranked[0][0], not found.unsure)

    return guess
