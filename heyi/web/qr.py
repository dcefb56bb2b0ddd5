"""QR codes drawn as SVG in the page itself: dark on light in every theme, sharp on paper, read by any phone."""

import segno
from django.utils.safestring import SafeString, mark_safe

_QUIET = 4  # modules of light around the code (ISO/IEC 18004)


def qr_svg(words: str, *, title: str) -> SafeString:
    """The words as a QR code of error level M; `title` says to a screen reader where it leads."""
    svg = segno.make(words, error="m", micro=False).svg_inline(
        border=_QUIET, dark="#000", light="#fff", omitsize=True, svgclass="qr", title=title
    )
    return mark_safe(svg)  # noqa: S308  # segno escapes the title and draws the rest
