"""An assistant in small, for trials and tests: a server that speaks the protocol and drafts by rule, not by a model.

It answers with the first sentences of the material, which is all it can do, and says so. What it was asked is kept for
its page, so that everybody can see what leaves the house.
"""

import hmac
import json
import re
from collections import deque
from html import escape
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from typing import Any, NamedTuple

from heyi.adapters.sink import SinkHandler, SinkPage

MODEL = "heyi-stub"
_KEPT, _LONGEST = 50, 1 << 20
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")


class Asked(NamedTuple):
    """One question as it came."""

    task: str
    material: str


class AssistantStub(ThreadingHTTPServer):
    """Listens on this machine alone; whoever has the key is answered."""

    daemon_threads = True

    def __init__(self, key: str, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.key = key
        self.kept: deque[Asked] = deque(maxlen=_KEPT)

    @property
    def address(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self.server_port}/v1"


def _row(asked: Asked) -> str:
    return f"<li><small>{escape(asked.task)}</small>\n{escape(asked.material)}</li>"


class _Handler(SinkHandler):
    server: AssistantStub
    page = SinkPage(
        "演示助手 assistant",
        "演示助手 Assistant of the demo",
        "这里列出发给助手的全部内容。它只摘抄原文，不是模型。 What was sent to it; it copies, it is no model.",
        "还没有发来的内容。 Nothing yet.",
        _row,
    )

    def do_POST(self) -> None:  # noqa: N802  # http.server's name
        """A chat completion, or an error as the protocol words it."""
        if self.path != "/v1/chat/completions":
            self._fail(HTTPStatus.NOT_FOUND, "unknown path")
        elif not hmac.compare_digest(self.headers.get("Authorization", ""), f"Bearer {self.server.key}"):
            self._fail(HTTPStatus.UNAUTHORIZED, "wrong key")
        else:
            self._draft()

    def _draft(self) -> None:
        try:
            length = int(self.headers.get("Content-Length", "0"))
            told: Any = json.loads(self.rfile.read(min(length, _LONGEST)))
            by_role = {each["role"]: str(each["content"]) for each in told["messages"]}
            asked = Asked(by_role["system"], by_role["user"])
        except (ValueError, TypeError, LookupError):
            self._fail(HTTPStatus.BAD_REQUEST, "messages with a system and a user are wanted")
            return
        self.server.kept.append(asked)
        choice = {
            "index": 0,
            "finish_reason": "stop",
            "message": {"role": "assistant", "content": _copied(asked.material)},
        }
        answer = {"id": "stub", "object": "chat.completion", "model": MODEL, "choices": [choice]}
        self.answer(HTTPStatus.OK, json.dumps(answer, ensure_ascii=False))

    def _fail(self, status: HTTPStatus, words: str) -> None:
        self.answer(status, json.dumps({"error": {"message": words, "type": "invalid_request_error"}}))


def _copied(material: str) -> str:
    return "".join(_SENTENCE.findall(material)[:3]).strip() or material[:100]
