"""A draft tried on past matters: what the rules would have done then, by the book and by the draft. Pure.

Both are asked over the units of today, so that a difference comes from the rules alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from heyi.dispatch.codes import ClockName, DecisionName, TaskRole
from heyi.dispatch.rules.routing import Book, LimitRow, Routing, RoutingFacts, Units, limit_for, unit_of

SHOWN_OF_PAIR = 20  # matters that are kept of those which would go from one unit to another
SHOWN = 1_000  # and of all
_ASKED = (
    *((clock.value, TaskRole.LEAD.value) for clock in ClockName),
    *((name.value, "") for name in DecisionName),
)


class Stored(NamedTuple):
    """What a task kept of the facts it was given by, and whom the report is about."""

    nature: str
    field: str
    channel: str
    region_code: str
    urgency: str
    denied: frozenset[int] = frozenset()


class LimitMove(NamedTuple):
    """A limit that would be another: of which clock, as it is and as it would be; empty where there is none."""

    clock: str
    before: str
    after: str


class Hit(NamedTuple):
    """A matter that would go elsewhere; None where no unit would be left."""

    key: object
    of: int | None
    to: int | None


@dataclass
class Tried:
    """What a trial has found so far. `moves` count whole pairs of units, `hits` keep some of their matters."""

    total: int = 0
    moved: int = 0
    relimited: int = 0
    moves: Counter[tuple[int | None, int | None]] = field(default_factory=Counter)
    limits: Counter[LimitMove] = field(default_factory=Counter)
    hits: list[Hit] = field(default_factory=list)


class Asked:
    """One book asked for units again and again: the same answers as `route`, each part of them found once.

    Which rules fit a kind and a channel, and which unit a rule finds in a place, is remembered; who is denied is not.
    """

    def __init__(self, book: Book, units: Units) -> None:
        self._ordered = sorted(book.routing, key=lambda rule: -rule.priority)
        self._units = units
        self._fitting: dict[tuple[str, str, str], tuple[Routing, ...]] = {}
        self._placed: dict[tuple[str, str], int | None] = {}

    def unit(self, facts: Stored) -> int | None:
        """The unit that the book names; None where nobody is left."""
        for rule in self._rules(facts.nature, facts.field, facts.channel):
            if facts.region_code.startswith(rule.region_code):
                unit = self._unit_at(rule, facts.region_code)
                if unit is not None and unit not in facts.denied:
                    return unit
        return None

    def _rules(self, nature: str, of_field: str, channel: str) -> tuple[Routing, ...]:
        known = self._fitting.get((nature, of_field, channel))
        if known is None:
            known = self._fitting[nature, of_field, channel] = tuple(
                rule
                for rule in self._ordered
                if rule.nature in ("", nature)
                and rule.field in ("", of_field)
                and rule.channel in ("", channel)
            )
        return known

    def _unit_at(self, rule: Routing, region_code: str) -> int | None:
        key = (rule.code, region_code)
        if key not in self._placed:
            self._placed[key] = unit_of(rule, RoutingFacts("", "", "", region_code, ""), self._units)
        return self._placed[key]


class Trial:
    """Replays facts through two books."""

    def __init__(self, before: Book, after: Book, units: Units) -> None:
        self.before, self.after = before, after
        self.found = Tried()
        self._was, self._now = Asked(before, units), Asked(after, units)
        self._limits: dict[tuple[str, str, str], tuple[LimitMove, ...]] = {}

    def replay(self, past: Iterable[tuple[object, Stored]]) -> Tried:
        """Some more past matters, each with the facts it was given by; what has been found so far."""
        found = self.found
        for key, facts in past:
            found.total += 1
            of, to = self._was.unit(facts), self._now.unit(facts)
            if of != to:
                self._keep(Hit(key, of, to))
            limits = self._limit(facts)
            if limits:
                found.relimited += 1
                found.limits.update(limits)
        return found

    def _keep(self, hit: Hit) -> None:
        found, pair = self.found, (hit.of, hit.to)
        found.moved += 1
        found.moves[pair] += 1
        if found.moves[pair] <= SHOWN_OF_PAIR and len(found.hits) < SHOWN:
            found.hits.append(hit)

    def _limit(self, facts: Stored) -> tuple[LimitMove, ...]:
        asked = (facts.nature, facts.channel, facts.urgency)
        known = self._limits.get(asked)
        if known is None:
            known = self._limits[asked] = tuple(limit_moves(RoutingFacts(*facts), self.before, self.after))
        return known


def limit_moves(facts: RoutingFacts, before: Book, after: Book) -> Iterable[LimitMove]:
    """The limits of a lead that would be others, and how long deciding would take."""
    for clock, role in _ASKED:
        was, now = (_said(limit_for(clock, facts, role, book)) for book in (before, after))
        if was != now:
            yield LimitMove(clock, was, now)


def _said(row: LimitRow | None) -> str:
    """A limit with what hangs on it, `13 working days + 10 working days SUPERIOR, 80`; empty where there is none."""
    if row is None:
        return ""
    more = f" + {row.extension} {row.approver}" if row.extension else ""
    return f"{row.limit}{more}, {row.warn_at}"


def result_of(found: Tried) -> dict[str, object]:
    """What is kept of a trial beside the matters: numbers alone."""
    moves = sorted(found.moves.items(), key=lambda move: (-move[1], str(move[0])))
    limits = sorted(found.limits.items(), key=lambda move: (-move[1], move[0]))
    return {
        "total": found.total,
        "moved": found.moved,
        "relimited": found.relimited,
        "moves": [{"from": of, "to": to, "count": count} for (of, to), count in moves],
        "limits": [{**limit._asdict(), "count": count} for limit, count in limits],
    }


Result = Mapping[str, object]
