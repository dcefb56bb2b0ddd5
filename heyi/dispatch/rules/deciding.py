"""Until when a unit objects, its sender answers, its superior rules, a supervised unit replies. Pure."""

from datetime import datetime
from typing import Protocol

from heyi.deadlines.rules import Limit, due
from heyi.dispatch.codes import DecisionName
from heyi.dispatch.rules.routing import Book, LimitRow, RoutingFacts, limit_for
from heyi.kernel.calendar import WorkingCalendar
from heyi.kernel.hours import OpeningHours


class UnitLike(Protocol):
    """What these rules need of the unit that is to act."""

    @property
    def hours(self) -> OpeningHours: ...


def decision_limit(name: DecisionName, facts: RoutingFacts, book: Book) -> LimitRow:
    """The limit of the rule book; the default where it is silent."""
    return limit_for(name, facts, "", book) or DEFAULT_DECISIONS[name]


def decide_until(
    name: DecisionName,
    facts: RoutingFacts,
    book: Book,
    *,
    since: datetime,
    unit: UnitLike,
    calendar: WorkingCalendar,
) -> datetime:
    """The instant until which the unit is to act, counted from `since` over its own opening hours."""
    limit = Limit.parse(decision_limit(name, facts, book).limit)
    found = due(since, limit, calendar, hours=unit.hours)
    assert found.at is not None  # noqa: S101 - nothing pauses it
    return found.at


DEFAULT_DECISIONS = {
    "OBJECT": LimitRow(
        "OBJECT", 0, "", "", "", "", "5 working days", "信访工作条例第二十三条：5 个工作日内提出"
    ),
    "DECIDE": LimitRow("DECIDE", 0, "", "", "", "", "2 working days", "内部默认：2 个工作日内答复退单异议"),
    "REPLY": LimitRow("REPLY", 0, "", "", "", "", "3 working days", "内部默认：3 个工作日内反馈督办"),
    "RULE": LimitRow("RULE", 0, "", "", "", "", "3 working days", "内部默认：3 个工作日内裁定"),
}
