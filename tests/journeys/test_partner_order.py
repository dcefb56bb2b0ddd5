"""110 and its stub over a real connection: whatever the stub does, it ends with the whole history, in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from heyi.adapters.partner.stub.book import Sent
from heyi.adapters.police110.client import Police110Courier
from heyi.adapters.police110.mapping import STATES
from heyi.adapters.police110.stub import TRADE
from heyi.intake.rules import body_hash, read_report
from heyi.journal.access import standing_problems, timeline_of
from heyi.journal.codes import DeliveryState
from heyi.journal.events import SYSTEM
from heyi.journal.operations import CannotResend, resend
from heyi.journal.rules import TRIES
from heyi.journeys import delivering
from heyi.journeys.receive import receive
from heyi.journeys.redelivering import let_be, retry
from heyi.journeys.telling import changes_standing
from heyi.kernel.clock import now
from heyi.kernel.flow import NotAllowed
from heyi.matters.access import entering, find_tracked
from tests.factories.matters import BALIDIAN, MORNING, ZHILI, ZHILI_POLICE, body, desk, hand
from tests.factories.partners import Stub, running
from tests.factories.telling import carry, contest, ledger, read_journal, states, walk

pytestmark = pytest.mark.usefixtures("own_database")
WALK = ("sign", "hold", "resume", "answer", "close")


@pytest.fixture
def stub(own_database: object) -> Iterator[Stub]:  # the database first: the partner stands in it
    with running(TRADE, "http://127.0.0.1:9") as found:
        yield found


@dataclass(frozen=True)
class Handed:
    """A matter as both sides know it."""

    key: tuple[str, UUID]
    ref: str
    stub: Stub

    @property
    def sent(self) -> Sent:
        return self.stub.book.sent[self.ref]

    def happened(self) -> list[tuple[int, str]]:
        """What changed by the journal: number and state in 110's words."""
        with entering("worker"):
            events = timeline_of(*self.key)
        return [
            (
                event.seq,
                "当事人有异议，重新办理"
                if event.verb == "matter.contested"
                else STATES[event.facts["state"]][1],
            )
            for event in events
            if changes_standing(event)
        ]

    def told(self) -> list[tuple[int, str]]:
        return [(heard.seq, heard.state) for heard in self.sent.history]


def handed_over(stub: Stub) -> Handed:
    ref, source = f"J{uuid4().hex}", stub.partner.source
    sent = body(channel="police_110", source_ref=ref)
    report = read_report(sent, at=now(), regions={sent["region"]})
    stub.book.note_sending(ref, sent, at="2026-11-24T20:00:00+08:00")
    with entering("receive", source=source):
        receipt = receive(report, source=source, key=ref, body_hash=body_hash(sent), at=MORNING).receipt
    key = find_tracked(str(receipt["tracking_code"]))
    assert key is not None
    return Handed(key, ref, stub)


def turned_out_well(stub: Stub, at: datetime) -> datetime:
    """The stub is well again, a person sends what was given up, and the worker does the rest: what failed five times
    waits for four hours.
    """
    stub.book.switch("WELL")
    for _round in range(40):
        for row in ledger():
            if row.state is DeliveryState.GAVE_UP:
                with entering("audit"):
                    resend(row.county, row.id, by=SYSTEM, at=at)
        carry(at)
        at += timedelta(hours=1)
        if set(states()) <= {DeliveryState.DELIVERED}:
            return at
    raise AssertionError(states())


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    moods=st.lists(
        st.tuples(
            st.sampled_from(["WELL", "DOWN", "FAILING", "REFUSING", "LOST"]),
            st.integers(0, 1),
            st.integers(0, 90),
        ),
        min_size=4,
        max_size=12,
    )
)
def test_whatever_the_stub_does_it_ends_with_the_whole_history(stub: Stub, moods: list[tuple[str, int, int]]):
    matters = [handed_over(stub), handed_over(stub)]
    steps, at = [iter(WALK), iter(WALK)], MORNING
    for mood, which, minutes in moods:
        stub.book.switch(mood)
        if verb := next(steps[which], None):
            walk(matters[which].key, verb)
        read_journal(at)
        carry(at)
        at += timedelta(minutes=minutes)
        for matter in matters:
            assert matter.told() == matter.happened()[: len(matter.told())]  # a beginning, never with a gap
    turned_out_well(stub, at)
    for matter in matters:
        assert matter.told() == matter.happened()
        assert matter.sent.late == 0
    assert stub.book.faults == []


def test_every_change_is_told_once_in_110s_words(stub: Stub):
    matter = handed_over(stub)
    walk(matter.key, *WALK)
    contest(matter.key)
    read_journal()
    assert carry(MORNING) == 6
    assert carry(MORNING) == 0
    assert [state for _seq, state in matter.told()] == [
        "办理中", "中止", "办理中", "已答复", "已办结", "当事人有异议，重新办理",
    ]  # fmt: skip
    assert matter.told() == matter.happened()
    assert [heard.text for heard in matter.sent.history] == ["", "", "", "已协调解决", "", ""]
    assert matter.sent.doubled == 0


