"""A machine walks the table of mediation over real PostgreSQL: every hand tries everything, some die before commit.

Whatever happens, nothing binds without every party's own consent and signature, and a refusal changes nothing.
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from heyi.journeys.checking import check_problems
from heyi.journeys.verifying import verify_problems
from heyi.kernel.flow import NotAllowed
from heyi.mediation import operations as ops
from heyi.mediation.codes import BY_MEDIATOR, AgreementForm, Capacity, Meeting, Part, Room, Sign, Way
from heyi.mediation.operations import NewParty, Plan, Taken
from heyi.mediation.queries import (
    find_agreement,
    find_mediation,
    obligations_of,
    parties_of,
    sessions_of,
    signatures_of,
)
from heyi.mediation.states import MEDIATION
from tests.factories.matters import MORNING, ZHILI, desk
from tests.factories.mediations import (
    PAYS,
    REFRAINS,
    as_party,
    begun,
    colleague,
    concluded,
    fixed,
    mediator,
    opened,
    party,
)

SIDES = st.sampled_from("ABC")
PEOPLE = st.sampled_from([mediator, colleague])
BOTH = ("A", "B")


class Crash(Exception):
    """The process dies here: nothing of this transaction may remain."""


class Walk(RuleBasedStateMachine):
    """One mediation and everybody who may lay hands on it."""

    @initialize(
        begins=st.sampled_from([opened, begun, fixed, concluded]),
        minor=st.booleans(),
        safety=st.sampled_from(["CLEAR", "VIOLENCE"]),
    )
    def open(self, begins, minor, safety):
        parties = [
            NewParty(
                Part.APPLICANT,
                "王秀英",
                "13900000001",
                Capacity.MINOR if minor and begins is not concluded else Capacity.FULL,
                agent="王大明",
            ),
            NewParty(Part.RESPONDENT, "李建国", "13900000002"),
        ]
        self.matter, _id = begins(parties=parties, safety=safety)
        self.at = MORNING
        self.before = self.look()

    def look(self):
        with desk(ZHILI):
            row = find_mediation(*self.matter.key)
            agreement = find_agreement(row.county, row.id)
            return (
                row,
                tuple(parties_of(row.county, row.id)),
                agreement,
                tuple(signatures_of(row.county, agreement.id)) if agreement else (),
                tuple(sessions_of(row.county, row.id)),
            )

    def take(self, verb, taking, crash, **given):
        scope = as_party(self.matter) if taking.by.actor.kind == "PARTY" else desk(ZHILI)
        try:
            with scope:
                getattr(ops, verb)(self.matter.key, taking=taking, **given)
                if crash:
                    raise Crash  # noqa: TRY301 - the process dies inside the transaction
        except (NotAllowed, Taken, Crash, LookupError):
            assert self.look() == self.before, "a refusal or a crash changes nothing"
            return
        step = MEDIATION.step(verb, self.before[0].state)
        assert step is not None, verb
        self.before = self.look()
        assert self.before[0].state == MEDIATION.arrive(
            step, self.before[0].state if step.to == "*" else step.to
        )

    def hand(self, who, side=""):
        self.at += timedelta(minutes=20)
        return who(at=self.at, side=side)

    @rule(side=SIDES, verb=st.sampled_from(["consent", "refuse", "stop"]), crash=st.booleans())
    def saying(self, side, verb, crash):
        if verb == "consent" or self.at.minute == 40:  # most say yes, or no walk comes far
            self.take(verb, self.hand(party, side), crash, device=f"phone-{side}")

    @rule(who=PEOPLE, side=SIDES, way=st.sampled_from(list(Way)), crash=st.booleans())
    def recording(self, who, side, way, crash):
        self.take("record_consent", self.hand(who, side), crash, way=way)

    @rule(who=PEOPLE, verb=st.sampled_from(["declare", "begin", "fix", "conclude"]), crash=st.booleans())
    def moving_on(self, who, verb, crash):
        self.take(verb, self.hand(who), crash)

    @rule(who=PEOPLE, verb=st.sampled_from(["unfix", "review"]), crash=st.booleans())
    def looking_again(self, who, verb, crash):
        self.take(verb, self.hand(who), crash, text="再看一遍")

    @rule(who=PEOPLE, terms=st.sampled_from([(), (REFRAINS,), (REFRAINS, PAYS)]), crash=st.booleans())
    def drafting(self, who, terms, crash):
        given = {"form": AgreementForm.WRITTEN, "facts": "双方住同一单元。", "terms": terms}
        self.take("draft", self.hand(who), crash, **given)

    @rule(side=SIDES, honest=st.booleans(), crash=st.booleans())
    def signing(self, side, honest, crash):
        agreement = self.before[2]
        shown = agreement.content_hash if agreement and honest else "0" * 64
        given = {"how": Sign.DRAWN, "seen_hash": shown, "stroke": "M0 0L9 9"}
        self.take("sign", self.hand(party, side), crash, **given)

    @rule(who=PEOPLE, meeting=st.sampled_from(list(Meeting)), crash=st.booleans())
    def planning(self, who, meeting, crash):
        starts_at = self.at + timedelta(minutes=1)  # so that it has begun by the next step
        wanted = Plan(meeting, starts_at, starts_at + timedelta(hours=1), BOTH)
        self.take("plan", self.hand(who), crash, plan=wanted)

    @rule(who=PEOPLE, verb=st.sampled_from(["call_off", "write_up"]), crash=st.booleans())
    def after_a_session(self, who, verb, crash):
        sessions = self.before[4]
        if sessions:
            given = {"session_id": sessions[-1].id, "text": "说了什么"}
            if verb == "write_up":
                given["came"] = ["A"]
            self.take(verb, self.hand(who), crash, **given)

    @rule(who=PEOPLE, room=st.sampled_from(list(Room)), crash=st.booleans())
    def noting(self, who, room, crash):
        self.take("write", self.hand(who), crash, room=room, side="A", text="笔记")

    @rule(who=PEOPLE, ending=st.sampled_from([*BY_MEDIATOR, "AGREED", "UNWILLING"]), crash=st.booleans())
    def ending(self, who, ending, crash):
        if self.at.minute == 20:
            self.take("end", self.hand(who), crash, ending=ending, text="不再继续")

    @rule(who=PEOPLE, crash=st.booleans())
    def performing(self, who, crash):
        agreement = self.before[2]
        with desk(ZHILI):
            owed = obligations_of(self.matter.county, agreement.id) if agreement else []
        if owed:
            self.take("perform", self.hand(who), crash, obligation_id=owed[0].id)

    @invariant()
    def nothing_runs_without_every_consent(self):
        row, parties, agreement, signatures, _sessions = self.before
        if row.state in ("MEDIATING", "SIGNING", "AGREED"):
            assert {each.consent for each in parties} == {"GIVEN"}
        if agreement and agreement.effective_at:
            assert {each.side for each in signatures} == {"", "A", "B"}
            assert {each.content_hash for each in signatures} == {agreement.content_hash}

    @invariant()
    def nobody_is_made_to_meet_where_there_may_be_violence(self):
        row, *_rest, sessions = self.before
        assert row.safety != "VIOLENCE" or all(each.meeting == "SEPARATE" for each in sessions)

    def teardown(self):
        assert list(verify_problems()) == []
        problems = [each.code for each in check_problems(at=self.at)]
        assert [code for code in problems if code.startswith(("mediation", "agreement", "session"))] == []


@pytest.mark.django_db(databases=["default", "owner"])
def test_no_walk_leads_past_a_partys_will():
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
