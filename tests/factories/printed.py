"""A paper as somebody holds it: its words, and its first page scanned; by the library that the house draws with."""

from io import BytesIO
from pathlib import Path

import pypdfium2

_DOTS, _POINTS = 110, 72  # an inch


def words_on(paper: Path) -> str:
    """The words of a paper, without the spaces between them and the marks that let numbers break."""
    with pypdfium2.PdfDocument(paper) as opened:
        told = "".join(page.get_textpage().get_text_range() for page in opened)
    return "".join(told.replace("\u200b", "").split())


def scanned(paper: Path) -> bytes:
    """The first page as a scanner gives it: a picture, PNG."""
    picture = BytesIO()
    with pypdfium2.PdfDocument(paper) as opened:
        opened[0].render(scale=_DOTS / _POINTS).to_pil().save(picture, "PNG")
    return picture.getvalue()