def test_down_for_an_hour_and_back(stub: Stub):
    matter, at = handed_over(stub), MORNING
    stub.book.switch("DOWN")
    walk(matter.key, "sign", "answer", "close")
    read_journal()
    while at < MORNING + timedelta(hours=1):
        carry(at)
        at += timedelta(minutes=1)
    assert matter.told() == []
    assert sorted(row.attempts for row in ledger())[:2] == [0, 0]  # only the first was tried
    assert [row.is_behind for row in ledger()] == [False, True, True]
    stub.book.switch("WELL")
    while at < MORNING + timedelta(hours=2):
        carry(at)
        at += timedelta(minutes=1)
    assert set(states()) == {DeliveryState.DELIVERED}
    assert matter.told() == matter.happened()
    assert (matter.sent.late, matter.sent.doubled) == (0, 0)


def test_an_answer_that_was_lost_is_recognised(stub: Stub):
    matter = handed_over(stub)
    stub.book.switch("LOST")
    walk(matter.key, "sign", "answer")
    read_journal()
    carry(MORNING)
    assert len(matter.told()) == 1
    turned_out_well(stub, MORNING + TRIES[0])
    assert matter.told() == matter.happened()
    assert matter.sent.doubled == 1


def test_who_is_slow_is_cut_off_and_holds_the_order(stub: Stub, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(delivering, "courier_of", lambda _destination: Police110Courier(seconds=0.1))
    matter = handed_over(stub)
    stub.book.switch("SLOW")
    walk(matter.key, "sign", "answer")
    read_journal()
    carry(MORNING)
    assert [row.last_error for row in ledger()] == ["0.1 秒内没有答复。", ""]
    monkeypatch.undo()
    turned_out_well(stub, MORNING + TRIES[0])
    assert matter.told() == matter.happened()


def test_a_refusal_holds_up_its_own_matter_alone_and_check_names_it(stub: Stub):
    refused, other = handed_over(stub), handed_over(stub)
    stub.book.switch("REFUSING")
    walk(refused.key, "sign", "answer")
    read_journal()
    carry(MORNING)
    stub.book.switch("WELL")
    walk(other.key, "sign")
    read_journal()
    carry(MORNING)
    assert (len(refused.told()), len(other.told())) == (0, 1)
    assert "delivery.given_up" in [problem.code for problem in standing_problems(at=MORNING)]


def refused_first(stub: Stub) -> tuple[Handed, UUID]:
    """A matter whose first change was refused, with a second behind it; the stub is well again."""
    matter = handed_over(stub)
    stub.book.switch("REFUSING")
    walk(matter.key, "sign", "answer")
    read_journal()
    carry(MORNING)
    stub.book.switch("WELL")
    first = ledger()[0]
    assert first.state is DeliveryState.GAVE_UP
    return matter, first.id


def test_who_answers_for_it_has_it_tried_again(stub: Stub):
    matter, given_up = refused_first(stub)
    with desk(ZHILI):
        retry(matter.key, given_up, by=hand(ZHILI), at=MORNING)
    carry(MORNING)
    assert matter.told() == matter.happened()
    with entering("worker"):
        assert timeline_of(*matter.key)[-1].verb == "delivery.retried"
    with desk(ZHILI), pytest.raises(CannotResend):
        retry(matter.key, given_up, by=hand(ZHILI), at=MORNING)


def test_what_is_let_be_with_a_reason_lets_the_next_go_on(stub: Stub):
    matter, given_up = refused_first(stub)
    with desk(ZHILI), pytest.raises(NotAllowed):
        let_be(matter.key, given_up, text=" ", by=hand(ZHILI), at=MORNING)
    with desk(ZHILI):
        let_be(matter.key, given_up, text="已电话告知", by=hand(ZHILI), at=MORNING)
    carry(MORNING)
    assert states() == [DeliveryState.DISMISSED, DeliveryState.DELIVERED]
    assert matter.told() == matter.happened()[1:]
    assert "delivery.given_up" not in [problem.code for problem in standing_problems(at=MORNING)]
    with entering("audit"), pytest.raises(CannotResend):
        resend(matter.key[0], given_up, by=SYSTEM, at=MORNING)


@pytest.mark.parametrize("stranger", [BALIDIAN, ZHILI_POLICE])
def test_who_does_not_answer_for_it_cannot(stub: Stub, stranger: str):
    matter, given_up = refused_first(stub)
    with desk(stranger), pytest.raises((NotAllowed, LookupError)):
        retry(matter.key, given_up, by=hand(stranger), at=MORNING)
    assert ledger()[0].state is DeliveryState.GAVE_UP
