"""卷宗: many papers bound into one PDF/A-3b, with cover, index, running numbers and back.

Papers of ours go in as they are; what strangers sent goes in as drawn pictures, which can do nothing. A sealed paper
is attached as well, for a seal cannot be bound: taken out, it still proves itself. The file is not tagged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from heyi.documents.codes import PaperKind, PaperRefusal
from heyi.documents.press.drawing import HEAD, MOST_PAGES
from heyi.documents.press.fonts import folders
from heyi.documents.press.merging import Picture, Sheaf, merged
from heyi.documents.press.printing import Order, Unset, press
from heyi.documents.press.rooms import ask
from heyi.documents.rendering import CannotRender, own_fonts, pages_of, render
from heyi.documents.rules.bound_papers import BackCover, CaseCover, CaseIndex
from heyi.documents.rules.parts import Entry

MOST_OF_A_FILE = 2000  # pages; what is thicker is bound in volumes
_HANDS = 2  # processes that draw one paper
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
    """A case file, how many numbered pages it has, and on which each paper lies."""

    pdf: bytes
    pages: int
    index: tuple[Entry, ...] = field(default=())


def bind(
    cover: CaseCover, leaves: Sequence[Leaf], *, at: datetime, remarks: str = "", checked_by: str = ""
) -> Bound:
    """Bind a case file; raises CannotRender. The same papers and instant give the same bytes."""
    sheaves = [_sheaf(leaf) for leaf in leaves]
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
    return Bound(pdf, total, index)


def _entries(leaves: Sequence[Leaf], sheaves: Sequence[Sheaf]) -> Iterator[Entry]:
    begins = 1
    for leaf, sheaf in zip(leaves, sheaves, strict=True):
        ends = begins + sheaf.pages - 1
        where = str(begins) if begins == ends else f"{begins}—{ends}"
        yield Entry(title=leaf.title, reference=leaf.reference, dated=leaf.dated, pages=where, note=leaf.note)
        begins = ends + 1


def _sheaf(leaf: Leaf) -> Sheaf:
    attached = leaf.pdf if leaf.is_sealed else b""
    if leaf.is_ours:
        return Sheaf(leaf.title, pdf=leaf.pdf, pages=pages_of(leaf.pdf), attached=attached)
    pictures = tuple(_drawn(leaf.pdf)) if leaf.pdf else tuple(Picture.of(each) for each in leaf.pictures)
    if not pictures:
        raise CannotRender(PaperRefusal.UNDRAWN, {"what": leaf.title})
    return Sheaf(leaf.title, pictures=pictures, pages=len(pictures), attached=attached)


def _drawn(pdf: bytes) -> list[Picture]:
    """A stranger's pages as pictures, by several hands; nothing where it cannot be drawn, or not whole."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - slow: only where something is drawn

    def drawn(hand: int) -> list[Picture] | None:
        code, answer = ask(
            "heyi.documents.press.drawing",
            str(hand),
            str(_HANDS),
            work=pdf,
            seconds=_SECONDS,
            most=_MOST_DRAWN,
        )
        return list(_unpacked(answer)) if code == 0 and len(answer) <= _MOST_DRAWN else None

    with ThreadPoolExecutor(_HANDS) as hands:
        shares = list(hands.map(drawn, range(_HANDS)))
    whole = [share for share in shares if share is not None]
    count = sum(map(len, whole))
    if len(whole) < _HANDS or count > MOST_PAGES:
        return []
    return [whole[nth % _HANDS][nth // _HANDS] for nth in range(count)]


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
