"""Handing work to the press: a process for each paper, with a limit of time, and no more of its answer than fits."""

import json
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from heyi.documents.codes import PaperRefusal
from heyi.documents.press.rooms import ask

TEMPLATES = Path(__file__).resolve().parent.parent / "papers"
LARGEST_CONTENT = 4 << 20  # bytes of JSON
LARGEST_PDF = 96 << 20
SECONDS = 90.0  # on the wall; a paper takes a tenth of a second
AT_ONCE = 4  # papers that a process sets at a time
logger = logging.getLogger("heyi.press")
_places = threading.BoundedSemaphore(AT_ONCE)


class Unset(Exception):
    """The press gave no paper, and why."""

    def __init__(self, code: PaperRefusal, words: str = "") -> None:
        super().__init__(words or code.value)
        self.code = code


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be set: a template of a version, what it is given, by which standards and as made when."""

    template: str
    version: int
    given: Mapping[str, Any]
    timestamp: int
    fonts: Sequence[str]
    standards: Sequence[str] = ("a-2a", "ua-1")

    def json(self) -> bytes:
        """As the press reads it; raises Unset where it is too much."""
        folder = TEMPLATES / f"v{self.version}"
        given = json.dumps(self.given, ensure_ascii=False)
        if len(given.encode()) > LARGEST_CONTENT:
            raise Unset(PaperRefusal.TOO_LARGE)
        if not (folder / f"{self.template}.typ").is_file():
            raise Unset(PaperRefusal.NO_TEMPLATE)
        return json.dumps(
            {
                "template": str(folder / f"{self.template}.typ"),
                "root": str(folder),
                "fonts": list(self.fonts),
                "given": given,
                "standards": list(self.standards),
                "timestamp": self.timestamp,
            }
        ).encode()


def press(order: Order, *, seconds: float = SECONDS) -> bytes:
    """The PDF; raises Unset where there is none. The same order gives the same bytes."""
    work = order.json()
    with _places:
        code, answer = ask("heyi.documents.press", work=work, seconds=seconds, most=LARGEST_PDF)
    if code < 0:
        raise Unset(PaperRefusal.TOO_SLOW)  # ended by us or by its own limit
    if code != 0 or not answer:
        raise Unset(PaperRefusal.PRESS_BROKE)
    if len(answer) > LARGEST_PDF:
        raise Unset(PaperRefusal.TOO_LARGE)
    if answer[:1] != b"+":
        logger.error("a paper could not be set", extra={"template": order.template, "why": _reason(answer)})
        raise Unset(PaperRefusal.PRESS_BROKE, _reason(answer))
    return answer[1:]


def _reason(answer: bytes) -> str:
    return answer[1:1000].decode(errors="replace")
