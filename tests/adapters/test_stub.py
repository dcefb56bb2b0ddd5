"""A partner's system in small: it believes what is signed, takes each once, forgets nothing, and shows it all."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from heyi.adapters.hotline12345.stub import TRADE as HOTLINE
from heyi.adapters.partner.signing import Envelope, secret_of
from heyi.adapters.partner.stub.book import Book, Heard, Offer, Said
from heyi.adapters.partner.stub.sending import Hand
from heyi.adapters.partner.stub.server import StubServer, serving
from heyi.adapters.police110.mapping import handover_of
from heyi.adapters.police110.stub import TRADE as POLICE

NOON = datetime(2031, 3, 5, 4, 0, tzinfo=UTC)
KEY = "heyi_110"
NOWHERE = "http://127.0.0.1:9"


def change(ref: str = "J1", seq: int = 3, state: str = "办理中") -> dict[str, Any]:
    return {
        "jjdbh": ref, "sjbh": "N1", "cxm": "A2R6", "xh": seq, "zt": "20", "ztsm": state,
        "cldw": "八里店镇社会治理中心", "fksj": "2031-03-05T12:00:00+08:00", "fknr": "",
    }  # fmt: skip


@pytest.fixture
def stub() -> Iterator[StubServer]:
    book = Book()
    book.note_sending("J1", {"bjnr": "两家吵了起来"}, at="2031-03-05T11:00:00+08:00")
    hand = Hand(POLICE, book, NOWHERE, 7, KEY, lambda: NOON)
    with serving(StubServer("127.0.0.1", 0, hand, slow=0.01)) as server:
        yield server


def tell(
    stub: StubServer,
    document: object,
    *,
    key: str = "k1",
    secret: str = KEY,
    at: datetime = NOON,
    sender: str = "heyi",
) -> int:
    body = json.dumps(document).encode()
    envelope = Envelope.now(sender, "/heyi", "task.signed", key, at=at)
    headers = envelope.headers(secret_of(secret), body)
    return httpx.post(f"{stub.address}/heyi", content=body, headers=headers, trust_env=False).status_code


def press(stub: StubServer, path: str, origin: str = "", **form: str) -> int:
    headers = {"Content-Type": "application/x-www-form-urlencoded"} | ({"Origin": origin} if origin else {})
    sent = urlencode(form)
    return httpx.post(stub.address + path, content=sent, headers=headers, trust_env=False).status_code


def faults(stub: StubServer) -> list[str]:
    return [words for _at, words in stub.hand.book.faults]


def test_a_change_is_taken_once_and_a_repetition_is_known(stub: StubServer):
    assert [tell(stub, change()), tell(stub, change())] == [200, 200]
    sent = stub.hand.book.sent["J1"]
    assert ([heard.seq for heard in sent.history], sent.doubled) == ([3], 1)


def test_another_body_under_the_same_key_is_refused(stub: StubServer):
    assert [tell(stub, change()), tell(stub, change(state="已办结"))] == [200, 409]
    assert [heard.state for heard in stub.hand.book.sent["J1"].history] == ["办理中"]


def test_what_comes_late_stands_in_its_place(stub: StubServer):
    tell(stub, change(seq=5, state="已答复"), key="k5")
    tell(stub, change(seq=3), key="k3")
    sent = stub.hand.book.sent["J1"]
    assert [heard.seq for heard in sent.history] == [3, 5]
    assert sent.newest is not None
    assert (sent.newest.state, sent.late) == ("已答复", 1)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"secret": "heyi_other"}, "签名不符"),
        ({"sender": "7"}, "签名不符"),
        ({"at": NOON - timedelta(minutes=6)}, "时间戳超出五分钟"),
        ({"at": NOON + timedelta(minutes=6)}, "时间戳超出五分钟"),
    ],
)
def test_what_is_not_to_be_believed_is_shown_and_nothing_else(stub: StubServer, given: Any, fault: str):
    assert tell(stub, change(), **given) == 401
    assert faults(stub) == [fault]
    assert stub.hand.book.sent["J1"].history == []


def test_an_unsigned_message_and_an_unknown_number_are_refused(stub: StubServer):
    assert httpx.post(f"{stub.address}/heyi", content=b"{}", trust_env=False).status_code == 401
    assert tell(stub, change("J9")) == 404
    assert faults(stub) == ["没有签名", "没有这个编号：J9"]


@pytest.mark.parametrize(("mode", "status"), [("FAILING", 500), ("REFUSING", 422), ("SLOW", 200)])
def test_the_switch_answers_as_it_says(stub: StubServer, mode: str, status: int):
    assert press(stub, "/mode", mode=mode) == 303
    assert tell(stub, change()) == status


@pytest.mark.parametrize(("mode", "taken"), [("DOWN", 0), ("LOST", 1)])
def test_without_an_answer_it_may_have_been_taken_or_not(stub: StubServer, mode: str, taken: int):
    press(stub, "/mode", mode=mode)
    with pytest.raises(httpx.RemoteProtocolError):
        tell(stub, change())
    assert len(stub.hand.book.sent["J1"].history) == taken


def test_a_form_of_another_page_presses_nothing(stub: StubServer):
    assert press(stub, "/mode", origin="https://evil.example", mode="DOWN") == 403
    assert stub.hand.book.mode == "WELL"


def test_too_much_is_not_read(stub: StubServer):
    connection = HTTPConnection("127.0.0.1", stub.server_port, timeout=10)
    connection.putrequest("POST", "/heyi")
    connection.putheader("Content-Length", "9999999")
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_who_cannot_be_reached_is_told_so_and_the_call_is_kept(stub: StubServer):
    assert press(stub, "/handover", fjqlb="03", gsqr="1", bjnr="<script>吵</script>") == 303
    ref = next(ref for ref in stub.hand.book.sent if ref != "J1")
    assert stub.hand.book.sent[ref].status == 0
    page = httpx.get(stub.address, trust_env=False).text
    assert "移交未成" in page
    assert "ConnectError" in page
    assert "&lt;script&gt;吵&lt;/script&gt;" in page
    assert "<script>吵" not in page


@pytest.mark.parametrize("path", ["/", "/part", "/stub.css", "/stub.js", "/nowhere"])
def test_its_page_and_what_belongs_to_it(stub: StubServer, path: str):
    answer = httpx.get(stub.address + path, trust_env=False)
    assert answer.status_code == (404 if path == "/nowhere" else 200)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")


def give(stub: StubServer, document: object, *, event: str = "transfer.offer", key: str = "t1") -> int:
    body = json.dumps(document).encode()
    envelope = Envelope.now("heyi", "/heyi", event, key, at=NOON)
    headers = envelope.headers(secret_of(KEY), body)
    return httpx.post(f"{stub.address}/heyi", content=body, headers=headers, trust_env=False).status_code


def offered(number: str = "T1", **more: str) -> dict[str, str]:
    return {"zjbh": number, "sjbh": "N1", "bjnr": "<b>两人持械对峙</b>", "clyq": "请出警", "lxdh": "", **more}


def test_what_it_is_given_is_shown_field_by_field_and_taken_once(stub: StubServer):
    assert [give(stub, offered()), give(stub, offered())] == [200, 200]
    assert give(stub, offered(bjnr="别的事")) == 409
    offer = stub.hand.book.offers["T1"]
    assert (offer.document, offer.doubled, offer.state) == (offered(), 1, "WAITING")
    page = httpx.get(stub.address, trust_env=False).text
    for words in ("收到的转交", "&lt;b&gt;两人持械对峙&lt;/b&gt;", "请求", "（没有）", offer.ref, "不接收"):
        assert words in page
    assert "<b>两人" not in page


def test_a_recall_takes_it_back_and_one_of_what_never_came_is_taken_note_of(stub: StubServer):
    give(stub, offered())
    recall = {"zjbh": "T1", "sjbh": "N1", "chsj": "2031-03-05T12:10:00+08:00"}
    given = {"event": "transfer.recall", "key": "t2"}
    assert [give(stub, recall, **given), give(stub, recall, **given)] == [200, 200]
    assert stub.hand.book.offers["T1"].state == "RECALLED"
    assert give(stub, {**recall, "zjbh": "T9"}, event="transfer.recall", key="t3") == 200
    assert list(stub.hand.book.offers) == ["T1"]


@pytest.mark.parametrize(("habit", "verb"), [("ACCEPTS", "take_over"), ("REFUSES", "turn_down")])
def test_by_its_switch_it_answers_and_keeps_how_that_went(stub: StubServer, habit: str, verb: str):
    assert press(stub, "/habit", habit=habit) == 303
    give(stub, offered())
    offer = stub.hand.book.offers["T1"]
    assert [(said.verb, said.status) for said in offer.said] == [(verb, 0)]  # nobody listens there
    assert offer.state == "WAITING"
    assert "未成" in httpx.get(stub.address, trust_env=False).text


def test_a_button_for_nothing_known_does_nothing(stub: StubServer):
    give(stub, offered())
    for form in ({"number": "T9", "verb": "take_over"}, {"number": "T1", "verb": "destroy"}):
        assert press(stub, "/answer", **form) == 303
    assert press(stub, "/habit", habit="SLEEPS") == 303
    assert (stub.hand.book.offers["T1"].said, stub.hand.book.habit) == ([], "BY_HAND")


def test_a_restart_forgets_nothing(tmp_path: Path):
    path = tmp_path / "110.json"
    book = Book(path)
    book.note_sending("J1", {"bjnr": "吵"}, at="2031-03-05T11:00:00+08:00")
    book.note_answer("J1", 201, "", {"number": "N1"})
    heard = Heard(3, "办理中", "中心", "2031-03-05T12:00:00+08:00", "", "2031-03-05T12:00:01+08:00")
    assert book.take("J1", "k1", b"{}", heard) == 200
    book.note_fault("2031-03-05T12:00:02+08:00", "签名不符")
    offer = Offer("T1", "2031-03-05T12:00:00+08:00", offered(), "Z1")
    assert book.take_offer(offer, "t1", b"{}") == 200
    book.note_said("T1", Said("take_over", "", "2031-03-05T12:01:00+08:00", 201, ""), "ACCEPTED")
    book.take_to("ACCEPTS")
    book.switch("DOWN")
    again = Book(path)
    assert (again.offers, again.habit) == (book.offers, "ACCEPTS")
    assert again.sent == book.sent
    assert (again.faults, again.mode) == (book.faults, "DOWN")
    assert again.take("J1", "k1", b"{}", heard) == 200
    assert again.sent["J1"].doubled == 1


@pytest.mark.parametrize("trade", [POLICE, HOTLINE], ids=["110", "12345"])
def test_every_prepared_call_has_a_number_of_its_own_and_fills_known_blanks(trade: Any):
    blanks = {blank.name for blank in trade.blanks}
    refs = set()
    for step, (_words, form) in enumerate(trade.samples):
        assert set(form) <= blanks
        refs.add(trade.document(form, NOON + timedelta(milliseconds=step))[trade.ref])
    assert len(refs) == len(trade.samples)


def test_110s_prepared_calls_are_what_its_mapping_takes():
    for _words, form in POLICE.samples:
        document = POLICE.document(form, NOON)
        handover_of(document, at=NOON, regions={"330502100", "330502101"})


def test_a_file_of_before_is_read(tmp_path: Path):
    path = tmp_path / "110.json"
    path.write_text(json.dumps({"sent": [], "keys": {}, "faults": [], "mode": "DOWN"}), encoding="utf-8")
    book = Book(path)
    assert (book.mode, book.habit, book.offers) == ("DOWN", "BY_HAND", {})
