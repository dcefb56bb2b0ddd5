"""The assistant, over a real socket: what leaves the house, what comes back, and every way of its silence."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from heyi.adapters.assistant import client
from heyi.adapters.assistant.client import ChatAssistant
from heyi.adapters.assistant.stub import AssistantStub
from heyi.matters.ports import AssistantSilent

MATERIAL = "类别：矛盾纠纷\n反映内容：\n楼上夜里踩缝纫机。大家都睡不着。要求九点停机。请调解。"


@pytest.fixture
def stub() -> Iterator[AssistantStub]:
    with AssistantStub("trial") as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class _Says(BaseHTTPRequestHandler):
    """Answers every question with the same octets."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        body: bytes = self.server.body  # type: ignore[attr-defined]
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing."""


def said(body: bytes, status: int = 200) -> str:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Says) as server:
        server.body, server.status = body, status  # type: ignore[attr-defined]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            return ChatAssistant(f"http://127.0.0.1:{server.server_port}/v1", "", "m").write("t", "m")
        finally:
            server.shutdown()
            thread.join()


def silence(body: bytes, status: int = 200) -> str:
    with pytest.raises(AssistantSilent) as silent:
        said(body, status)
    return silent.value.code


def test_it_speaks_the_protocol(stub: AssistantStub) -> None:
    drafted = ChatAssistant(f"{stub.address}/", "trial", "any").write("写小结", MATERIAL)
    assert drafted.startswith("类别")
    assert [(asked.task, asked.material) for asked in stub.kept] == [("写小结", MATERIAL)]


def test_a_wrong_key_and_a_wrong_address_are_refused(stub: AssistantStub) -> None:
    for address, key in ((stub.address, "other"), (stub.address[:-3], "trial")):
        with pytest.raises(AssistantSilent) as silent:
            ChatAssistant(address, key, "any").write("t", "m")
        assert silent.value.code == "REFUSED"
    assert not stub.kept


def test_nobody_there_and_an_address_that_is_none() -> None:
    for address in ("http://127.0.0.1:9/v1", "http://[::", "file:///etc/passwd"):
        with pytest.raises(AssistantSilent) as silent:
            ChatAssistant(address, "", "any").write("t", "m")
        assert silent.value.code == "UNREACHABLE"


def test_too_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SECONDS", 0.05)
    with ThreadingHTTPServer(("127.0.0.1", 0), _Says) as deaf:  # listens, and nobody answers
        with pytest.raises(AssistantSilent) as silent:
            ChatAssistant(f"http://127.0.0.1:{deaf.server_port}/v1", "", "any").write("t", "m")
        assert silent.value.code == "TIMEOUT"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": [{"message": {"content": "  "}}]}',
        b'{"choices": [{"message": {"content": ["x"]}}]}',
        b"\xff\xfe",
        b"[" * 100_000,
        json.dumps({"choices": [{"message": {"content": "x" * (2 << 20)}}]}).encode(),
    ],
)
def test_what_cannot_be_read_is_not_taken(body: bytes) -> None:
    assert silence(body) == "UNREADABLE"


def test_an_error_is_a_refusal_and_a_redirect_is_not_followed() -> None:
    assert silence(b"{}", 500) == "REFUSED"
    assert silence(b"{}", 302) == "REFUSED"
    assert said(b'{"choices": [{"message": {"content": " words "}}]}') == "words"
