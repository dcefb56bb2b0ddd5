"""A receipt by text: asked for, journalled without the number, queued by the worker, carried over a real socket."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from heyi.accounts.codes import Door
from heyi.accounts.rules import ALLOWANCES
from heyi.adapters.texting.stub import Sink
from heyi.journal.access import timeline_of
from heyi.journal.codes import DeliveryState
from heyi.journal.rules import TRIES
from heyi.journeys.texting import ASKED, DESTINATION, CannotText, TextedTooOften, text_receipt, texted
from heyi.kernel.codes import spaced
from heyi.matters.access import entering
from tests.factories.erasing import erase_reporter
from tests.factories.matters import MORNING, ZHILI, Received, hand, received
from tests.factories.telling import carry, ledger, read_journal
from tests.factories.texting import arrived, sink  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("own_database")
PHONE = "13800000000"
FOLLOW_UP = "https://heyi.example/t/"


def reported(phone: str = PHONE) -> Received:
    return received(reporter={"name": "沈月琴", "phone": phone})


def ask(matter: Received, *, at=MORNING) -> None:
    with entering("tracking", matter=matter.id):
        text_receipt(matter.key, follow_up=FOLLOW_UP, by=hand(ZHILI).actor, at=at)


def standing(matter: Received):
    with entering("tracking", matter=matter.id):
        return texted(*matter.key)


def test_it_waits_leaves_by_the_outbox_and_arrives(sink: Sink) -> None:
    matter = reported()
    assert standing(matter).state == ""
    ask(matter)
    assert standing(matter).is_waiting
    assert arrived(sink) == []
    read_journal()
    assert standing(matter).is_waiting
    carry(MORNING)
    assert standing(matter).state == DeliveryState.DELIVERED
    (message,) = arrived(sink)
    code = spaced(matter.receipt["tracking_code"])
    assert message["phone"] == PHONE
    for words in (matter.number, code, f"{FOLLOW_UP}{code}"):
        assert words in message["words"]


def test_neither_journal_nor_outbox_holds_number_or_code(sink: Sink) -> None:
    matter = reported()
    ask(matter)
    read_journal()
    with entering("worker"), connection.cursor() as cursor:
        (event,) = [event for event in timeline_of(*matter.key) if event.verb == ASKED]
        cursor.execute("SELECT body FROM journal_delivery WHERE destination = %s", [DESTINATION])
        (body,) = cursor.fetchone()
    kept = json.dumps([event.facts, body], ensure_ascii=False)
    code = matter.receipt["tracking_code"]
    assert [secret for secret in (PHONE, PHONE[-4:], code, spaced(code)) if secret in kept] == []
    assert event.actor.name == "李明"


def test_pressed_twice_it_is_one_message_and_again_after_it_arrived_another(sink: Sink) -> None:
    matter = reported()
    for _press in range(2):
        ask(matter)
        read_journal()
    carry(MORNING)
    assert len(arrived(sink)) == 1
    ask(matter)
    read_journal()
    carry(MORNING)
    assert len(arrived(sink)) == 2


def test_a_gateway_that_is_down_is_tried_again_by_itself_and_at_once_by_a_hand(sink: Sink, settings) -> None:
    matter, address = reported(), settings.HEYI_TEXT_GATEWAY_URL
    settings.HEYI_TEXT_GATEWAY_URL = "http://127.0.0.1:9/send"
    ask(matter)
    read_journal()
    carry(MORNING)
    failed = standing(matter)
    assert (failed.has_failed, failed.state, failed.next_try_at) == (True, "WAITING", MORNING + TRIES[0])
    assert PHONE not in ledger()[0].last_error
    settings.HEYI_TEXT_GATEWAY_URL = address
    ask(matter, at=MORNING + timedelta(seconds=5))
    assert standing(matter).is_waiting
    carry(MORNING + timedelta(seconds=5))
    assert standing(matter).state == DeliveryState.DELIVERED
    assert len(arrived(sink)) == 1


def test_what_the_gateway_will_never_take_is_given_up_at_once_and_tried_again_by_a_hand(
    sink: Sink, settings
) -> None:
    matter, address = reported(), settings.HEYI_TEXT_GATEWAY_URL
    settings.HEYI_TEXT_GATEWAY_URL = address.replace("/send", "/elsewhere")  # the sink answers 400 there
    ask(matter)
    read_journal()
    carry(MORNING)
    assert (standing(matter).state, standing(matter).has_failed) == (DeliveryState.GAVE_UP, True)
    settings.HEYI_TEXT_GATEWAY_URL = address
    ask(matter)
    carry(MORNING)
    assert standing(matter).state == DeliveryState.DELIVERED
    with entering("worker"):
        verbs = [event.verb for event in timeline_of(*matter.key)]
    assert verbs[-2:] == [ASKED, "delivery.retried"]


@pytest.mark.parametrize(
    ("phone", "code"),
    [
        ("0572-2030000", "NOT_MOBILE"),
        ("12345", "NOT_MOBILE"),
        ("", "NO_PHONE"),
    ],
)
def test_where_no_message_can_arrive_it_says_why_and_changes_nothing(
    sink: Sink, phone: str, code: str
) -> None:
    matter = reported(phone)
    assert standing(matter).refusal == code
    with pytest.raises(CannotText) as refused:
        ask(matter)
    assert refused.value.code == code
    with entering("worker"):
        assert ASKED not in [event.verb for event in timeline_of(*matter.key)]


def test_without_a_reporter_or_a_gateway_it_says_so(sink: Sink, settings) -> None:
    assert standing(received()).refusal == "NO_PHONE"
    settings.HEYI_TEXT_GATEWAY_URL = ""
    assert standing(reported()).refusal == "NO_GATEWAY"


def test_an_identity_that_was_erased_meanwhile_gets_nothing(sink: Sink) -> None:
    matter = reported()
    ask(matter)
    read_journal()
    erase_reporter(matter)
    carry(MORNING)
    assert (arrived(sink), standing(matter).state) == ([], DeliveryState.GAVE_UP)


def test_one_telephone_is_not_flooded_by_many_matters(sink: Sink) -> None:
    most = min(allowance.most for allowance in ALLOWANCES[Door.RECEIPT_TO_PHONE])
    for phone in [PHONE] * (most - 1) + ["+86 138 0000 0000"]:
        ask(reported(phone))
    with pytest.raises(TextedTooOften):
        ask(reported())
    ask(reported("13900000000"))


def test_only_the_text_of_the_matter_in_scope_is_seen_and_no_partners_news(sink: Sink) -> None:
    matter, other = reported(), reported("13900000000")
    ask(matter)
    ask(other)
    read_journal()
    with entering("tracking", matter=matter.id), connection.cursor() as cursor:
        cursor.execute("SELECT matter_id, destination FROM journal_delivery")
        assert cursor.fetchall() == [(matter.id, DESTINATION)]
