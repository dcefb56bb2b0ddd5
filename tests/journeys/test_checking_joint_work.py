"""`heyi check` of joint work: every planted fault is found."""

from datetime import timedelta

import pytest
from django.db import connections

from heyi.dispatch import operations as ops
from heyi.journeys.checking import check_problems
from heyi.journeys.checking_joint_work import JOINT_WORK
from tests.factories.matters import BALIDIAN, MORNING, ZHILI, desk, received, step, unit

pytestmark = pytest.mark.usefixtures("own_database")
HELPER = f"matter_id = %s AND unit_id = (SELECT id FROM orgs_unit WHERE code = '{BALIDIAN}')"
FAULTS = {
    "assist.outlives_matter": "UPDATE matters_matter SET state = 'CLOSED', closed_at = now() WHERE id = %s",
    "assist.no_outcome": f"UPDATE dispatch_task SET outcome = 'DONE' WHERE {HELPER}",
    "assist.no_clock": "UPDATE dispatch_clock SET state = 'STOPPED', stopped_at = now()"
    f" WHERE name = 'HANDLE' AND task_id = (SELECT id FROM dispatch_task WHERE {HELPER})",
    "assist.pauses_alone": f"UPDATE dispatch_task SET state = 'ON_HOLD' WHERE {HELPER}",
    "reach.repeats_assist_wrong": f"UPDATE matters_reach SET state = 'IN_HAND' WHERE {HELPER}",
    "conferral.not_whole": "UPDATE dispatch_conferral SET state = 'HELD' WHERE matter_id = %s",
    "bundle.headless": "UPDATE dispatch_bundling SET head_number = '1' WHERE head_id = %s",
    "bundle.layers": "UPDATE dispatch_bundling SET matter_id = head_id, head_id = matter_id WHERE id ="
    " (SELECT min(id::text)::uuid FROM dispatch_bundling WHERE head_id = %s)",
    "conferral.blind": "UPDATE dispatch_conferral SET units = '[1]'::jsonb WHERE matter_id = %s",
}


@pytest.mark.parametrize("code", FAULTS)
def test_every_planted_fault_is_found(code):
    matter, other, third = received(), received("邻居夜里唱歌纠纷。"), received("邻居的狗咬人纠纷。")
    with desk(ZHILI):
        ops.ask_assist(matter.key, step=step(ZHILI), to_unit=unit(BALIDIAN), text="请核查")
        for each in (other, third):
            ops.bundle(each.key, step=step(ZHILI), head=matter.number)
        called = {"units": [unit(BALIDIAN)], "starts_at": MORNING + timedelta(days=1), "text": "议题"}
        ops.confer(matter.key, step=step(ZHILI), **called)
    assert code not in {problem.code for problem in check_problems(at=MORNING)}
    with connections["owner"].cursor() as cursor:
        cursor.execute(FAULTS[code], [matter.id])
    assert code in {problem.code for problem in check_problems(at=MORNING)}


def test_each_promise_has_a_fault():
    assert {invariant.code for invariant in JOINT_WORK} == set(FAULTS)
