"""Pure routing and limits: facts and a rule book in, a unit with its reason and the runner-up out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import Protocol

from heyi.deadlines.rules import LONGEST, Limit
from heyi.dispatch.rules.alerting import WARN_AT
from heyi.dispatch.rules.escalating import EscalationRow
from heyi.kernel.codes import CITY

_LEVEL_DIGITS = {"TOWNSHIP": 9, "COUNTY": 6}


class UnitLike(Protocol):
    """What routing needs of a unit."""

    @property
    def id(self) -> int: ...
    @property
    def level(self) -> str: ...


class Units(Protocol):
    """What routing needs of the directory."""

    def serving(self, kind: str, region_code: str, specialty: str = "") -> UnitLike | None:
        """The nearest unit of that kind that serves the region."""
        ...


class MatterLike(Protocol):
    """What routing and limits look at in a matter."""

    @property
    def kind(self) -> str: ...
    @property
    def channel(self) -> str: ...
    @property
    def region_code(self) -> str: ...
    @property
    def urgency(self) -> str: ...


@dataclass(frozen=True, slots=True)
class RoutingFacts:
    """All that routing may look at; stored with the task, so that a later rule can be tried on it."""

    nature: str
    field: str
    channel: str
    region_code: str
    urgency: str
    denied: frozenset[int] = frozenset()

    @classmethod
    def of(cls, matter: "MatterLike") -> "RoutingFacts":
        """The facts of a matter as it stands, whom it is about left out."""
        nature, _dot, field = matter.kind.partition(".")
        return cls(nature, field, matter.channel, matter.region_code, matter.urgency)


@dataclass(frozen=True, slots=True)
class Routing:
    """One routing rule; an empty word means any."""

    code: str
    priority: int
    nature: str
    field: str
    channel: str
    region_code: str
    unit_kind: str
    specialty: str
    level: str
    why: str

    def fits(self, facts: RoutingFacts) -> bool:
        """Whether every word of the rule that is given agrees with the facts."""
        return (
            self.nature in ("", facts.nature)
            and self.field in ("", facts.field)
            and self.channel in ("", facts.channel)
            and facts.region_code.startswith(self.region_code)
        )


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One limit rule; an empty word means any."""

    clock: str
    priority: int
    nature: str
    channel: str
    urgency: str
    role: str
    limit: str
    why: str
    extension: str = ""  # the most that may be added to it, in all; empty: nothing
    approver: str = ""
    warn_at: int = WARN_AT

    def fits(self, facts: RoutingFacts, role: str) -> bool:
        """Whether every word of the rule that is given agrees."""
        return (
            self.nature in ("", facts.nature)
            and self.channel in ("", facts.channel)
            and self.urgency in ("", facts.urgency)
            and self.role in ("", role)
        )


@dataclass(frozen=True, slots=True)
class Book:
    """A rule book as published: routing and limits, highest priority first."""

    version: int
    routing: tuple[Routing, ...]
    limits: tuple[LimitRow, ...]
    escalations: tuple[EscalationRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit and the rule that named it."""

    unit_id: int
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Route:
    """Why this unit, and who would have been next."""

    chosen: Choice
    runner_up: Choice | None
    book: int


class NobodyLeft(LookupError):
    """No unit is left that the report is not about (or none was ever loaded)."""


def route(facts: RoutingFacts, book: Book, units: Units) -> Route:
    """The first unit by priority that exists, serves the place and is not the one complained about.

    The last resorts are the centre of the county, then of the city, the city committee, the discipline commission.
    Raises NobodyLeft when the report is about all of these.
    """
    choices = _choices(facts, book.routing, units)
    chosen = next(choices, None)
    if chosen is None:
        raise NobodyLeft
    runner_up = next((choice for choice in choices if choice.unit_id != chosen.unit_id), None)
    return Route(chosen, runner_up, book.version)


_PRIORITY = attrgetter("priority")


def _choices(facts: RoutingFacts, rules: Sequence[Routing], units: Units) -> Iterator[Choice]:
    for rule in sorted(rules, key=_PRIORITY, reverse=True):
        if rule.fits(facts) and (unit := unit_of(rule, facts, units)) is not None:
            yield Choice(unit, rule.code, rule.why)


def unit_of(rule: Routing, facts: RoutingFacts, units: Units) -> int | None:
    """The unit that a rule which fits would name; None where there is none, or the report is about it."""
    region = region_at(rule.level, facts.region_code)
    if region is None:
        return None
    unit = units.serving(rule.unit_kind, region, rule.specialty)
    if unit is None or unit.level != rule.level or unit.id in facts.denied:
        return None
    return unit.id


def region_at(level: str, region_code: str) -> str | None:
    """The region seen from a level: a township's code cut to its county; None if the place is known less exactly."""
    if level == "CITY":
        return CITY
    digits = _LEVEL_DIGITS[level]
    known_exactly_enough = len(region_code) >= digits and region_code != CITY
    return region_code[:digits] if known_exactly_enough else None


def limit_for(clock: str, facts: RoutingFacts, role: str, book: Book) -> LimitRow | None:
    """The limit of highest priority that fits, or None where no rule starts this clock."""
    fitting = [row for row in book.limits if row.clock == clock and row.fits(facts, role)]
    found = max(fitting, key=lambda row: row.priority, default=None)
    return found and _reckonable(found)


@lru_cache(maxsize=1_000)
def _reckonable(row: LimitRow) -> LimitRow:
    """The row with no limit longer than a rule may allow.

    A book published before there was such a bound may hold one that ends in no calendar. Taking a report in must not
    fail over it, and a live matter has a due time: so the longest there is holds, and `heyi check` names the book.
    """
    return replace(row, limit=_bounded(row.limit), extension=_bounded(row.extension))


def _bounded(words: str) -> str:
    if not words:
        return words
    limit = Limit.parse(words)
    return str(Limit(LONGEST[limit.unit], limit.unit)) if limit.is_too_long else words


def stored_route(found: Route, facts: RoutingFacts) -> Mapping[str, object]:
    """The route and its facts as kept with the task."""
    return {
        "book": found.book,
        "rule": found.chosen.rule,
        "why": found.chosen.why,
        "runner_up": None
        if found.runner_up is None
        else {"unit": found.runner_up.unit_id, "rule": found.runner_up.rule, "why": found.runner_up.why},
        "facts": {
            "nature": facts.nature,
            "field": facts.field,
            "channel": facts.channel,
            "region": facts.region_code,
            "urgency": facts.urgency,
        },
    }
