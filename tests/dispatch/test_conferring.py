"""会商: units are called together; it is kept who came, what was decided, and which tasks follow from it."""

from datetime import timedelta

import pytest

from heyi.dispatch import operations as ops
from heyi.dispatch.access import conferrals_of, tasks_view, waiting_conferrals
from heyi.journal.access import timeline_of
from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, matter_view
from heyi.matters.conferrals import FURTHEST, MOST_UNITS
from heyi.matters.operations import MatterNotFound
from tests.factories.matters import (
    BALIDIAN,
    CITY,
    MORNING,
    WUXING,
    WUXING_POLICE,
    ZHILI,
    ZHILI_POLICE,
    desk,
    received,
    step,
    unit,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])

AFTERNOON = MORNING + timedelta(hours=5)
EVENING = MORNING + timedelta(hours=9)


@pytest.fixture
def matter():
    """Zhili leads, Balidian helps."""
    found = received("拖欠工资，要求支付。")
    with desk(ZHILI):
        ops.sign(found.key, step=step(ZHILI))
        ops.ask_assist(found.key, step=step(ZHILI), to_unit=unit(BALIDIAN), text="请核查用工")
    return found


def convened(matter, *units, by=ZHILI, starts_at=AFTERNOON, at=MORNING, text="镇会议室：定下怎么付"):
    with desk(by):
        called = [unit(code) for code in units]
        return ops.confer(matter.key, step=step(by, at=at), units=called, starts_at=starts_at, text=text)


def recorded(matter, *came, follows=(), at=EVENING, text="分三期付清"):
    with desk(ZHILI):
        given = {"came": [unit(code) for code in came], "follows": [(unit(c), what) for c, what in follows]}
        return ops.record_conferral(matter.key, step=step(ZHILI, at=at), text=text, **given)


def refusal(do, *args, **given):
    with pytest.raises(NotAllowed) as error:
        do(*args, **given)
    return error.value.refusal.code


def states(matter):
    with entering("worker"):
        tasks = tasks_view(*matter.key, units=frozenset())
    return {(task.unit_id, task.role): (task.state, task.outcome) for task in tasks}


def whole():
    assert list(verify_problems()) == []
    assert [problem for problem in check_problems(at=EVENING) if problem.code != "notice.missing"] == []


def test_who_has_no_task_is_asked_to_come_and_sees_the_matter(matter):
    convened(matter, BALIDIAN, WUXING_POLICE)
    assert states(matter)[unit(WUXING_POLICE), "ASSIST"] == ("TO_SIGN", "")
    with entering("worker"):
        (called,) = [
            each for each in tasks_view(*matter.key, units=frozenset()) if each.unit_id == unit(WUXING_POLICE)
        ]
    assert {clock.name for clock in called.clocks} == {"SIGN"}, "it has until the meeting"
    with desk(WUXING_POLICE):
        assert matter_view(*matter.key, units=[unit(WUXING_POLICE)]).basis == "ASSIST"
        (found,) = waiting_conferrals([unit(WUXING_POLICE)])
    assert (found.number, found.by_unit_id, found.starts_at) == (matter.number, unit(ZHILI), AFTERNOON)
    whole()


def test_what_follows_are_tasks_and_who_came_for_the_meeting_alone_is_done(matter):
    convened(matter, BALIDIAN, WUXING_POLICE, CITY)
    recorded(matter, BALIDIAN, CITY, follows=[(BALIDIAN, "三日内核实考勤"), (CITY, "协调总包")])
    with entering("worker"):
        (found,) = conferrals_of(*matter.key)
        cards = {note.task_id: note.text for note in matter_view(*matter.key, units=[unit(ZHILI)]).notes}
    assert (found.state, found.came, found.ended_at) == (
        "HELD",
        sorted([unit(BALIDIAN), unit(CITY)]),
        EVENING,
    )
    with entering("worker"):
        tasks = tasks_view(*matter.key, units=frozenset())
    ended = {(each.unit_id, each.outcome) for each in tasks if each.state == "WITHDRAWN"}
    assert ended == {(unit(CITY), "CONFERRED"), (unit(WUXING_POLICE), "NOT_CONFERRED")}
    city = next(each for each in tasks if each.unit_id == unit(CITY) and each.state == "TO_SIGN")
    assert {clock.name for clock in city.clocks} == {"SIGN", "HANDLE"}, "what follows has a time of its own"
    assert states(matter) == {
        (unit(ZHILI), "LEAD"): ("IN_HAND", ""),
        (unit(BALIDIAN), "ASSIST"): ("TO_SIGN", ""),
        (unit(CITY), "ASSIST"): ("TO_SIGN", ""),
        (unit(WUXING_POLICE), "ASSIST"): ("WITHDRAWN", "NOT_CONFERRED"),
    }
    assert {"三日内核实考勤", "协调总包"} <= set(cards.values())
    whole()


def test_who_came_and_has_nothing_more_to_do_sees_it_no_more(matter):
    convened(matter, WUXING_POLICE)
    recorded(matter, WUXING_POLICE)
    assert states(matter)[unit(WUXING_POLICE), "ASSIST"] == ("WITHDRAWN", "CONFERRED")
    with desk(WUXING_POLICE), pytest.raises(MatterNotFound):
        matter_view(*matter.key, units=[unit(WUXING_POLICE)])
    assert states(matter)[unit(BALIDIAN), "ASSIST"] == ("TO_SIGN", ""), "who was asked before goes on"
    whole()


