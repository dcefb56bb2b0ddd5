"""What is wrong or doubtful in a book as a whole: gaps, overlaps, rows that can never win. Pure.

A gap or a faulty row blocks publication. All else is told, and somebody says that it was read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Protocol

from heyi.dispatch.codes import ClockName, DecisionName, FindingCode, RulePart, TaskRole
from heyi.dispatch.rules.books import Row, book_from, key_of, rows_of
from heyi.dispatch.rules.escalating import DEFAULTS, EscalationRow, escalation_for
from heyi.dispatch.rules.placing import Placed, Places
from heyi.dispatch.rules.routing import Book, LimitRow, Routing, Units
from heyi.dispatch.rules.row_faults import STAGES, faults_of_row
from heyi.matters.codes import Channel
from heyi.triage.codes import Field, Nature, Urgency

BLOCKING = frozenset({FindingCode.FAULTY, FindingCode.DUPLICATE, FindingCode.GAP, FindingCode.LIMIT_GAP})
_Ways = tuple[str, str, str]
SHOWN = 6  # examples that a finding carries
NEEDED = tuple((clock.value, TaskRole.LEAD.value) for clock in ClockName)
"""A lead without one of its clocks would stand without any: the promise that a live matter has one would break."""


class Region(Protocol):
    """What these rules need of a division."""

    @property
    def code(self) -> str: ...
    @property
    def level(self) -> str: ...


class Tree(Units, Protocol):
    """What these rules need of the directory."""

    @property
    def regions(self) -> Sequence[Region]: ...


@dataclass(frozen=True, slots=True)
class Case:
    """Facts of an example; an empty word means that it holds for any."""

    nature: str = ""
    field: str = ""
    channel: str = ""
    region: str = ""
    urgency: str = ""
    clock: str = ""
    stage: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: the rows that it is about, some examples, and how many there are of them in all."""

    code: FindingCode
    part: RulePart
    rows: tuple[Row, ...]
    cases: tuple[Case, ...] = ()
    count: int = 0
    faults: tuple[tuple[str, Mapping[str, str]], ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether a book with it is not published."""
        return self.code in BLOCKING

    @property
    def mark(self) -> str:
        """What says that it is the same finding in another edition, so that it need not be read again."""
        named = "/".join(",".join(key_of(row)) for row in self.rows)
        about = "" if self.rows else "/".join(_about(case) for case in self.cases)
        return f"{self.code}:{self.part}:{named}:{about}:{self.count}"


def _about(case: Case) -> str:
    return ",".join((case.clock, case.region, *filter(None, (case.stage, case.urgency))))


def findings(book: Book, tree: Tree) -> tuple[Finding, ...]:
    """Everything found in a book over the units there are, what blocks first."""
    book = book_from(book.version, ((part, row) for part in RulePart for row in rows_of(book, part)))
    faulty = tuple(_faulty(book, frozenset(region.code for region in tree.regions)))
    if any(finding.code == FindingCode.FAULTY for finding in faulty):
        return faulty  # what cannot be read cannot be compared
    found = [*faulty, *_of_routing(book, tree), *_of_limits(book), *_of_escalations(book)]
    return tuple(sorted(found, key=lambda finding: not finding.blocks))


def blocking(found: Sequence[Finding]) -> tuple[Finding, ...]:
    """What stands in the way of publication."""
    return tuple(finding for finding in found if finding.blocks)


def to_read(found: Sequence[Finding], before: Sequence[Finding]) -> tuple[Finding, ...]:
    """The warnings that the book before did not have already: somebody says that they were read."""
    known = {finding.mark for finding in before}
    return tuple(finding for finding in found if not finding.blocks and finding.mark not in known)


def _faulty(book: Book, regions: frozenset[str]) -> Iterator[Finding]:
    for part in RulePart:
        rows = rows_of(book, part)
        for row in rows:
            faults = tuple((fault.sentence, fault.params) for fault in faults_of_row(row, regions))
            if faults:
                yield Finding(FindingCode.FAULTY, part, (row,), faults=faults)
        for one, other in combinations(rows, 2):
            if key_of(one) == key_of(other) and (part == RulePart.ROUTING or one.priority == other.priority):
                yield Finding(FindingCode.DUPLICATE, part, (one, other))


def _of_routing(book: Book, tree: Tree) -> Iterator[Finding]:
    places = Places.of(book.routing, tree)
    cases, count = _gaps(places)
    if count:
        yield Finding(FindingCode.GAP, RulePart.ROUTING, (), cases, count)
    for number, placed in enumerate(places.rows):
        yield from _of_placed(placed, places.rows[:number], places)
    for one, other in combinations(places.rows, 2):
        if one.rule.priority == other.rule.priority and _meet(one.rule, other.rule, _WAYS):
            regions = [
                code for code in one.units if code in other.units and one.units[code] != other.units[code]
            ]
            if regions:
                cases = tuple(Case(region=code) for code in regions[:SHOWN])
                yield Finding(
                    FindingCode.AMBIGUOUS, RulePart.ROUTING, (one.rule, other.rule), cases, len(regions)
                )


def _of_placed(placed: Placed, before: Sequence[Placed], places: Places) -> Iterator[Finding]:
    rule = placed.rule
    if not placed.units:
        yield Finding(FindingCode.NO_UNIT, RulePart.ROUTING, (rule,))
        return
    missing = places.without(placed)
    if missing:
        cases = tuple(Case(region=code) for code in missing[:SHOWN])
        yield Finding(FindingCode.NO_UNIT_THERE, RulePart.ROUTING, (rule,), cases, len(missing))
    covering = [other for other in before if _covers(other.rule, rule, _WAYS)]
    same = all(
        any(other.units.get(code) == unit for other in covering) for code, unit in placed.units.items()
    )
    never = all(any(code in other.units for other in covering) for code in placed.units)
    if same or never:
        code = FindingCode.SHADOWED if same else FindingCode.ONLY_BY_RECUSAL
        by = next(other.rule for other in covering if any(place in other.units for place in placed.units))
        yield Finding(code, RulePart.ROUTING, (rule, by))


def _gaps(places: Places) -> tuple[tuple[Case, ...], int]:
    """Facts for which no rule finds a unit, place by place: some of them, and how many there are."""
    cases: list[Case] = []
    count = 0
    known: dict[frozenset[_Ways], tuple[_Ways, ...]] = {}
    for region in places.regions:
        there = frozenset(
            (placed.rule.nature, placed.rule.field, placed.rule.channel)
            for placed in places.rows
            if region in placed.units
        )
        if there not in known:
            known[there] = tuple(_uncovered(there))
        count += len(known[there])
        cases += [Case(*ways, region) for ways in known[there][: SHOWN - len(cases)]]
    return tuple(cases), count


def _uncovered(there: frozenset[_Ways]) -> Iterator[_Ways]:
    """Kinds and channels that none of these conditions fits."""
    if ("", "", "") in there:
        return
    for nature, field, channel in product(Nature, Field, Channel):
        fitting = product(("", nature.value), ("", field.value), ("", channel.value))
        if there.isdisjoint(fitting):
            yield nature.value, field.value, channel.value


_WAYS = ("nature", "field", "channel")
_LIMIT_WAYS = ("nature", "channel", "urgency", "role")


def _covers(wide: Row, narrow: Row, ways: Sequence[str]) -> bool:
    """Whether whatever fits the narrow one fits the wide one."""
    return all(getattr(wide, way) in ("", getattr(narrow, way)) for way in ways)


def _meet(one: Row, other: Row, ways: Sequence[str]) -> bool:
    """Whether something may fit both."""
    pairs = ((getattr(one, way), getattr(other, way)) for way in ways)
    return all("" in (a, b) or a == b for a, b in pairs)


def _of_limits(book: Book) -> Iterator[Finding]:
    for clock, role in NEEDED:
        gaps = tuple(_limit_gaps(clock, role, book.limits))
        if gaps:
            yield Finding(FindingCode.LIMIT_GAP, RulePart.LIMIT, (), gaps[:SHOWN], len(gaps))
    for name in DecisionName:
        missing = tuple(_limit_gaps(name.value, "", book.limits))
        if missing:
            yield Finding(FindingCode.BY_DEFAULT, RulePart.LIMIT, (), missing[:SHOWN], len(missing))
    yield from _overlaps(RulePart.LIMIT, book.limits, _LIMIT_WAYS, _limits_same)


def _limit_gaps(clock: str, role: str, rows: Sequence[LimitRow]) -> Iterator[Case]:
    there = frozenset(
        (row.nature, row.channel, row.urgency)
        for row in rows
        if row.clock == clock and row.role in ("", role)
    )
    if ("", "", "") in there:
        return
    for nature, channel, urgency in product(Nature, Channel, Urgency):
        if there.isdisjoint(product(("", nature.value), ("", channel.value), ("", urgency.value))):
            yield Case(nature=nature.value, channel=channel.value, urgency=urgency.value, clock=clock)


def _limits_same(one: LimitRow, other: LimitRow) -> bool:
    return _consequence(one) == _consequence(other)


def _consequence(row: LimitRow) -> tuple[object, ...]:
    return row.limit, row.extension, row.approver, row.warn_at


def _of_escalations(book: Book) -> Iterator[Finding]:
    """Of rows; where there is none the defaults hold, and where there is one they end: both are told."""
    if not book.escalations:
        yield Finding(FindingCode.BY_DEFAULT, RulePart.ESCALATION, ())
    left = tuple(_unpressed(book.escalations)) if book.escalations else ()
    if left:
        yield Finding(FindingCode.DEFAULTS_END, RulePart.ESCALATION, (), left[:SHOWN], len(left))
    yield from _overlaps(RulePart.ESCALATION, book.escalations, ("clock", "urgency"), _presses_same)


def _unpressed(rows: Sequence[EscalationRow]) -> Iterator[Case]:
    """Signs of clocks of which nothing follows by these rows, though by default something would."""
    for stage, clock in product(STAGES, ClockName):
        alone = [
            urgency.value
            for urgency in Urgency
            if escalation_for(rows, clock=clock, urgency=urgency, stage=stage) is None
            and escalation_for(DEFAULTS, clock=clock, urgency=urgency, stage=stage) is not None
        ]
        if len(alone) == len(Urgency):
            yield Case(clock=clock.value, stage=stage)
        else:
            yield from (Case(clock=clock.value, stage=stage, urgency=urgency) for urgency in alone)


def _presses_same(one: EscalationRow, other: EscalationRow) -> bool:
    return (one.level, one.does) == (other.level, other.does)


def _overlaps(part: RulePart, rows: Sequence[Row], ways: Sequence[str], same: object) -> Iterator[Finding]:
    """Rows that a row before them always beats; rows of equal priority that both fit and differ."""
    fixed = "clock" if part == RulePart.LIMIT else "stage"
    for number, row in enumerate(rows):
        before = [other for other in rows[:number] if getattr(other, fixed) == getattr(row, fixed)]
        by = next((other for other in before if _covers(other, row, ways)), None)
        if by is not None:
            yield Finding(FindingCode.SHADOWED, part, (row, by))
            continue
        for other in before:
            if other.priority == row.priority and _meet(other, row, ways) and not same(other, row):  # type: ignore[operator]
                yield Finding(FindingCode.AMBIGUOUS, part, (other, row))


__all__ = ["BLOCKING", "Case", "Finding", "Routing", "blocking", "findings", "to_read"]
