"""A machine walks on after the agreement, over real PostgreSQL: parts are done, late, broken, denied; a court is asked.

Whatever happens, it binds until all of it is done, and no court is asked but by all.
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import CHINA
from heyi.kernel.flow import NotAllowed
from heyi.mediation import operations as ops
from heyi.mediation.queries import find_confirmation, obligations_of
from tests.factories.matters import MORNING, ZHILI, desk
from tests.factories.mediations import PAYS, agreement, as_party, colleague, concluded, mediator, party

SIDES = st.sampled_from("AB")
PEOPLE = st.sampled_from([mediator, colleague])
PARTS = st.integers(0, 2)
COURT = {"court": "吴兴区人民法院"}


class Afterwards(RuleBasedStateMachine):
    """An agreement with three parts of a payment, and everybody who may lay hands on it."""

    @initialize()
    def conclude(self):
        self.matter, _id = concluded(PAYS)
        self.at = MORNING
        self.before = self.look()

    def look(self):
        found = agreement(self.matter)
        with desk(ZHILI):
            owed = obligations_of(self.matter.county, found.id)
            return found, owed, find_confirmation(self.matter.county, found.id)

    def take(self, verb, who, side="", **given):
        self.at += timedelta(minutes=1)
        scope = as_party(self.matter) if who is party else desk(ZHILI)
        try:
            with scope:
                getattr(ops, verb)(self.matter.key, taking=who(at=self.at, side=side), **given)
        except NotAllowed:
            assert self.look() == self.before, "a refusal changes nothing"
        else:
            self.before = self.look()

    @rule(days=st.sampled_from([1, 8, 30]))
    def time_passes(self, days):
        self.at += timedelta(days=days)

    @rule(who=PEOPLE, number=PARTS)
    def performing(self, who, number):
        self.take("perform", who, obligation_id=self.before[1][number].id)

    @rule(number=PARTS, is_late=st.booleans())
    def breaking(self, number, is_late):
        part = self.before[1][number]
        if is_late:
            self.at = max(self.at, MORNING + timedelta(days=(part.due_on - MORNING.date()).days + 1))
        self.take("break_off", mediator, obligation_id=part.id, text="没有付")
        after = self.before[1][number]
        assert after.broken_at is None or after.broken_at.astimezone(CHINA).date() > part.due_on

    @rule(number=PARTS)
    def reminding(self, number):
        last = self.before[1][number].reminded_at
        self.take("remind", mediator, obligation_id=self.before[1][number].id)
        told = self.before[1][number].reminded_at
        assert told == last or last is None or last.astimezone(CHINA).date() < told.astimezone(CHINA).date()

    @rule(side=SIDES, number=PARTS, verb=st.sampled_from(["say_paid", "deny_paid", "perform"]))
    def saying(self, side, number, verb):
        self.take(verb, party, side, obligation_id=self.before[1][number].id)

    @rule(side=SIDES)
    def asking(self, side):
        self.take("ask_confirmation", party, side, **COURT)

    @rule(side=SIDES, verb=st.sampled_from(["join_confirmation", "decline_confirmation"]))
    def joining(self, side, verb):
        self.take(verb, party, side)

    @rule(who=PEOPLE)
    def asking_the_court(self, who):
        self.take("apply_confirmation", who)

    @invariant()
    def it_binds_until_all_is_done(self):
        found, owed, _confirmation = self.before
        states = {each.state for each in owed}
        wanted = "BROKEN" if "BROKEN" in states else "PERFORMED" if states == {"DONE"} else "EFFECTIVE"
        assert found.state == wanted

    @invariant()
    def a_court_is_asked_by_all_and_nobody_says_both(self):
        asked = self.before[2]
        if asked is not None:
            assert not set(asked.joined) & set(asked.declined)
            assert asked.state == "JOINING" or asked.joined == ["A", "B"]

    def teardown(self):
        assert list(verify_problems()) == []
        problems = {each.code for each in check_problems(at=self.at)} - {"agreement.no_paper"}
        assert not [code for code in problems if code.startswith(("agreement", "confirmation"))]


@pytest.mark.django_db(databases=["default", "owner"])
def test_no_walk_leads_past_what_was_agreed():
    run_state_machine_as_test(
        Afterwards,
        settings=settings(
            max_examples=6,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
