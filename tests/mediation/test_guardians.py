"""A minor and an incapable adult do not bind themselves: a guardian is named, and signs."""

import pytest
from django.test import Client

from heyi.kernel.clock import now
from heyi.mediation import operations as ops
from heyi.mediation.access.cases import open_case
from heyi.mediation.codes import Capacity, Part
from heyi.mediation.operations import NewParty
from heyi.mediation.rules.papers import agreeing
from tests.factories.matters import MORNING, ZHILI, desk
from tests.factories.mediations import (
    PAYS,
    begun,
    colleague,
    draft,
    mediator,
    opened,
    refused,
    signed_by,
    standing,
)
from tests.factories.parties import address_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
XIAOMING = NewParty(Part.APPLICANT, "王小明", "13900000001", Capacity.MINOR, agent="王大明")
LI = NewParty(Part.RESPONDENT, "李建国", "13900000002")


@pytest.mark.parametrize("capacity", [Capacity.MINOR, Capacity.LIMITED])
@pytest.mark.parametrize("agent", ["", "  "])
def test_nobody_who_needs_a_guardian_is_named_without_one(capacity: Capacity, agent: str) -> None:
    matter, _id = opened()
    alone = NewParty(Part.APPLICANT, "王小明", capacity=capacity, agent=agent)
    with desk(ZHILI):
        assert refused(ops.add_party, matter.key, taking=mediator(), party=alone) == "guardian_needed"


@pytest.mark.parametrize("capacity", [Capacity.FULL, Capacity.BODY])
def test_whoever_binds_themselves_needs_none(capacity: Capacity) -> None:
    matter, _id = opened()
    with desk(ZHILI):
        party = NewParty(Part.APPLICANT, "王秀兰", capacity=capacity)
        ops.add_party(matter.key, taking=mediator(), party=party)


def fixed():
    matter, _id = begun(parties=[XIAOMING, LI], at=now())
    draft(matter, PAYS)
    with desk(ZHILI):
        ops.fix(matter.key, taking=mediator())
        ops.review(matter.key, taking=colleague(), text="已与监护人核对")
    return matter


def test_the_papers_say_who_signs_for_whom() -> None:
    matter = fixed()
    signed_by(matter, "A")
    with desk(ZHILI):
        paper = agreeing.agreement(open_case(standing(matter)), MORNING)
    first, second = paper.signers
    assert (first.name, second.name) == ("王小明（监护人 王大明 签名）", "李建国")
    assert [each.agent for each in paper.parties] == ["王大明（监护人）", ""]


def test_the_guardian_types_their_own_name() -> None:
    matter = fixed()
    shown = Client().get(address_of(matter, "A", "sign")).content.decode()
    assert "王小明 的协议由监护人 王大明 签名" in shown
    wrong = Client().post(address_of(matter, "A", "sign"), {"text": "0" * 64, "name": "王小明"})
    assert "输入的名字与协议上的不一致" in wrong.content.decode()
    right = Client().post(address_of(matter, "A", "sign"), {"text": "0" * 64, "name": "王大明"})
    assert "输入的名字与协议上的不一致" not in right.content.decode()
