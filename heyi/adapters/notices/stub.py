"""A mail server and three robots in small: they take what is sent on this machine and show it on one page.

For the demo and for tests. A robot whose token begins with `refused` answers as the channels do when a keyword or a
signature is wrong: 200, and a code that is not 0.
"""

import json
import socketserver
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from email import message_from_bytes, policy
from html import escape
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from threading import Thread
from typing import Any, NamedTuple

from heyi.adapters.sink import SinkHandler, SinkPage
from heyi.kernel.clock import CHINA, now
from heyi.kernel.typed import whole_number

KEPT = 100
LARGEST = 200_000  # bytes
_REFUSED = {
    "errcode": 310000,
    "errmsg": "keywords not in content",
    "code": 19024,
    "msg": "Key Words Not Found",
}
_TAKEN = {"errcode": 0, "errmsg": "ok", "code": 0, "msg": "success"}


class Kept(NamedTuple):
    """What one of them took."""

    at: str
    way: str
    to: str
    title: str
    words: str


class NoticeSink(ThreadingHTTPServer):
    """The robots at POST /dingtalk/…, /wecom/…, /feishu/…; the page at /, all as JSON at /messages.

    `with` starts the mail server beside it.
    """

    daemon_threads = True

    def __init__(
        self,
        port: int = 0,
        mail_port: int = 0,
        *,
        clock: Callable[[], datetime] = now,
        host: str = "127.0.0.1",
    ) -> None:
        super().__init__((host, port), _Handler)
        self.clock = clock
        self.kept: deque[Kept] = deque(maxlen=KEPT)
        self.mail = _MailServer((host, mail_port), self)

    def __enter__(self) -> "NoticeSink":
        Thread(target=self.mail.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *raised: Any) -> None:
        self.mail.shutdown()
        self.mail.server_close()
        super().__exit__(*raised)

    @property
    def address(self) -> str:
        """Where the page is."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}"

    @property
    def mail_address(self) -> str:
        """host:port of the mail server."""
        host, port = self.mail.server_address[:2]
        return f"{host!s}:{port}"

    def keep(self, way: str, to: str, title: str, words: str) -> None:
        """Show it on the page."""
        at = self.clock().astimezone(CHINA).isoformat(timespec="seconds")
        self.kept.append(Kept(at, way, to, title, words))


class _Handler(SinkHandler):
    server: NoticeSink

    def do_POST(self) -> None:  # noqa: N802  # the name that the standard library calls
        """Take a message as the channels do: 200 whatever comes of it."""
        length = whole_number(self.headers.get("Content-Length", ""))
        if length is None or length > LARGEST:
            self.answer(HTTPStatus.BAD_REQUEST, "{}")
            return
        words, token = _words_of(self.rfile.read(length)), _token_of(self.path)
        if not words or token.startswith("refused"):
            self.answer(HTTPStatus.OK, json.dumps(_REFUSED))
            return
        self.server.keep(self.path.split("/")[1], f"…{token[-4:]}", "", words)
        self.answer(HTTPStatus.OK, json.dumps(_TAKEN))


def _row(row: Kept) -> str:
    title = f"<strong>{escape(row.title)}</strong><br>" if row.title else ""
    head = f"{escape(row.at)} {escape(row.way)} → {escape(row.to)}"
    return f"<li><small>{head}</small><br>{title}{escape(row.words)}</li>"


_Handler.page = SinkPage(
    "通知 Notices",
    "演示通知 <span lang='en'>Notices of the demo</span>",
    "邮件和群机器人的通知只到这里，不发往外面。"
    " <span lang='en'>Mail and groups' messages end here; nothing leaves this machine.</span>",
    "还没有通知。 <span lang='en'>Nothing yet.</span>",
    _row,
)


def _words_of(body: bytes) -> str:
    try:
        sent = json.loads(body)
        return str((sent.get("text") or sent["content"]).get("content") or sent["content"]["text"])
    except (ValueError, KeyError, AttributeError, TypeError):
        return ""


def _token_of(path: str) -> str:
    return (
        path.partition("access_token=")[2].split("&")[0]
        or path.partition("key=")[2]
        or path.rpartition("/")[2]
    )


def _is_wrong(line: str) -> bool:
    """Whether AUTH PLAIN (RFC 4616) brings the one password that is refused."""
    return b64decode(line.rpartition(" ")[2]).endswith(b"\0wrong")


class _MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, place: tuple[str, int], sink: NoticeSink) -> None:
        super().__init__(place, _MailHandler)
        self.sink = sink


class _MailHandler(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a sender needs; a recipient `full@…` is refused for now, `unknown@…` for good, and
    so is who comes with the password `wrong`."""

    server: _MailServer

    def handle(self) -> None:
        """One conversation."""
        self._say("220 heyi stub")
        to = ""
        for line in self._lines():
            verb = line[:4].upper()
            if verb == "EHLO":
                self._say("250-heyi\r\n250 AUTH PLAIN")
            elif verb == "AUTH":
                self._say("535 wrong password" if _is_wrong(line) else "235 welcome")
            elif verb == "RCPT":
                to = line.partition("<")[2].partition(">")[0]
                self._say(_standing(to))
            elif verb == "DATA":
                self._say("354 go on")
                self._take(to)
                self._say("250 taken")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 heyi")

    def _lines(self) -> Iterator[str]:
        while raw := self.rfile.readline(2000):
            yield raw.decode("utf-8", "replace").rstrip("\r\n")

    def _take(self, to: str) -> None:
        read = b""
        while (raw := self.rfile.readline(2000)) not in (b".\r\n", b"") and len(read) < LARGEST:
            read += raw.removeprefix(b".") if raw.startswith(b"..") else raw
        message = message_from_bytes(read, policy=policy.default)
        words = message.get_content().strip()
        self.server.sink.keep("mail", to, str(message["Subject"]), words)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


def _standing(to: str) -> str:
    return {"full": "452 full", "unknown": "550 unknown"}.get(to.partition("@")[0], "250 ok")
