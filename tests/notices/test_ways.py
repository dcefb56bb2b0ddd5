"""Quiet hours to the minute, what hurries past them, what is chosen and what is usual."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.kernel.clock import CHINA
from heyi.notices.codes import OF_PEOPLE, OF_UNITS, NoticeKind, NoticeWay, Outcome
from heyi.notices.rules.table import URGENT
from heyi.notices.rules.ways import Choices, Quiet, default, differing, going, read_choices

NIGHT, NOON, NEVER = Quiet(), Quiet(12 * 60, 14 * 60), Quiet(480, 480)
WHOLE_DAY = [(kind, way) for kind in NoticeKind for way in NoticeWay]


def at(words: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-{words}").replace(tzinfo=CHINA)


@pytest.mark.parametrize(
    ("quiet", "when", "until"),
    [
        (NIGHT, "24T21:59", None),
        (NIGHT, "24T22:00", "25T07:00"),
        (NIGHT, "24T23:59", "25T07:00"),
        (NIGHT, "25T00:00", "25T07:00"),
        (NIGHT, "25T06:59", "25T07:00"),
        (NIGHT, "25T07:00", None),
        (NOON, "24T11:59", None),
        (NOON, "24T12:00", "24T14:00"),
        (NOON, "24T13:59", "24T14:00"),
        (NOON, "24T14:00", None),
        (NEVER, "24T08:00", None),
        (NEVER, "24T03:00", None),
    ],
)
def test_quiet_hours_hold_until(quiet: Quiet, when: str, until: str | None) -> None:
    assert quiet.until(at(when)) == (until and at(until))


minutes = st.integers(0, 1439)


@given(minutes, minutes, st.integers(0, 1439))
def test_quiet_ends_within_a_day_and_is_over_then(starts: int, ends: int, minute: int) -> None:
    quiet, when = Quiet(starts, ends), at(f"24T{minute // 60:02}:{minute % 60:02}")
    until = quiet.until(when)
    if until is not None:
        assert 0 < (until - when).total_seconds() <= 24 * 3600
        assert quiet.until(until) is None


def plan(
    kind: NoticeKind, way: NoticeWay = NoticeWay.MAIL, when: str = "24T23:00", **given: object
) -> Outcome:
    known = {"is_urgent": False, "has_address": True, "is_connected": True, **given}
    return going(kind, way, known.pop("choices", Choices()), at=at(when), **known).outcome


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("way", NoticeWay)
def test_what_is_urgent_goes_at_night_and_past_every_choice(kind: NoticeKind, way: NoticeWay) -> None:
    off = Choices(NIGHT, {f"{kind.value}.{way.value}": False})
    assert plan(kind, way, is_urgent=True, choices=off) is Outcome.NOW
    if kind in URGENT:
        assert plan(kind, way, choices=off) is Outcome.NOW
    else:
        assert plan(kind, way, choices=off) is Outcome.SWITCHED_OFF


def test_the_rest_waits_for_the_morning_and_goes_by_day() -> None:
    assert plan(NoticeKind.GIVEN) is Outcome.WAITS_FOR_MORNING
    assert plan(NoticeKind.GIVEN, when="24T09:00") is Outcome.NOW


def test_nothing_goes_nowhere() -> None:
    assert plan(NoticeKind.ALARM, has_address=False) is Outcome.NO_ADDRESS
    assert plan(NoticeKind.ALARM, is_connected=False) is Outcome.NOT_CONNECTED


def test_texts_are_for_what_hurries_and_groups_for_what_is_the_units() -> None:
    assert {kind for kind in NoticeKind if default(kind, NoticeWay.SMS)} == URGENT
    for way in OF_UNITS:
        assert not default(NoticeKind.ASSIGNED, way)
        assert default(NoticeKind.GIVEN, way)


@given(st.sets(st.sampled_from([(kind, way) for kind in NoticeKind for way in OF_PEOPLE])))
def test_what_was_ticked_is_read_back(wanted: set[tuple[NoticeKind, NoticeWay]]) -> None:
    offered = [(kind, way) for kind in NoticeKind for way in OF_PEOPLE]
    chosen = read_choices(differing(wanted, offered), NIGHT)
    assert {pair for pair in offered if chosen.wants(*pair)} == wanted


def test_what_no_list_knows_any_more_is_left_out() -> None:
    assert read_choices({"GIVEN.PIGEON": True, "GIVEN.MAIL": False}, NIGHT).on == {"GIVEN.MAIL": False}
