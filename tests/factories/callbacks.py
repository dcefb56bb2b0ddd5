"""A partner's own server on loopback: it keeps what it is sent, in order, and answers as told."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

TRICKLE = 0.05  # seconds between the letters of a slow answer


@dataclass(frozen=True)
class Told:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def news(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def seq(self) -> int:
        return self.news["event"]["seq"]

    def is_signed_by(self, key: str) -> bool:
        """As docs/howto/callbacks.md tells a partner to check it."""
        secret = hashlib.sha256(key.encode()).digest()
        signed = self.headers["X-Heyi-Timestamp"].encode() + self.body
        mine = hmac.new(secret, signed, hashlib.sha256).hexdigest()
        return hmac.compare_digest(mine, self.headers["X-Heyi-Signature"])


@dataclass
class Listener:
    """The partner. Statuses are given one after the other; the last one stays."""

    address: str = ""
    told: list[Told] = field(default_factory=list)
    statuses: list[int] = field(default_factory=lambda: [204])
    headers: dict[str, str] = field(default_factory=dict)
    answer: bytes = b""
    is_slow: bool = False  # answers a letter at a time, and never comes to an end
    over: Event = field(default_factory=Event)

    def take(self, told: Told) -> int:
        self.told.append(told)
        return self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]


@contextmanager
def listening() -> Iterator[Listener]:
    """A listener while inside, on a free port and a thread of its own."""
    listener = Listener()
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), type("Handler", (_Handler,), {"listener": listener})
    ) as server:
        listener.address = f"http://127.0.0.1:{server.server_port}/heyi?of=me"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield listener
        finally:
            listener.over.set()
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Takes and answers for a listener."""

    listener: Listener

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status = self.listener.take(Told(self.path, dict(self.headers), body))
        try:
            if self.listener.is_slow:
                self._trickle()
            else:
                self._answer(status)
        except OSError:
            self.close_connection = True  # the other side has heard enough

    def _answer(self, status: int) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Length": str(len(self.listener.answer)),
            **self.listener.headers,
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(self.listener.answer)

    def _trickle(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.listener.over.wait(TRICKLE):
            self.wfile.write(b"a")

    def log_message(self, *_: object) -> None:
        """Tests print nothing."""
