"""The first pages of a PDF as one picture, drawn by PDFium: no script runs, nothing is fetched, nothing is linked."""

import time
from collections.abc import Iterator

import pypdfium2
from PIL import Image

from heyi.evidence.codes import FileRefusal
from heyi.evidence.darkroom.copies import THUMB_SIDE, Copies, Unfit, written

MOST_PAGES = 6
PAGE = (1100, 1600)  # pixels at most
_GAP = 16
_SECONDS = 6  # of the processor; what is drawn by then is shown
_POINTS = (1.0, 14_400.0)  # what a page may measure (ISO 32000-1, annex C.2)


def pages_of(content: bytes) -> Copies:
    """Draw the first pages; raises Unfit for what is locked, broken or has none."""
    try:
        paper = pypdfium2.PdfDocument(content)
        paper.init_forms()  # what was filled in is part of what is read
        count = len(paper)
        pages = list(_drawn(paper, min(count, MOST_PAGES)))
    except (pypdfium2.PdfiumError, ValueError, MemoryError, OSError) as error:
        raise Unfit(FileRefusal.BROKEN) from error
    if not pages:
        raise Unfit(FileRefusal.BROKEN)
    thumb = pages[0].copy()
    thumb.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.LANCZOS)
    shown = written(_below_each_other(pages), 80, is_drawn=True)
    return Copies(None, None, shown, written(thumb, 78, is_drawn=False), count, len(pages))


def _drawn(paper: pypdfium2.PdfDocument, count: int) -> Iterator[Image.Image]:
    for place in range(count):
        if time.process_time() > _SECONDS and place:
            return
        page = paper[place]
        wide, high = (min(max(side, _POINTS[0]), _POINTS[1]) for side in page.get_size())
        scale = min(PAGE[0] / wide, PAGE[1] / high)
        yield page.render(scale=scale).to_pil().convert("RGB")


def _below_each_other(pages: list[Image.Image]) -> Image.Image:
    wide = max(page.width for page in pages)
    high = sum(page.height for page in pages) + _GAP * (len(pages) - 1)
    strip = Image.new("RGB", (wide, high), "#d5d8d4")
    top = 0
    for page in pages:
        strip.paste(page, ((wide - page.width) // 2, top))
        top += page.height + _GAP
    return strip
