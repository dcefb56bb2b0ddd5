"""Facts that all confirm; what a mediation that ends sets free; and the one word before its term is over."""

from datetime import timedelta

import pytest

from heyi.journeys.verifying import verify_problems
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering
from heyi.mediation import operations as ops
from heyi.mediation.access import find_mediation_view, taken_between
from heyi.mediation.codes import Meeting
from heyi.mediation.operations import Plan
from heyi.mediation.queries import facts_of
from tests.factories.matters import MORNING, ZHILI, desk, unit
from tests.factories.mediations import (
    COLLEAGUE,
    MEDIATOR,
    TOMORROW,
    as_party,
    begun,
    colleague,
    mediator,
    party,
    standing,
)

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def refusal(do, *args, **given):
    with pytest.raises(NotAllowed) as error:
        do(*args, **given)
    return error.value.refusal.code


def stated(matter):
    with desk(ZHILI):
        ops.state_fact(matter.key, taking=mediator(), text="楼道在 11 月 20 日积水。")
        return facts_of(matter.county, standing(matter).id)[-1].id


def facts(matter):
    with desk(ZHILI):
        return facts_of(matter.county, standing(matter).id)


class TestFacts:
    def test_each_side_confirms_by_itself_or_by_the_mediators_hand_and_once(self):
        matter, _id = begun()
        fact = stated(matter)
        with as_party(matter):
            ops.confirm_fact(matter.key, taking=party("A"), fact_id=fact)
            assert refusal(ops.confirm_fact, matter.key, taking=party("A"), fact_id=fact) == "not_open"
        with desk(ZHILI):
            ops.confirm_fact(matter.key, taking=mediator(side="B"), fact_id=fact)
            assert refusal(ops.confirm_fact, matter.key, taking=mediator(side="Z"), fact_id=fact)
        assert facts(matter)[0].confirmed == ["A", "B"]
        assert list(verify_problems()) == []

    def test_a_struck_one_is_confirmed_no_more_and_stays_on_record(self):
        matter, _id = begun()
        fact = stated(matter)
        with desk(ZHILI):
            ops.strike_fact(matter.key, taking=mediator(), fact_id=fact)
            assert refusal(ops.strike_fact, matter.key, taking=mediator(), fact_id=fact) == "not_open"
        with as_party(matter):
            assert refusal(ops.confirm_fact, matter.key, taking=party("A"), fact_id=fact) == "not_open"
        assert facts(matter)[0].struck_at is not None

    def test_only_the_mediator_states_and_strikes(self):
        matter, _id = begun()
        with desk(ZHILI):
            assert refusal(ops.state_fact, matter.key, taking=colleague(), text="x") == "not_yours"
            assert refusal(ops.state_fact, matter.key, taking=mediator(), text=" ") == "text_needed"
        fact = stated(matter)
        with as_party(matter):
            assert refusal(ops.strike_fact, matter.key, taking=party("A"), fact_id=fact) == "not_yours"

    def test_they_are_read_in_the_mediating_unit(self):
        matter, _id = begun()
        stated(matter)
        given = {"units": frozenset({unit(ZHILI)}), "at": MORNING}
        with desk(ZHILI):
            seen = find_mediation_view(*matter.key, person_id=COLLEAGUE, **given)
            assert len(seen.facts) == 1
            elsewhere = find_mediation_view(*matter.key, person_id=MEDIATOR, units=frozenset({1}), at=MORNING)
        assert elsewhere is None or elsewhere.facts == ()


def test_a_mediation_that_ends_gives_free_what_its_coming_sessions_took():
    matter, _id = begun()
    plan = Plan(Meeting.JOINT, TOMORROW, TOMORROW + timedelta(hours=1), ("A", "B"), place="会客厅")
    period = {"start": TOMORROW, "end": TOMORROW + timedelta(hours=1)}
    with desk(ZHILI):
        ops.plan(matter.key, taking=mediator(), plan=plan)
        assert taken_between([f"mediator:{MEDIATOR}"], **period)
    with as_party(matter):
        ops.stop(matter.key, taking=party("A"), device="a")
    with desk(ZHILI):
        assert taken_between([f"mediator:{MEDIATOR}"], **period) == ()
    assert list(verify_problems()) == []


class TestWarning:
    def due(self, at):
        with entering("worker"):
            return ops.due_warnings(at=at)

    def warn(self, matter, at):
        with entering("worker"):
            return ops.warn(*matter.key, at=at)

    def test_it_is_told_once_and_anew_after_an_extension(self):
        from heyi.deadlines.rules import Limit

        matter, _id = begun()
        assert self.due(MORNING) == []
        late = standing(matter).due_at - timedelta(days=2)
        assert self.due(late) == [matter.key]
        assert self.warn(matter, late) == 1
        assert self.warn(matter, late) == 0
        assert self.due(late) == []
        with desk(ZHILI):
            ops.extend(matter.key, taking=mediator(at=late), by=Limit.parse("10 days"), all_agree=True)
        assert self.due(late) == []
        assert self.due(standing(matter).due_at - timedelta(days=1)) == [matter.key]
        assert list(verify_problems()) == []

    def test_what_has_ended_is_told_of_no_more(self):
        matter, _id = begun()
        late = standing(matter).due_at - timedelta(days=2)
        with as_party(matter):
            ops.stop(matter.key, taking=party("A"), device="a")
        assert self.due(late) == []
        assert self.warn(matter, late) == 0
