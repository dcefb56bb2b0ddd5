"""`heyi check` of what parties said: clean after real work, and every planted fault is found."""

import pytest
from django.db import connections

from heyi.journeys.checking import check_problems
from heyi.journeys.checking_parties import PARTIES
from heyi.mediation import operations as ops
from heyi.mediation.codes import Way
from heyi.mediation.queries import obligations_of
from tests.factories.matters import MORNING, ZHILI, desk
from tests.factories.mediations import (
    TOMORROW,
    agreement,
    as_party,
    colleague,
    concluded,
    opened,
    party,
)

pytestmark = pytest.mark.usefixtures("own_database")
FAULTS = {
    "consent.spoken_for": "UPDATE mediation_party SET heard_by = 11 WHERE consent_way = 'LINK'",
    "consent.spoken_for on the telephone": "UPDATE mediation_party SET heard_by = NULL WHERE consent_way = 'PHONE'",
    "consent.spoken_for on paper": "UPDATE mediation_party SET consent_way = 'PAPER' WHERE consent_way = 'PHONE'",
    "signature.other_text": "UPDATE mediation_signature SET content_hash = 'x' WHERE side = 'B'",
    "obligation.self_settled": "UPDATE mediation_obligation SET said_by = side WHERE state = 'DONE'",
}


@pytest.fixture
def worked(own_database):
    """An agreement of which a part was paid; and somebody who consented by telephone."""
    matter, _id = concluded()
    with desk(ZHILI):
        first = obligations_of(matter.county, agreement(matter).id)[0]
    with as_party(matter):
        ops.say_paid(matter.key, taking=party("B", at=TOMORROW), obligation_id=first.id)
        ops.perform(matter.key, taking=party("A", at=TOMORROW), obligation_id=first.id)
    other, _id = opened()
    with desk(ZHILI):
        ops.record_consent(other.key, taking=colleague(side="A"), way=Way.PHONE)
    return matter


def problems():
    return {problem.code for problem in check_problems(at=MORNING)}


@pytest.mark.parametrize("fault", ["", *FAULTS])
def test_real_work_holds_every_promise_and_each_fault_is_found(worked, fault):
    if not fault:
        assert not problems() & {invariant.code for invariant in PARTIES}
        return
    with connections["owner"].cursor() as cursor:
        cursor.execute(FAULTS[fault])
        assert cursor.rowcount
    assert fault.split()[0] in problems()


def test_every_invariant_has_its_fault():
    assert {fault.split()[0] for fault in FAULTS} == {invariant.code for invariant in PARTIES}
