"""`heyi check` of heads and parts: every planted fault is found."""

from datetime import timedelta

import pytest
from django.db import connections

from heyi.dispatch import operations as ops
from heyi.dispatch.operations import Right
from heyi.journeys.checking import check_problems
from heyi.journeys.checking_parts import PARTS
from heyi.journeys.reactions import react
from tests.factories.matters import BALIDIAN, MORNING, WUXING, ZHILI_POLICE, desk, received, step, unit
from tests.factories.parts import splits

pytestmark = pytest.mark.usefixtures("own_database")
FAULTS = {
    "part.repeats_wrong": "UPDATE dispatch_part SET state = 'IN_HAND' WHERE head_id = %s",
    "part.headless": "UPDATE dispatch_part SET head_number = '1' WHERE head_id = %s",
    "part.layers": "ALTER TABLE matters_matter DROP CONSTRAINT no_part_of_a_part;"
    " ALTER TABLE matters_matter DISABLE TRIGGER part_keeps_its_head;"
    " UPDATE matters_matter SET part_of = id WHERE id = %s",
    "part.other_lead": "UPDATE dispatch_part SET head_unit_id = head_unit_id + 1 WHERE head_id = %s",
    "part.outlives_withdrawal": "UPDATE matters_matter SET state = 'CLOSED', closing = 'WITHDRAWN', closed_at = now()"
    " WHERE id = %s",
    "part.subject_not_denied": "UPDATE matters_subjectunit SET lifted_at = now()"
    " WHERE matter_id = (SELECT matter_id FROM dispatch_part WHERE head_id = %s)",
}


@pytest.mark.parametrize("code", FAULTS)
def test_every_planted_fault_is_found(code):
    head = received()
    with desk(WUXING):
        right = Right(subjects=[unit(ZHILI_POLICE)])
        ops.correct(head.key, step=step(WUXING), right=right, text="反映派出所")
    splits(head, to=BALIDIAN)
    react(now=lambda: MORNING + timedelta(hours=1))
    assert code not in {problem.code for problem in check_problems(at=MORNING)}
    with connections["owner"].cursor() as cursor:
        *before, fault = FAULTS[code].split(";")
        for statement in before:
            cursor.execute(statement)
        cursor.execute(fault, [head.id])
    assert code in {problem.code for problem in check_problems(at=MORNING)}


def test_each_promise_has_a_fault():
    assert {invariant.code for invariant in PARTS} == set(FAULTS)


def test_what_the_reaction_has_not_read_yet_is_no_fault():
    head = received()
    splits(head, to=BALIDIAN)
    react(now=lambda: MORNING)
    with desk(WUXING):
        ops.refer(head.key, step=step(WUXING), to_unit=unit(BALIDIAN), text="转办")
    assert "part.other_lead" not in {problem.code for problem in check_problems(at=MORNING)}
