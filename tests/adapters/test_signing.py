"""The envelope of the partner protocol: what is signed, whom it convinces, and for how long."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heyi.adapters.partner.signing import WINDOW, Envelope, Refused, secret_of, signature, verify

NOON = datetime(2031, 3, 5, 4, 0, tzinfo=UTC)
SECRET = secret_of("heyi_110")
SENT = Envelope.now("7", "/api/partners/v1/police110/handovers", "matter.handed_over", "J1", at=NOON)
BODY = b'{"jjdbh":"J1"}'
words = st.text(st.characters(blacklist_characters="\n", blacklist_categories=("Cs",)), max_size=20)


def refusal(envelope: Envelope, signed: str, body: bytes = BODY, *, secret: bytes | None = SECRET) -> str:
    with pytest.raises(Refused) as refused:
        verify(envelope, signed, body, secret=secret, at=NOON)
    return refused.value.code


def test_what_was_signed_is_taken():
    verify(SENT, SENT.signature(SECRET, BODY), BODY, secret=SECRET, at=NOON)


@pytest.mark.parametrize(
    "changed",
    [
        {"sender": "8"},
        {"path": "/api/partners/v1/police110/calls"},
        {"event": "call.recorded"},
        {"key": "J2"},
        {"timestamp": str(int(NOON.timestamp()) + 1)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_message_caught_on_its_way_serves_nowhere_else(changed: dict[str, str]):
    signed = SENT.signature(SECRET, BODY)
    assert refusal(replace(SENT, **changed), signed) == "WRONG_SIGNATURE"


@given(words, words, words, words)
def test_no_two_envelopes_are_signed_alike(key: str, event: str, other_key: str, other_event: str):
    one, other = replace(SENT, key=key, event=event), replace(SENT, key=other_key, event=other_event)
    assert (one.signature(SECRET, BODY) == other.signature(SECRET, BODY)) is (one == other)


def test_a_changed_body_another_secret_and_nobody_are_refused_alike():
    signed = SENT.signature(SECRET, BODY)
    assert refusal(SENT, signed, BODY + b" ") == "WRONG_SIGNATURE"
    assert refusal(SENT, signed, secret=secret_of("heyi_12345")) == "WRONG_SIGNATURE"
    assert refusal(SENT, SENT.signature(bytes(32), BODY), secret=None) == "WRONG_SIGNATURE"


@pytest.mark.parametrize("signed", ["", "0" * 64, "f" * 63, "Ｆ" * 64, "签" * 64, "A" * 64])
def test_what_is_no_signature_is_none(signed: str):
    assert refusal(SENT, signed) == "WRONG_SIGNATURE"


@pytest.mark.parametrize("off", [WINDOW, -WINDOW, timedelta(0)])
def test_within_the_window_it_is_fresh(off: timedelta):
    sent = Envelope.now("7", "/x", "e", "k", at=NOON + off)
    verify(sent, sent.signature(SECRET, BODY), BODY, secret=SECRET, at=NOON)


@pytest.mark.parametrize("off", [timedelta(seconds=1), timedelta(days=3650)])
@pytest.mark.parametrize("sign", [1, -1])
def test_outside_it_is_old_or_of_the_future(off: timedelta, sign: int):
    sent = Envelope.now("7", "/x", "e", "k", at=NOON + sign * (WINDOW + off))
    assert refusal(sent, sent.signature(SECRET, BODY)) == "WRONG_TIME"


@pytest.mark.parametrize("timestamp", ["", "1e9", "-5", "９９", "9" * 13, "now"])
def test_a_time_that_is_none_is_wrong(timestamp: str):
    sent = replace(SENT, timestamp=timestamp)
    assert refusal(sent, sent.signature(SECRET, BODY)) == "WRONG_TIME"


@pytest.mark.parametrize(
    "name", ["X-Heyi-Version", "X-Heyi-Partner", "X-Heyi-Event", "X-Heyi-Timestamp", "X-Heyi-Signature"]
)
def test_a_message_without_one_of_its_headers_is_not_signed(name: str):
    headers = {found: value for found, value in SENT.headers(SECRET, BODY).items() if found != name}
    with pytest.raises(Refused, match="NOT_SIGNED"):
        Envelope.read(SENT.path, headers)


def test_an_envelope_reads_back_from_its_headers():
    envelope, signed = Envelope.read(SENT.path, SENT.headers(SECRET, BODY))
    assert (envelope, signed) == (SENT, SENT.signature(SECRET, BODY))


def test_a_callback_is_signed_as_its_page_says():
    assert signature(SECRET, "1", b"2") != Envelope("", "", "", "", "1").signature(SECRET, b"2")
