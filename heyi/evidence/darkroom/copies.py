"""What the darkroom hands out: copies as JPEG, or why there are none. The server reads this too."""

import io
import json
from dataclasses import dataclass

from PIL import Image

from heyi.evidence.codes import FileRefusal

SHOWN_SIDE = 2048
THUMB_SIDE = 320
MOST_BYTES = 24 * 1024 * 1024  # of both copies; more is no answer of ours
_BEGINS = b"\xff\xd8\xff"
Image.preinit()  # loads Pillow's own formats, which nobody can once the walls are closed


class Unfit(Exception):
    """The bytes are nothing that can be shown; holds the FileRefusal."""

    def __init__(self, code: FileRefusal) -> None:
        super().__init__(code.value)
        self.code = code


@dataclass(frozen=True, slots=True)
class Copies:
    """The size of a picture as it is looked at, and both copies as JPEG; of a paper how many pages it has and shows."""

    width: int | None
    height: int | None
    shown: bytes
    thumb: bytes
    pages: int | None = None
    pages_shown: int | None = None


def written(image: Image.Image, quality: int, *, is_drawn: bool) -> bytes:
    """A picture as JPEG."""
    out = io.BytesIO()
    image.save(
        out, "JPEG", quality=quality, optimize=True, progressive=True, subsampling=0 if is_drawn else 2
    )
    return out.getvalue()


def packed(copies: Copies) -> bytes:
    """As they leave the darkroom: a line that tells, then both copies."""
    told = [copies.width, copies.height, copies.pages, copies.pages_shown, len(copies.shown)]
    return json.dumps(told).encode() + b"\n" + copies.shown + copies.thumb


def refused(code: FileRefusal) -> bytes:
    """The answer where there are no copies."""
    return json.dumps(code.value).encode() + b"\n"


def unpacked(answer: bytes) -> Copies:
    """What came out; raises Unfit for a refusal, and for anything that is no answer: the room itself is not trusted."""
    line, _, rest = answer.partition(b"\n")
    try:
        told = json.loads(line)
        if isinstance(told, str):
            raise Unfit(FileRefusal(told))
        *measures, size = told
        width, height, pages, pages_shown = (
            None if each is None else max(0, min(int(each), _LARGEST)) for each in measures
        )
        shown, thumb = rest[: int(size)], rest[int(size) :]
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise Unfit(FileRefusal.BROKEN) from error
    if not (shown.startswith(_BEGINS) and thumb.startswith(_BEGINS)) or len(rest) > MOST_BYTES:
        raise Unfit(FileRefusal.BROKEN)
    return Copies(width, height, shown, thumb, pages, pages_shown)


_LARGEST = 2**31 - 1
