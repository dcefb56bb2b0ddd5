"""`heyi check` of duty: clean after real work, and every planted fault is found."""

from datetime import timedelta

import pytest
from django.db import connections

from heyi.accounts.operations import accept_swap, add_shift, ask_swap, plan_turn, set_turn
from heyi.dispatch import operations as ops
from heyi.journeys.checking import check_problems
from heyi.journeys.checking_duty import DUTY
from heyi.matters.access import entering
from tests.factories.matters import MORNING, WUXING, ZHILI, desk, hand, received, step, unit
from tests.factories.people import appointed, standing_of

pytestmark = pytest.mark.usefixtures("own_database")
DAY = timedelta(days=1)
FAULTS = {
    "task.handler_stranger": "UPDATE dispatch_task SET handler_id = 987654 WHERE handler_id IS NOT NULL",
    "turn.stranger": "UPDATE accounts_appointment SET unit_id = (SELECT id FROM orgs_unit WHERE code = '330502-COURT')"
    " WHERE person_id = (SELECT min(person_id) FROM accounts_turn)",
    "turn.overlaps": "UPDATE accounts_turn SET person_id = (SELECT max(person_id) FROM accounts_turn),"
    " starts_at = '2026-11-25 08:00+08', ends_at = '2026-11-25 16:00+08'",
    "swap.not_agreed": "UPDATE accounts_swap SET decided_by_id = asked_by_id WHERE state = 'ACCEPTED'",
    "swap.not_agreed by no leader": "UPDATE accounts_swap SET decided_by_id = asked_by_id WHERE state = 'SET'",
}


@pytest.fixture
def worked(own_database):
    """A matter that somebody has, a swap that was agreed and one that was set."""
    leader, li = standing_of(appointed(ZHILI, "周敏", role="LEADER")), standing_of(appointed(ZHILI, "李明"))
    wang = standing_of(appointed(ZHILI, "王芳"))
    with entering("admin", units=[unit(ZHILI)]):
        shift = add_shift(
            unit(ZHILI), name="早班", begins=480, ends=960, days=range(7), by=leader, at=MORNING
        )
        one, other = (
            plan_turn(shift, on=(MORNING + n * DAY).date(), person_id=li.person_id, by=leader, at=MORNING)
            for n in (1, 2)
        )
        plan_turn(shift, on=MORNING.date(), person_id=wang.person_id, by=leader, at=MORNING)
        accept_swap(ask_swap(one, to=wang.person_id, by=li, at=MORNING), by=wang, at=MORNING)
        set_turn(other, to=leader.person_id, by=leader, at=MORNING)
    matter = received()
    with desk(ZHILI):
        by = hand(ZHILI, person=wang.person_id, name="王芳")
        ops.claim(matter.key, step=ops.Step(by=by, at=MORNING))
    return matter


def problems():
    return {problem.code for problem in check_problems(at=MORNING)}


def test_real_work_holds_every_promise(worked):
    assert problems() == set()


def test_who_has_left_the_unit_is_no_fault(worked):
    owners("UPDATE accounts_appointment SET revoked_at = now()")
    assert problems() == set()


def test_each_has_a_fault():
    assert {invariant.code for invariant in DUTY} == {code.split()[0] for code in FAULTS}


@pytest.mark.parametrize("code", FAULTS)
def test_every_planted_fault_is_found(worked, code):
    owners(FAULTS[code])
    assert code.split()[0] in problems()


def owners(sql):
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)


def test_the_guard_itself_is_asked_with_another_unit_s_person(worked):
    """What check finds, the door refuses."""
    from heyi.kernel.flow import NotAllowed

    stranger = appointed(WUXING, "赵刚")
    with desk(ZHILI), pytest.raises(NotAllowed):
        ops.assign(worked.key, step=step(ZHILI), handler=stranger)
