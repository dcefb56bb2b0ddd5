"""The sentence on top of a mediation: whose turn it is, and what leads on."""

from datetime import timedelta

import pytest

from heyi.desk.mediation.next_step import next_step
from heyi.mediation import operations as ops
from heyi.mediation.access import find_mediation_view
from heyi.mediation.codes import Part
from heyi.mediation.operations import NewParty
from tests.factories.matters import MORNING, ZHILI, desk, unit
from tests.factories.mediations import (
    COLLEAGUE,
    MEDIATOR,
    PAYS,
    REFRAINS,
    as_party,
    begun,
    concluded,
    draft,
    fixed,
    mediator,
    opened,
    party,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def step_of(matter, *, person=MEDIATOR, at=MORNING, can_text=True):
    with desk(ZHILI):
        view = find_mediation_view(*matter.key, person_id=person, units=frozenset({unit(ZHILI)}), at=at)
    return next_step(view, at, can_text=can_text)


def drafted():
    matter, _id = begun()
    draft(matter, REFRAINS)
    return matter


@pytest.mark.parametrize(
    ("make", "act"),
    [
        (lambda: opened()[0], "text"),
        (lambda: begun()[0], "plan"),
        (drafted, "fix"),
        (lambda: concluded(REFRAINS, PAYS)[0], "remind"),
        (lambda: concluded(REFRAINS)[0], "follow_up"),
        (lambda: fixed()[0], ""),  # it waits for signatures
    ],
)
def test_what_leads_on(make, act) -> None:
    assert step_of(make()).act == act


def test_where_no_texts_are_sent_the_party_is_called() -> None:
    assert step_of(opened()[0], can_text=False).act == "call"


def test_a_recusal_is_the_colleagues_turn_and_not_the_mediators() -> None:
    matter, _id = opened()
    with as_party(matter):
        ops.ask_recusal(matter.key, taking=party("A"), text="亲戚。")
    assert step_of(matter, person=COLLEAGUE).act == "replace"
    assert step_of(matter).act == "text"


def test_what_is_late_is_said_to_be() -> None:
    matter, _id = concluded(PAYS)
    assert "没有在" in step_of(matter, at=MORNING + timedelta(days=60)).words


def test_nothing_due_by_a_day_is_not_called_performed() -> None:
    assert "没有按日期履行" in step_of(concluded(REFRAINS)[0]).words


def test_what_was_said_to_be_paid_waits_to_be_confirmed_and_what_was_reminded_of_says_when() -> None:
    matter, _id = concluded(PAYS)
    with desk(ZHILI):
        first = find_mediation_view(
            *matter.key, person_id=MEDIATOR, units=frozenset({unit(ZHILI)}), at=MORNING
        ).agreement.owed[0]
    late = MORNING + timedelta(days=60)
    with desk(ZHILI):
        ops.remind(matter.key, taking=mediator(at=late), obligation_id=first.id)
    assert "提醒过" in step_of(matter, at=late).words
    with as_party(matter):
        ops.say_paid(matter.key, taking=party("B", at=late), obligation_id=first.id)
    told = step_of(matter, at=late)
    assert "说已经履行" in told.words
    assert told.act == "perform"


def test_after_the_call_back_nothing_is_asked_for() -> None:
    matter, _id = concluded(REFRAINS)
    with desk(ZHILI):
        ops.follow_up(
            matter.key,
            taking=mediator(side="A"),
            performed="ALL",
            satisfied=True,
            escalates=False,
            text="都好。",
        )
    assert step_of(matter).act == ""


def test_of_a_group_the_first_are_named_and_how_many_and_all_are_asked_at_once() -> None:
    names = [NewParty(Part.APPLICANT, f"{name}工", f"1390000010{n}") for n, name in enumerate("甲乙丙丁")]
    matter, _id = opened(parties=[*names, NewParty(Part.RESPONDENT, "厂", "13900000020")])
    told = step_of(matter)
    assert "A 甲*、B 乙*、C 丙* 等 5 位" in told.words
    assert told.act == "text_all"
    assert step_of(matter, can_text=False).act == "call"
    with desk(ZHILI):
        assert ops.invite_all(matter.key, taking=mediator()) == 5
    assert "0/5 位已办" in step_of(matter).words
