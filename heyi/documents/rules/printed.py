"""A paper's content as its template reads it: days and amounts in words, texts in paragraphs, nothing to reckon there.

What is hashed is `canonical_content`: kind, version and content in the one JSON text of it. `mark_of` is its beginning
as it stands on the page and in the QR code, so that a scan can be told from what was printed.
"""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from heyi.documents.codes import PaperKind
from heyi.documents.rules.fields import DAY, DRAWN, LINES, MOMENT, MONEY, PART, ROWS, TEXT, Shape
from heyi.documents.rules.money import capitals_of, figures_of
from heyi.kernel import chain
from heyi.kernel.clock import CHINA

_MARK_BYTES = 16
_MARGIN = 8  # around a drawn signature
_POINT = re.compile(r"[ML](\d+) (\d+)", re.ASCII)


def printed(content: object) -> dict[str, Any]:
    """What the template reads."""
    return {
        one.name: _PRINTS.get(one.metadata["shape"].sort, _as_it_is)(
            getattr(content, one.name), one.metadata["shape"]
        )
        for one in fields(content)  # type: ignore[arg-type]
    }


def canonical_content(kind: PaperKind, version: int, content: object) -> str:
    """The one text that says what a paper says; the same for the same content, whoever makes it and when."""
    told = {"content": printed(content), "kind": kind.value, "version": version}
    return chain.canonical(told)


def mark_of(kind: PaperKind, content_digest: bytes) -> str:
    """What the QR code says: HEYI1:AGREEMENT: and 32 figures of the content's hash."""
    return f"HEYI1:{kind.value}:{content_digest[:_MARK_BYTES].hex().upper()}"


def short_mark(mark: str) -> str:
    """The mark as people read it out: twelve figures in groups of four."""
    figures = mark.rpartition(":")[2][:12]
    return "-".join(figures[start : start + 4] for start in range(0, 12, 4))


def day_words(on: date) -> str:
    """2026年11月27日"""
    return f"{on.year}年{on.month}月{on.day}日"


def moment_words(at: datetime) -> str:
    """2026年11月27日 09:05, in China."""
    there = at.astimezone(CHINA)
    return f"{day_words(there.date())} {there:%H:%M}"


def _as_it_is(value: Any, _shape: Shape) -> Any:
    return value.strip() if isinstance(value, str) else value


def _paragraphs(value: str, _shape: Shape) -> list[str]:
    return [words.strip() for words in value.replace("\t", " ").split("\n") if words.strip()]


def _day(value: date | None, _shape: Shape) -> str:
    return day_words(value) if value else ""


def _moment(value: datetime | None, _shape: Shape) -> str:
    return moment_words(value) if value else ""


def _money(value: Decimal | None, _shape: Shape) -> Mapping[str, str] | None:
    if value is None:
        return None
    return {"figures": figures_of(value), "capitals": capitals_of(value)}


def _rows(value: tuple[object, ...], _shape: Shape) -> list[Mapping[str, Any]]:
    return [printed(row) for row in value]


def _lines(value: tuple[str, ...], shape: Shape) -> list[list[str]]:
    return [_paragraphs(words, shape) for words in value]


def _drawing(value: str, _shape: Shape) -> Mapping[str, str] | None:
    """The lines, and the sheet on which they lie with a margin around."""
    points = [(int(x), int(y)) for x, y in _POINT.findall(value)]
    if not points:
        return None
    left, top = min(x for x, _y in points) - _MARGIN, min(y for _x, y in points) - _MARGIN
    wide = max(x for x, _y in points) + _MARGIN - left
    high = max(y for _x, y in points) + _MARGIN - top
    return {"path": value, "box": f"{left} {top} {wide} {high}"}


def _part(value: object, _shape: Shape) -> Mapping[str, Any] | None:
    return printed(value) if value is not None else None


_PRINTS: Mapping[str, Any] = {
    TEXT: _paragraphs, LINES: _lines, DAY: _day, MOMENT: _moment, MONEY: _money, ROWS: _rows, PART: _part,
    DRAWN: _drawing,
}  # fmt: skip
