"""A stranger's PDF in, its pages out as pictures: drawn behind the darkroom's walls, without scripts, forms or links.

What is drawn can do nothing any more. Each page comes as width, height, length (four bytes each) and a JPEG.
"""

import io
import sys

import pypdfium2
from PIL import Image

from heyi.documents.press.limits import HEAD, MOST_PAGES, narrow
from heyi.evidence.darkroom import walls

DOTS = 120  # to the inch: type of six points can be read
LONGEST = 2200  # dots of a side
QUALITY = 72
_SECONDS = 120  # of the processor
_MEMORY = 1 << 30
_POINTS = 72


def main() -> None:
    """Write the pages as they are drawn; an end without a word is an answer as well."""
    walls.die_with(int(sys.argv[1]))
    first, step = int(sys.argv[2]), int(sys.argv[3])
    narrow(memory=_MEMORY, seconds=_SECONDS)
    Image.init()
    Image.new("RGB", (8, 8)).save(io.BytesIO(), "JPEG")  # the encoder is loaded while it still can be
    pypdfium2.PdfDocument.new().close()
    if not walls.shut():
        raise SystemExit(1)
    opened = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    opened.init_forms()  # what was filled in is part of what is read
    if len(opened) > MOST_PAGES:  # never a part of it for the whole
        raise SystemExit(1)
    for nth in range(first, len(opened), step):
        sys.stdout.buffer.write(_drawn(opened[nth]))


def _drawn(page: pypdfium2.PdfPage) -> bytes:
    width, height = page.get_size()
    scale = min(DOTS / _POINTS, LONGEST / max(width, height, 1))
    picture = page.render(scale=scale).to_pil().convert("RGB")
    page.close()
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    jpeg = out.getvalue()
    return HEAD.pack(picture.width, picture.height, len(jpeg)) + jpeg


if __name__ == "__main__":
    main()
