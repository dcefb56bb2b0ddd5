"""Who is on duty: a unit's people as they are there now, its rota over a week, and its hand-over book."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied

from heyi.accounts.codes import Presence
from heyi.accounts.models import Swap, Turn
from heyi.accounts.queries import duty as queries
from heyi.accounts.rules import Standing
from heyi.accounts.rules.duty import (
    HANDED_OVER_WITHIN,
    USUAL_CAPACITY,
    ShiftFact,
    Span,
    gaps,
    may_plan,
    may_read_handover,
    needed_spans,
    presence_of,
)
from heyi.kernel.clock import CHINA
from heyi.orgs.access import directory

NOTES = 10  # of the hand-over book that a page shows


@dataclass(frozen=True, slots=True)
class DutyPerson:
    """A person of a unit: whether there now, with which skills and how much room."""

    person_id: int
    name: str
    roles: tuple[str, ...]
    presence: Presence
    skills: frozenset[str]
    capacity: int
    own_capacity: int | None
    by_rota: bool

    @property
    def ordered_skills(self) -> tuple[str, ...]:
        """The skills in one order."""
        return tuple(sorted(self.skills))


@dataclass(frozen=True, slots=True)
class DutyRoster:
    """Everybody of a unit, by name."""

    unit_id: int
    people: tuple[DutyPerson, ...]
    keeps_rota: bool

    def presence(self, person_id: int) -> Presence:
        """Whether a person is there to be given a matter; a stranger is not."""
        found = (person.presence for person in self.people if person.person_id == person_id)
        return next(found, Presence.INACTIVE)


def duty_persons(unit_id: int, at: datetime) -> DutyRoster:
    """Everybody appointed to a unit now and whether he or she is there. One query."""
    rows = queries.roster_of(unit_id, at)
    people = tuple(
        DutyPerson(
            row.person_id,
            row.name,
            row.roles,
            presence_of(
                is_appointed=True,
                is_away=row.is_away,
                keeps_rota=row.keeps_rota,
                by_rota=row.by_rota,
                has_turn=row.has_turn,
            ),
            frozenset(row.skills),
            row.capacity or row.usual_capacity or USUAL_CAPACITY,
            row.capacity,
            row.by_rota,
        )
        for row in rows
    )
    return DutyRoster(unit_id, people, any(row.keeps_rota for row in rows))


def on_duty_now(units: Collection[int], at: datetime) -> dict[int, tuple[str, ...]]:
    """The names of those who have a turn in these units now; nothing for a unit with nobody. One query."""
    found: dict[int, tuple[str, ...]] = {}
    for unit, name in queries.names_on_duty(units, at):
        if name not in found.get(unit, ()):
            found[unit] = (*found.get(unit, ()), name)
    return found


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody on duty in a unit now: until when, and whether as a leader of it."""

    name: str
    ends_at: datetime
    leads: bool


def watches_now(units: Collection[int], at: datetime) -> dict[int, tuple[Watch, ...]]:
    """Who is on duty in each of these units that keep a rota; empty where nobody is. Leaders first. Two queries."""
    found: dict[int, tuple[Watch, ...]] = dict.fromkeys(queries.units_with_rota(units), ())
    for unit, name, ends_at, leads in queries.watches_on(units, at):
        if all(watch.name != name for watch in found.get(unit, ())):
            found[unit] = (*found.get(unit, ()), Watch(name, ends_at, leads))
    return {unit: tuple(sorted(some, key=lambda watch: not watch.leads)) for unit, some in found.items()}


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A shift of a unit with its hours in words."""

    id: int
    name: str
    hours: str
    days: frozenset[int]
    fact: ShiftFact


@dataclass(frozen=True, slots=True)
class TurnView:
    """A person's turn; `is_away` where the person is on leave for some of it, `is_gone` where no longer of the unit."""

    id: int
    shift_id: int
    shift: str
    on: date
    person_id: int
    person: str
    starts_at: datetime
    ends_at: datetime
    is_away: bool = False
    is_gone: bool = False

    @property
    def span(self) -> Span:
        """From when until when."""
        return Span(self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True)
class SwapView:
    """A swap that waits: whose turn, to whom, and what is given in return."""

    id: int
    turn: TurnView
    in_return: TurnView | None
    asked_by_id: int
    asked_by: str
    to_id: int
    to: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class LeaveView:
    """A leave that is on or coming."""

    id: int
    person_id: int
    person: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class RotaView:
    """A unit's rota over some days: shifts, turns, gaps, what waits, and who is away."""

    unit_id: int
    days: tuple[date, ...]
    shifts: tuple[ShiftView, ...]
    turns: tuple[TurnView, ...]
    gaps: tuple[Span, ...]
    swaps: tuple[SwapView, ...]
    leaves: tuple[LeaveView, ...]
    capacity: int
    to_hand_over: TurnView | None

    def at(self, shift_id: int, day: date) -> tuple[TurnView, ...]:
        """Who has this shift on this day."""
        return tuple(turn for turn in self.turns if turn.shift_id == shift_id and turn.on == day)

    def on_duty(self, at: datetime) -> tuple[TurnView, ...]:
        """The turns that are on at an instant, those of people away aside."""
        away = {leave.person_id for leave in self.leaves if leave.starts_at <= at < leave.ends_at}
        there = (turn for turn in self.turns if turn.span.holds(at) and not turn.is_gone)
        return tuple(turn for turn in there if turn.person_id not in away)

    def shifts_at(self, at: datetime) -> tuple[tuple[ShiftView, date], ...]:
        """The shifts that are on at an instant, each with the day on which it began."""
        today = at.astimezone(CHINA).date()
        days = (today - timedelta(days=1), today)
        return tuple(
            (shift, day)
            for shift in self.shifts
            for day in days
            if shift.fact.is_on(day) and shift.fact.span(day).holds(at)
        )


