"""A text gateway in small, as a server of its own: checks the signature, keeps the last messages, shows them.

For the demo and for tests. It listens on this machine alone: what it shows would let anybody in.
"""

import json
from collections import deque
from collections.abc import Callable
from datetime import datetime
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from heyi.adapters.texting.message import is_ours, read_text
from heyi.kernel.clock import CHINA, now

KEPT = 50
LARGEST = 10_000  # bytes
_PAGE = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="3">
<title>短信 Texts</title><style>
:root {{ color-scheme: light dark }} body {{ max-width: 34rem; margin: 2rem auto; padding: 0 1rem;
font: 1rem/1.7 system-ui, sans-serif }} li {{ margin: 1rem 0; padding: .75rem 1rem; border: 1px solid #8886;
border-radius: .75rem }} ol {{ padding: 0; list-style: none }} small {{ opacity: .75 }}</style></head>
<body><h1>演示短信 <span lang="en">Texts of the demo</span></h1>
<p><small>只在本机显示，不发往任何手机。
<span lang="en">Shown on this machine alone; no telephone gets them.</span></small></p>
<ol>{rows}</ol></body></html>"""
_EMPTY = "<li>还没有短信。 <span lang='en'>No message yet.</span></li>"


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


class _Handler(BaseHTTPRequestHandler):
    server: Sink

    def do_GET(self) -> None:
        """The page, or the list as JSON, the newest first."""
        newest = list(reversed(self.server.kept))
        if self.path == "/messages":
            self._answer(HTTPStatus.OK, json.dumps([row._asdict() for row in newest], ensure_ascii=False))
        elif self.path == "/":
            rows = "".join(
                f"<li><small>{escape(row.at)} → {escape(row.phone)}</small><br>{escape(row.words)}</li>"
                for row in newest
            )
            self._answer(HTTPStatus.OK, _PAGE.format(rows=rows or _EMPTY), "text/html")
        else:
            self._answer(HTTPStatus.NOT_FOUND, "{}")

    def do_POST(self) -> None:
        """Take a message that was signed with our secret."""
        length = self.headers.get("Content-Length", "")
        if self.path != "/send" or not length.isdigit() or int(length) > LARGEST:
            self._answer(HTTPStatus.BAD_REQUEST, "{}")
            return
        body = self.rfile.read(int(length))
        at = self.server.clock()
        if not is_ours(self.headers, body, secret=self.server.secret, at=at):  # type: ignore[arg-type]
            self._answer(HTTPStatus.UNAUTHORIZED, '{"error": "signature"}')
            return
        text = read_text(body)
        if text is None:
            self._answer(HTTPStatus.UNPROCESSABLE_ENTITY, '{"error": "body"}')
            return
        self.server.kept.append(Kept(at.astimezone(CHINA).isoformat(timespec="seconds"), *text))
        self._answer(HTTPStatus.ACCEPTED, '{"taken": true}')

    def _answer(self, status: HTTPStatus, words: str, kind: str = "application/json") -> None:
        body = words.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # its own name for it
        """Says nothing: a log of telephones is not wanted anywhere."""
