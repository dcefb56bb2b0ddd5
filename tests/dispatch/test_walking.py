"""A machine walks the Step table over real PostgreSQL: many hands, refusals, and crashes before commit.

After every step the matter stands where the table says; at the end chains, rows and promises are whole.
"""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from heyi.dispatch import operations as ops
from heyi.dispatch.queries import parts_of, tasks_of
from heyi.dispatch.rules.checking import open_assists
from heyi.journal.codes import ActorKind
from heyi.journal.events import Actor
from heyi.journeys.checking import check_problems
from heyi.journeys.reactions import react
from heyi.journeys.splitting import split
from heyi.journeys.verifying import verify_problems
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, public_status, transfers_of
from heyi.matters.codes import REASONS_FOR, ErasureGround, HoldReason, Zone
from heyi.matters.operations import MatterNotFound
from heyi.matters.rules import Rating
from heyi.matters.states import MATTER, TASK
from heyi.matters.transfers import Receiver
from tests.factories.matters import (
    BALIDIAN,
    CITY,
    MORNING,
    WUXING,
    ZHILI,
    ZHILI_POLICE,
    desk,
    hand,
    received,
    reporters_step,
    unit,
)
from tests.factories.people import appointed

PARTNER = "a partner's program"
OVER_PARTS = ("withdraw",)  # what is open ends with it
ARROWS = {"conclude": ("conclude", "fulfil")}  # what is still open of ours decides which
RECEIVERS = (Receiver(7, "POLICE110", "110 指挥中心"), Receiver(8, "HOTLINE12345", "12345 热线"))
HANDS = (ZHILI, BALIDIAN, WUXING, CITY, ZHILI_POLICE)
DANGER = "织里镇吴兴大道，两户邻居因晾晒衣物起纠纷，对方正拿着刀要砍人，快来救命！"
words = st.sampled_from(["已联系双方", "😀𠮷<b>粗</b>", " "])


