"""A matter goes to another county: its number, code and county of receipt stay, its clock runs on, its reach moves."""

from datetime import timedelta

import pytest

from heyi.dispatch import operations as ops
from heyi.dispatch.access import tasks_view
from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import WorkFilter, entering, find_tracked, matter_view, public_status, work_list
from heyi.matters.operations import MatterNotFound
from tests.factories.matters import (
    CITY,
    MORNING,
    WUXING,
    ZHILI,
    ZHILI_POLICE,
    desk,
    received,
    reporters_step,
    step,
    unit,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
DEQING = "330521-CENTRE"
LATER = MORNING + timedelta(days=3)


def lead(matter):
    with entering("worker"):
        tasks = tasks_view(*matter.key, units=frozenset())
    return next(task for task in tasks if task.role == "LEAD" and task.state != "REFERRED")


def limit(matter):
    return next((clock.started_at, clock.due_at) for clock in lead(matter).clocks if clock.name == "HANDLE")


@pytest.mark.parametrize("by", [ZHILI, WUXING, CITY])
def test_a_centre_or_the_city_gives_it_to_another_county(by):
    matter = received()
    before = limit(matter)
    with desk(by):
        ops.refer(matter.key, step=step(by, at=LATER), to_unit=unit(DEQING), text="纠纷在德清的工地上")
    assert (matter.county, limit(matter)) == ("330502", before), (
        "where it was received stays, and so does the clock"
    )
    assert find_tracked(matter.receipt["tracking_code"]) == matter.key
    with desk(DEQING):
        assert [row.number for row in work_list(unit(DEQING), wanted=WorkFilter()).rows] == [matter.number]
        ops.sign(matter.key, step=step(DEQING, at=LATER))
        ops.answer(matter.key, step=step(DEQING, at=LATER), text="已调解")
    with desk(CITY):
        assert matter_view(*matter.key, units=[unit(CITY)]).basis == "SUPERIOR"
    with entering("tracking", matter=matter.id):
        assert public_status(*matter.key).unit == "德清县社会治理中心"
        ops.accept(matter.key, step=reporters_step(at=LATER))
    assert list(verify_problems()) == []
    assert [each for each in check_problems(at=LATER) if each.code != "notice.missing"] == []


def test_who_had_it_sees_that_it_was_referred_and_its_county_no_more():
    matter = received()
    with desk(ZHILI):
        ops.refer(matter.key, step=step(ZHILI), to_unit=unit(DEQING), text="纠纷在德清的工地上")
        assert matter_view(*matter.key, units=[unit(ZHILI)]).basis == "FORMER"
    with desk(WUXING), pytest.raises(MatterNotFound):
        matter_view(*matter.key, units=[unit(WUXING)])


def test_no_other_unit_gives_it_away():
    matter = received()
    with desk(ZHILI_POLICE), pytest.raises((NotAllowed, MatterNotFound)):
        ops.refer(matter.key, step=step(ZHILI_POLICE), to_unit=unit(DEQING), text="不归我们")
