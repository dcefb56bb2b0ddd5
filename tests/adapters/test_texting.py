"""A text message over a real socket: signed and fresh it is taken, else refused; a refusal holds no telephone."""

import json
from collections.abc import Iterator
from datetime import timedelta
from threading import Thread
from urllib.request import urlopen

import httpx
import pytest

from heyi.accounts.ports import NotSent
from heyi.adapters.texting.client import HttpGateway
from heyi.adapters.texting.message import FRESH, Text, body_of, headers_of
from heyi.adapters.texting.stub import KEPT, LARGEST, Sink
from tests.factories.matters import MORNING

SECRET = "only-for-this-test"
PHONE = "13800000000"


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink(SECRET, clock=lambda: MORNING) as found:
        thread = Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def gateway(sink: Sink, *, secret: str = SECRET, at=MORNING) -> HttpGateway:
    return HttpGateway(f"{sink.address}/send", secret, clock=lambda: at)


def test_a_message_arrives_and_is_shown_newest_first(sink: Sink) -> None:
    gateway(sink).send(PHONE, "第一条")
    gateway(sink).send(PHONE, "<b>第二条</b>")
    with urlopen(f"{sink.address}/messages") as answer:  # noqa: S310 - our own
        assert [row["words"] for row in json.load(answer)] == ["<b>第二条</b>", "第一条"]
    with urlopen(f"{sink.address}/") as answer:  # noqa: S310
        assert "&lt;b&gt;第二条" in answer.read().decode()


@pytest.mark.parametrize(
    ("secret", "at"),
    [
        ("another", MORNING),
        (SECRET, MORNING - FRESH - timedelta(seconds=1)),
        (SECRET, MORNING + FRESH + timedelta(seconds=1)),
    ],
)
def test_another_hand_and_a_recording_are_refused(sink: Sink, secret: str, at) -> None:
    with pytest.raises(NotSent, match="401"):
        gateway(sink, secret=secret, at=at).send(PHONE, "话")
    assert not sink.kept


def test_another_body_under_a_right_signature_is_refused(sink: Sink) -> None:
    headers = headers_of(body_of(Text(PHONE, "真")), secret=SECRET, at=MORNING)
    with httpx.Client(trust_env=False) as client:
        answer = client.post(f"{sink.address}/send", content=body_of(Text(PHONE, "假")), headers=headers)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"phone": 1, "words": ""}', b"\xff", b"x" * (LARGEST + 1)]
)
def test_what_is_no_message_is_refused(sink: Sink, body: bytes) -> None:
    with httpx.Client(trust_env=False) as client:
        answer = client.post(
            f"{sink.address}/send", content=body, headers=headers_of(body, secret=SECRET, at=MORNING)
        )
    assert answer.status_code in (400, 422)
    assert not sink.kept


def test_a_gateway_that_is_not_there_says_why_without_the_telephone() -> None:
    sink = Sink(SECRET)
    address = sink.address
    sink.server_close()
    with pytest.raises(NotSent) as error:
        HttpGateway(f"{address}/send", SECRET, clock=lambda: MORNING).send(PHONE, "话")
    assert PHONE not in str(error.value)


def test_only_the_last_are_kept(sink: Sink) -> None:
    for number in range(KEPT + 2):
        gateway(sink).send(PHONE, str(number))
    assert sink.kept[0].words == "2"
