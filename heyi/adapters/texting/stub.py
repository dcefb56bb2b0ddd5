"""A text gateway in small, as a server of its own: checks the signature, keeps the last messages, shows them.

For the demo and for tests. It listens on this machine alone: what it shows would let anybody in.
"""

from collections import deque
from collections.abc import Callable
from datetime import datetime
from html import escape
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from typing import NamedTuple

from heyi.adapters.sink import SinkHandler, SinkPage
from heyi.adapters.texting.message import is_ours, read_text
from heyi.kernel.clock import CHINA, now
from heyi.kernel.typed import whole_number

KEPT = 50
LARGEST = 10_000  # bytes


class Kept(NamedTuple):
    """A message that the sink took."""

    at: str
    phone: str
    words: str


class Sink(ThreadingHTTPServer):
    """Takes messages at POST /send; shows them at / and, as JSON, at /messages."""

    daemon_threads = True

    def __init__(
        self, secret: str, port: int = 0, *, host: str = "127.0.0.1", clock: Callable[[], datetime] = now
    ) -> None:
        super().__init__((host, port), _Handler)
        self.secret = secret
        self.clock = clock
        self.kept: deque[Kept] = deque(maxlen=KEPT)

    @property
    def address(self) -> str:
        """Where its page is; messages go to /send below it."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"


def _row(row: Kept) -> str:
    return f"<li><small>{escape(row.at)} → {escape(row.phone)}</small><br>{escape(row.words)}</li>"


class _Handler(SinkHandler):
    server: Sink
    page = SinkPage(
        "短信 Texts",
        "演示短信 <span lang='en'>Texts of the demo</span>",
        "只在本机显示，不发往任何手机。 <span lang='en'>Shown on this machine alone; no telephone gets them.</span>",
        "还没有短信。 <span lang='en'>No message yet.</span>",
        _row,
    )

    def do_POST(self) -> None:  # noqa: N802  # the name that the standard library calls
        """Take a message that was signed with our secret."""
        length = whole_number(self.headers.get("Content-Length", ""))
        if self.path != "/send" or length is None or length > LARGEST:
            self.answer(HTTPStatus.BAD_REQUEST, "{}")
            return
        body = self.rfile.read(length)
        at = self.server.clock()
        if not is_ours(self.headers, body, secret=self.server.secret, at=at):  # type: ignore[arg-type]
            self.answer(HTTPStatus.UNAUTHORIZED, '{"error": "signature"}')
            return
        text = read_text(body)
        if text is None:
            self.answer(HTTPStatus.UNPROCESSABLE_ENTITY, '{"error": "body"}')
            return
        self.server.kept.append(Kept(at.astimezone(CHINA).isoformat(timespec="seconds"), *text))
        self.answer(HTTPStatus.ACCEPTED, '{"taken": true}')