def test_what_follows_for_who_had_finished_is_a_new_task(matter):
    with desk(BALIDIAN):
        ops.sign(matter.key, step=step(BALIDIAN))
    convened(matter, BALIDIAN)
    with desk(BALIDIAN):
        ops.finish(matter.key, step=step(BALIDIAN), text="已核查", outcome="DONE")
    recorded(matter, BALIDIAN, follows=[(BALIDIAN, "再核对一次")])
    with entering("worker"):
        tasks = [each for each in tasks_view(*matter.key, units=frozenset()) if each.role == "ASSIST"]
    assert [task.state for task in tasks] == ["CLOSED", "TO_SIGN"]
    whole()


def test_each_unit_hears_of_it_by_an_event_of_its_own(matter):
    convened(matter, BALIDIAN, WUXING_POLICE)
    with desk(ZHILI):
        ops.call_off(matter.key, step=step(ZHILI, at=MORNING), text="当事人已付清")
    with entering("worker"):
        told = [(event.verb, event.facts.get("to_unit")) for event in timeline_of(*matter.key)]
    for verb in ("conferral.invited", "conferral.uninvited"):
        assert {to for said, to in told if said == verb} == {unit(BALIDIAN), unit(WUXING_POLICE)}
    assert states(matter)[unit(WUXING_POLICE), "ASSIST"] == ("WITHDRAWN", "NOT_CONFERRED")
    whole()


def test_one_waits_at_a_time(matter):
    convened(matter, BALIDIAN)
    assert refusal(convened, matter, BALIDIAN) == "conferral_waits"
    recorded(matter, BALIDIAN)
    convened(matter, BALIDIAN, at=EVENING, starts_at=EVENING + timedelta(days=1))
    whole()


@pytest.mark.parametrize(
    "starts_at", [None, MORNING, MORNING - timedelta(minutes=1), MORNING + FURTHEST + timedelta(minutes=1)]
)
def test_it_is_called_for_a_time_to_come(matter, starts_at):
    assert refusal(convened, matter, BALIDIAN, starts_at=starts_at) == "time_needed"


@pytest.mark.parametrize("starts_at", [MORNING + timedelta(minutes=1), MORNING + FURTHEST])
def test_from_the_next_minute_to_three_months(matter, starts_at):
    assert convened(matter, BALIDIAN, starts_at=starts_at)


def test_who_is_called_and_who_came(matter):
    assert refusal(convened, matter) == "unit_needed"
    assert refusal(convened, matter, BALIDIAN, text=" ") == "text_needed"
    with desk(ZHILI):
        many = {"units": range(1, MOST_UNITS + 2), "starts_at": AFTERNOON, "text": "议题"}
        assert refusal(ops.confer, matter.key, step=step(ZHILI), **many) == "units_full"
    with desk(WUXING):
        right = ops.Right(subjects=[unit(ZHILI_POLICE)])
        ops.correct(matter.key, step=step(WUXING), right=right, text="来电人说的是派出所")
    assert refusal(convened, matter, ZHILI_POLICE) == "unit_is_subject"
    assert refusal(recorded, matter, BALIDIAN) == "no_conferral"
    convened(matter, BALIDIAN)
    assert refusal(recorded, matter) == "who_came"
    assert refusal(recorded, matter, CITY) == "who_came"
    assert refusal(recorded, matter, BALIDIAN, follows=[(CITY, "协调")]) == "follow_up_unclear"
    assert refusal(recorded, matter, BALIDIAN, follows=[(BALIDIAN, " ")]) == "follow_up_unclear"
    assert refusal(recorded, matter, BALIDIAN, text=" ") == "text_needed"


@pytest.mark.parametrize(("code", "may"), [(WUXING, True), (CITY, True), (BALIDIAN, False)])
def test_the_lead_calls_or_who_is_above_it(matter, code, may):
    named = step(code, task_id=next(iter(_lead(matter))))
    with desk(code):
        given = {"units": [unit(WUXING_POLICE)], "starts_at": AFTERNOON, "text": "议题"}
        if may:
            ops.confer(matter.key, step=named, **given)
            assert waiting_conferrals([unit(code)])[0].by_unit_id == unit(code)
        else:
            assert refusal(ops.confer, matter.key, step=named, **given) == "not_yours"


def _lead(matter):
    with entering("worker"):
        return [task.id for task in tasks_view(*matter.key, units=frozenset()) if task.role == "LEAD"]


def test_what_was_held_is_written_down_even_after_the_matter_was_closed(matter):
    convened(matter, BALIDIAN, WUXING_POLICE)
    with desk(ZHILI):
        ops.answer(matter.key, step=step(ZHILI, at=AFTERNOON), text="已付清")
        ops.close(matter.key, step=step(ZHILI, at=AFTERNOON), over_assists="已付清，不必再查")
    recorded(matter, BALIDIAN)
    whole()


def test_nothing_follows_for_whom_it_has_turned_out_to_be_about(matter):
    with desk(BALIDIAN):
        ops.sign(matter.key, step=step(BALIDIAN))
    convened(matter, BALIDIAN)
    with desk(BALIDIAN):
        ops.finish(matter.key, step=step(BALIDIAN), text="已核查", outcome="DONE")
    with desk(WUXING):
        right = ops.Right(subjects=[unit(BALIDIAN)])
        ops.correct(matter.key, step=step(WUXING, at=EVENING), right=right, text="反映的正是八里店")
    assert refusal(recorded, matter, BALIDIAN, follows=[(BALIDIAN, "再核对")]) == "unit_is_subject"
    recorded(matter, BALIDIAN)
    whole()


def test_what_lies_ahead_is_not_recorded_as_held(matter):
    convened(matter, BALIDIAN)
    assert refusal(recorded, matter, BALIDIAN, at=AFTERNOON - timedelta(minutes=1)) == "conferral_ahead"
    recorded(matter, BALIDIAN, at=AFTERNOON)
    whole()
