"""Sheaves of pages made one PDF/A-3b with pikepdf: pages, numbers over them, an outline, sealed papers attached."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

import pikepdf
from PIL import Image

A4 = (595.276, 841.89)  # points
_MARGIN = 34.0
_MODES = {"RGB": "/DeviceRGB", "L": "/DeviceGray"}
_ATTACHED = "application/pdf"
_GONE = ("/StructParents", "/Annots", "/AA", "/Tabs", "/Group", "/PZ", "/B", "/Metadata")


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG that fills a page; RGB or grey, as we make them."""

    jpeg: bytes
    width: int
    height: int
    mode: str = "RGB"

    @classmethod
    def of(cls, jpeg: bytes) -> Self:
        """A JPEG that was made by us; raises ValueError for another kind of picture."""
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as opened:
            if opened.mode not in _MODES:
                raise ValueError(opened.mode)
            return cls(jpeg, opened.width, opened.height, opened.mode)


@dataclass(frozen=True, slots=True)
class Sheaf:
    """What lies together: a PDF of ours or pictures, with the title it has in the outline."""

    title: str
    pages: int
    pdf: bytes = b""
    pictures: tuple[Picture, ...] = ()
    attached: bytes = b""


def merged(
    front: Sequence[Sheaf],
    body: Sequence[Sheaf],
    back: Sequence[Sheaf],
    *,
    stamps: bytes,
    title: str,
    at: datetime,
) -> bytes:
    """One PDF; the pages of the body carry the stamps in their order."""
    with pikepdf.open(io.BytesIO(front[0].pdf)) as book:
        _untag(book)
        outline = [(sheaf.title, _add(book, sheaf)) for sheaf in front[1:]]
        begins = len(book.pages)
        outline += [(sheaf.title, _add(book, sheaf)) for sheaf in body]
        _stamp(book, begins, stamps)
        for sheaf in back:
            _add(book, sheaf)
        _attach(book, body, at)
        with book.open_outline() as opened:
            opened.root.extend(pikepdf.OutlineItem(name, page) for name, page in outline)
        _describe(book, title, at)
        out = io.BytesIO()
        book.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return out.getvalue()


def _add(book: pikepdf.Pdf, sheaf: Sheaf) -> int:
    """Add a sheaf's pages; answers the place of its first."""
    first = len(book.pages)
    if sheaf.pdf:
        with pikepdf.open(io.BytesIO(sheaf.pdf)) as opened:
            _untag(opened)
            book.pages.extend(opened.pages)
    for picture in sheaf.pictures:
        _add_picture(book, picture)
    return first


def _untag(book: pikepdf.Pdf) -> None:
    """Pages lose their place in a structure that does not come along, and whatever could act or link."""
    for key in (
        "/StructTreeRoot",
        "/MarkInfo",
        "/AcroForm",
        "/OpenAction",
        "/AA",
        "/Names",
        "/Outlines",
        "/Extensions",
    ):
        if key in book.Root:
            del book.Root[key]
    for page in book.pages:
        for key in _GONE:
            if key in page.obj:
                del page.obj[key]


def _add_picture(book: pikepdf.Pdf, picture: Picture) -> None:
    """A page of A4, upright or lying as the picture is, with the picture as large as fits."""
    wide, high = A4 if picture.height >= picture.width else (A4[1], A4[0])
    scale = min((wide - _MARGIN) / picture.width, (high - _MARGIN) / picture.height)
    across, up = picture.width * scale, picture.height * scale
    image = pikepdf.Stream(
        book,
        picture.jpeg,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=pikepdf.Name(_MODES[picture.mode]),
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    drawing = f"q {across:.3f} 0 0 {up:.3f} {(wide - across) / 2:.3f} {(high - up) / 2:.3f} cm /P Do Q"
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, wide, high],
        Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=book.make_indirect(image))),
        Contents=book.make_indirect(pikepdf.Stream(book, drawing.encode())),
    )
    book.pages.append(pikepdf.Page(book.make_indirect(page)))


def _stamp(book: pikepdf.Pdf, begins: int, stamps: bytes) -> None:
    """Put a number over each page from `begins` on, in its upper right corner, whichever way it lies."""
    with pikepdf.open(io.BytesIO(stamps)) as opened:
        _untag(opened)
        for place, stamp in enumerate(opened.pages):
            page = book.pages[begins + place]
            number = book.copy_foreign(stamp.as_form_xobject())
            name = pikepdf.Name(f"/Number{place + 1}")  # pages of one paper share their resources
            page.add_resource(number, pikepdf.Name.XObject, name, replace_existing=False)
            across, up = (float(page.mediabox[side]) - A4[side - 2] for side in (2, 3))
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(f"\nQ q 1 0 0 1 {across:.3f} {up:.3f} cm {name} Do Q".encode())


def _attach(book: pikepdf.Pdf, body: Sequence[Sheaf], at: datetime) -> None:
    """Sealed papers as they were sealed, named in the catalogue as PDF/A-3 asks."""
    specs = []
    for nth, sheaf in enumerate(body, 1):
        if sheaf.attached:
            name = f"{nth:03d}.pdf"
            spec = pikepdf.AttachedFileSpec(
                book,
                sheaf.attached,
                filename=name,
                description=sheaf.title,
                mime_type=_ATTACHED,
                relationship=pikepdf.Name.Source,
                creation_date=_pdf_time(at),
                mod_date=_pdf_time(at),
            )
            book.attachments[name] = spec
            specs.append(spec.obj)
    if specs:
        book.Root.AF = book.make_indirect(pikepdf.Array(specs))


def _describe(book: pikepdf.Pdf, title: str, at: datetime) -> None:
    """What the file says of itself: the same in its dictionary and its XMP."""
    when = at.astimezone(UTC)
    with book.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for key in list(_stale(xmp)):
            del xmp[key]
        xmp["dc:title"] = title
        xmp["pdfaid:part"] = "3"
        xmp["pdfaid:conformance"] = "B"
        xmp["xmp:CreateDate"] = xmp["xmp:ModifyDate"] = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    if "/Subject" in book.docinfo:
        del book.docinfo["/Subject"]
    book.docinfo["/Title"] = title
    book.docinfo["/CreationDate"] = book.docinfo["/ModDate"] = _pdf_time(at)
    book.Root.Lang = pikepdf.String("zh-CN")
    book.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)


def _stale(xmp: Any) -> Iterator[str]:
    """What the cover's metadata said of the cover alone."""
    for key in xmp:
        if any(
            part in key
            for part in (
                "pdfuaid",
                "}part",
                "}conformance",
                "}title",
                "DocumentID",
                "InstanceID",
                "}description",
                "}Date",
            )
        ):
            yield key


def _pdf_time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
