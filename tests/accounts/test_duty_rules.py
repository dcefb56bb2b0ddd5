"""Who is on duty is a function of turns and leave; what nobody covers is told to the minute."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.accounts.codes import Presence
from heyi.accounts.rules.duty import (
    LeaveFact,
    ShiftFact,
    Span,
    TurnFact,
    faults_of_leave,
    faults_of_shift,
    faults_of_swap,
    faults_of_turn,
    gaps,
    minutes_of,
    needed_spans,
    on_duty,
    presence_of,
    week_of,
)
from heyi.kernel.clock import CHINA

MONDAY = datetime(2026, 11, 23, tzinfo=CHINA)
HOUR = timedelta(hours=1)
NIGHT = ShiftFact(1, "夜班", 20 * 60, 8 * 60)
DAY = ShiftFact(2, "白班", 8 * 60, 20 * 60)

hours = st.integers(0, 7 * 24)
spans = st.tuples(hours, st.integers(1, 30)).map(
    lambda pair: Span(MONDAY + pair[0] * HOUR, MONDAY + (pair[0] + pair[1]) * HOUR)
)
people = st.integers(1, 4)
turns = st.lists(st.builds(TurnFact, st.just(0), people, spans), max_size=8)
leaves = st.lists(st.builds(LeaveFact, people, spans), max_size=4)


@given(turns, leaves, hours)
def test_who_is_on_duty_has_a_turn_then_and_is_not_away(turns, leaves, hour):
    at = MONDAY + hour * HOUR
    there = on_duty(turns, leaves, at)
    for person in range(1, 5):
        has_turn = any(turn.person_id == person and turn.span.holds(at) for turn in turns)
        is_away = any(leave.person_id == person and leave.span.holds(at) for leave in leaves)
        assert (person in there) == (has_turn and not is_away)


@given(turns, leaves, st.randoms())
def test_the_order_of_turns_and_leave_does_not_matter(turns, leaves, random):
    shuffled, away = list(turns), list(leaves)
    random.shuffle(shuffled)
    random.shuffle(away)
    week = [Span(MONDAY, MONDAY + timedelta(days=7))]
    assert gaps(week, turns, leaves) == gaps(week, shuffled, away)


@given(turns, leaves, hours)
def test_in_a_house_that_never_closes_an_hour_is_a_gap_or_somebody_is_on_duty(turns, leaves, hour):
    """No gap is passed over, and nothing that is covered is called a gap."""
    at = MONDAY + hour * HOUR
    week = needed_spans(
        [DAY, NIGHT], [MONDAY.date() + timedelta(days=n) for n in range(9)], never_closes=True
    )
    found = gaps(week, turns, leaves)
    assert any(gap.holds(at) for gap in found) == (not on_duty(turns, leaves, at))
    assert list(found) == sorted(found)
    assert all(one.ends_at < other.starts_at for one, other in pairwise(found))


def test_a_shift_over_midnight_ends_on_the_next_day():
    span = NIGHT.span(date(2026, 11, 23))
    assert span == Span(MONDAY + 20 * HOUR, MONDAY + 32 * HOUR)
    assert NIGHT.is_over_midnight
    assert not DAY.is_over_midnight
    assert (DAY.words, NIGHT.words) == ("08:00–20:00", "20:00–08:00")


def test_a_shift_from_and_to_the_same_minute_lasts_a_day():
    whole = ShiftFact(3, "全天", 8 * 60, 8 * 60)
    assert whole.span(date(2026, 11, 23)) == Span(MONDAY + 8 * HOUR, MONDAY + 32 * HOUR)


@pytest.mark.parametrize(
    ("minutes", "covered"),
    [(20 * 60 - 1, False), (20 * 60, True), (32 * 60 - 1, True), (32 * 60, False)],
    ids=["19:59", "20:00", "07:59", "08:00"],
)
def test_both_sides_of_the_boundary(minutes, covered):
    turn = TurnFact(1, 1, NIGHT.span(date(2026, 11, 23)))
    assert (on_duty([turn], [], MONDAY + timedelta(minutes=minutes)) == {1}) is covered


def test_where_the_unit_closes_only_its_shifts_are_needed():
    early = ShiftFact(1, "早班", 8 * 60, 16 * 60, frozenset(range(5)))
    days = week_of(date(2026, 11, 26))
    assert len(days) == 7
    needed = needed_spans([early], days, never_closes=False)
    assert len(needed) == 5
    assert gaps(needed, [TurnFact(1, 1, span) for span in needed[1:]], []) == (needed[0],)


def test_a_leave_cuts_a_gap_out_of_a_turn():
    turn = TurnFact(1, 1, DAY.span(date(2026, 11, 23)))
    away = LeaveFact(1, Span(MONDAY + 10 * HOUR, MONDAY + 12 * HOUR))
    assert gaps([turn.span], [turn], [away]) == (away.span,)
    other = TurnFact(2, 2, turn.span)
    assert gaps([turn.span], [turn, other], [away]) == ()


@pytest.mark.parametrize(
    ("appointed", "away", "rota", "by_rota", "turn", "presence"),
    [
        (False, False, False, True, True, Presence.INACTIVE),
        (True, True, False, True, True, Presence.ON_LEAVE),
        (True, True, True, False, True, Presence.ON_LEAVE),
        (True, False, False, True, False, Presence.NO_ROTA),
        (True, False, True, False, False, Presence.NO_ROTA),
        (True, False, True, True, True, Presence.ON_DUTY),
        (True, False, True, True, False, Presence.OFF_DUTY),
    ],
)
def test_presence(appointed, away, rota, by_rota, turn, presence):
    assert (
        presence_of(is_appointed=appointed, is_away=away, keeps_rota=rota, by_rota=by_rota, has_turn=turn)
        is presence
    )


def codes(faults):
    return [fault.code for fault in faults]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": ""}, "name_needed"),
        ({"name": "很长很长很长很长的名字"}, "name_needed"),
        ({"name": "夜班"}, "name_taken"),
        ({"begins": None}, "hours_needed"),
        ({"begins": 1440}, "hours_needed"),
        ({"ends": 0}, "hours_needed"),
        ({"days": ()}, "days_needed"),
        ({"days": (7,)}, "days_needed"),
        ({"others": [ShiftFact(n, str(n), 0, 60) for n in range(6)]}, "too_many_shifts"),
    ],
)
def test_what_is_no_shift(given, code):
    whole = {"name": "早班", "begins": 480, "ends": 960, "days": range(7), "others": [NIGHT]}
    assert codes(faults_of_shift(**whole)) == []
    assert code in codes(faults_of_shift(**{**whole, **given}))


def test_a_turn_asks_for_who_is_appointed_free_and_there():
    span = DAY.span(date(2026, 11, 23))
    free = {"is_appointed": True, "own": [], "leaves": [], "at": MONDAY}
    assert codes(faults_of_turn(span, **free)) == []
    assert codes(faults_of_turn(span, **{**free, "at": span.ends_at})) == ["turn_over"]
    assert codes(faults_of_turn(span, **{**free, "is_appointed": False})) == ["not_appointed"]
    night_before = NIGHT.span(date(2026, 11, 22))
    assert codes(faults_of_turn(span, **{**free, "own": [TurnFact(1, 1, night_before)]})) == []
    later = TurnFact(1, 1, Span(span.ends_at - HOUR, span.ends_at + HOUR))
    assert codes(faults_of_turn(span, **{**free, "own": [later]})) == ["turns_overlap"]
    assert codes(faults_of_turn(span, **{**free, "leaves": [LeaveFact(1, span)]})) == ["on_leave"]


def test_a_leave_goes_forward_and_is_not_written_afterwards():
    assert codes(faults_of_leave(Span(MONDAY, MONDAY + HOUR), MONDAY)) == []
    assert codes(faults_of_leave(Span(MONDAY, MONDAY), MONDAY)) == ["period_backward"]
    assert codes(faults_of_leave(Span(MONDAY - HOUR, MONDAY), MONDAY)) == ["leave_over"]
    assert codes(faults_of_leave(Span(MONDAY, MONDAY + timedelta(days=367)), MONDAY)) == ["leave_too_long"]


def test_only_an_own_turn_that_has_not_begun_is_offered_to_another():
    span = DAY.span(date(2026, 11, 23))
    fine = {"asker": 1, "owner": 1, "to": 2, "span": span, "at": MONDAY}
    assert codes(faults_of_swap(**fine)) == []
    assert codes(faults_of_swap(**{**fine, "asker": 3})) == ["not_own_turn"]
    assert codes(faults_of_swap(**{**fine, "to": 1})) == ["same_person"]
    assert codes(faults_of_swap(**{**fine, "at": span.starts_at})) == ["turn_begun"]


def test_midnight_as_an_end_is_the_end_of_the_day():
    assert minutes_of(time(0)) == 0
    assert minutes_of(time(0), is_end=True) == 1440
    assert minutes_of(time(8, 30), is_end=True) == 510
    assert minutes_of(None) is None
