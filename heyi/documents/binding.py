"""卷宗: many papers bound into one PDF/A-3b, with cover, index, running numbers and back.

Papers of ours go in as they are; what strangers sent goes in as drawn pictures, which can do nothing. A sealed paper
is attached as well, for a seal cannot be bound: taken out, it still proves itself. The file is not tagged.
"""

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime

from heyi.documents.codes import PaperKind, PaperRefusal
from heyi.documents.press.fonts import folders
from heyi.documents.press.limits import HEAD, MOST_PAGES
from heyi.documents.press.merging import Picture, Sheaf, merged
from heyi.documents.press.printing import Order, Unset, press
from heyi.documents.press.rooms import ask
from heyi.documents.rendering import CannotRender, Rendered, as_rendered, own_fonts, pages_of, render
from heyi.documents.rules.bound_papers import BackCover, CaseCover, CaseIndex
from heyi.documents.rules.parts import Entry
from heyi.documents.rules.printed import printed
from heyi.kernel import chain

MOST_OF_A_FILE = 2000  # pages; what is thicker is bound in volumes
_HANDS = 2  # papers, or shares of one, that are drawn at a time
_SECONDS = 120.0
_MOST_DRAWN = 256 << 20  # bytes of pictures of one paper


@dataclass(frozen=True, slots=True)
class Leaf:
    """One paper of a case file: ours as PDF, a stranger's PDF, or pictures (JPEG copies as evidence shows them)."""

    title: str
    pdf: bytes = b""
    pictures: tuple[bytes, ...] = ()
    is_ours: bool = False
    is_sealed: bool = False
    reference: str = ""
    dated: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A case file as a paper that can be made a document, its numbered pages, and on which each paper lies."""

    paper: Rendered
    pages: int
    index: tuple[Entry, ...]


def bind(
    cover: CaseCover, leaves: Sequence[Leaf], *, at: datetime, remarks: str = "", checked_by: str = ""
) -> Bound:
    """Bind a case file; raises CannotRender. The same papers and instant give the same bytes."""
    sheaves = _sheaves(leaves)
    total = sum(sheaf.pages for sheaf in sheaves)
    if total > MOST_OF_A_FILE or not total:
        raise CannotRender(PaperRefusal.TOO_LARGE)
    index = tuple(_entries(leaves, sheaves))
    back = BackCover(
        number=cover.number,
        pages=total,
        papers=len(leaves),
        remarks=remarks,
        filed_by=cover.filed_by,
        checked_by=checked_by,
        filed_on=cover.filed_on,
    )
    front = render(PaperKind.CASE_COVER, replace(cover, pages=total), at=at)
    contents = render(PaperKind.CASE_INDEX, CaseIndex(number=cover.number, entries=index), at=at)
    last = render(PaperKind.BACK_COVER, back, at=at)
    stamps = _stamps(cover, total, at)
    pdf = merged(
        [
            Sheaf("", pdf=front.pdf, pages=front.pages),
            Sheaf("卷内目录", pdf=contents.pdf, pages=contents.pages),
        ],
        sheaves,
        [Sheaf("", pdf=last.pdf, pages=last.pages)],
        stamps=stamps,
        title=cover.title,
        at=at,
    )
    return Bound(_bound(pdf, cover, leaves, index), total, index)


def _bound(pdf: bytes, cover: CaseCover, leaves: Sequence[Leaf], index: tuple[Entry, ...]) -> Rendered:
    """What tells it apart: the cover, the index, and the hash of each paper as it went in."""
    papers = [hashlib.sha256(leaf.pdf or b"".join(leaf.pictures)).hexdigest() for leaf in leaves]
    told = {"cover": printed(cover), "index": [printed(entry) for entry in index], "papers": papers}
    return as_rendered(PaperKind.CASE_FILE, 1, pdf, chain.canonical(told))


def _entries(leaves: Sequence[Leaf], sheaves: Sequence[Sheaf]) -> Iterator[Entry]:
    begins = 1
    for leaf, sheaf in zip(leaves, sheaves, strict=True):
        ends = begins + sheaf.pages - 1
        where = str(begins) if begins == ends else f"{begins}—{ends}"
        yield Entry(title=leaf.title, reference=leaf.reference, dated=leaf.dated, pages=where, note=leaf.note)
        begins = ends + 1


def _sheaves(leaves: Sequence[Leaf]) -> list[Sheaf]:
    """Each leaf as pages, by a few hands at a time; one paper alone is shared out among them."""
    drawn = sum(bool(leaf.pdf) and not leaf.is_ours for leaf in leaves)
    shares = 1 if drawn > 1 else _HANDS
    with ThreadPoolExecutor(_HANDS) as hands:
        return list(hands.map(lambda leaf: _sheaf(leaf, shares), leaves))


def _sheaf(leaf: Leaf, shares: int) -> Sheaf:
    attached = leaf.pdf if leaf.is_sealed else b""
    if leaf.is_ours:
        return Sheaf(leaf.title, pdf=leaf.pdf, pages=pages_of(leaf.pdf), attached=attached)
    pictures = tuple(_drawn(leaf.pdf, shares) if leaf.pdf else map(Picture.of, leaf.pictures))
    if not pictures:
        raise CannotRender(PaperRefusal.UNDRAWN, {"what": leaf.title})
    return Sheaf(leaf.title, pictures=pictures, pages=len(pictures), attached=attached)


def _drawn(pdf: bytes, shares: int) -> list[Picture]:
    """A stranger's pages as pictures; none where it cannot be drawn, or not whole."""
    with ThreadPoolExecutor(shares) as hands:
        found = list(hands.map(lambda share: _share(pdf, share, shares), range(shares)))
    whole = [share for share in found if share is not None]
    count = sum(map(len, whole))
    if len(whole) < shares or count > MOST_PAGES:
        return []
    return [whole[nth % shares][nth // shares] for nth in range(count)]


def _share(pdf: bytes, first: int, step: int) -> list[Picture] | None:
    """Every so many-th page from the first on, drawn by a process behind walls."""
    code, answer = ask(
        "heyi.documents.press.drawing",
        str(first),
        str(step),
        work=pdf,
        seconds=_SECONDS,
        most=_MOST_DRAWN,
    )
    return list(_unpacked(answer)) if code == 0 and len(answer) <= _MOST_DRAWN else None


def _unpacked(answer: bytes) -> Iterator[Picture]:
    at = 0
    while at < len(answer):
        width, height, length = HEAD.unpack_from(answer, at)
        at += HEAD.size
        yield Picture(answer[at : at + length], width, height)
        at += length


def _stamps(cover: CaseCover, pages: int, at: datetime) -> bytes:
    given = {"content": {"pages": pages}, "title": cover.title, "unit": cover.committee}
    order = Order("STAMPS", 1, given, int(at.timestamp()), folders(own_fonts()), ("a-2b",))
    try:
        return press(order)
    except Unset as unset:
        raise CannotRender(unset.code) from unset
