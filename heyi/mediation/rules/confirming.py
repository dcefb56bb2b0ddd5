"""Judicial confirmation: what a court asks before it confirms an agreement, as questions with their articles. Pure.

Jointly, within thirty days of taking effect (人民调解法 §33; 民事诉讼法 2023 §205). Refused on the grounds of the
judicial interpretation (民诉法解释; numbers differ by edition).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from heyi.deadlines.rules import Limit, due
from heyi.kernel.calendar import WorkingCalendar
from heyi.mediation.codes import Obstacle

WITHIN = Limit.parse("30 days")
ENFORCEMENT = Limit.parse("2 years")  # to apply for it, once what was confirmed is not done (民事诉讼法 §250)

ASKED: Mapping[str, str] = {
    Obstacle.STATUS: "民诉法解释 不予受理",
    Obstacle.SPECIAL_PROCEDURE: "民诉法解释 不予受理",
    Obstacle.TITLE: "民诉法解释 不予受理",
    Obstacle.NOT_FOR_COURTS: "民诉法解释 不予受理",
    Obstacle.AGAINST_LAW: "民诉法解释 裁定驳回",
    Obstacle.HARMS_OTHERS: "民诉法解释 裁定驳回",
    Obstacle.UNWILLING: "民诉法解释 裁定驳回",
    Obstacle.UNCLEAR: "民诉法解释 裁定驳回",
}
"""What a person is asked, for no machine can see it; the rest is known."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is known of an agreement by itself."""

    is_in_force: bool
    is_oral: bool
    is_about_status: bool
    effective_at: datetime | None


def last_instant(effective_at: datetime, calendar: WorkingCalendar) -> datetime | None:
    """Until when it may be applied for."""
    return due(effective_at, WITHIN, calendar).at


def obstacles(
    agreed: Agreed, said: Collection[str], *, at: datetime, calendar: WorkingCalendar
) -> tuple[Obstacle, ...]:
    """Everything that stands in the way: what is known, and what a person said; none where it may be applied for."""
    return tuple(
        obstacle for obstacle in Obstacle if obstacle in said or _is_known(obstacle, agreed, at, calendar)
    )


def _is_known(obstacle: Obstacle, agreed: Agreed, at: datetime, calendar: WorkingCalendar) -> bool:
    known: dict[str, Any] = {
        Obstacle.NOT_IN_FORCE: not agreed.is_in_force,
        Obstacle.ORAL: agreed.is_oral,
        Obstacle.STATUS: agreed.is_about_status,
    }
    if obstacle == Obstacle.LATE:
        until = agreed.effective_at and last_instant(agreed.effective_at, calendar)
        return until is not None and at > until
    return bool(known.get(obstacle))
