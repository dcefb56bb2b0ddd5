"""One signed POST to a partner, over a real connection on loopback."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from heyi.adapters.callback import CallbackCourier
from heyi.intake.access import find_partner_by_key
from heyi.intake.operations import add_partner, disable_partner, renew_key, set_callback
from heyi.journal.events import SYSTEM
from heyi.journal.ports import NotDelivered, Undeliverable
from heyi.kernel.clock import now
from heyi.matters.access import entering
from tests.factories.callbacks import Listener, listening

NOON = datetime(2031, 3, 5, 4, 0, tzinfo=UTC)
BODY = '{"event":{"seq":3},"unit":"织里镇社会治理中心","answers":["已解决😀"]}'
pytestmark = pytest.mark.django_db(databases=["default"])


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as found:
        yield found


@pytest.fixture
def name(listener: Listener) -> str:
    return f"安吉热线 {uuid4()}"


@pytest.fixture
def key(name: str, listener: Listener) -> str:
    with entering("admin"):
        return add_partner(name, callback=listener.address, by=SYSTEM, at=NOON)


@pytest.fixture
def destination(key: str) -> str:
    partner = find_partner_by_key(key)
    assert partner is not None
    return partner.source


def deliver(destination: str, *, seconds: float = 5.0, key: str = "k-1") -> None:
    CallbackCourier(seconds=seconds, clock=lambda: NOON).deliver(destination, "task.signed", BODY, key=key)


def test_it_arrives_whole_signed_and_named(listener: Listener, key: str, destination: str):
    deliver(destination)
    (told,) = listener.told
    assert told.path == "/heyi?of=me"
    assert told.body.decode() == BODY
    assert told.is_signed_by(key)
    assert told.headers["Content-Type"] == "application/json"
    assert told.headers["Idempotency-Key"] == "k-1"
    assert told.headers["X-Heyi-Event"] == "task.signed"
    assert told.headers["X-Heyi-Timestamp"] == str(int(NOON.timestamp()))


def test_no_log_tells_the_address(destination: str, caplog: pytest.LogCaptureFixture):
    deliver(destination)
    assert "of=me" not in caplog.text


def test_the_signature_is_of_this_key_and_this_body_alone(listener: Listener, key: str, destination: str):
    deliver(destination)
    (told,) = listener.told
    assert not told.is_signed_by("heyi_another")
    changed = type(told)(told.path, told.headers, told.body.replace(b"3", b"4"))
    assert not changed.is_signed_by(key)
    later = type(told)(told.path, {**told.headers, "X-Heyi-Timestamp": "1"}, told.body)
    assert not later.is_signed_by(key)


def test_a_renewed_key_signs_from_then_on(listener: Listener, name: str, key: str, destination: str):
    with entering("admin"):
        new = renew_key(name, by=SYSTEM, at=NOON)
    deliver(destination)
    assert listener.told[0].is_signed_by(new)
    assert not listener.told[0].is_signed_by(key)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_delivered(listener: Listener, destination: str, status: int):
    listener.statuses = [status]
    deliver(destination)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 413, 422])
def test_a_refusal_is_for_a_person_to_look_at(listener: Listener, destination: str, status: int):
    listener.statuses, listener.answer = [status], "查无\x00此号\n".encode()
    with pytest.raises(Undeliverable, match=f"{status}：查无\\?此号$"):
        deliver(destination)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 599])
def test_what_may_pass_is_tried_again(listener: Listener, destination: str, status: int):
    listener.statuses = [status]
    with pytest.raises(NotDelivered, match=str(status)) as error:
        deliver(destination)
    assert not isinstance(error.value, Undeliverable)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(listener: Listener, destination: str, status: int):
    listener.statuses, listener.headers = [status, 204], {"Location": listener.address}
    with pytest.raises(NotDelivered, match=str(status)):
        deliver(destination)
    assert len(listener.told) == 1


def test_a_long_answer_is_not_read_to_its_end(listener: Listener, destination: str):
    listener.statuses, listener.answer = [500], "长".encode() * 5_000_000
    with pytest.raises(NotDelivered) as error:
        deliver(destination)
    assert len(str(error.value)) < 300


def test_who_answers_letter_by_letter_is_not_waited_for(listener: Listener, destination: str):
    listener.is_slow = True
    with pytest.raises(NotDelivered, match=r"0\.2 秒"):
        deliver(destination, seconds=0.2)


def test_nobody_there_is_tried_again(destination: str, name: str):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    with entering("admin"):
        set_callback(name, f"http://127.0.0.1:{free}/", by=SYSTEM, at=NOON)
    with pytest.raises(NotDelivered, match="连接失败") as error:
        deliver(destination)
    assert not isinstance(error.value, Undeliverable)


def test_tls_is_not_spoken_with_who_does_not(listener: Listener, destination: str, name: str):
    with entering("admin"):
        set_callback(name, listener.address.replace("http:", "https:"), by=SYSTEM, at=NOON)
    with pytest.raises(NotDelivered, match="连接失败"):
        deliver(destination)
    assert listener.told == []


def test_who_has_no_callback_is_not_told(listener: Listener, destination: str, name: str):
    with entering("admin"):
        set_callback(name, "", by=SYSTEM, at=now())
    for nobody in (destination, "partner:0", "partner:x", "partner:", "court:1"):
        with pytest.raises(Undeliverable):
            deliver(nobody)
    assert listener.told == []


def test_who_is_disabled_is_not_told(listener: Listener, destination: str, name: str):
    with entering("admin"):
        disable_partner(name, by=SYSTEM, at=now())
    with pytest.raises(Undeliverable):
        deliver(destination)
    assert listener.told == []
