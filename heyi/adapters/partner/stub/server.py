"""The stub's HTTP: a page for people, and one address at which Heyi tells of changes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from heyi.adapters.partner.signing import Envelope, Refused, secret_of, verify
from heyi.adapters.partner.stub.book import Offer
from heyi.adapters.partner.stub.page import log_part, whole_page
from heyi.adapters.partner.stub.sending import AFTER, Hand
from heyi.kernel.clock import CHINA
from heyi.kernel.typed import whole_number
from heyi.matters.transfers import OFFER, RECALL

BODY_LIMIT = 1024 * 1024  # bytes
SLOW = 12.0  # seconds: longer than Heyi waits
_FAULTS = {"NOT_SIGNED": "没有签名", "WRONG_SIGNATURE": "签名不符", "WRONG_TIME": "时间戳超出五分钟"}
_BY_HABIT = {"ACCEPTS": ("take_over",), "REFUSES": ("turn_down", "不属于本系统受理范围。")}
_TAKEN = 200
MOODS = {"FAILING": (500, "模拟故障"), "REFUSING": (422, "模拟拒收")}
_FILES = {"/stub.css": ("stub.css", "text/css"), "/stub.js": ("stub.js", "text/javascript")}


class StubServer(ThreadingHTTPServer):
    """One stub, listening; `over` ends what waits."""

    daemon_threads = True

    def __init__(self, host: str, port: int, hand: Hand, *, slow: float = SLOW) -> None:
        super().__init__((host, port), _Handler)
        self.hand = hand
        self.slow = slow
        self.over = Event()

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{self.server_address[0]!s}:{self.server_port}"


@contextmanager
def serving(server: StubServer) -> Iterator[StubServer]:
    """The stub on a thread of its own while inside."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """Takes and answers for a stub."""

    server: StubServer
    timeout = 30

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path in _FILES:
            name, media_type = _FILES[path]
            found = resources.files("heyi.adapters.partner.stub").joinpath(name).read_bytes()
            self._answer(200, found, media_type)
        elif path == "/part":
            self._answer(200, log_part(self.server.hand).encode(), "text/html")
        elif path == "/":
            self._answer(200, whole_page(self.server.hand).encode(), "text/html")
        else:
            self._answer(404, b"", "text/plain")

    def do_POST(self) -> None:
        body = self._body()
        if body is None:
            return
        if urlsplit(self.path).path == "/heyi":
            self._told(body)
        elif self._is_own():
            self._pressed(urlsplit(self.path).path, body)
        else:
            self._answer(403, "只接受本页的表单。".encode(), "text/plain")

    def _body(self) -> bytes | None:
        length = whole_number(self.headers.get("Content-Length") or "")
        if length is None or length > BODY_LIMIT:
            self._answer(413, b"", "text/plain")
            return None
        return self.rfile.read(length)

    def _is_own(self) -> bool:
        """Whether a form was sent from this very page, as far as the browser says."""
        origin = self.headers.get("Origin")
        return origin is None or urlsplit(origin).netloc == self.headers.get("Host")

    def _pressed(self, path: str, body: bytes) -> None:
        """A button of the page."""
        form = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        hand = self.server.hand
        if path == "/handover":
            hand.hand_over(form)
        elif path == "/again" and form.get("ref", "") in hand.book.sent:
            hand.send(form["ref"])
        elif path == "/mode":
            hand.book.switch(form.get("mode", ""))
        elif path == "/habit":
            hand.book.take_to(form.get("habit", ""))
        elif path == "/answer" and form.get("number", "") in hand.book.offers and form.get("verb") in AFTER:
            hand.answer(form["number"], form["verb"], form.get("text", "").strip())
        self.send_response(303)
        self.send_header("Location", "/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _told(self, body: bytes) -> None:
        """Heyi tells of a change: as the switch stands, or after a look at its signature."""
        mode = self.server.hand.book.mode
        if mode == "DOWN":
            self.close_connection = True  # no answer at all
            return
        if mode in MOODS:
            status, words = MOODS[mode]
            self._answer(status, words.encode(), "text/plain")
            return
        if mode == "SLOW":
            self.server.over.wait(self.server.slow)
        status, told = self._taken(body)
        self._act_by_habit(told.get("number", "") if status == _TAKEN else "")
        if mode == "LOST":
            self.close_connection = True  # it has it, and nobody hears so
            return
        self._answer(status, json.dumps(told, ensure_ascii=False).encode(), "application/json")

    def _act_by_habit(self, number: str) -> None:
        """Answer a transfer that has just come, where the switch says so; Heyi may hear that before it hears 200."""
        hand = self.server.hand
        offer = hand.book.offers.get(number)
        if offer is not None and offer.state == "WAITING" and hand.book.habit in _BY_HABIT:
            hand.answer(number, *_BY_HABIT[hand.book.habit])

    def _taken(self, body: bytes) -> tuple[int, dict[str, Any]]:
        hand, at = self.server.hand, self.server.hand.clock()
        written = at.astimezone(CHINA).isoformat(timespec="seconds")
        try:
            envelope, signed = Envelope.read(self.path, self.headers)  # type: ignore[arg-type]
            secret = secret_of(hand.key) if envelope.sender.startswith(hand.trade.hears) else None
            verify(envelope, signed, body, secret=secret, at=at)
        except Refused as refused:
            hand.book.note_fault(written, _FAULTS[refused.code])
            return 401, {"error": _FAULTS[refused.code]}
        document = json.loads(body)
        if envelope.event in (OFFER, RECALL):
            return self._given(envelope, document, body, written)
        ref, heard = hand.trade.heard(document, written)
        return hand.book.take(ref, envelope.key, body, heard), {"ref": ref}

    def _given(
        self, envelope: Envelope, document: dict[str, Any], body: bytes, at: str
    ) -> tuple[int, dict[str, Any]]:
        """A matter is given to this partner, or taken back."""
        hand = self.server.hand
        number = str(document[hand.trade.inbox.number])
        if envelope.event == RECALL:
            return hand.book.take_recall(number, envelope.key, body, at), {}
        own = f"Z{sha256(number.encode()).hexdigest()[:12].upper()}"
        status = hand.book.take_offer(Offer(number, at, document, own), envelope.key, body)
        return status, {"number": number}

    def _answer(self, status: int, body: bytes, media_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{media_type}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # the other side has heard enough

    def log_message(self, *_: object) -> None:
        """The page is the log."""