def transactions_that_wrote() -> int:
    """How many this server has seen that wrote or tried to, crashed ones too: PostgreSQL gives only those a number."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
        return int(cursor.fetchone()[0])


class Crash(Exception):
    """The process dies here: nothing of this transaction may remain."""


class Walk(RuleBasedStateMachine):
    """One matter and everybody who may lay hands on it."""

    @initialize(danger=st.booleans(), channel=st.sampled_from(["web", "petition", "police_110"]))
    def report(self, danger, channel):
        self.matter = received(
            DANGER if danger else "邻居晾衣纠纷。",
            channel=channel,
            reporter={"name": "王小明", "phone": "13800001234"},
        )
        self.people = {code: appointed(code) for code in HANDS}
        self.at = MORNING
        self.state = "TO_SIGN"
        self.seq = self.look()[1]
        self.written = 0

    def look(self):
        with entering("tracking", matter=self.matter.id):
            status = public_status(*self.matter.key)
        return status.state, status.seq

    def take(self, verb, code, crash, **form):
        self.at += timedelta(hours=5)
        scope = entering("tracking", matter=self.matter.id) if code in (None, PARTNER) else desk(code)
        by = reporters_step(at=self.at) if code is None else self.step_of(code)
        try:
            with scope:
                held = getattr(ops, verb)(self.matter.key, step=by, **form)
                if crash:
                    raise Crash  # noqa: TRY301 - the process dies inside the transaction
        except (NotAllowed, MatterNotFound, Crash):
            assert self.look() == (self.state, self.seq), "a refusal or a crash changes nothing"
            return
        arrows = [MATTER.step(each, self.state) for each in ARROWS.get(verb, (verb,))]
        moved = held.state != self.state
        assert not moved or held.state in {MATTER.arrive(arrow, self.state) for arrow in arrows if arrow}
        assert held.state != "CLOSED" or not moved or verb in OVER_PARTS or not self.is_open()
        self.state, self.seq = held.state, held.head.seq

    def is_open(self):
        """Whether an assist, an alarm or a part is not finished."""
        with entering("worker"):
            parts = [part for part in parts_of(*self.matter.key) if part.state in MATTER.live]
            return bool(parts or open_assists(tasks_of(*self.matter.key)))

    def step_of(self, code):
        if code != PARTNER:
            person, name = self.people[code]
            return ops.Step(by=hand(code, person=person, name=name), at=self.at)
        return ops.Step(by=ops.Hand(Actor(ActorKind.PARTNER, 7, "110"), frozenset()), at=self.at)

    @rule(
        verb=st.sampled_from(["sign", "resume", "close", "take_back"]),
        code=st.sampled_from(HANDS),
        crash=st.booleans(),
    )
    def plain(self, verb, code, crash):
        self.take(verb, code, crash)

    @rule(
        verb=st.sampled_from(["contact", "answer", "finish"]),
        code=st.sampled_from(HANDS),
        text=words,
        crash=st.booleans(),
    )
    def telling(self, verb, code, text, crash):
        self.take(verb, code, crash, text=text)

    @rule(code=st.sampled_from(HANDS), zone=st.sampled_from(Zone), text=words, crash=st.booleans())
    def noting(self, code, zone, text, crash):
        self.take("note", code, crash, zone=zone, text=text)

    @rule(
        code=st.sampled_from(HANDS), reason=st.sampled_from([*HoldReason, "NO_REASON"]), crash=st.booleans()
    )
    def holding(self, code, reason, crash):
        self.take("hold", code, crash, reason=str(reason), text="说明")

    @rule(code=st.sampled_from(HANDS), to=st.sampled_from(HANDS), crash=st.booleans())
    def referring(self, code, to, crash):
        self.take("refer", code, crash, to_unit=unit(to), text="转办")

    @rule(code=st.sampled_from(HANDS), to=st.sampled_from(HANDS), text=words, crash=st.booleans())
    def asking_for_help(self, code, to, text, crash):
        self.take("ask_assist", code, crash, to_unit=unit(to), text=text)

    @rule(code=st.sampled_from(HANDS), text=words, crash=st.booleans())
    def needing_help_no_more(self, code, text, crash):
        self.take("end_assist", code, crash, text=text)

    @rule(code=st.sampled_from(HANDS), outcome=st.sampled_from(["DONE", "NOT_OURS", "LEFT_OPEN", ""]))
    def telling_what_came_of_it(self, code, outcome):
        self.take("finish", code, crash=False, text="已核查", outcome=outcome)

    @rule(code=st.sampled_from(HANDS), amount=st.integers(0, 4), crash=st.booleans())
    def asking_for_longer(self, code, amount, crash):
        self.take("ask_extension", code, crash, ground="COMPLEX", amount=amount, text="还要查")

    @rule(
        verb=st.sampled_from(["grant_extension", "refuse_extension", "grant_longer", "refuse_longer"]),
        code=st.sampled_from(HANDS),
        text=words,
        crash=st.booleans(),
    )
    def deciding_on_longer(self, verb, code, text, crash):
        self.take(verb, code, crash, text=text)

    @rule(code=st.sampled_from(HANDS), why=words, crash=st.booleans())
    def closing_over_help(self, code, why, crash):
        self.take("close", code, crash, over_assists=why)

    @rule(code=st.sampled_from(HANDS), to=st.sampled_from((None, *HANDS)), text=words, crash=st.booleans())
    def splitting(self, code, to, text, crash):
        part = ops.NewPart("DISPUTE.LABOUR", "拖欠工资", text, to_unit=to and unit(to))
        before, self.at = self.look(), self.at + timedelta(hours=5)
        try:
            with desk(code):
                head = split(self.matter.key, step=self.step_of(code), part=part).head
                if crash:
                    raise Crash  # noqa: TRY301 - the process dies inside the transaction
        except (NotAllowed, MatterNotFound, Crash):
            assert self.look() == before
            return
        self.seq = head.head.seq

    @rule(
        verb=st.sampled_from(["sign", "answer", "accept_part", "return_part", "end_part"]),
        code=st.sampled_from(HANDS),
        which=st.integers(0, 3),
        crash=st.booleans(),
    )
    def working_on_a_part(self, verb, code, which, crash):
        """Whatever is done to a part, the head stands as it stood until the journal is read."""
        with entering("worker"):
            known = parts_of(*self.matter.key)
        if which >= len(known):
            return
        self.at += timedelta(hours=5)
        form = {} if verb in ("sign", "accept_part") else {"text": "已核查"}
        try:
            with desk(code):
                getattr(ops, verb)(known[which].key, step=self.step_of(code), **form)
                if crash:
                    raise Crash  # noqa: TRY301
        except (NotAllowed, MatterNotFound, Crash):
            pass
        assert self.look() == (self.state, self.seq)

    @rule()
    def reading_the_journal(self):
        """Heads hear of their parts, and parts follow; nobody's state changes but that of what a withdrawal ends."""
        react(now=lambda: self.at)
        state, self.seq = self.look()
        assert state == self.state

    @rule(code=st.sampled_from(HANDS), of=st.sampled_from(HANDS), crash=st.booleans())
    def assigning(self, code, of, crash):
        self.take("assign", code, crash, handler=self.people[of])

    @rule(code=st.sampled_from(HANDS), crash=st.booleans())
    def claiming(self, code, crash):
        self.take("claim", code, crash)

    @rule(
        code=st.sampled_from(HANDS),
        kind=st.sampled_from([None, "HELP.UTILITIES", "DISPUTE.LABOUR"]),
        urgency=st.sampled_from([None, "URGENT"]),
        subjects=st.sampled_from([None, (), (ZHILI_POLICE,), (BALIDIAN,), (ZHILI_POLICE, BALIDIAN)]),
        crash=st.booleans(),
    )
    def correcting(self, code, kind, urgency, subjects, crash):
        units = None if subjects is None else [unit(subject) for subject in subjects]
        right = ops.Right(kind=kind, urgency=urgency, subjects=units)
        self.take("correct", code, crash, right=right, text="电话核实")

    @rule(code=st.sampled_from(HANDS), to=st.sampled_from(RECEIVERS), text=words, crash=st.booleans())
    def transferring(self, code, to, text, crash):
        errand = ops.Errand(to, REASONS_FOR[to.kind][0], "事情经过", text)
        self.take("transfer", code, crash, errand=errand)

    @rule(code=st.sampled_from(HANDS), text=words, crash=st.booleans())
    def recalling(self, code, text, crash):
        self.take("recall", code, crash, text=text)

    @rule(
        verb=st.sampled_from(["take_over", "turn_down", "reply", "conclude", "give_back"]),
        which=st.integers(0, 1),
        text=words,
        crash=st.booleans(),
    )
    def partners_answer(self, verb, which, text, crash):
        with entering("worker"):
            known = transfers_of(*self.matter.key)
        number = known[which].id if which < len(known) else UUID(int=0)
        form = {"ref": text} if verb == "take_over" else {"text": text}
        self.take(verb, PARTNER, crash, transfer_id=number, **form)

    @rule(text=words, crash=st.booleans())
    def contesting(self, text, crash):
        self.take("contest", None, crash, text=text)

    @rule(verb=st.sampled_from(["accept", "withdraw"]), crash=st.booleans())
    def ending(self, verb, crash):
        self.take(verb, None, crash)

    @rule(text=words, crash=st.booleans())
    def supplementing(self, text, crash):
        self.take("supplement", None, crash, text=text)

    @rule(text=words, crash=st.booleans())
    def asking(self, text, crash):
        self.take("ask_erasure", None, crash, of=None, text=text)

    @rule(
        code=st.sampled_from(HANDS),
        ground=st.sampled_from([*ErasureGround, "NO_GROUND"]),
        crash=st.booleans(),
    )
    def erasing(self, code, ground, crash):
        self.take("erase_identity", code, crash, ground=str(ground), text="依本人请求")

    @rule(done=st.sampled_from([True, False, None]), text=words, crash=st.booleans())
    def rating(self, done, text, crash):
        self.take("rate", None, crash, rating=Rating(done=done, text=text))

    @invariant()
    def every_promise_holds(self):
        if not hasattr(self, "matter"):
            return
        assert self.look()[0] in MATTER.states
        if (written := transactions_that_wrote()) == self.written:
            return  # what was refused before it wrote: every row is the one of which all was asked before
        self.written = written
        behind = {"consumer.lags", "notice.missing"}  # nothing reads the journal between two steps
        assert [problem for problem in check_problems(at=now()) if problem.code not in behind] == []

    def teardown(self):
        if hasattr(self, "matter"):
            react(now=now)
            assert list(check_problems(at=now())) == []
            assert list(verify_problems()) == []


@pytest.mark.usefixtures("own_database")
def test_whatever_hands_do_the_table_and_every_promise_hold():
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_every_state_of_both_tables_can_be_reached_and_left_or_is_an_end():
    for flow in (MATTER, TASK):
        reached = {flow.arrive(arrow, state) for arrow in flow.steps for state in arrow.of}
        assert set(flow.states) - reached <= {"TO_SIGN"}
        assert {state for arrow in flow.steps for state in arrow.of} >= flow.live
