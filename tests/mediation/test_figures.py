"""Honest figures with what they are counted of; and files to look at again, each reason seen on a file made so."""

from datetime import timedelta

import pytest

from heyi.mediation import operations as ops
from heyi.mediation.access import figures, oddities
from heyi.mediation.access.figures import MANY_A_DAY
from heyi.mediation.codes import Anomaly, Part, Way
from heyi.mediation.operations import NewParty
from heyi.mediation.queries import obligations_of
from tests.factories.matters import MORNING, ZHILI, desk, received, unit
from tests.factories.mediations import (
    REFRAINS,
    agreement,
    as_party,
    begun,
    colleague,
    concluded,
    draft,
    mediator,
    opened,
    party,
    signed_by,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
SHARED = [
    NewParty(Part.APPLICANT, "王秀英", "13900000001"),
    NewParty(Part.RESPONDENT, "李建国", "13900000001"),
]


def odd():
    with desk(ZHILI):
        return {each.anomaly for each in oddities([unit(ZHILI)], start=MORNING - DAY, end=MORNING + DAY)}


def counted():
    with desk(ZHILI):
        return figures([unit(ZHILI)], start=MORNING - DAY, end=MORNING + DAY)


def test_what_became_of_mediations_is_counted_of_all_that_were_opened():
    opened(matter=received("第一家和邻居的纠纷。"))
    begun(matter=received("第二家和邻居的纠纷。"))
    done, _id = concluded(matter=received("第三家和邻居的纠纷。"))
    with desk(ZHILI):
        for each in obligations_of(done.county, agreement(done).id):
            ops.perform(done.key, taking=mediator(), obligation_id=each.id)
    concluded(matter=received("第四家和邻居的纠纷。"), on_site=True)
    found = counted()
    assert (found.opened, found.answered, found.consented, found.agreed) == (3, 2, 2, 1)
    assert (found.owed, found.performed, found.confirmed, found.refused) == (1, 1, 0, 0)
    assert (found.on_site, found.on_site_agreed, found.on_site_owed, found.on_site_performed) == (1, 1, 1, 0)


def test_an_ordinary_file_is_not_odd():
    matter, _id = opened()
    with as_party(matter):
        for side in "AB":
            ops.reach(matter.key, taking=party(side))
            ops.consent(matter.key, taking=party(side), device=f"phone-{side}")
    with desk(ZHILI):
        ops.declare(matter.key, taking=mediator())
        ops.begin(matter.key, taking=mediator())
    draft(matter, REFRAINS)
    with desk(ZHILI):
        ops.fix(matter.key, taking=mediator())
    for side in "AB":
        signed_by(matter, side)
    with desk(ZHILI):
        ops.conclude(matter.key, taking=mediator(at=MORNING + HOUR))
    assert odd() == set()


def test_two_parties_on_one_telephone():
    opened(parties=SHARED)
    assert odd() == {Anomaly.ONE_PHONE}


def test_two_parties_on_one_device():
    matter, _id = opened()
    with as_party(matter):
        for side in "AB":
            ops.consent(matter.key, taking=party(side), device="the same")
    assert odd() == {Anomaly.ONE_DEVICE}


def test_an_agreement_of_parties_who_never_opened_their_page_made_in_a_minute():
    concluded()
    assert odd() == {Anomaly.NEVER_REACHED, Anomaly.IN_A_HURRY}


def test_every_consent_heard_by_one_person():
    matter, _id = opened()
    with desk(ZHILI):
        for side in "AB":
            ops.record_consent(matter.key, taking=colleague(side=side), way=Way.PHONE)
        ops.declare(matter.key, taking=mediator())
        ops.begin(matter.key, taking=mediator())
    draft(matter, REFRAINS)
    with desk(ZHILI):
        ops.fix(matter.key, taking=mediator())
    for side in "AB":
        signed_by(matter, side)
    with desk(ZHILI):
        ops.conclude(matter.key, taking=mediator(at=MORNING + HOUR))
    assert Anomaly.HEARD_BY_ONE in odd()


def test_more_agreements_in_a_day_than_one_mediator_makes():
    for number in range(MANY_A_DAY):
        assert Anomaly.MANY_IN_A_DAY not in odd()
        concluded(REFRAINS, matter=received(f"第{number}户和邻居的纠纷。"))
    assert Anomaly.MANY_IN_A_DAY in odd()