def rota_of(unit_id: int, days: Sequence[date], *, by: Standing, at: datetime) -> RotaView:
    """A unit's rota over these days and at the instant, for its own people and leaders above. Eight queries at most."""
    if not (unit_id in by.units or leads_rota(by, unit_id)):
        raise PermissionDenied
    unit = directory().unit(unit_id)
    shifts = queries.shifts_of(unit_id)
    week = _around(days)
    turns = queries.turns_between(unit_id, Span(min(week.starts_at, at), max(week.ends_at, at)))
    appointed = {row.person_id for row in queries.roster_of(unit_id, at)}
    gone = {turn.pk for turn in turns if turn.ends_at > at and turn.person_id not in appointed}
    people = {turn.person_id for turn in turns} | appointed
    leaves = queries.leaves_of(people, Span(min(week.starts_at, at), max(week.ends_at, at)))
    away = [queries.fact_of_leave(leave) for leave in leaves]
    facts = [queries.fact_of_shift(shift) for shift in shifts]
    covering = [queries.fact_of_turn(turn) for turn in turns if turn.pk not in gone]
    needed = needed_spans(facts, days, never_closes=unit.hours.never_closes) if facts else []
    return RotaView(
        unit_id=unit_id,
        days=tuple(days),
        shifts=tuple(_shift(fact) for fact in facts),
        turns=tuple(
            _turn(
                turn,
                is_away=any(a.person_id == turn.person_id and a.span.meets(_span(turn)) for a in away),
                is_gone=turn.pk in gone,
            )
            for turn in turns
        ),
        gaps=tuple(gap for gap in gaps(needed, covering, away) if gap.ends_at > at),
        swaps=tuple(_swap(swap) for swap in queries.swaps_waiting(unit_id, at)),
        leaves=tuple(
            LeaveView(leave.pk, leave.person_id, leave.person.name, leave.starts_at, leave.ends_at)
            for leave in leaves
        ),
        capacity=queries.usual_capacity(unit_id) or USUAL_CAPACITY,
        to_hand_over=_to_hand_over(unit_id, by.person_id, at),
    )


def turn_of(turn_id: int) -> tuple[int, TurnView] | None:
    """A turn with its unit, if there is one. One query."""
    turn = queries.find_turn(turn_id)
    return None if turn is None else (turn.unit_id, _turn(turn))


def leads_rota(by: Standing, unit_id: int) -> bool:
    """Whether the person plans this unit's rota."""
    return may_plan(by, unit_id, directory().ancestors(unit_id))


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A hand-over note and whether it was read."""

    id: UUID
    shift: str
    text: str
    numbers: tuple[str, ...]
    written_by_id: int
    written_by: str
    written_at: datetime
    read_by: str
    read_at: datetime | None
    may_read: bool


def handover_book(unit_id: int, *, by: Standing, presence: Presence) -> tuple[HandoverView, ...]:
    """The newest notes of a unit, for its own people; who is there may acknowledge them. One query."""
    if unit_id not in by.units:
        return ()
    return tuple(
        HandoverView(
            note.id,
            note.turn.shift.name,
            note.text,
            tuple(note.numbers),
            note.written_by_id,
            note.written_by.name,
            note.written_at,
            note.read_by.name if note.read_by else "",
            note.read_at,
            note.read_at is None and may_read_handover(by, unit_id, note.written_by_id, presence),
        )
        for note in queries.handovers_of(unit_id, NOTES)
    )


def _around(days: Sequence[date]) -> Span:
    begin = datetime.combine(days[0], datetime.min.time(), CHINA)
    return Span(begin, datetime.combine(days[-1], datetime.min.time(), CHINA) + timedelta(days=1))


def _to_hand_over(unit_id: int, person_id: int, at: datetime) -> TurnView | None:
    turn = queries.turn_to_hand_over(unit_id, person_id, Span(at - HANDED_OVER_WITHIN, at))
    return None if turn is None else _turn(turn)


def _span(turn: Turn) -> Span:
    return Span(turn.starts_at, turn.ends_at)


def _shift(fact: ShiftFact) -> ShiftView:
    return ShiftView(fact.id, fact.name, fact.words, fact.days, fact)


def _turn(turn: Turn, *, is_away: bool = False, is_gone: bool = False) -> TurnView:
    return TurnView(
        turn.pk,
        turn.shift_id,
        turn.shift.name,
        turn.on,
        turn.person_id,
        turn.person.name,
        turn.starts_at,
        turn.ends_at,
        is_away,
        is_gone,
    )


def _swap(swap: Swap) -> SwapView:
    return SwapView(
        swap.pk,
        _bare(swap.turn, swap.asked_by.name),
        _bare(swap.in_return, swap.to.name) if swap.in_return else None,
        swap.asked_by_id,
        swap.asked_by.name,
        swap.to_id,
        swap.to.name,
        swap.asked_at,
    )


def _bare(turn: Turn, person: str) -> TurnView:
    """A turn whose person is known already."""
    return TurnView(
        turn.pk, turn.shift_id, turn.shift.name, turn.on, turn.person_id, person, turn.starts_at, turn.ends_at
    )
