"""Neighbours with a laundry quarrel: asked, consented, mediated, agreed, signed, performed. And where it ends early."""

from datetime import timedelta

import pytest

from heyi.journeys.verifying import verify_problems
from heyi.matters.access import entering
from heyi.mediation import operations as ops
from heyi.mediation.codes import Meeting
from heyi.mediation.queries import obligations_of, sessions_of
from tests.factories.matters import ZHILI, desk
from tests.factories.mediations import (
    TOMORROW,
    agreement,
    as_party,
    begun,
    concluded,
    fixed,
    mediator,
    opened,
    party,
    refused,
    signed_by,
    standing,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def test_nothing_begins_before_every_party_itself_has_consented():
    matter, _id = opened()
    with desk(ZHILI):
        ops.declare(matter.key, taking=mediator())
        assert refused(ops.begin, matter.key, taking=mediator()) == "consent_missing"
    with as_party(matter):
        ops.consent(matter.key, taking=party("A"), device="a")
    with desk(ZHILI):
        assert refused(ops.begin, matter.key, taking=mediator()) == "consent_missing"
    with as_party(matter):
        ops.consent(matter.key, taking=party("B"), device="b")
    with desk(ZHILI):
        ops.begin(matter.key, taking=mediator())
    assert standing(matter).state == "MEDIATING"
    assert list(verify_problems()) == []


def test_one_refusal_ends_it_at_once_and_remedies_are_told():
    matter, _id = opened()
    with as_party(matter):
        ops.consent(matter.key, taking=party("A"), device="a")
        ops.refuse(matter.key, taking=party("B"), device="b")
    over = standing(matter)
    assert (over.state, over.ending) == ("ENDED", "UNWILLING")
    assert over.told_remedies_at is not None
    with desk(ZHILI):
        assert refused(ops.begin, matter.key, taking=mediator()) == "step_not_open"


def test_any_party_stops_it_at_any_time():
    matter, _id = fixed()
    signed_by(matter, "A")
    with as_party(matter):
        ops.stop(matter.key, taking=party("A"), device="a")
    assert standing(matter).ending == "UNWILLING"


def test_a_party_does_not_speak_for_another_and_a_mediator_for_none():
    matter, _id = opened()
    with desk(ZHILI):
        assert refused(ops.consent, matter.key, taking=mediator(side="A"), device="x") == "not_yours"


def test_an_agreement_binds_once_all_have_signed_and_what_is_owed_is_on_the_list():
    matter, _id = fixed()
    with desk(ZHILI):
        assert refused(ops.conclude, matter.key, taking=mediator()) == "signature_missing"
    for side in "AB":
        signed_by(matter, side)
    with desk(ZHILI):
        ops.conclude(matter.key, taking=mediator())
        owed = obligations_of(matter.county, agreement(matter).id)
    assert [(each.clause, each.number, each.amount) for each in owed] == [
        (2, 1, 1000),
        (2, 2, 1000),
        (2, 3, 1000),
    ]
    assert standing(matter).ending == "AGREED"
    assert list(verify_problems()) == []


def test_nobody_signs_another_text_than_the_one_that_was_fixed():
    matter, _id = fixed()
    with as_party(matter):
        given = {"how": "DRAWN", "seen_hash": "0" * 64, "stroke": "M0 0"}
        assert refused(ops.sign, matter.key, taking=party("A"), **given) == "text_changed"


def test_the_last_instalment_performs_the_agreement():
    matter, _id = concluded()
    with desk(ZHILI):
        owed = obligations_of(matter.county, agreement(matter).id)
        for each in owed:
            assert agreement(matter).state == "EFFECTIVE"
            ops.perform(matter.key, taking=mediator(at=TOMORROW), obligation_id=each.id)
    assert agreement(matter).state == "PERFORMED"
    assert list(verify_problems()) == []


def test_a_party_sees_the_mediation_and_nothing_else_of_the_matter():
    from django.db import connection

    matter, _id = begun()
    with entering("party", matter=matter.id), connection.cursor() as cursor:
        seen = {}
        for table in (
            "matters_note",
            "matters_party",
            "matters_identity",
            "matters_reach",
            "dispatch_task",
            "mediation_mediation",
            "mediation_party",
            "mediation_confidentialnote",
        ):
            cursor.execute(f"SELECT count(*) FROM {table}")
            seen[table] = cursor.fetchone()[0]
    assert seen == {
        "matters_note": 0, "matters_party": 0, "matters_identity": 0, "matters_reach": 0, "dispatch_task": 0,
        "mediation_mediation": 1, "mediation_party": 2, "mediation_confidentialnote": 0,
    }  # fmt: skip


def test_what_lies_ahead_is_not_recorded_as_held():
    matter, _id = begun()
    hours = (TOMORROW, TOMORROW + timedelta(hours=1))
    with desk(ZHILI):
        ops.plan(matter.key, taking=mediator(), plan=ops.Plan(Meeting.JOINT, *hours, ("A", "B")))
        (session,) = sessions_of(matter.county, standing(matter).id)
        given = {"session_id": session.id, "came": ["A"], "text": "双方谈了。"}
        early = mediator(at=TOMORROW - timedelta(minutes=1))
        assert refused(ops.write_up, matter.key, taking=early, **given) == "session_ahead"
        ops.write_up(matter.key, taking=mediator(at=TOMORROW), **given)
