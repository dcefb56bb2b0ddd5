"""What would come of a report if it were received now: the same reading and the same rules, and nothing written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from heyi.dispatch.access import present_book, rule_book
from heyi.dispatch.rules.clocks import due_of
from heyi.dispatch.rules.routing import NobodyLeft, Route, RoutingFacts, route
from heyi.intake.codes import Alike
from heyi.intake.operations import likely_repeats, marks_for, matters_of_caller
from heyi.intake.rules import Report
from heyi.journeys.frame import NotReady
from heyi.journeys.giving import Dispatch, dispatched
from heyi.journeys.understanding import NOTHING_SAID, Confirmed, Understood, understood
from heyi.kernel.codes import uuid7
from heyi.matters.rules import denied_line
from heyi.orgs.access import directory
from heyi.orgs.rules import Directory

Key = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A report as it would be understood and given, with the directory that names what it names."""

    meant: Understood
    given: Dispatch
    units: Directory

    @property
    def denied(self) -> frozenset[int]:
        """The units that would not see it."""
        return denied_line([subject.unit_id for subject in self.given.subjects], self.units)

    @property
    def police_unit_id(self) -> int | None:
        """The police unit that would be told of a danger to life."""
        return self.given.tasks[1].unit_id if len(self.given.tasks) > 1 else None

    @property
    def unit(self) -> str:
        """The name of the unit that would get it."""
        return self.units.unit(self.given.lead_unit_id).name

    @property
    def alarmed(self) -> str:
        """The name of the police unit that would be told of a danger to life; empty where there is none."""
        return self.units.unit(self.police_unit_id).name if self.police_unit_id is not None else ""

    def due(self, clock: str) -> datetime | None:
        """When the lead's clock of that name would be due."""
        return due_of(self.given.tasks[0].clocks, clock)


def foresee(report: Report, *, confirmed: Confirmed = NOTHING_SAID, at: datetime) -> Foreseen:
    """Read and route without writing; two statements. Raises NotReady before units and rules are loaded."""
    units = directory()
    meant = understood(report, units, at=at, confirmed=confirmed)
    try:
        book, channel = present_book(at=at), report.channel.value
    except LookupError as error:
        raise NotReady from error
    given = dispatched(meant, channel, units, book=book, matter_id=uuid7(at), at=at)
    return Foreseen(meant, given, units)


def meaning(report: Report, *, at: datetime, confirmed: Confirmed = NOTHING_SAID) -> Understood:
    """What a report would be understood to be if it came in now."""
    return understood(report, directory(), at=at, confirmed=confirmed)


def alike_matters(report: Report, *, county: str, at: datetime) -> Mapping[Key, Alike | None]:
    """Matters that may tell of the same, with why; then the caller's others, with None. Two statements.

    Asked in the scope `receive`; who may see which of them is asked in the person's own.
    """
    marks = marks_for(report)
    repeats = likely_repeats(marks, county=county, at=at)
    found: dict[Key, Alike | None] = {(each.county, each.matter_id): each.reason for each in repeats}
    units = directory()
    for key in matters_of_caller(marks, counties=sorted(units.county_codes), at=at):
        found.setdefault(key, None)
    return found


def rerouted(
    *, kind: str, channel: str, region_code: str, urgency: str, subjects: frozenset[int], at: datetime
) -> Route | None:
    """Where the rules in force would give a matter that stands so; None where nobody would be left."""
    units = directory()
    nature, _, of_field = kind.partition(".")
    denied = denied_line(subjects, units)
    facts = RoutingFacts(nature, of_field, channel, region_code, urgency, denied)
    try:
        return route(facts, rule_book(present_book(at=at)), units)
    except NobodyLeft:
        return None
