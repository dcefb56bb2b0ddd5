"""The delivery ledger: once per cause, again until it is there, given up with a reason, sent again by a person."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from heyi.journal.access import administrative_events, deliveries, standing_problems
from heyi.journal.codes import DeliveryState
from heyi.journal.operations import CannotResend, DueDelivery, carry, claim_due, mark, queue_delivery, resend
from heyi.journal.ports import NotDelivered, Undeliverable
from heyi.journal.rules import LEASE, TRIES
from heyi.kernel.codes import uuid7
from tests.factories.journal import CLERK, COUNTY, NOON

pytestmark = pytest.mark.usefixtures("house")
Hands = Callable[[Callable[[], Any]], Any]


def queued(destination: str, *, at: datetime = NOON) -> None:
    queue_delivery(
        COUNTY, uuid7(at), 1, destination=destination, what="matter.received", body='{"n":1}', at=at
    )


def claimed(destination: str, *, at: datetime) -> list[DueDelivery]:
    """Of all that is due, this test's own."""
    return [due for due in claim_due(at=at, limit=1000) if due.destination == destination]


def row(destination: str) -> Any:
    (found,) = [row for row in deliveries(limit=1000).rows if row.destination == destination]
    return found


@pytest.fixture
def court() -> str:
    """A destination of this test's own."""
    return f"court:{uuid4()}"


class Court:
    """A courier whose other side answers as told."""

    def __init__(self, *answers: NotDelivered | None) -> None:
        self.answers = list(answers)
        self.taken: list[tuple[str, str, str]] = []

    def deliver(self, destination: str, what: str, body: str, *, key: str) -> None:
        answer = self.answers.pop(0)
        if answer:
            raise answer
        self.taken.append((what, body, key))


def test_delivery_is_queued_once_per_cause(court: str) -> None:
    matter = uuid7(NOON)
    for _ in range(2):
        queue_delivery(COUNTY, matter, 1, destination=court, what="matter.received", body="{}", at=NOON)
    assert len(claimed(court, at=NOON)) == 1


def test_delivery_that_arrives_is_marked_and_not_tried_again(court: str) -> None:
    queued(court)
    courier = Court(None)
    (due,) = claimed(court, at=NOON)
    mark(due, carry(due, courier), at=NOON)
    assert courier.taken == [("matter.received", '{"n":1}', str(due.id))]
    assert (row(court).state, row(court).delivered_at, row(court).attempts) == (
        DeliveryState.DELIVERED,
        NOON,
        1,
    )
    assert claimed(court, at=NOON + timedelta(days=9)) == []


def test_failed_delivery_waits_longer_each_time_then_is_given_up(court: str) -> None:
    queued(court)
    at = NOON
    for wait in TRIES:
        (due,) = claimed(court, at=at)
        mark(due, NotDelivered("连接超时"), at=at)
        assert claimed(court, at=at + wait - timedelta(seconds=1)) == []
        at += wait
    (due,) = claimed(court, at=at)
    mark(due, NotDelivered("连接超时"), at=at)
    assert (row(court).state, row(court).last_error) == (DeliveryState.GAVE_UP, "连接超时")
    assert "delivery.given_up" in [problem.code for problem in standing_problems("default", at=at)]


def test_undeliverable_is_given_up_at_once(court: str) -> None:
    queued(court)
    (due,) = claimed(court, at=NOON)
    mark(due, carry(due, Court(Undeliverable("收件方不认识此编号"))), at=NOON)
    assert row(court).state == DeliveryState.GAVE_UP


def test_claimant_that_dies_loses_its_lease_only(court: str) -> None:
    queued(court)
    (first,) = claimed(court, at=NOON)
    assert claimed(court, at=NOON + LEASE - timedelta(seconds=1)) == []
    (second,) = claimed(court, at=NOON + LEASE)
    mark(first, NotDelivered("来迟了"), at=NOON + LEASE)
    assert row(court).last_error == ""
    mark(second, None, at=NOON + LEASE)
    assert (row(court).state, row(court).attempts) == (DeliveryState.DELIVERED, 2)


def test_hands_at_once_never_claim_the_same(court: str, hands: Hands) -> None:
    for _ in range(20):
        queued(court)
    work = [hands(lambda: claimed(court, at=NOON)) for _ in range(4)]
    ids = [due.id for hand in work for due in hand.result(20)]
    assert len(ids) == len(set(ids)) == 20


def test_person_sends_a_given_up_delivery_again(court: str) -> None:
    queued(court)
    (due,) = claimed(court, at=NOON)
    mark(due, Undeliverable("地址有误"), at=NOON)
    resend(due.county, due.id, by=CLERK, at=NOON)
    (again,) = claimed(court, at=NOON)
    assert (again.id, again.attempts) == (due.id, 1)
    event = administrative_events(limit=1).rows[0]
    assert (event.verb, event.facts["delivery"]) == ("delivery.resent", str(due.id))


def test_waiting_delivery_cannot_be_sent_again(court: str) -> None:
    queued(court)
    with pytest.raises(CannotResend):
        resend(COUNTY, row(court).id, by=CLERK, at=NOON)
