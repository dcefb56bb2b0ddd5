"""What rulings say about the rules: where superiors sent matters that the rules give to somebody else. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from heyi.dispatch.rules.routing import Book, NobodyLeft, Routing, RoutingFacts, Units, route
from heyi.dispatch.rules.row_faults import LEVELS, MOST_CODE, MOST_PRIORITY
from heyi.kernel.codes import CITY

_COUNTY_DIGITS = 6


class UnitLike(Protocol):
    """What a suggestion needs of a unit."""

    @property
    def id(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def specialty(self) -> str: ...
    @property
    def level(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Ruled:
    """One ruling: the facts by which the rules had chosen, and the unit that it names."""

    nature: str
    field: str
    channel: str
    region_code: str
    urgency: str
    unit_id: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Rulings that agree: kind and county, the unit by the rules and the unit ruled, and how often."""

    nature: str
    field: str
    region_code: str
    by_rules: int | None
    ruled: int
    count: int


def suggestions(rulings: Iterable[Ruled], book: Book, units: Units) -> tuple[Suggestion, ...]:
    """Where the rulings differ from the book, the most frequent first; what the rules already do is left out."""
    counted: Counter[tuple[str, str, str, int | None, int]] = Counter()
    for ruling in rulings:
        facts = RoutingFacts(ruling.nature, ruling.field, ruling.channel, ruling.region_code, ruling.urgency)
        by_rules = _unit(facts, book, units)
        if by_rules != ruling.unit_id:
            county = ruling.region_code[:_COUNTY_DIGITS]
            place = "" if county == CITY[:_COUNTY_DIGITS] else county
            counted[ruling.nature, ruling.field, place, by_rules, ruling.unit_id] += 1
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return tuple(Suggestion(*key, count) for key, count in ordered)


def row_of_suggestion(found: Suggestion, unit: UnitLike, book: Book, *, why: str) -> Routing | None:
    """A routing rule that would do what the rulings say; None where no rule can name such a unit."""
    if unit.level not in LEVELS:
        return None
    fitting = [rule.priority for rule in book.routing if _touches(rule, found)]
    return Routing(
        code=_free_code(found.field, {rule.code for rule in book.routing}),
        priority=min(max(fitting, default=0) + 1, MOST_PRIORITY),
        nature=found.nature,
        field=found.field,
        channel="",
        region_code=found.region_code,
        unit_kind=unit.kind,
        specialty=unit.specialty,
        level=unit.level,
        why=why,
    )


def _touches(rule: Routing, found: Suggestion) -> bool:
    """Whether the rule may fit a matter that the suggestion is about."""
    return (
        rule.nature in ("", found.nature)
        and rule.field in ("", found.field)
        and (rule.region_code.startswith(found.region_code) or found.region_code.startswith(rule.region_code))
    )


def _free_code(field: str, taken: Collection[str]) -> str:
    stem = f"ruled-{field.lower().replace('_', '-')}"[: MOST_CODE - 4]
    numbers: Sequence[int] = range(1, len(taken) + 2)
    return next(code for code in (f"{stem}-{number}" for number in numbers) if code not in taken)


def _unit(facts: RoutingFacts, book: Book, units: Units) -> int | None:
    try:
        return route(facts, book, units).chosen.unit_id
    except NobodyLeft:
        return None
