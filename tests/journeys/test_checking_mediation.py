"""`heyi check` of mediations: every planted fault is found."""

import pytest
from django.db import connections

from heyi.journeys.checking import check_problems
from heyi.journeys.checking_mediation import MEDIATIONS
from heyi.mediation import operations as ops
from heyi.mediation.codes import Anomaly, Capacity, Meeting, Part, Way
from heyi.mediation.codes_of_answers import Verdict
from heyi.mediation.operations import NewParty, Plan
from heyi.mediation.queries import complaints_of
from tests.factories.matters import MORNING, ZHILI, desk
from tests.factories.mediations import (
    PAYS,
    TOMORROW,
    agreement,
    as_party,
    begun,
    colleague,
    concluded,
    draft,
    leader,
    mediator,
    opened,
    party,
    refused,
    signed_by,
)

pytestmark = pytest.mark.usefixtures("own_database")
BINDING = {
    "agreement.unsigned": "UPDATE mediation_signature SET content_hash = 'another' WHERE matter_id = %s AND side = 'A'",
    "agreement.unreviewed": "UPDATE mediation_party SET capacity = 'MINOR' WHERE matter_id = %s AND side = 'A'",
    "agreement.sum_differs": "UPDATE mediation_obligation SET amount = 999 WHERE matter_id = %s AND number = 1",
    "agreement.paper_differs": "UPDATE mediation_agreement SET paper = gen_random_uuid() WHERE matter_id = %s",
    "agreement.broken_differs": "UPDATE mediation_agreement SET state = 'BROKEN' WHERE matter_id = %s",
    "confirmation.not_joint": "UPDATE mediation_confirmation SET joined = '{A}', applied_at = until_at"
    " WHERE matter_id = %s",
    "agreement.performed_early": "UPDATE mediation_agreement SET state = 'PERFORMED' WHERE matter_id = %s",
}
RUNNING = {
    "mediation.without_consent": "UPDATE mediation_party SET consent = 'REFUSED' WHERE matter_id = %s AND side = 'B'",
    "mediation.one_sided": "UPDATE mediation_party SET part = 'THIRD' WHERE matter_id = %s AND side = 'B'",
    "mediation.no_term": "UPDATE mediation_mediation SET due_at = NULL WHERE matter_id = %s",
    "session.outlives_mediation": "UPDATE mediation_mediation SET state = 'ENDED', ending = 'OTHER',"
    " ended_at = '2026-11-24 10:00+08' WHERE matter_id = %s",
    "session.holds_nothing": "UPDATE mediation_booking SET released_at = now() WHERE matter_id = %s",
}
TOLD = {
    "mediation.complaint_self_answered": "UPDATE mediation_complaint SET answered_by = mediator_id"
    " WHERE matter_id = %s",
    "mediation.recusal_unsettled": "UPDATE mediation_mediation SET recusal_asked_at = opened_at WHERE matter_id = %s",
    "mediation.link_not_renewed": "UPDATE mediation_party SET link = 2 WHERE matter_id = %s AND side = 'B'",
    "mediation.look_by_mediator": "UPDATE mediation_look SET text = '' WHERE matter_id = %s",
}
STOPPED = {
    "mediation.stopped_and_goes_on": "UPDATE mediation_party SET heard_by = NULL WHERE matter_id = %s AND side = 'A'"
}
ENDED = {
    "mediation.untold_remedies": "UPDATE mediation_mediation SET told_remedies_at = NULL WHERE matter_id = %s"
}


def to_confirm():
    """An agreement that binds, and a court is to be asked to confirm."""
    matter, _id = concluded()
    with desk(ZHILI):
        ops.ask_confirmation(matter.key, taking=colleague(), court="吴兴区人民法院")
    return matter


def running():
    matter, _id = begun()
    hours = (TOMORROW, TOMORROW.replace(hour=11))
    with desk(ZHILI):
        ops.plan(matter.key, taking=mediator(), plan=Plan(Meeting.JOINT, *hours, ("A", "B")))
    return matter


def ended():
    matter, _id = opened()
    with as_party(matter):
        ops.refuse(matter.key, taking=party("B"), device="b")
    return matter


def answered():
    """Complained of and answered, asked to be replaced and not, a link renewed, and looked at again."""
    matter, mediation_id = begun()
    with as_party(matter):
        ops.complain(matter.key, taking=party("A"), text="偏心")
        ops.ask_recusal(matter.key, taking=party("B"), text="他们是亲戚")
    with desk(ZHILI):
        (said,) = [each for each in complaints_of(matter.county, mediation_id) if each.about == "CONDUCT"]
        ops.answer_complaint(matter.key, taking=leader(), complaint_id=said.id, text="已经谈话")
        ops.decline_recusal(matter.key, taking=colleague(), text="查过，不是亲戚")
        ops.renew_link(matter.key, taking=colleague(side="B"), text="手机丢了")
        noted = {"anomaly": Anomaly.IN_A_HURRY, "verdict": Verdict.FINE, "text": "看过"}
        ops.look(matter.key, taking=leader(), mediation_id=mediation_id, **noted)
    return matter


def stopped():
    matter, _id = begun()
    with desk(ZHILI):
        ops.record_stop(matter.key, taking=colleague(side="A"), way=Way.PHONE, text="电话里说不调了")
    return matter


def found():
    return {problem.code for problem in check_problems(at=MORNING)}


@pytest.mark.parametrize(
    ("code", "make", "fault"),
    [
        *((code, to_confirm, fault) for code, fault in BINDING.items()),
        *((code, running, fault) for code, fault in RUNNING.items()),
        *((code, answered, fault) for code, fault in TOLD.items()),
        *((code, stopped, fault) for code, fault in STOPPED.items()),
        *((code, ended, fault) for code, fault in ENDED.items()),
    ],
)
def test_every_planted_fault_is_found(code, make, fault):
    matter = make()
    assert code not in found()
    with connections["owner"].cursor() as cursor:
        cursor.execute(fault, [matter.id])
    assert code in found()


def test_each_promise_has_a_fault():
    assert {invariant.code for invariant in MEDIATIONS} == {*BINDING, *RUNNING, *TOLD, *STOPPED, *ENDED}


def test_what_binds_a_minor_is_reviewed_by_a_second_person_before_anybody_signs():
    parties = [
        NewParty(Part.APPLICANT, "王小明", "13900000001", Capacity.MINOR, agent="王大明"),
        NewParty(Part.RESPONDENT, "李建国", "13900000002"),
    ]
    matter, _id = begun(parties=parties)
    draft(matter, PAYS)
    with desk(ZHILI):
        ops.fix(matter.key, taking=mediator())
        assert refused(ops.review, matter.key, taking=mediator(), text="看过") == "second_person_needed"
    assert refused(signed_by, matter, "A") == "review_needed"
    with desk(ZHILI):
        ops.review(matter.key, taking=colleague(), text="已与监护人核对")
    signed_by(matter, "A")
    assert agreement(matter).reviewed_by is not None
