"""One file in, its copies out: load what its kind needs, close the walls, and only then read."""

import io
import sys
from collections.abc import Callable

from heyi.evidence.codes import FileRefusal, Media
from heyi.evidence.darkroom import walls
from heyi.evidence.darkroom.copies import Copies, Unfit, packed, refused

_NEEDS_WALLS = frozenset({Media.HEIC, Media.PDF})  # decoders that were broken by pictures before


def main() -> None:
    """Answer on standard output; an end without a word is an answer as well."""
    media = Media(sys.argv[1])
    walls.die_with(int(sys.argv[2]))
    walls.narrow()
    develop = _developer(media)
    is_shut = walls.shut()
    if develop is None or (media in _NEEDS_WALLS and not is_shut):
        sys.stdout.buffer.write(refused(FileRefusal.HEIC if media is Media.HEIC else FileRefusal.UNKNOWN))
        return
    content = sys.stdin.buffer.read()
    try:
        answer = packed(develop(content))
    except Unfit as unfit:
        answer = refused(unfit.code)
    sys.stdout.buffer.write(answer)


def _developer(media: Media) -> Callable[[bytes], Copies] | None:
    """What opens this kind, loaded; None where this machine has it not."""
    if media is Media.PDF:
        from heyi.evidence.darkroom.papers import pages_of  # noqa: PLC0415 - slow: only what this file needs

        return pages_of
    if media is Media.HEIC and not _opens_heic():
        return None
    from heyi.evidence.darkroom.pictures import copies_of  # noqa: PLC0415 - slow: only what this file needs

    return lambda content: copies_of(io.BytesIO(content), media)


def _opens_heic() -> bool:
    try:
        from pi_heif import register_heif_opener  # noqa: PLC0415 - slow, and may be taken out by an operator
    except ImportError:
        return False
    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    return True


main()
