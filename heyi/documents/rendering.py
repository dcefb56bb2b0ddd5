"""A paper made of its content: checked, marked, set, hashed.

The same content, version and instant give the same bytes.
"""

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from django.conf import settings

from heyi.documents.codes import PAPER_REFUSAL_WORDS, PAPER_WORDS, PaperKind, PaperRefusal
from heyi.documents.press.fonts import folders, without_picture
from heyi.documents.press.printing import Order, Unset, press
from heyi.documents.rules.fields import faults_of, is_unseen, letters_of
from heyi.documents.rules.papers import PAPERS
from heyi.documents.rules.printed import canonical_content, mark_of, printed, short_mark
from heyi.kernel import chain
from heyi.orgs.rules import Fault

_UNIT = ("committee", "unit")


class CannotRender(Exception):
    """A paper is not made: a code, a sentence (Chinese, translated by the face), its parameters, faults by field."""

    def __init__(
        self, code: PaperRefusal, params: Mapping[str, str] | None = None, faults: Sequence[Fault] = ()
    ) -> None:
        self.code = code
        self.sentence: str = PAPER_REFUSAL_WORDS[code]
        self.params: Mapping[str, str] = params or {}
        self.faults = tuple(faults)
        super().__init__(code.value, *(self.params.values()))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A paper as bytes, and what tells it apart: of the bytes both hashes, of the content the mark on each page."""

    kind: PaperKind
    version: int
    pdf: bytes
    sha256: str
    sm3: str
    content: str  # "ALGO:hex" of the canonical content
    mark: str
    pages: int
    is_draft: bool


def render(
    kind: PaperKind, content: object, *, at: datetime, version: int | None = None, draft: bool = False
) -> Rendered:
    """Make a paper; raises CannotRender. `at` is the instant that the PDF names as its own."""
    paper = PAPERS.get(kind)
    wanted = version or (paper.newest if paper else 0)
    if paper is None or wanted not in paper.versions or type(content) is not paper.content:
        raise CannotRender(PaperRefusal.NO_TEMPLATE)
    check(content)
    told = printed(content)
    words = canonical_content(kind, wanted, content)
    mark = _mark(kind, words)
    own = folders(own_fonts())
    shown = _named_letters(told, own) if paper.quotes else _all_printed(told, own)
    given = {
        "content": shown,
        "draft": draft,
        "qr": _qr(mark) if paper.is_signed else "",
        "short": short_mark(mark),
        "title": title_of(kind, told.get("regime", "")),
        "unit": next((told[name] for name in _UNIT if told.get(name)), "合一"),
    }
    try:
        pdf = press(Order(kind.value, wanted, given, int(at.timestamp()), own))
    except Unset as unset:
        raise CannotRender(unset.code) from unset
    return as_rendered(kind, wanted, pdf, words, draft=draft)


def as_rendered(kind: PaperKind, version: int, pdf: bytes, content: str, *, draft: bool = False) -> Rendered:
    """A PDF with its hashes, and those of what it says."""
    return Rendered(
        kind,
        version,
        pdf,
        hashlib.sha256(pdf).hexdigest(),
        chain.digest(pdf, chain.Algo.SM3).hex(),
        f"{settings.HEYI_HASH}:{_hashed(content).hex()}",
        _mark(kind, content),
        pages_of(pdf),
        draft,
    )


def _hashed(content: str) -> bytes:
    return chain.digest(content.encode(), settings.HEYI_HASH)


def _mark(kind: PaperKind, content: str) -> str:
    return mark_of(kind, _hashed(content))


def title_of(kind: PaperKind | str, regime: str = "") -> str:
    """人民调解 and 调解协议书 make 人民调解协议书."""
    words = PAPER_WORDS[kind]
    return regime + (words.removeprefix("调解") if regime.endswith("调解") else words)


def own_fonts() -> str:
    """The folder with the unit's own fonts, "" without one."""
    found: str = settings.HEYI_PAPER_FONTS
    return found


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    import pikepdf  # noqa: PLC0415 - slow: only where a paper is made

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def check(content: object) -> None:
    """Raise CannotRender with every fault of a content."""
    faults = faults_of(content)
    if faults:
        what = "；".join(dict.fromkeys(fault.field for fault in faults))
        raise CannotRender(PaperRefusal.INCOMPLETE, {"what": what}, faults)


def check_printable(content: object) -> None:
    """Raise CannotRender for what would keep this content from ever being printed: faults, letters without a picture.

    Nothing is set. The first call of a process reads which letters the fonts have (80 ms), later ones take under 1 ms.
    """
    check(content)
    _all_printed(printed(content), folders(own_fonts()))


def check_letters(words: Sequence[str]) -> None:
    """Raise CannotRender for letters that no paper can show: without a picture in any font here, or unseen."""
    missing = without_picture(words, folders(own_fonts()))
    unseen = dict.fromkeys(letter for each in words for letter in each if is_unseen(letter))
    _refuse(missing + "".join(letter for letter in unseen if letter not in missing))


def _all_printed(told: dict[str, Any], own: tuple[str, ...]) -> dict[str, Any]:
    """The content as it is, if every letter of it has a picture."""
    _refuse(without_picture(letters_of(told), own))
    return told


def _refuse(missing: str) -> None:
    if missing:
        named = "、".join(f"{letter}（U+{ord(letter):04X}）" for letter in missing[:20])
        raise CannotRender(PaperRefusal.NO_GLYPH, {"letters": named})


def _named_letters(told: dict[str, Any], own: tuple[str, ...]) -> dict[str, Any]:
    """What others wrote, each letter without a picture (most are little faces) named by its number."""
    missing = without_picture(letters_of(told), own)
    names = {ord(letter): f"〔U+{ord(letter):04X}〕" for letter in missing}
    return {name: _translated(value, names) for name, value in told.items()}


def _translated(value: Any, names: Mapping[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(names)
    if isinstance(value, list):
        return [_translated(each, names) for each in value]
    if isinstance(value, dict):
        return {name: _translated(each, names) for name, each in value.items()}
    return value


def _qr(mark: str) -> str:
    """The mark as a QR code of error level M, read from a scan of 150 dots to the inch."""
    out = io.BytesIO()
    segno.make(mark, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False, svgns=True)
    return out.getvalue().decode()
