"""Given to the right hands: the lead by the rule book; the police of the place, when a life is in danger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.dispatch.access import rule_book
from heyi.dispatch.codes import TaskRole
from heyi.dispatch.operations import Given, give
from heyi.dispatch.rules.clocks import due_of, next_due
from heyi.dispatch.rules.routing import Book, NobodyLeft, Route, RoutingFacts, route, stored_route
from heyi.journeys.understanding import Understood
from heyi.kernel.codes import CITY
from heyi.matters.codes import Basis
from heyi.matters.operations import Subject
from heyi.matters.rules import Share, denied_line, reach_of
from heyi.orgs.codes import UnitKind
from heyi.orgs.rules import Directory


@dataclass(frozen=True, slots=True)
class Dispatch:
    """Tasks with their clocks, who sees the matter, and the reasons in words."""

    tasks: tuple[Given, ...]
    why: str
    subjects: tuple[Subject, ...]
    reach: Mapping[int, Basis]
    sentences: tuple[str, ...]
    route: Route

    @property
    def lead_unit_id(self) -> int:
        """The one unit that answers for the matter."""
        return self.tasks[0].unit_id

    @property
    def next_due_at(self) -> datetime:
        """The earliest due instant of the lead's clocks."""
        found = next_due(self.tasks[0].clocks)
        assert found is not None  # noqa: S101 - every book gives a lead a signing clock
        return found

    @property
    def answer_due_at(self) -> datetime:
        """When the answer is due."""
        return due_of(self.tasks[0].clocks, "HANDLE") or self.next_due_at

    @property
    def alarm_due_at(self) -> datetime | None:
        """When the alarmed police must have signed."""
        return next_due(self.tasks[1].clocks) if len(self.tasks) > 1 else None


def dispatched(
    meant: Understood, channel: str, units: Directory, *, book: int, matter_id: UUID, at: datetime
) -> Dispatch:
    """Route by the book; pass danger to life on at once (design: the one automatic act)."""
    rules = rule_book(book)
    found, facts, subjects = _routed(meant, channel, rules, units)
    why = stored_route(found, facts)
    common = {"county": meant.county, "matter_id": matter_id, "facts": facts, "book": rules, "at": at}
    tasks = [give(units.unit(found.chosen.unit_id), role=TaskRole.LEAD, why=why, **common)]  # type: ignore[arg-type]
    police = police_of(meant.region_code, facts.denied, units) if meant.danger else None
    if police is not None:
        danger = {"rule": "danger", "danger": meant.danger}
        tasks.append(give(units.unit(police), role=TaskRole.ALARM, why=danger, **common))  # type: ignore[arg-type]
    bases = (Basis.LEAD, Basis.ALARM)
    shares = [Share(task.unit_id, basis) for task, basis in zip(tasks, bases, strict=False)]
    reach = reach_of(shares, [subject.unit_id for subject in subjects], units)
    sentences = _sentences(found, police, units)
    return Dispatch(tuple(tasks), found.chosen.why, subjects, reach, sentences, found)


def _routed(
    meant: Understood, channel: str, rules: Book, units: Directory
) -> tuple[Route, RoutingFacts, tuple[Subject, ...]]:
    """The route past the units the report is about; where nobody would be left, past the nearer ones only.

    A machine's guess at whom a report is about must not leave it without anybody: the widest guess yields first.
    """
    nature, _, of_field = meant.kind.partition(".")
    subjects = sorted(meant.subjects, key=lambda subject: len(units.line(subject.unit_id)))
    while True:
        denied = denied_line([subject.unit_id for subject in subjects], units)
        facts = RoutingFacts(nature, of_field, channel, meant.region_code, meant.urgency, denied)
        try:
            return route(facts, rules, units), facts, tuple(subjects)
        except NobodyLeft:
            if not subjects:
                raise
            subjects.pop()


def police_of(region_code: str, denied: frozenset[int], units: Directory) -> int | None:
    """The police unit nearest to the place that the report is not about."""
    for region in (*(region.code for region in units.around(region_code)), CITY):
        unit = units.serving(UnitKind.POLICE, region)
        if unit is not None and unit.id not in denied:
            return unit.id
    return None


def _sentences(found: Route, police: int | None, units: Directory) -> tuple[str, ...]:
    words = [f"{found.chosen.why}：{units.unit(found.chosen.unit_id).name}。"]
    if found.runner_up is not None:
        words.append(f"其次可由{units.unit(found.runner_up.unit_id).name}办理。")
    if police is not None:
        words.append(f"有生命危险，已同时通知{units.unit(police).name}。")
    return tuple(words)
