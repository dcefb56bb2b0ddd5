"""What a partner's own server does must lose, double or hold up nothing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from heyi.adapters.callback import CallbackCourier
from heyi.intake.operations import set_callback
from heyi.journal.access import standing_problems
from heyi.journal.codes import DeliveryState
from heyi.journal.events import SYSTEM
from heyi.journal.operations import resend
from heyi.journal.rules import REST, TRIES
from heyi.journeys import delivering
from heyi.journeys.delivering import deliver_due
from heyi.matters.access import entering
from tests.factories.callbacks import Listener, listening
from tests.factories.matters import (
    MORNING,
)
from tests.factories.telling import (  # noqa: F401 - fixtures too
    Partner,
    carry,
    ledger,
    listener,
    partner,
    partner_at,
    read_journal,
    states,
    told,
    walk,
)

pytestmark = pytest.mark.usefixtures("own_database")


def test_a_refusal_is_given_up_named_by_check_and_sent_again_by_a_person(
    listener: Listener, partner: Partner
):
    listener.statuses, listener.answer = [422, 204], "没有这个编号".encode()
    walk(partner.hands_in(), "sign")
    told()
    (row,) = ledger()
    assert (row.state, row.attempts) == (DeliveryState.GAVE_UP, 1)
    assert row.last_error == "对方答复 422：没有这个编号"
    assert "delivery.given_up" in [problem.code for problem in standing_problems(at=MORNING)]
    with entering("audit"):
        resend(row.county, row.id, by=SYSTEM, at=MORNING)
    assert told() == 1
    assert states() == [DeliveryState.DELIVERED]
    assert len({one.headers["Idempotency-Key"] for one in listener.told}) == 1
    assert standing_problems_of_deliveries(MORNING) == []


def standing_problems_of_deliveries(at: datetime) -> list[str]:
    return [problem.code for problem in standing_problems(at=at) if problem.code.startswith("delivery.")]


def test_down_for_an_hour_and_back_nothing_is_lost_or_doubled_and_the_last_is_known(
    listener: Listener, partner: Partner
):
    listener.statuses = [503]
    matter = partner.hands_in()
    walk(matter, "sign", "answer", "close")
    read_journal()
    at = MORNING
    while at < MORNING + timedelta(hours=1):
        carry(at)
        assert standing_problems_of_deliveries(at) == []
        at += timedelta(minutes=1)
    attempts = len(listener.told)
    assert attempts <= timedelta(hours=1) / REST + len(TRIES)
    assert set(states()) == {DeliveryState.WAITING}
    listener.told.clear()
    listener.statuses = [204]
    while at < MORNING + timedelta(hours=3):
        carry(at)
        at += timedelta(minutes=1)
    assert set(states()) == {DeliveryState.DELIVERED}
    assert sorted(one.seq for one in listener.told) == [row.seq for row in ledger()]
    assert ledger()[0].attempts > 1
    newest = max(listener.told, key=lambda one: one.seq)
    assert newest.news["state"] == "CLOSED"


def test_who_is_down_holds_nobody_up_and_is_asked_once(listener: Listener, partner: Partner):
    listener.statuses = [503]
    for _ in range(3):
        walk(partner.hands_in(), "sign")
    with listening() as another:
        other = partner_at(another.address)
        walk(other.hands_in(), "sign", "answer")
        assert told() == 3
        assert (len(listener.told), len(another.told)) == (1, 2)
    assert sorted(row.attempts for row in ledger() if row.destination == partner.source) == [0, 0, 1]


def test_who_is_slow_is_cut_off_and_tried_again(
    listener: Listener, partner: Partner, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(delivering, "courier_of", lambda _destination: CallbackCourier(seconds=0.2))
    listener.is_slow = True
    walk(partner.hands_in(), "sign")
    told()
    assert (states(), ledger()[0].last_error) == ([DeliveryState.WAITING], "0.2 秒内没有答复。")
    listener.is_slow = False
    monkeypatch.setattr(delivering, "courier_of", lambda _destination: CallbackCourier())
    told(MORNING + TRIES[0])
    assert states() == [DeliveryState.DELIVERED]


def test_no_transaction_is_open_while_the_partner_is_spoken_to(
    listener: Listener, partner: Partner, monkeypatch: pytest.MonkeyPatch
):
    inside: list[bool] = []

    class Watching(CallbackCourier):
        def deliver(self, *given: Any, **named: Any) -> None:
            inside.append(connection.in_atomic_block)
            super().deliver(*given, **named)

    monkeypatch.setattr(delivering, "courier_of", lambda _destination: Watching())
    walk(partner.hands_in(), "sign")
    told()
    assert inside == [False]
    assert len(listener.told) == 1


def test_a_run_ends_in_time_for_the_next(listener: Listener, partner: Partner):
    matter = partner.hands_in()
    walk(matter, "sign", "answer", "close")
    read_journal()
    ticks = (MORNING + 2 * number * delivering.RUN for number in range(100))
    assert deliver_due(now=lambda: next(ticks)) == 0
    assert deliver_due(now=lambda: MORNING + timedelta(hours=1)) == 3


def test_a_callback_taken_away_gives_up_what_waits(listener: Listener, partner: Partner):
    walk(partner.hands_in(), "sign")
    read_journal()
    with entering("admin"):
        set_callback(partner.name, "", by=SYSTEM, at=MORNING)
    told()
    assert listener.told == []
    assert ledger()[0].last_error == "该协作系统已停用，或没有回调地址。"


def test_a_destination_that_nobody_carries_to_is_given_up(listener: Listener, partner: Partner):
    walk(partner.hands_in(), "sign")
    with override_settings(HEYI_COURIERS={}):
        told()
    assert states() == [DeliveryState.GAVE_UP]
    assert partner.source in ledger()[0].last_error
