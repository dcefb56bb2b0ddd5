"""What the desk reads of learning from closed matters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heyi.dispatch.codes_of_learning import UNDER_WAY, LearningState
from heyi.dispatch.models import LearnedModel
from heyi.dispatch.queries.learning import learned_in_use, learnings
from heyi.dispatch.rules.learning import STUCK_AFTER, is_clear


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    n: int
    of: int

    @property
    def percent(self) -> float:
        """Of a hundred; 0 of nothing."""
        return 100 * self.n / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A kind of unit among what was held back: how many there were, and who was right about how many."""

    label: str
    held: int
    rules: int
    in_use: int | None
    candidate: int


@dataclass(frozen=True, slots=True)
class LearningView:
    """One learning. Parts are None until it is over; `in_use` also where no model was in use then."""

    id: int
    state: str
    fault: str
    learned: int
    held_back: int
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None
    follows: int | None
    adopted_by: str
    adopted_at: datetime | None
    is_stuck: bool
    candidate: Share | None
    rules: Share | None
    in_use: Share | None
    sure: Share | None
    sure_right: Share | None
    won: int
    lost: int
    labels: tuple[LabelLine, ...]

    @property
    def is_better(self) -> bool:
        """Whether it was right more often than whoever is there now: the model in use, else the rules."""
        return self.won > self.lost

    @property
    def is_clear(self) -> bool:
        """Whether so much more often that chance is an unlikely reason."""
        return is_clear(self.won, self.lost)


def learning_views(*, at: datetime) -> tuple[LearningView, ...]:
    """The latest learnings, the newest first. One query."""
    return tuple(_view(row, at) for row in learnings())


def model_in_use() -> int | None:
    """Which model suggests, if any. One query."""
    row = learned_in_use()
    return row.pk if row else None


def models_kept() -> frozenset[int]:
    """Which learnings can be taken into use, or were in use before the one that is."""
    rows = [row for row in learnings() if row.state != LearningState.FAILED]
    return frozenset(key for row in rows for key in (row.pk, row.follows_id) if key is not None)


def _view(row: LearnedModel, at: datetime) -> LearningView:
    result: Mapping[str, Any] = row.result or {}
    candidate = result.get("candidate")
    return LearningView(
        id=row.pk,
        state=row.state,
        fault=row.fault,
        learned=row.learned,
        held_back=row.held_back,
        asked_by=row.asked_by_name,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        follows=row.follows_id,
        adopted_by=row.adopted_by_name,
        adopted_at=row.adopted_at,
        is_stuck=row.state in UNDER_WAY and at > row.asked_at + STUCK_AFTER,
        candidate=_right(candidate, row),
        rules=_right(result.get("rules"), row),
        in_use=_right(result.get("in_use"), row),
        sure=Share(candidate["sure"], row.held_back) if candidate else None,
        sure_right=Share(candidate["sure_right"], candidate["sure"]) if candidate else None,
        won=int(result.get("won", 0)),
        lost=int(result.get("lost", 0)),
        labels=_labels(result) if candidate else (),
    )


def _right(judged: Mapping[str, Any] | None, row: LearnedModel) -> Share | None:
    return Share(judged["right"], row.held_back) if judged else None


def _labels(result: Mapping[str, Any]) -> tuple[LabelLine, ...]:
    """The kinds of unit that had most of what was held back first."""
    rules, candidate = result["rules"]["by_label"], result["candidate"]["by_label"]
    in_use = result["in_use"]["by_label"] if result.get("in_use") else None
    lines = (
        LabelLine(
            label,
            held,
            rules.get(label, 0),
            None if in_use is None else in_use.get(label, 0),
            candidate.get(label, 0),
        )
        for label, held in result["labels"].items()
    )
    return tuple(sorted(lines, key=lambda line: (-line.held, line.label)))
