"""Clocks speak once each: nearly due, overdue, three times late; superiors press by rule; nobody is skipped."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.dispatch import operations as ops
from heyi.dispatch.queries import supervisions_of, tasks_and_clocks
from heyi.dispatch.rules.alerting import OVERDUE, QUIET, TRIPLE, WARNED, alert_at, stage_at
from heyi.dispatch.rules.escalating import DEFAULTS, escalation_for, presser_of
from heyi.journal.access import timeline_of
from heyi.journeys.checking import check_problems
from heyi.journeys.sweeping import sweep
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.matters.access import entering
from heyi.orgs.access import directory
from tests.factories.matters import BALIDIAN, CITY, MORNING, WUXING, ZHILI, desk, received, step, unit

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

DUE = MORNING + timedelta(hours=10)


@pytest.mark.parametrize(
    ("after", "stage"),
    [
        (timedelta(0), QUIET),
        (timedelta(hours=8) - timedelta(microseconds=1), QUIET),
        (timedelta(hours=8), WARNED),
        (timedelta(hours=10), WARNED),  # at the due instant it is not late
        (timedelta(hours=10, microseconds=1), OVERDUE),
        (timedelta(hours=30) - timedelta(microseconds=1), OVERDUE),
        (timedelta(hours=30), TRIPLE),
        (timedelta(days=400), TRIPLE),
    ],
)
def test_stages_of_a_clock_of_ten_hours_that_warns_at_four_fifths(after, stage):
    assert stage_at(MORNING + after, stage=QUIET, started_at=MORNING, due_at=DUE, warn_at=80) == stage


@given(
    span=st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=90)),
    warn=st.integers(min_value=1, max_value=99),
    looks=st.lists(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)), max_size=6),
)
def test_stages_never_go_back_and_the_next_word_is_always_ahead(span, warn, looks):
    stage, order = QUIET, (QUIET, WARNED, OVERDUE, TRIPLE)
    for look in sorted(looks):
        told = {"started_at": MORNING, "due_at": MORNING + span, "warn_at": warn}
        after = stage_at(MORNING + look, stage=stage, **told)
        assert order.index(after) >= order.index(stage)
        ahead = alert_at(stage=after, **told)
        assert ahead is None or ahead > MORNING + look
        stage = after


def test_a_clock_that_stands_still_says_nothing():
    assert alert_at(stage=QUIET, started_at=MORNING, due_at=None, warn_at=80) is None


def swept(at):
    return sweep(now=lambda: at)


def verbs(matter):
    with entering("worker"):
        return [event.verb for event in timeline_of(*matter.key)]


def clocks(matter):
    with entering("worker"):
        return {face.name: face for face in tasks_and_clocks(*matter.key)[1]}


def supervised(matter):
    with entering("worker"):
        return supervisions_of(*matter.key)


def test_it_warns_once_then_is_overdue_and_the_unit_above_urges():
    """SIGN is due 24 hours after dispatch: it warns after 19 h 12 min."""
    matter = received()
    assert swept(MORNING + timedelta(hours=19)) == 0
    assert swept(MORNING + timedelta(hours=19, minutes=12)) == 1
    assert swept(MORNING + timedelta(hours=19, minutes=13)) == 0
    assert swept(MORNING + timedelta(hours=25)) == 1
    assert verbs(matter).count("clock.warned") == 1
    assert verbs(matter)[-2:] == ["clock.overdue", "task.urged"]
    assert clocks(matter)["SIGN"].stage == OVERDUE


def test_what_was_slept_through_is_said_once_as_it_stands():
    matter = received()
    swept(MORNING + timedelta(days=4))
    assert "clock.warned" not in [v for v in verbs(matter) if v.startswith("clock.w")][1:]
    assert clocks(matter)["SIGN"].stage == TRIPLE
    assert [row.by_unit_id for row in supervised(matter)] == [unit(CITY)]


def test_a_clock_that_stopped_says_nothing_more():
    matter = received()
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
    swept(MORNING + timedelta(hours=25))
    assert "SIGN" not in {
        face.name for face in clocks(matter).values() if face.stage != QUIET and face.state == "STOPPED"
    }
    assert clocks(matter)["SIGN"].alert_at is None


def test_handling_overdue_is_supervised_by_the_unit_above_and_the_unit_answers():
    matter = received()
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
        ops.contact(matter.key, step=step(ZHILI), text="已电话联系。")
    swept(MORNING + timedelta(days=31))
    (row,) = supervised(matter)
    assert (row.by_unit_id, row.ground, row.state) == (unit(WUXING), OVERDUE, "OPEN")
    with desk(ZHILI):
        ops.reply_supervision(matter.key, step=step(ZHILI, at=row.asked_at), text="明日调解。")
    assert supervised(matter)[0].state == "REPLIED"
    with desk(WUXING):
        ops.end_supervision(matter.key, step=step(WUXING, at=row.asked_at), text="同意。")
    assert supervised(matter) == ()


def test_who_gets_what_is_overdue_is_pressed_anew():
    matter, late = received(), MORNING + timedelta(days=31)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
    swept(late)
    with desk(WUXING):
        ops.refer(matter.key, step=step(WUXING, at=late), to_unit=unit(BALIDIAN), text="属八里店镇。")
    assert supervised(matter) == ()
    swept(late + timedelta(minutes=1))
    assert [(row.unit_id, row.ground) for row in supervised(matter)] == [(unit(BALIDIAN), OVERDUE)]


def test_each_who_supervises_hears_the_answer():
    matter, late = received(), MORNING + timedelta(days=100)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
    swept(MORNING + timedelta(days=31))
    swept(late)
    with desk(ZHILI):
        ops.reply_supervision(matter.key, step=step(ZHILI, at=late), text="明日调解。")
    with entering("worker"):
        told = [
            event.facts["by_unit"]
            for event in timeline_of(*matter.key)
            if event.verb == "supervision.answered"
        ]
    assert sorted(told) == sorted(row.by_unit_id for row in supervised(matter))
    assert len(told) == 2


def test_an_alarm_that_nobody_signs_for_is_urged():
    matter = received("织里镇吴兴大道，对方正拿着刀要砍人，快来救命！")
    swept(MORNING + timedelta(hours=2))
    assert verbs(matter).count("task.urged") >= 1


def test_closing_ends_every_supervision():
    matter = received()
    late = MORNING + timedelta(days=31)
    with desk(ZHILI):
        ops.sign(matter.key, step=step(ZHILI))
    swept(late)
    assert supervised(matter)
    with desk(ZHILI):
        ops.answer(matter.key, step=step(ZHILI, at=late), text="已调解。")
        ops.close(matter.key, step=step(ZHILI, at=late))
    assert supervised(matter) == ()
    assert list(verify_problems()) == []
    assert list(check_problems(at=now())) == []


def test_the_default_rules():
    assert escalation_for((), clock="SIGN", urgency="NORMAL", stage=OVERDUE).does == "URGE"
    assert escalation_for((), clock="HANDLE", urgency="NORMAL", stage=OVERDUE).does == "SUPERVISE"
    assert escalation_for((), clock="SIGN", urgency="URGENT", stage=OVERDUE).level == "COUNTY"
    assert escalation_for((), clock="SIGN", urgency="NORMAL", stage=TRIPLE).level == "CITY"
    assert escalation_for((), clock="SIGN", urgency="NORMAL", stage=WARNED) is None
    assert escalation_for(DEFAULTS[:1], clock="HANDLE", urgency="URGENT", stage=TRIPLE) is None


@pytest.mark.parametrize(
    ("level", "denied", "expected"),
    [
        ("SUPERIOR", (), WUXING),
        ("COUNTY", (), WUXING),
        ("CITY", (), CITY),
        ("COUNTY", (WUXING,), "330500-COMMITTEE"),  # nobody of that level is left: the highest
        ("SUPERIOR", (WUXING,), CITY),
    ],
)
def test_who_presses_is_above_and_never_whom_it_is_about(level, denied, expected):
    found = presser_of(level, unit(ZHILI), directory(), {unit(code) for code in denied})
    assert found == unit(expected)
