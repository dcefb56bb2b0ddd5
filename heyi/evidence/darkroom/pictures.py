"""The copies of a picture that are shown: upright, of a decent size, and without a word about where it was taken."""

import io
import warnings
from typing import IO

from PIL import Image, ImageCms, ImageOps, TiffImagePlugin, WebPImagePlugin

from heyi.evidence.codes import MOST_PIXELS, FileRefusal, Media
from heyi.evidence.darkroom.copies import SHOWN_SIDE, THUMB_SIDE, Copies, Unfit, written

_LOADED = (TiffImagePlugin, WebPImagePlugin)  # Pillow would load them later, behind closed walls: it cannot
_FORMATS = {
    Media.JPEG: "JPEG",
    Media.PNG: "PNG",
    Media.WEBP: "WEBP",
    Media.GIF: "GIF",
    Media.HEIC: "HEIF",
}
_DRAWN = frozenset({Media.PNG, Media.GIF})  # letters and lines: colours are kept at full sharpness

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def copies_of(file: IO[bytes], media: Media) -> Copies:
    """Open as this kind and no other; raises Unfit for what is broken, cut off or too large."""
    try:
        return _copies(file, media)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise Unfit(FileRefusal.TOO_MANY_PIXELS) from error
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError) as error:
        raise Unfit(FileRefusal.BROKEN) from error  # what Pillow raises over bytes that are no picture


def _copies(file: IO[bytes], media: Media) -> Copies:
    with Image.open(file, formats=[_FORMATS[media]]) as image:
        width, height = image.size
        if width * height > MOST_PIXELS:
            raise Unfit(FileRefusal.TOO_MANY_PIXELS)
        image.draft("RGB", (SHOWN_SIDE, SHOWN_SIDE))  # a JPEG is opened no larger than it will be shown
        image.load()
        turned = image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
        shown = _plain(ImageOps.exif_transpose(_smaller(image)))
    if turned:
        width, height = height, width
    thumb = shown.copy()
    thumb.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.LANCZOS)
    is_drawn = media in _DRAWN
    return Copies(width, height, written(shown, 85, is_drawn=is_drawn), written(thumb, 78, is_drawn=False))


_ORIENTATION = 0x0112
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})


def _smaller(image: Image.Image) -> Image.Image:
    """Of the size that is shown; first of all, so that nothing else is done to a large one."""
    if image.mode in ("P", "1", "PA"):  # numbers of colours cannot be mixed
        info = image.info
        image = image.convert("RGBA" if "transparency" in info or image.mode == "PA" else "RGB")
        image.info = info
    image.thumbnail((SHOWN_SIDE, SHOWN_SIDE), Image.Resampling.LANCZOS)
    return image


def _plain(image: Image.Image) -> Image.Image:
    """In the colours of the web, on white where it can be seen through; a new picture that carries nothing else."""
    flat = image
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        flat = Image.new("RGBA", clear.size, "white")
        flat.alpha_composite(clear)
    elif profile := image.info.get("icc_profile"):
        flat = _in_web_colours(image, profile)
    plain = Image.new("RGB", image.size)
    plain.paste(flat.convert("RGB"))
    return plain


def _in_web_colours(image: Image.Image, profile: bytes) -> Image.Image:
    """As its colour profile means it; a profile that cannot be read leaves the colours as they stand."""
    try:
        found = ImageCms.profileToProfile(
            image,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return found if found is not None else image
