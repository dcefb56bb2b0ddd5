"""What the demo's sinks share: one page and its JSON, of what they took. Not for the partners' stubs, which do more."""

import json
from collections import deque
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any, NamedTuple

_PAGE = """<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="3">
<title>{title}</title><style>
:root {{ color-scheme: light dark }} body {{ max-width: 40rem; margin: 2rem auto; padding: 0 1rem;
font: 1rem/1.7 system-ui, sans-serif }} li {{ margin: 1rem 0; padding: .75rem 1rem; border: 1px solid #8886;
border-radius: .75rem; white-space: pre-wrap }} ol {{ padding: 0; list-style: none }} small {{ opacity: .75 }}</style>
</head><body><h1>{head}</h1><p><small>{says}</small></p><ol>{rows}</ol></body></html>"""


class SinkPage(NamedTuple):
    """The words of a sink's page, as HTML, and how a row of it is written."""

    title: str
    head: str
    says: str
    empty: str
    row: Callable[[Any], str]


class SinkHandler(BaseHTTPRequestHandler):
    """Shows what its server has `kept`, a tuple with names each; taking something is the handler's own."""

    page: SinkPage

    def do_GET(self) -> None:
        """The page, or the list as JSON, the newest first."""
        kept: deque[Any] = self.server.kept  # type: ignore[attr-defined]
        newest = list(reversed(kept))
        if self.path == "/messages":
            self.answer(HTTPStatus.OK, json.dumps([row._asdict() for row in newest], ensure_ascii=False))
        elif self.path == "/":
            rows = "".join(map(self.page.row, newest)) or f"<li>{self.page.empty}</li>"
            words = {name: value for name, value in self.page._asdict().items() if name != "row"}
            self.answer(HTTPStatus.OK, _PAGE.format(**words, rows=rows), "text/html")
        else:
            self.answer(HTTPStatus.NOT_FOUND, "{}")

    def answer(self, status: HTTPStatus, words: str, kind: str = "application/json") -> None:
        """One answer, whole."""
        body = words.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # its own name for it
        """Says nothing: tokens stand in addresses, and a log of telephones is not wanted anywhere."""
